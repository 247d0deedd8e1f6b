"""What the screens of samples, persons and pictures need of the steps, and its binding to them."""

from collections.abc import Mapping, Sequence
from contextlib import AbstractContextManager
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from inspector.findings import KeptSample
    from inspector.report import Analysis
    from inspector.statistics import Plan
    from inspector.steps import AnalysisKind, Desk, Redrawn, Session, Settlement, Swipes, Timeline


class Studies(Protocol):
    """Samples of the case, and everything about one person."""

    def samples(self) -> "Sequence[KeptSample]": ...
    def plan_sample(self, plan: "Plan") -> "KeptSample": ...
    def draw_sample(self, name: str, seed: str) -> "KeptSample": ...
    def redraw_sample(self, name: str) -> "Redrawn": ...
    def appraise_sample(self, name: str, results: Path | None) -> "KeptSample": ...
    def write_worksheet(self, name: str, out: Path) -> None: ...
    def person(self, pseudonym: str) -> "Timeline": ...
    def analysis_kinds(self) -> "Sequence[AnalysisKind]": ...
    def analyses(self) -> "Sequence[Analysis]": ...
    def run_analysis(self, name: str, told: Mapping[str, str]) -> "Analysis": ...
    def visit(self, mdtrt_id: str) -> "Timeline": ...
    def settlement(self, setl_id: str) -> "Settlement": ...
    def staff_day(self, staff: str, day: date) -> "Sequence[Session]": ...
    def stock(self, item: str) -> Sequence[tuple[date, Decimal]]: ...
    def swipes(self, day: date) -> "Sequence[Swipes]": ...


class BoundStudies:
    """One open desk; what touches the case takes turns."""

    _desk: "Desk"
    _engine: AbstractContextManager[object]
    _journal: AbstractContextManager[object]

    def samples(self) -> "Sequence[KeptSample]":
        """All samples, in the order they were planned."""
        from inspector import steps

        with self._journal:
            return steps.kept_samples(self._desk)

    def plan_sample(self, plan: "Plan") -> "KeptSample":
        """Fix a plan in the journal."""
        from inspector import steps

        with self._engine, self._journal:
            return steps.plan_sample(self._desk, plan)

    def draw_sample(self, name: str, seed: str) -> "KeptSample":
        """Write the seed down, open the frame, draw."""
        from inspector import steps

        with self._engine, self._journal:
            return steps.draw_sample(self._desk, name, seed)

    def redraw_sample(self, name: str) -> "Redrawn":
        """Draw again, and say whether it is equal."""
        from inspector import steps

        with self._engine, self._journal:
            return steps.redraw_sample(self._desk, name)

    def appraise_sample(self, name: str, results: Path | None) -> "KeptSample":
        """Estimate from a filled worksheet, or from the findings."""
        from inspector import steps

        with self._engine, self._journal:
            return steps.appraise_sample(self._desk, name, results)

    def write_worksheet(self, name: str, out: Path) -> None:
        """The units drawn as a file that people fill."""
        from inspector import steps

        with self._engine, self._journal:
            kept = steps.find_sample(self._desk, name)
            steps.export_sample(self._desk, steps.worksheet(kept), out, "worksheet")

    def person(self, pseudonym: str) -> "Timeline":
        """Everything about one person, covered."""
        from inspector import steps

        with self._engine, self._journal:
            return steps.person(self._desk, pseudonym)

    def analysis_kinds(self) -> "Sequence[AnalysisKind]":
        """Every analysis there is, with its parameters."""
        from inspector import steps

        return steps.analysis_kinds()

    def analyses(self) -> "Sequence[Analysis]":
        """What was analysed so far, in order."""
        from inspector import steps

        with self._journal:
            return steps.kept_analyses(self._desk)

    def run_analysis(self, name: str, told: Mapping[str, str]) -> "Analysis":
        """Run one; its question has a process of its own, so nobody waits for it."""
        from inspector import steps

        with self._engine:
            self._desk.engine()
        return steps.run_analysis(self._desk, name, told)

    def visit(self, mdtrt_id: str) -> "Timeline":
        """Everything about one visit, covered."""
        from inspector import steps

        with self._engine, self._journal:
            return steps.visit(self._desk, mdtrt_id)

    def settlement(self, setl_id: str) -> "Settlement":
        """The settlement with all its fee lines."""
        from inspector import steps

        with self._engine, self._journal:
            return steps.settlement(self._desk, setl_id)

    def staff_day(self, staff: str, day: date) -> "Sequence[Session]":
        """The sessions of a therapist on a day."""
        from inspector import steps

        with self._engine:
            return steps.staff_day(self._desk, staff, day)

    def stock(self, item: str) -> Sequence[tuple[date, Decimal]]:
        """What the books leave of an item, day by day."""
        from inspector import steps

        with self._engine:
            return steps.stock(self._desk, item)

    def swipes(self, day: date) -> "Sequence[Swipes]":
        """The settlements of a day by minute."""
        from inspector import steps

        with self._engine:
            return steps.swipes(self._desk, day)
