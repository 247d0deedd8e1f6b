"""Exchange a case with colleagues through a folder or stick: what one has, all come to have.

Only unions are made, of signed events and of evidence under its digest, so order, repetition and
interruption change nothing; whatever lies in the folder is sealed to the members of the case.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from inspector.errors import FileMissing, InspectorError, writing
from inspector.evidence import hand_over, take_over
from inspector.findings import Event, pack_events, unpack_events
from inspector.steps.acting import acting
from inspector.steps.desk import Desk
from inspector.trust import MAY, Card, seal, unseal
from inspector.whole import write_whole

_JOURNAL = ".journal"
_EVIDENCE = "evidence"


@dataclass(frozen=True)
class Colleague:
    """Who has seen what: of the `of` events here now, `seen` were in the copy they last left.

    Who came in is not counted. `seen` is None of somebody who has left nothing in this folder yet.
    """

    name: str
    seen: int | None
    of: int


@dataclass(frozen=True)
class Synced:
    """What came in from colleagues, and what it means.

    `missing` counts events that somebody saw and nobody brought yet; `conflicted` are the findings
    on which colleagues decided unaware of each other; `refused` is left out, with its reason.
    """

    folder: Path
    events: int
    evidence: int
    missing: int
    conflicted: tuple[str, ...]
    colleagues: tuple[Colleague, ...]
    refused: tuple[tuple[Path, InspectorError], ...]


@acting("draft")
def sync(desk: Desk, folder: Path) -> Synced:
    """Take in what colleagues left for this case in `folder`, then leave there what is here.

    A file that does not hold is left out with its reason, and the others still count.

    Raises:
        FileMissing: there is no such folder; a stick may not be plugged in.
        RoleForbidden, WriteFailed: doing it again goes on where it stopped.
    """
    if not folder.is_dir():
        raise FileMissing(path=str(folder))
    place = folder / f"inspector-{desk.case.id}"
    refused: list[tuple[Path, InspectorError]] = []
    left = {path: _events_in(desk, path, refused) for path in _left(place, f"*{_JOURNAL}")}
    events = sum(_take_events(desk, path, told, refused) for path, told in left.items())
    pieces = _left(place / _EVIDENCE, "*.age")
    evidence = sum(_take_evidence(desk, path, refused) for path in pieces)
    _leave(desk, place)
    return Synced(
        place,
        events,
        evidence,
        len(desk.journal.missing()),
        tuple(one.id for one in desk.findings().values() if one.state == "conflicted"),
        tuple(_colleagues(desk, {path.stem: _ids(told) for path, told in left.items()})),
        tuple(refused),
    )


def _left(place: Path, pattern: str) -> Iterator[Path]:
    """What colleagues left; a file half written by another program has another name."""
    yield from sorted(path for path in place.glob(pattern) if not path.name.startswith("."))


def _events_in(
    desk: Desk, path: Path, refused: list[tuple[Path, InspectorError]]
) -> Sequence[Event]:
    """The events in a journal that was left, verified; none, if it does not hold."""
    try:
        plain = unseal(path.read_bytes(), desk.member.age_secret, path.name)
        return unpack_events(plain, (*desk.case.cards, desk.member.card), desk.case.id)
    except InspectorError as error:
        refused.append((path, error))
        return ()


def _take_events(
    desk: Desk,
    path: Path,
    events: Sequence[Event],
    refused: list[tuple[Path, InspectorError]],
) -> int:
    try:
        return len(desk.journal.import_events(events))
    except InspectorError as error:
        refused.append((path, error))
        return 0


def _colleagues(desk: Desk, left: Mapping[str, frozenset[str]]) -> Iterator[Colleague]:
    """Everybody else who works on the case; `left` are the events in each one's copy."""
    here = _ids(desk.journal.events())
    own = desk.member.card.key_id
    for card in sorted(desk.case.cards, key=lambda card: (card.name, card.key_id)):
        if card.key_id != own and card.role in MAY["draft"]:
            seen = left.get(_short(card))
            yield Colleague(card.name, len(here & seen) if seen else None, len(here))


def _ids(events: Sequence[Event]) -> frozenset[str]:
    return frozenset(event.id for event in events if event.kind != "entered")


def _short(card: Card) -> str:
    """What a member's journal is named after."""
    return card.key_id.removeprefix("sha256:")[:16]


def _take_evidence(desk: Desk, path: Path, refused: list[tuple[Path, InspectorError]]) -> bool:
    try:
        return take_over(desk.case, path)
    except InspectorError as error:
        refused.append((path, error))
        return False


def _leave(desk: Desk, place: Path) -> None:
    """Evidence first, so that no event on the stick names a piece that is not there."""
    with writing(place):
        hand_over(desk.case, place / _EVIDENCE)
        members = (*desk.case.cards, desk.member.card)
        sealed = seal(pack_events(desk.journal.events()), sorted({one.seal_key for one in members}))
        write_whole(place / f"{_short(desk.member.card)}{_JOURNAL}", sealed)
