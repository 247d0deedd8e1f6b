"""Step 6, samples: plan one, draw it in front of the hospital, redraw it, appraise it."""

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.binding import Binding, BindingType
from textual.message import Message
from textual.widget import Widget
from textual.widgets import Static

from inspector.i18n import say
from inspector.tui.cells import count
from inspector.tui.screens.analyses import AnalysesScreen
from inspector.tui.screens.asking import AskDialog
from inspector.tui.screens.base import Changed, StepScreen, table_and_words
from inspector.tui.screens.record import RecordScreen
from inspector.tui.screens.sampled import DEFAULTS, PLAN, about, cells, columns, plan_of, unit_of
from inspector.tui.widgets.paged_table import PagedTable
from inspector.tui.widgets.prose import Prose
from inspector.tui.widgets.rows import pages_of

if TYPE_CHECKING:
    from inspector.findings import KeptSample


class SamplingScreen(StepScreen):
    """All samples; the one under the cursor in words."""

    step: ClassVar[str] = "sampling"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "units", "tui.key.units"),
        Binding("n", "plan", "tui.key.plan"),
        Binding("d", "draw", "tui.key.draw"),
        Binding("v", "redraw", "tui.key.redraw"),
        Binding("a", "appraise", "tui.key.appraise"),
        Binding("w", "worksheet", "tui.key.worksheet"),
        Binding("c", "analyses", "tui.key.analyses"),
    ]

    class Known(Message):
        """The samples, folded from the journal."""

        def __init__(self, samples: "Sequence[KeptSample]") -> None:
            super().__init__()
            self.samples = samples

    class Compared(Message):
        """A sample was drawn again."""

        def __init__(self, told: str, *, equal: bool) -> None:
            super().__init__()
            self.told, self.equal = told, equal

    samples: "Sequence[KeptSample]" = ()

    def body(self) -> Iterable[Widget]:
        """A line that tells, the table, the sample under the cursor."""
        yield from table_and_words()

    def load(self) -> None:
        """Read the samples."""
        self.bring("load", lambda: self.Known(self.session.steps.samples()))

    @on(Known)
    def show(self, message: Known) -> None:
        """Fill the table; a new sample is looked at first."""
        more = len(message.samples) > len(self.samples)
        table = self.query_one(PagedTable)
        place = len(message.samples) - 1 if more else table.cursor
        self.samples = message.samples
        rows = [cells(one) for one in self.samples]
        table.fill(columns(), pages_of(rows), empty=say("tui.sampling.empty"), cursor=max(place, 0))
        self.query_one("#told", Static).update(say("tui.sampling.told", n=count(len(rows))))
        if not rows:
            self.query_one("#about", Static).update(say("tui.sampling.how"))

    @on(PagedTable.Moved)
    def look(self, message: PagedTable.Moved) -> None:
        """Tell of the sample, once the cursor rests."""
        self.at_rest(self._explain)

    def _explain(self) -> None:
        if here := self.here():
            self.query_one("#about", Static).update(Prose(about(here)))

    def here(self) -> "KeptSample | None":
        """The sample under the cursor."""
        at = self.query_one(PagedTable).cursor
        return self.samples[at] if at < len(self.samples) else None

    def action_plan(self) -> None:
        """Fix frame, kind and size; nothing is read."""
        if self.may("draft"):
            fields = [(say(f"tui.sampling.{name}"), DEFAULTS.get(name, "")) for name in PLAN]
            self.app.push_screen(AskDialog(say("tui.sampling.plan"), fields), self._plan)

    def _plan(self, told: tuple[str, ...] | None) -> None:
        if told is None:
            return
        steps = self.session.steps

        def plan() -> Message:
            kept = steps.plan_sample(plan_of(dict(zip(PLAN, told, strict=True))))
            return Changed(say("tui.sampling.planned", sample=kept.id[:8]))

        self.bring("act", plan, act=True)

    def action_draw(self) -> None:
        """Ask for the seed; then the frame opens."""
        here = self.here()
        if here and self.may("draft"):
            seed = here.seeds[0] if here.seeds else ""
            title = say("tui.sampling.draw", sample=here.id[:8])
            dialog = AskDialog(title, [(say("tui.sampling.seed"), seed)])
            self.app.push_screen(dialog, lambda told: self._draw(here.id, told))

    def _draw(self, name: str, told: tuple[str, ...] | None) -> None:
        if told is None:
            return
        steps = self.session.steps

        def draw() -> Message:
            kept = steps.draw_sample(name, told[0])
            drawn = len((kept.drawn or {})["drawn"])
            return Changed(say("tui.sampling.drawn", n=count(drawn), seed=kept.seeds[0]))

        self.bring("act", draw, act=True)

    def action_redraw(self) -> None:
        """Draw it once more, and say whether it is equal."""
        here = self.here()
        if not here:
            return
        steps = self.session.steps

        def again() -> Message:
            told = steps.redraw_sample(here.id)
            frame = "" if told.same_frame else "-frame"
            key = "sampling.equal" if told.equal else f"sampling.unequal{frame}"
            facts = {"sample": here.id[:8], "digest": told.frame}
            return self.Compared(say(key, **facts), equal=told.equal)

        self.bring("redraw", again)

    @on(Compared)
    def compared(self, message: Compared) -> None:
        """Say so; what is not equal stays longer."""
        severity = "information" if message.equal else "error"
        self.notify(message.told, severity=severity, markup=False, timeout=8)  # type: ignore[arg-type]

    def action_appraise(self) -> None:
        """Ask for the filled worksheet; none means the findings."""
        here = self.here()
        if here and self.may("draft"):
            dialog = AskDialog(say("tui.sampling.appraise"), [(say("tui.sampling.results"), "")])
            self.app.push_screen(dialog, lambda told: self._appraise(here.id, told))

    def _appraise(self, name: str, told: tuple[str, ...] | None) -> None:
        if told is None:
            return
        steps, results = self.session.steps, Path(told[0]) if told[0] else None

        def appraise() -> Message:
            steps.appraise_sample(name, results)
            return Changed(say("tui.sampling.appraised"))

        self.bring("act", appraise, act=True)

    def action_worksheet(self) -> None:
        """Ask where to; then write the units drawn, for people to fill."""
        here = self.here()
        if here and here.drawn and self.may("draft"):
            path = f"{here.id[:8]}.xlsx"
            dialog = AskDialog(say("tui.sampling.worksheet"), [(say("tui.sampling.path"), path)])
            self.app.push_screen(dialog, lambda told: self._write(here.id, told))

    def _write(self, name: str, told: tuple[str, ...] | None) -> None:
        if not told or not told[0]:
            return
        steps, out = self.session.steps, Path(told[0])

        def write() -> Message:
            steps.write_worksheet(name, out)
            return Changed(say("tui.sampling.written", path=out))

        self.bring("act", write, act=True)

    @on(PagedTable.Chosen)
    def action_units(self) -> None:
        """The units to examine, as a page."""
        here = self.here()
        if here and here.drawn:
            units = [(f"{n}", unit_of(one)) for n, one in enumerate(here.drawn["drawn"], 1)]
            self.app.push_screen(RecordScreen(units, say("tui.sampling.units")))

    def action_analyses(self) -> None:
        """Digit tests and profiles: clues, never verdicts."""
        self.app.push_screen(AnalysesScreen(self.session))
