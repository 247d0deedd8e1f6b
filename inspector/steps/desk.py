"""An open case: its folder, its journal and its engine, for one person at a time.

Every step takes a `Desk`; what it writes goes through the journal, so nothing is done unrecorded.
"""

from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from types import TracebackType
from typing import Self

from inspector.errors import (
    CaseDamaged,
    CaseLocked,
    CaseReadOnly,
    InspectorError,
    JournalDamaged,
    OutOfTime,
    TrustRefused,
    WriteFailed,
)
from inspector.findings import Event, Finding, Journal, fold
from inspector.trust import Card, Identity, TrustStore, allow, home
from inspector.workspace import Case, Engine, Masks, engine, masks_of


@dataclass
class Desk:
    """One person at one case; a context manager that lets go of engine and lock."""

    case: Case
    journal: Journal
    store: TrustStore
    _engine: Engine | None = field(default=None, repr=False)
    _masks: Masks | None = field(default=None, repr=False)

    @property
    def member(self) -> Identity:
        """Who sits here."""
        return self.case.member

    def may(self, act: str) -> None:
        """Let the act pass, or refuse it and note the refusal in the journal.

        Raises:
            RoleForbidden: the role of the person does not allow `act`.
            OutOfTime: the card or the roster does not let the person act today.
        """
        try:
            allow(self.member.card, act)
            self._in_time()
        except TrustRefused as refusal:
            self.refused(act, refusal)
            raise

    def refused(self, act: str, refusal: InspectorError, **more: str) -> None:
        """Note that an act was refused and why, unless nothing can be written here."""
        with suppress(CaseReadOnly, WriteFailed):
            self.note("refused", {"act": act, "code": refusal.code, **more})

    def known(self, key_id: str) -> Card | None:
        """The card of a key, as this case's inspection trusts it."""
        return self.store.find(key_id, self.case.inspection)

    def _in_time(self) -> None:
        own, today = self.member.card, date.today()
        card = self.store.member(own.key_id, self.case.inspection) or own
        if not card.valid_on(today) or self.store.revoked_on(own.key_id, today):
            raise OutOfTime(name=own.name, day=today.isoformat())

    def engine(self) -> Engine:
        """DuckDB over the sealed snapshots, made on first use and kept."""
        if self._engine is None:
            self._engine = engine(self.case)
        return self._engine

    def masks(self) -> Masks:
        """What stands for whom in this case; whatever is shown to a person passes here."""
        if self._masks is None:
            self._masks = masks_of(self.case)
        return self._masks

    def findings(self) -> dict[str, Finding]:
        """All findings as the journal's events add up to them."""
        return fold(self.journal.events())

    def note(self, kind: str, body: Mapping[str, object]) -> Event:
        """Append an event of the log: entered, asked, checked, exported, signed, refused."""
        return self.journal.append(kind, None, dict(body))

    def close(self) -> None:
        """Let go of the engine and of the case's lock."""
        if self._engine is not None:
            self._engine.close()
            self._engine = None
        self.case.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()


def open_desk(folder: Path, identity: Identity, *, write: bool = True) -> Desk:
    """Sit down at the case in `folder`; its snapshots are verified again first, and it is noted.

    Raises:
        CaseDamaged: its snapshots are not those it was opened with.
        CaseMissing, CaseLocked, NotRecipient, PackageDamaged, SignerUnknown: nothing was read.
        JournalDamaged: names the author, if the author is a member of the case.
    """
    store = TrustStore(home())
    known = store.within(Case.inspection_of(folder, identity))
    case = Case.open(folder, identity, known, write=write)
    try:
        return Desk(case, _named(case, _entered), store)
    except BaseException:
        case.close()
        raise


def _entered(case: Case) -> Journal:
    """The journal with one more event: somebody opened the case.

    Looking on while somebody else writes, or where nothing can be written, leaves no event.
    """
    if case.writes:
        return _with_entry(case, write=True)
    try:
        with case.for_a_moment():
            return _with_entry(case, write=False)
    except (CaseLocked, WriteFailed, OSError):
        return _as_opened(case)


def _with_entry(case: Case, *, write: bool) -> Journal:
    journal = _as_opened(case)
    journal.append("entered", None, {"write": write})
    return journal


def _as_opened(case: Case) -> Journal:
    """The journal, if it has the word a case begins with, and the snapshots are those it names.

    `case.json` nobody signed: an older snapshot, whole in itself, could have been put in its place.
    """
    journal = Journal(case)
    events = journal.events()
    opened = [event for event in events if event.kind == "opened-case"]
    here = sorted(package.digest for package in case.snapshots)
    if not opened:
        raise CaseDamaged(path=str(case.folder / "journal"), problem="journal-missing")
    if sorted(opened[0].body["snapshots"]) != here:
        raise CaseDamaged(path=str(case.folder / "case.json"), problem="snapshot-exchanged")
    return journal


def _named(case: Case, read: Callable[[Case], Journal]) -> Journal:
    try:
        return read(case)
    except JournalDamaged as damaged:
        short = str(damaged.facts["author"])
        names = [card.name for card in case.cards if f":{short}" in card.key_id]
        author = f"{names[0]} ({short})" if names else short
        raise JournalDamaged(**damaged.facts | {"author": author}) from damaged
