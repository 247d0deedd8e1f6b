"""The journal of a case: append-only, one chain of sealed and signed events an author.

An event is sealed, written and synced to the disk before `append` returns; what cannot be verified
when read is never folded. There is no second way to write a finding.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Protocol

from inspector.errors import SealDamaged
from inspector.findings.bodies import FINDING_KINDS, Body
from inspector.findings.chain import check_chains, damaged, open_event, roster, short
from inspector.findings.events import FIRST, Event, in_order
from inspector.findings.fold import fold, known_to, latest
from inspector.findings.frames import FrameDamaged, unframe
from inspector.findings.journal_file import append_record, cut_torn
from inspector.findings.lifecycle import act_of, check_begin, check_move, may_act
from inspector.findings.signing import sign_event
from inspector.findings.verdicts import check_verdict
from inspector.trust import Card, Identity, Vault, canonical


class Drawer(Protocol):
    """What the journal needs of a case."""

    @property
    def folder(self) -> Path: ...
    @property
    def id(self) -> str: ...
    @property
    def vault(self) -> Vault: ...
    @property
    def member(self) -> Identity: ...
    @property
    def cards(self) -> Sequence[Card]: ...


@dataclass(frozen=True)
class TornTail:
    """A record being written when the power went: `size` bytes, `position` events before."""

    author: str
    position: int
    size: int


def _now() -> datetime:
    return datetime.now(UTC)


class Journal:
    """All events of a case, verified when opened.

    `torn` lists the torn tails found; each is set aside when its author next appends.

    Raises:
        JournalDamaged: a file was changed after it was written.
        SignerUnknown: an author is not on the case's roster.
    """

    def __init__(self, case: Drawer, clock: Callable[[], datetime] = _now) -> None:
        self._case = case
        self._clock = clock
        self._cards = roster([*case.cards, case.member.card])
        self._chains: dict[str, list[Event]] = {}
        self._by_finding: dict[str, list[Event]] = defaultdict(list)
        self.torn: list[TornTail] = []
        self.reload()

    def reload(self) -> None:
        """Read all files again, as after another program has written."""
        self.torn = []
        read = [event for path in self._files() for event in self._read(path)]
        self._chains = check_chains(read)
        self._by_finding.clear()
        for event in read:
            self._by_finding[event.finding].append(event)

    def events(self) -> list[Event]:
        """Every event, in the one order of events."""
        return sorted((e for chain in self._chains.values() for e in chain), key=in_order)

    def heads(self) -> dict[str, tuple[int, str]]:
        """How many events each author has, and the id of the last, by author."""
        return {author: (len(c), c[-1].id) for author, c in sorted(self._chains.items())}

    def missing(self) -> set[str]:
        """Ids somebody saw that are not here: a journal was cut off, or has not arrived yet."""
        events = self.events()
        return {known for e in events for known in e.seen} - {e.id for e in events}

    def append(
        self, kind: str, finding: str | None, body: Body, seen: Sequence[str] | None = None
    ) -> Event:
        """Seal, write and sync one event of the case's member; it is on the disk when this returns.

        `seen` are the ids of the latest events of `finding` the member had before the eyes; if it
        is not given, the latest there are.

        Raises:
            RoleForbidden, FindingUnknown, MoveForbidden, ReasonUnknown, NoteMissing, AmountOver:
                nothing was written.
            EventInvalid: the body is not what the kind wants; a programmer's mistake.
        """
        about = self._by_finding[finding] if finding and kind in FINDING_KINDS else []
        saw = latest(about) if seen is None else tuple(sorted(seen))
        event = self._next(kind, finding or "", body, saw)
        if kind in FINDING_KINDS:
            self._check(event, about)
        signed = sign_event(event, self._member)
        self._write(signed)
        return signed

    def import_events(self, events: Iterable[Event]) -> list[Event]:
        """Take over the events of colleagues that are not here yet: union, any order, any number.

        Each is verified again. Returns the new ones, in order.

        Raises:
            JournalDamaged, SignerUnknown, RoleForbidden: nothing was written.
        """
        here = {event.id for event in self.events()}
        arrived = [
            open_event(event.envelope, self._case.id, self._cards, event.author)
            for event in events
            if event.id not in here
        ]
        check_chains([*self.events(), *arrived])
        added = sorted({event.id: event for event in arrived}.values(), key=in_order)
        for event in added:
            self._write(event)
        return added

    @property
    def _member(self) -> Identity:
        return self._case.member

    def _next(self, kind: str, finding: str, body: Body, seen: tuple[str, ...]) -> Event:
        author = self._member.card.key_id
        chain = self._chains.get(author, [])
        return Event(
            case=self._case.id,
            author=author,
            lamport=1 + max((chain[-1].lamport for chain in self._chains.values()), default=0),
            seen=seen,
            finding=finding,
            kind=kind,
            at=self._clock().astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ"),
            body=dict(body),
            prev=chain[-1].id if chain else FIRST,
        )

    def _check(self, event: Event, about: Sequence[Event]) -> None:
        """Role, lifecycle and amounts, against the finding as the member saw it."""
        act, card = act_of(event.kind, event.body), self._member.card
        may_act(card, act)
        now = fold(about).get(event.finding)
        check_begin(event.finding, now, event.kind)
        before = fold(known_to(event.seen, about)).get(event.finding, now)
        if before is not None:
            check_move(before, act, card)
            check_verdict(before, event)

    def _write(self, event: Event) -> None:
        chain = self._chains.setdefault(event.author, [])
        path = self._path(event.author)
        if any(tail.author == event.author for tail in self.torn):
            cut_torn(path)
            self.torn = [tail for tail in self.torn if tail.author != event.author]
        bound = self._bound(event.author, len(chain))
        append_record(path, self._case.vault.seal(event.envelope, bound))
        chain.append(event)
        self._by_finding[event.finding].append(event)

    def _read(self, path: Path) -> list[Event]:
        author = next((key for key in self._cards if short(key) == path.stem), None)
        if author is None:
            raise damaged(path.stem, 0, "stranger")
        try:
            frames = unframe(path.read_bytes())
        except FrameDamaged as error:
            raise damaged(author, error.position, "frame") from error
        if frames.torn:
            self.torn.append(TornTail(author, len(frames.records), frames.torn))
        return [self._open(author, place, sealed) for place, sealed in enumerate(frames.records)]

    def _open(self, author: str, position: int, sealed: bytes) -> Event:
        try:
            signed = self._case.vault.open(sealed, self._bound(author, position))
        except SealDamaged as error:
            raise damaged(author, position, "seal") from error
        event = open_event(signed, self._case.id, self._cards, author, position)
        if event.author != author:
            raise damaged(author, position, "author")
        return event

    def _bound(self, author: str, position: int) -> bytes:
        """What ties a sealed record to its place: this case, this author, this position."""
        return canonical([self._case.id, author, position])

    def _files(self) -> list[Path]:
        return sorted((self._case.folder / "journal").glob("*.log"))

    def _path(self, author: str) -> Path:
        return self._case.folder / "journal" / f"{short(author)}.log"
