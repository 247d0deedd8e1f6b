"""An open case: its folder, its journal and its engine, for one person at a time.

Every step takes a `Desk`; what it writes goes through the journal, so nothing is done unrecorded.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from types import TracebackType
from typing import Self

from inspector.errors import RoleForbidden
from inspector.findings import Event, Finding, Journal, fold
from inspector.trust import Identity, TrustStore, allow, home
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
        """
        try:
            allow(self.member.card, act)
        except RoleForbidden:
            if self.case.writes:
                self.note("refused", {"act": act})
            raise

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
        """Append an event of the log: asked, checked, exported, signed, submitted, refused."""
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
    """Sit down at the case in `folder`; its snapshots are verified again first.

    Raises:
        CaseMissing, CaseLocked, NotRecipient, PackageDamaged, SignerUnknown: nothing was read.
    """
    store = TrustStore(home())
    case = Case.open(folder, identity, store.find, write=write)
    try:
        return Desk(case, Journal(case), store)
    except BaseException:
        case.close()
        raise
