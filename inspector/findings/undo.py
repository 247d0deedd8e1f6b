"""Taking back: a later event says that an earlier one of the same author no longer counts.

Both stay in the journal and in the history. Nobody takes back what another did, and nothing is
taken back that somebody has built on.
"""

from collections.abc import Iterable, Sequence
from itertools import takewhile

from inspector.errors import NothingToUndo
from inspector.findings.events import Event

UNDOABLE = frozenset(
    (
        *("amended", "verdict", "withdrawn", "conflict-resolved", "moved", "referred"),
        *("recovered", "closed", "chosen-basis", "described", "reply-received", "reply-judged"),
    )
)


def live(history: Sequence[Event]) -> list[Event]:
    """The events of one finding that count, in order: those taken back are left out."""
    if not any(event.kind == "undone" for event in history):
        return list(history)
    authors = {event.id: event.author for event in history}
    gone = {
        event.body["event"]
        for event in history
        if event.kind == "undone" and authors.get(event.body["event"]) == event.author
    }
    return [event for event in history if event.id not in gone]


def last_of(author: str, history: Sequence[Event]) -> Event | None:
    """What `author` can take back of a finding: the last that counts, if it is the author's own."""
    last = next((event for event in reversed(live(history)) if event.kind in UNDOABLE), None)
    return last if last is not None and last.author == author else None


def check_undo(event: Event, known: Sequence[Event]) -> None:
    """Refuse to take back what is not the author's own last act, as the author knew the finding.

    Raises:
        NothingToUndo
    """
    last = last_of(event.author, known)
    if last is None or last.id != event.body["event"]:
        raise NothingToUndo(finding=event.finding)


def act_on(author: str, history: Sequence[Event]) -> list[Event]:
    """The events of the last act of `author` on one finding, the last first: one, or a ruling and
    the moves recorded with it; none if somebody else has acted since."""
    last = last_of(author, history)
    if last is None:
        return []
    undoable = (event for event in reversed(live(history)) if event.kind in UNDOABLE)
    batch = last.body.get("batch")
    same = takewhile(lambda event: event.author == author and _batch(event) == batch, undoable)
    return list(same) if batch else [last]


def last_act(author: str, events: Iterable[Event]) -> list[Event]:
    """The events of the last act of `author` that can be taken back: one, or all of a bulk act;
    of each finding the last first."""
    by_finding: dict[str, list[Event]] = {}
    for event in events:
        by_finding.setdefault(event.finding, []).append(event)
    own = [acted for history in by_finding.values() if (acted := act_on(author, history))]
    if not own:
        return []
    newest = max((acted[0] for acted in own), key=lambda event: event.lamport)
    batch = _batch(newest)
    taken = (one for one in own if one[0].id == newest.id or (batch and _batch(one[0]) == batch))
    return [event for acted in taken for event in acted]


def _batch(event: Event) -> object:
    return event.body.get("batch")
