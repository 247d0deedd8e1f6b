"""Who knew what: the order of knowing among the events of one finding."""

from collections.abc import Collection, Iterable

from inspector.findings.events import Event, in_order


def latest(events: Collection[Event]) -> tuple[str, ...]:
    """The ids among `events` that no other of them had seen: what a new event must say it saw."""
    seen = {known for event in events for known in event.seen}
    return tuple(sorted({event.id for event in events} - seen))


def known_to(seen: Iterable[str], events: Iterable[Event]) -> list[Event]:
    """Those of `events` that somebody who had seen `seen` knew: `seen` and all before them."""
    by_id = {event.id: event for event in events}
    known: dict[str, Event] = {}
    ahead = list(seen)
    while ahead:
        event = by_id.get(ahead.pop())
        if event is not None and event.id not in known:
            known[event.id] = event
            ahead.extend(event.seen)
    return sorted(known.values(), key=in_order)
