"""The journal of a case: append-only, one chain of sealed and signed events an author.

What `append` returned is signed, sealed and on the disk; what cannot be verified when read is never
folded. There is no second way to write a finding.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from threading import Lock
from typing import Protocol

from inspector.errors import CaseReadOnly
from inspector.findings.author_log import AuthorLog
from inspector.findings.bodies import FINDING_KINDS, Body
from inspector.findings.chain import check_chains, damaged, open_event, roster, short
from inspector.findings.events import FIRST, Event, in_order
from inspector.findings.fold import fold
from inspector.findings.journal_file import alone, cut_torn
from inspector.findings.known import known_to, latest
from inspector.findings.lifecycle import act_of, check_begin, check_move, may_act
from inspector.findings.signing import sign_event
from inspector.findings.undo import check_undo
from inspector.findings.verdicts import check_verdict
from inspector.trust import Card, Identity, Vault


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
    @property
    def writes(self) -> bool: ...


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
        self._turn = Lock()
        self._cards = roster([*case.cards, case.member.card])
        self._chains: dict[str, list[Event]] = {}
        self._by_finding: dict[str, list[Event]] = defaultdict(list)
        self._size = 0
        self.torn: list[TornTail] = []
        self.reload()

    def reload(self) -> None:
        """Read all files again, as after another program has written."""
        self.torn = []
        self._size = self._log(self._member.card.key_id).size
        read = [event for path in sorted(self._folder.glob("*.log")) for event in self._read(path)]
        self._chains = check_chains(read)
        self._by_finding.clear()
        for event in read:
            self._by_finding[event.finding].append(event)

    def events(self) -> list[Event]:
        """Every event, in the one order of events."""
        return sorted((e for chain in self._chains.values() for e in chain), key=in_order)

    def heads(self) -> dict[str, tuple[int, str]]:
        """How many events each author has, and the id of the last, by author."""
        return {author: (len(c), c[-1].id) for author, c in sorted(self._chains.items()) if c}

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
            RoleForbidden, FindingUnknown, MoveForbidden, ReasonUnknown, NoteMissing, WordsMissing,
                AmountOver, NothingToUndo: nothing was written.
            EventInvalid: the body is not what the kind wants; a programmer's mistake.
        """
        return self._record([(kind, finding, body, seen)])[0]

    def append_all(self, drafts: Iterable[tuple[str, str | None, Body]]) -> list[Event]:
        """Append many events, each (kind, finding, body), as one act: all are written, or none.

        Raises:
            As `append`.
        """
        return self._record([(kind, finding, body, None) for kind, finding, body in drafts])

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
        for author in sorted({event.author for event in added}):
            own = [event for event in added if event.author == author]
            with alone(self._log(author).path):
                self._write(own, len(self._chains.get(author, ())))
            for event in own:
                self._take(event)
        return added

    @property
    def _member(self) -> Identity:
        return self._case.member

    def _record(
        self, drafts: Iterable[tuple[str, str | None, Body, Sequence[str] | None]]
    ) -> list[Event]:
        """Two threads of one program, and two programs of one person, take turns.

        Who reads while somebody else writes leaves a trace too, but decides nothing.
        """
        drafts = list(drafts)
        decides = any(kind in FINDING_KINDS for kind, *_ in drafts)
        if decides and not self._case.writes:
            raise CaseReadOnly(path=str(self._case.folder))
        own = self._log(self._member.card.key_id)
        with self._turn, alone(own.path):
            # Longer or shorter: another program wrote, or our own last try failed half way.
            if own.size != self._size:
                self.reload()
            return self._recorded(drafts)

    def _recorded(
        self, drafts: Iterable[tuple[str, str | None, Body, Sequence[str] | None]]
    ) -> list[Event]:
        """What is taken into memory is given back if it does not get onto the disk."""
        position = len(self._chains.get(self._member.card.key_id, ()))
        taken: list[Event] = []
        try:
            for kind, finding, body, seen in drafts:
                event = self._made(kind, finding or "", body, seen)
                self._take(event)
                taken.append(event)
            if taken:
                self._write(taken, position)
        except BaseException:
            for event in reversed(taken):
                self._chains[event.author].pop()
                self._by_finding[event.finding].pop()
            raise
        return taken

    def _made(self, kind: str, finding: str, body: Body, seen: Sequence[str] | None) -> Event:
        about = self._by_finding.get(finding, []) if kind in FINDING_KINDS else []
        author = self._member.card.key_id
        chain = self._chains.get(author, [])
        event = Event(
            case=self._case.id,
            author=author,
            lamport=1 + max((c[-1].lamport for c in self._chains.values() if c), default=0),
            seen=latest(about) if seen is None else tuple(sorted(seen)),
            finding=finding,
            kind=kind,
            at=self._clock().astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ"),
            body=dict(body),
            prev=chain[-1].id if chain else FIRST,
        )
        if kind in FINDING_KINDS:
            self._check(event, about)
        return sign_event(event, self._member)

    def _check(self, event: Event, about: Sequence[Event]) -> None:
        """Role, lifecycle and amounts, against the finding as the member saw it."""
        act, card = act_of(event.kind, event.body), self._member.card
        may_act(card, act)
        now = fold(about).get(event.finding)
        check_begin(event.finding, now, event.kind, card)
        known = known_to(event.seen, about)
        before = fold(known).get(event.finding, now)
        if before is not None:
            check_move(before, act, card)
            check_verdict(before, event)
        if event.kind == "undone":
            check_undo(event, known)

    def _take(self, event: Event) -> None:
        self._chains.setdefault(event.author, []).append(event)
        self._by_finding[event.finding].append(event)

    def _write(self, events: Sequence[Event], position: int) -> None:
        """Write events of one author behind the `position` events that are on the disk."""
        log = self._log(events[0].author)
        if any(tail.author == log.author for tail in self.torn):
            cut_torn(log.path)
            self.torn = [tail for tail in self.torn if tail.author != log.author]
        log.append(events, position)
        if log.author == self._member.card.key_id:
            self._size = log.size

    def _read(self, path: Path) -> list[Event]:
        author = next((key for key in self._cards if short(key) == path.stem), None)
        if author is None:
            raise damaged(path.stem, 0, "stranger")
        events, torn = self._log(author).read(self._cards)
        if torn:
            self.torn.append(TornTail(author, len(events), torn))
        return events

    def _log(self, author: str) -> AuthorLog:
        return AuthorLog(self._folder, author, self._case.id, self._case.vault)

    @property
    def _folder(self) -> Path:
        return self._case.folder / "journal"
