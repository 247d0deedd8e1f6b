"""What the screens need of the steps, in one protocol; screens call nothing else.

Every method may be called from any worker's thread.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING, Any, Protocol

from inspector.tui.asking import Asking
from inspector.tui.papers import Papers
from inspector.tui.studies import Studies

if TYPE_CHECKING:
    import pyarrow as pa

    from inspector.findings import Finding
    from inspector.rules import Written
    from inspector.steps import (
        CheckSummary,
        DryRun,
        FeeItem,
        OutcomeRow,
        Overview,
        Person,
        RuleCard,
    )

Progress = Callable[[str, int, int], None]
"""Rule id, how many are done, how many there are."""


@dataclass(frozen=True)
class Reason:
    """Why a hit may be excluded: its code, its words, and whether it wants a note beside it."""

    code: str
    zh: str
    en: str
    needs_note: bool = False


@dataclass(frozen=True)
class MoveWords:
    """What goes with a move: 元 (None: as suspected), the article, a reason's code, and words."""

    amount: Decimal | None = None
    basis: str = ""
    reason: str = ""
    note: str = ""
    voucher: str = ""


@dataclass(frozen=True)
class Who:
    """The person at the desk, and whether the case is open for writing."""

    name: str
    role: str
    writes: bool


class Steps(Studies, Papers, Asking, Protocol):
    """An open case, as the screens see it."""

    def who(self) -> Who: ...
    def overview(self) -> "Overview": ...
    def check(self, progress: Progress) -> "CheckSummary": ...
    def outcomes(self) -> "Sequence[OutcomeRow]": ...
    def rule_card(self, rule: str) -> "RuleCard": ...
    def fee_items(self) -> "list[FeeItem]": ...
    def site_rules(self) -> Sequence[tuple[str, str]]: ...
    def form_of(self, rule: str) -> "Written": ...
    def dry_run(self, draft: "Written", rule: str) -> "DryRun": ...
    def keep_rule(self, draft: "Written", rule: str) -> str: ...
    def retire_rule(self, rule: str, reason: str) -> None: ...
    def hits(self) -> "pa.Table": ...
    def sentence(self, lines: Sequence[Mapping[str, Any]]) -> str: ...
    def hit_lines(self, hit: str, rule: str | None = None) -> Sequence[Mapping[str, Any]]: ...
    def offices(self, lines: Sequence[str]) -> Mapping[str, tuple[str, str]]: ...
    def findings(self) -> "Mapping[str, Finding]": ...
    def reasons(self) -> Sequence[Reason]: ...
    def confirm(
        self, hits: Sequence[str], amount: Decimal | None, basis: str, note: str
    ) -> None: ...
    def reject(self, hits: Sequence[str], reason: str, note: str) -> None: ...
    def annotate(self, hits: Sequence[str], note: str) -> None: ...
    def moves(self, findings: Sequence[str]) -> Sequence[str]: ...
    def move(self, findings: Sequence[str], state: str, told: MoveWords) -> None: ...
    def undo(self) -> int: ...
    def reveal(self, pseudonym: str, reason: str) -> "Person": ...
    def close(self) -> None: ...


Opener = Callable[[bool], Steps]
"""Opens the case; True asks for writing. Called in a worker, after the first paint."""
