"""The audit trail: who did what and when, verified as it is read.

Order comes from the chain and never from a clock; a clock that went back is told, not hidden.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from pathlib import Path

from inspector.errors import JournalDamaged
from inspector.findings import Event
from inspector.i18n import say
from inspector.steps.desk import Desk
from inspector.steps.report import numbered
from inspector.trust import parse

_TOLD: Mapping[str, Sequence[str]] = {
    "rule-kept": ("rule", "digest"),
    "rule-retired": ("rule", "reason"),
    "question-kept": ("name", "sql"),
    "question-dropped": ("name",),
    "asked": ("rows", "seconds", "sql"),
    "refused": ("act", "code", "sql"),
    "revealed": ("what", "reason"),
    "exported": ("what", "rows", "to", "reason"),
    "submitted": ("target",),
    "referred": ("authority", "package", "note"),
    "admitted": ("name",),
    "checked": ("hits", "amount"),
    "sample-planned": ("purpose",),
    "sample-seeded": ("sample", "seed"),
    "sample-drawn": ("sample", "frame"),
    "sample-appraised": ("sample",),
    "analysed": ("what",),
}
"""What the log shows of an event beside its kind; the rest is in the event."""


@dataclass(frozen=True)
class Noted:
    """One event as the log shows it; `note` says what is odd about it, empty if nothing is."""

    at: str
    author: str
    kind: str
    finding: str
    id: str
    detail: str
    note: str


@dataclass(frozen=True)
class Head:
    """Where one author's chain ends: how many events, and the id of the last."""

    author: str
    role: str
    events: int
    head: str


@dataclass(frozen=True)
class Log:
    """The events asked for, in their order, and the heads of all chains."""

    events: tuple[Noted, ...]
    heads: tuple[Head, ...]


def log(desk: Desk, kind: str = "", author: str = "", since: date | None = None) -> Log:
    """The events of the case of one kind, by one author (name or key id), on or after a day.

    Reading has verified every signature and chain; here they are held against what other events
    and the reports say of them.

    Raises:
        JournalDamaged: the end of a chain was cut off.
    """
    every = desk.journal.events()
    names = {card.key_id: card.name for card in desk.case.cards}
    _check_ends(desk, every, names)
    odd = _odd(desk, every)
    begin = since.isoformat() if since else ""
    # That the log is being read is in it from now on; the reader need not be told.
    hidden = [one for one in every[-1:] if one.kind == "entered" and not desk.case.writes]
    shown = (
        Noted(
            event.at,
            names.get(event.author, event.author),
            event.kind,
            event.finding,
            event.id,
            _detail(event),
            odd.get(event.id, ""),
        )
        for event in every[: len(every) - len(hidden)]
        if kind in ("", event.kind)
        and author in ("", event.author, names.get(event.author))
        and event.at >= begin
    )
    return Log(tuple(shown), _heads(desk))


def _detail(event: Event) -> str:
    named = [name for name in _TOLD.get(event.kind, ()) if name in event.body]
    return "  ".join(str(event.body[name]) for name in named)


def _heads(desk: Desk) -> tuple[Head, ...]:
    cards = {card.key_id: card for card in desk.case.cards}
    return tuple(
        Head(cards[author].name, cards[author].role, count, head)
        for author, (count, head) in desk.journal.heads().items()
    )


def _odd(desk: Desk, every: Sequence[Event]) -> dict[str, str]:
    """By event, what a reader should know: i18n keys under `cli.log`."""
    notes = {}
    chains: dict[str, list[Event]] = defaultdict(list)
    for event in every:
        chains[event.author].append(event)
        if desk.store.revoked_on(event.author, date.fromisoformat(event.at[:10])):
            notes[event.id] = "revoked"
    for chain in chains.values():
        # Texts of one form, in UTC: they compare as times do.
        notes |= {now.id: "clock-back" for then, now in pairwise(chain) if now.at < then.at}
    return notes


def _check_ends(desk: Desk, every: Sequence[Event], names: Mapping[str, str]) -> None:
    """A chain whose last links are gone is whole in itself; others remember them."""
    here = {event.id for event in every}
    for event in every:
        if not here.issuperset(event.seen):
            raise _damaged(names.get(event.author, "?"), event.lamport, "seen-missing")
    for author, (count, head) in _signed_heads(desk.case.folder / "reports"):
        if head not in here:
            raise _damaged(names.get(author, author), count, "cut")


def _signed_heads(reports: Path) -> Iterator[tuple[str, tuple[int, str]]]:
    for folder in numbered(reports):
        file = folder / "report.json"
        told = parse(file.read_bytes()).get("journal") if file.is_file() else None
        if isinstance(told, dict):
            yield from ((author, (int(count), str(head))) for author, (count, head) in told.items())


def _damaged(author: str, position: int, problem: str) -> JournalDamaged:
    told = say(f"findings.journal.{problem}")
    return JournalDamaged(author=author, position=position, problem=told)
