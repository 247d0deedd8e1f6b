"""Analyses of the case: which there are, what each found; run, it is kept for the report.

Whatever comes out is a clue; the sentence that says so stands beside every table.
"""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, ClassVar

from rich.text import Text
from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.message import Message
from textual.widgets import Static

from inspector.i18n import say
from inspector.tui.cells import clean, count
from inspector.tui.screens.asking import AskDialog
from inspector.tui.screens.base import Changed, Refused, Working, table_and_words
from inspector.tui.screens.record import RecordScreen
from inspector.tui.session import Session
from inspector.tui.widgets.lines import CaseLine, KeyLine
from inspector.tui.widgets.paged_table import Column, PagedTable
from inspector.tui.widgets.prose import Prose
from inspector.tui.widgets.rows import Cells, pages_of

if TYPE_CHECKING:
    from inspector.report import Analysis
    from inspector.steps import AnalysisKind

WIDEST = 36


class AnalysesScreen(Working):
    """Every kind, and below them what was run; Enter runs the one, shows the other."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "open", "tui.key.run-analysis"),
        Binding("escape,q", "leave", "tui.key.back"),
    ]

    class Known(Message):
        """The kinds, and what was run so far."""

        def __init__(self, kinds: "Sequence[AnalysisKind]", kept: "Sequence[Analysis]") -> None:
            super().__init__()
            self.kinds, self.kept = kinds, kept

    class Ran(Message):
        """One came out; it is in the journal."""

        def __init__(self, found: "Analysis") -> None:
            super().__init__()
            self.found = found

    kinds: "Sequence[AnalysisKind]" = ()
    kept: "Sequence[Analysis]" = ()

    def compose(self) -> ComposeResult:
        """A line that tells, the list, the one under the cursor in words."""
        yield CaseLine(self.session)
        yield from table_and_words()
        yield KeyLine()

    def on_screen_resume(self) -> None:
        """Read again: one more may have been run."""
        self.renew()

    def renew(self) -> None:
        """Read it again."""
        steps = self.session.steps
        self.bring("load", lambda: self.Known(steps.analysis_kinds(), steps.analyses()))

    @on(Known)
    def show(self, message: Known) -> None:
        """Fill the list; the cursor stays."""
        self.kinds, self.kept = message.kinds, message.kept[::-1]
        table = self.query_one(PagedTable)
        columns = [
            Column(say("tui.analysis.title"), 24, grows=True),
            Column(say("tui.analysis.population"), 10, right=True),
            Column(say("tui.analysis.clues"), 6, right=True),
        ]
        runs: list[Cells] = [
            (f"- {clean(one.title)}", count(one.population), count(one.clues)) for one in self.kept
        ]
        kinds: list[Cells] = [(clean(one.title), "", "") for one in self.kinds]
        table.fill(columns, pages_of([*kinds, *runs]), cursor=table.cursor)
        self.query_one("#told", Static).update(say("tui.analysis.told", n=count(len(self.kept))))

    @on(PagedTable.Moved)
    def look(self) -> None:
        """What it asks, or what it found."""
        if kept := self.kept_here():
            self.query_one("#about", Static).update(Prose(about(kept)))
        elif kind := self.kind_here():
            self.query_one("#about", Static).update(Prose(_asks(kind.params)))

    def kind_here(self) -> "AnalysisKind | None":
        """The kind the cursor is on."""
        at = self.query_one(PagedTable).cursor
        return self.kinds[at] if at < len(self.kinds) else None

    def kept_here(self) -> "Analysis | None":
        """What was run before, if the cursor is on it."""
        at = self.query_one(PagedTable).cursor - len(self.kinds)
        return self.kept[at] if 0 <= at < len(self.kept) else None

    @on(PagedTable.Chosen)
    def action_open(self) -> None:
        """Run a kind, with the values a person changes; show what was run before."""
        if kept := self.kept_here():
            self.app.push_screen(AnalysisScreen(self.session, kept))
        elif (kind := self.kind_here()) and self.may("ask"):
            name, own = kind.name, kind.params
            dialog = AskDialog(kind.title, list(own.items()))
            self.app.push_screen(dialog, lambda told: self._run(name, own, told))

    def _run(self, name: str, own: Mapping[str, str], told: tuple[str, ...] | None) -> None:
        if told is None:
            return
        filled = dict(zip(own, told, strict=True))
        changed = {name: value for name, value in filled.items() if value != own[name]}
        self.query_one("#told", Static).update(say("tui.analysis.running"))
        self.bring("run", lambda: self.Ran(self.session.steps.run_analysis(name, changed)))

    @on(Ran)
    def ran(self, message: Ran) -> None:
        """Show it; the header and the log know of it."""
        self.app.post_message(Changed(say("tui.analysis.kept", title=clean(message.found.title))))
        self.app.push_screen(AnalysisScreen(self.session, message.found))

    @on(Refused)
    def refused(self) -> None:
        """The program says why; this line waits no more."""
        self.query_one("#told", Static).update(say("tui.analysis.told", n=count(len(self.kept))))

    def action_leave(self) -> None:
        """Back to the samples."""
        self.dismiss(None)


class AnalysisScreen(Working):
    """One analysis: its clues as a table, and what they may be used for."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "row", "tui.key.record"),
        Binding("escape,q", "leave", "tui.key.back"),
    ]

    def __init__(self, session: Session, found: "Analysis") -> None:
        super().__init__(session)
        self.found = found

    def compose(self) -> ComposeResult:
        """Title and whole, the clues, the limits."""
        yield CaseLine(self.session)
        yield from table_and_words()
        yield KeyLine()

    def on_mount(self) -> None:
        """Nothing need be read: it came whole."""
        found = self.found
        told = f"{found.title}  {say('tui.analysis.clues')} {count(found.clues)}"
        self.query_one("#told", Static).update(clean(told))
        rows = [tuple(clean(cell) for cell in row) for row in found.rows]
        widths = [_width(name, rows, at) for at, name in enumerate(found.columns)]
        columns = list(map(Column, map(clean, found.columns), widths))
        empty = say("tui.analysis.none")
        self.query_one(PagedTable).fill(columns, pages_of(rows), empty=empty)
        self.query_one("#about", Static).update(Prose(about(found)))

    def renew(self) -> None:
        """It is of its moment."""

    @on(PagedTable.Chosen)
    def action_row(self) -> None:
        """A clue as a page."""
        if self.found.rows:
            row = self.found.rows[self.query_one(PagedTable).cursor]
            pairs = zip(self.found.columns, row, strict=True)
            told = [(clean(name), clean(cell)) for name, cell in pairs]
            self.app.push_screen(RecordScreen(told, clean(self.found.title)))

    def action_leave(self) -> None:
        """Back to the list."""
        self.dismiss(None)


def _width(name: str, rows: Sequence[Cells], at: int) -> int:
    from rich.cells import cell_len

    return min(WIDEST, max([cell_len(name), 3, *(cell_len(row[at]) for row in rows[:100])]))


def _asks(params: Mapping[str, str]) -> Text:
    told = Text(f"{say('tui.analysis.enter')}\n\n")
    for name, value in params.items():
        told.append(f"{name}\n", "bold").append(f"  {clean(value)}\n")
    return told


def about(found: "Analysis") -> Text:
    """Of how many, what holds for all, by which formula, and what it may be used for."""
    told = Text(f"{clean(found.use)}\n", "italic")
    told.append(f"{clean(found.whole)}\n")
    for fact in found.facts:
        told.append(f"- {clean(fact)}\n")
    for name, value in found.asked.items():
        told.append(f"{name}  ", "bold").append(f"{clean(value)}\n")
    told.append(f"{clean(found.formula)}\n")
    if found.seed:
        told.append(f"{say('sampling.label.seed')} ", "bold").append(f"{clean(found.seed)}\n")
    return told.append(clean(found.version), "dim")
