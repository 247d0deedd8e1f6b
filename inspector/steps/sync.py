"""Exchange a case with colleagues through a folder or stick: what one has, all come to have.

Only unions are made, of signed events and of evidence under its digest, so order, repetition and
interruption change nothing; whatever lies in the folder is sealed to the members of the case.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from inspector.errors import FileMissing, InspectorError, writing
from inspector.evidence import hand_over, take_over
from inspector.findings import pack_events, unpack_events
from inspector.steps.acting import acting
from inspector.steps.desk import Desk
from inspector.trust import seal, unseal
from inspector.whole import write_whole

_JOURNAL = ".journal"
_EVIDENCE = "evidence"


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
    events = sum(_take_events(desk, path, refused) for path in _left(place, f"*{_JOURNAL}"))
    pieces = _left(place / _EVIDENCE, "*.age")
    evidence = sum(_take_evidence(desk, path, refused) for path in pieces)
    _leave(desk, place)
    return Synced(
        place,
        events,
        evidence,
        len(desk.journal.missing()),
        tuple(one.id for one in desk.findings().values() if one.state == "conflicted"),
        tuple(refused),
    )


def _left(place: Path, pattern: str) -> Iterator[Path]:
    """What colleagues left; a file half written by another program has another name."""
    yield from sorted(path for path in place.glob(pattern) if not path.name.startswith("."))


def _take_events(desk: Desk, path: Path, refused: list[tuple[Path, InspectorError]]) -> int:
    try:
        plain = unseal(path.read_bytes(), desk.member.age_secret, path.name)
        cards = (*desk.case.cards, desk.member.card)
        return len(desk.journal.import_events(unpack_events(plain, cards, desk.case.id)))
    except InspectorError as error:
        refused.append((path, error))
        return 0


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
        short = desk.member.card.key_id.removeprefix("sha256:")[:16]
        members = (*desk.case.cards, desk.member.card)
        sealed = seal(pack_events(desk.journal.events()), sorted({one.seal_key for one in members}))
        write_whole(place / f"{short}{_JOURNAL}", sealed)
