"""Who knew what: the order of knowing among the events of one finding."""

from collections.abc import Collection, Iterable, Sequence

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


class Knowledge:
    """Who knew what among the events of one finding, in order; worked out once for all of them.

    Places in `history` stand as bits: bit 3 of a set is its fourth event. An event's clock is above
    that of all it saw, so what was seen stands before.
    """

    def __init__(self, history: Sequence[Event]) -> None:
        self.place = {event.id: at for at, event in enumerate(history)}
        self.before: list[int] = []
        for at, event in enumerate(history):
            knew = 0
            for seen in event.seen:
                place = self.place.get(seen, at)
                if place < at:
                    knew |= self.before[place] | 1 << place
            self.before.append(knew)

    def knew(self, event: Event) -> int:
        """What the author of `event` knew of the finding."""
        return self.before[self.place[event.id]]

    def bit(self, event: Event) -> int:
        """The event alone."""
        return 1 << self.place[event.id]
