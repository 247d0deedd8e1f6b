"""The intake screen: what was handed over, what its columns become, the totals, the packing.

Nothing is written but the mapping with `w` and the snapshot with `p`; a file that is there is never
written over without asking.
"""

from collections.abc import Sequence
from pathlib import Path
from typing import ClassVar

from rich.text import Text
from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Container, VerticalScroll
from textual.timer import Timer
from textual.widget import Widget
from textual.widgets import Static
from textual.worker import get_current_worker

from inspector.i18n import explain, say
from inspector.tui.cells import clean, count
from inspector.tui.intake import work
from inspector.tui.intake.lines import PAGES, OfficeLine, PageLine
from inspector.tui.intake.office import ColumnRow, Office, Seen
from inspector.tui.intake.settling import Settling
from inspector.tui.intake.shown import (
    column_cells,
    column_columns,
    file_cells,
    file_columns,
    problems,
)
from inspector.tui.screens.base import REST
from inspector.tui.widgets.lines import KeyLine
from inspector.tui.widgets.paged_table import PagedTable
from inspector.tui.widgets.prose import Prose
from inspector.tui.widgets.rows import pages_of


class IntakeScreen(Settling):
    """Files and columns; problems; totals."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "open", "tui.intake.key.open"),
        Binding("f", "writing", "tui.intake.key.writing"),
        Binding("s", "limit", "tui.intake.key.limit"),
        Binding("t", "try", "tui.intake.key.try"),
        Binding("w", "write", "tui.intake.key.write"),
        Binding("p", "pack", "tui.intake.key.pack"),
        Binding("escape", "stop", "tui.intake.key.stop"),
        *(
            Binding(str(number), f"page('{page}')", f"tui.intake.key.page-{page}", show=False)
            for number, page in enumerate(PAGES, 1)
        ),
        Binding("b", "table", "tui.intake.key.table", show=False),
        Binding("r", "look", "tui.intake.key.look", show=False),
        Binding("tab", "other", "tui.intake.key.other", show=False),
        Binding("f1,question_mark", "app.help", "tui.key.help"),
        Binding("ctrl+p", "app.command_palette", "tui.key.palette", priority=True),
        Binding("q", "leave", "tui.key.quit"),
    ]

    def __init__(self, office: Office) -> None:
        super().__init__()
        self.office = office
        self.counted = Text()
        self._rest: Timer | None = None
        self._shown: tuple[object, ...] = ()
        self._of: tuple[str, str] | None = None
        self._keys: Sequence[tuple[str, str]] = ()

    def compose(self) -> ComposeResult:
        """Lines, the three pages, keys."""
        yield OfficeLine(self.office)
        yield PageLine()
        yield Static(id="told", markup=False)
        with Container(classes="split page", id="page-files"):
            yield PagedTable(id="files")
            yield PagedTable(id="columns")
        yield from (_words(page) for page in PAGES[1:])
        yield KeyLine()

    def on_mount(self) -> None:
        """Look at everything."""
        self._turn("files")
        self.action_look()

    async def relabel(self) -> None:
        """Say everything again, in the language now in force."""
        page = self.query_one(PageLine).page
        await self.recompose()
        self._shown = ()
        self._turn(page)
        self._fill_files()
        self._fill_words()
        self.tell_state()

    def action_look(self) -> None:
        """Look at all files again."""
        if not self.busy():
            self.office.seen, self.office.about = [], {}
            self._look(None)

    def _look(self, files: Sequence[Path] | None) -> None:
        office, mapping = self.office, self.office.mapping()
        self.begin(lambda tell: work.look(files, office.raw, mapping, tell, self.post_message))

    @on(work.LookedAt)
    def looked_at(self, message: work.LookedAt) -> None:
        """Show the file as soon as it was looked at."""
        self.office.take(message.path, message.found, message.unfit)
        self._fill_files()

    @on(work.Looked)
    def looked(self) -> None:
        """All are there; the columns follow."""
        self.ended()
        self._shown = ()
        self._fill_words()
        self._fill_files()
        self._look_closer()

    def action_try(self) -> None:
        """Convert to see the totals."""
        raw, mapping = self.office.raw, self.office.mapping()
        self.begin(lambda tell: work.count_up(raw, mapping, tell))

    @on(work.Counted)
    def show_totals(self, message: work.Counted) -> None:
        """The totals, in front; after packing also where the snapshot is."""
        self.counted = message.told
        self.ended()
        self._fill_words()
        self._turn("totals")
        if message.packed is not None:
            path = clean(str(message.packed))
            said = say("cli.packed", path=path, snapshot=message.snapshot)
            self.notify(said, markup=False, timeout=10)

    def action_stop(self) -> None:
        """Stop the job; without one, back to the files."""
        if not self.stop():
            self._turn("files")

    # Files and columns.

    def _fill_files(self) -> None:
        table = self.query_one("#files", PagedTable)
        here = self.here()
        seen = self.office.seen
        cursor = table.cursor
        keys = [one.key for one in seen]
        if here is not None and here.key in keys:
            cursor = keys.index(here.key)
        empty = say("tui.reading" if self.job is not None else "tui.intake.no-files")
        cells = [file_cells(one, self.office) for one in seen]
        table.fill(file_columns(), pages_of(cells), empty=empty, cursor=cursor)
        self._keys = keys
        self._fill_columns()

    def here(self) -> Seen | None:
        """The sheet under the cursor."""
        at = self.query_one("#files", PagedTable).cursor
        key = self._keys[at] if at < len(self._keys) else None
        return next((one for one in self.office.seen if one.key == key), None)

    @on(PagedTable.Moved, "#files")
    def moved(self) -> None:
        """The columns follow once the cursor rests."""
        if self._rest:
            self._rest.stop()
        self._rest = self.set_timer(REST, self._look_closer)

    def _look_closer(self) -> None:
        self._fill_columns()
        here = self.here()
        # While all files are looked at, they come first.
        if here is None or self.job is not None or self.office.known(here) is not None:
            return
        path, mapping = here.path, self.office.mapping()

        def read() -> None:
            message = work.know(path, mapping)
            if not get_current_worker().is_cancelled:
                self.post_message(message)

        self.run_worker(read, thread=True, exclusive=True, group="about")

    @on(work.Known)
    def closer(self, message: work.Known) -> None:
        """Shapes and guesses."""
        self.office.about[message.path] = message.about
        self._fill_files()

    def _fill_columns(self) -> None:
        here = self.here()
        table = self.query_one("#columns", PagedTable)
        known = here is not None and self.office.known(here) is not None
        stamp = (here, known, self.office.text)
        if stamp == self._shown and table.columns:
            return
        same = here is not None and self._of == here.key
        self._shown, self._of = stamp, here.key if here is not None else None
        self.columns = self.office.rows(here) if here is not None else []
        of = self.office.table(here) if here is not None else None
        table.fill(
            column_columns(),
            pages_of([column_cells(row, of) for row in self.columns]),
            empty=say("tui.reading" if not known else "tui.intake.no-columns"),
            cursor=table.cursor if same else 0,
        )

    def action_other(self) -> None:
        """From files to columns and back."""
        columns = self.query_one("#columns")
        (self.query_one("#files") if columns.has_focus else columns).focus()

    @on(PagedTable.Chosen)
    def action_open(self) -> None:
        """On a file: to its columns. On a column: choose what it becomes."""
        table = self.query_one("#columns", PagedTable)
        if table.has_focus:
            self.ask_column()
        else:
            table.focus()

    def at(self) -> tuple[Seen, ColumnRow] | None:
        """The column under the cursor; if there is none to settle, a person is told."""
        if self.busy():
            return None
        here = self.here()
        if here is None or self.office.table(here) is None or not self.columns:
            reading = here is not None and self.office.known(here) is None
            told = "tui.reading" if reading else "tui.intake.no-table"
            self.notify(say(told), markup=False, timeout=4)
            return None
        return here, self.columns[self.query_one("#columns", PagedTable).cursor]

    def named(self) -> None:
        """A person said which table a sheet is: show it."""
        self._shown = ()
        self._fill_files()

    def settled(self, files: Sequence[Path] | None) -> None:
        """The mapping has changed: look at `files` again, or None: it could not be changed."""
        if files is None:
            self.notify(say("tui.intake.unchangeable"), severity="error", markup=False, timeout=8)
            return
        self.star()
        self.counted = Text()
        self._look(files)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """What there is to open stands on the first page only."""
        if action in ("writing", "limit") and self.is_mounted:
            return self.query_one("#columns").has_focus
        if action in ("open", "other", "table") and self.is_mounted:
            return self.query_one(PageLine).page == "files"
        return True

    # Pages.

    def action_page(self, page: str) -> None:
        """Put a page in front."""
        self._turn(page)

    def _turn(self, page: str) -> None:
        self.query_one(PageLine).turn(page)
        for one in PAGES:
            self.query_one(f"#page-{one}").display = one == page
        front = "#files" if page == "files" else f"#page-{page}"
        self.query_one(front).focus()
        self.refresh_bindings()

    def _fill_words(self) -> None:
        self.query_one("#problems", Static).update(Prose(problems(self.office)))
        told = self.counted if self.counted.plain else Text(say("tui.intake.no-totals"))
        self.query_one("#totals", Static).update(Prose(told))

    def tell_state(self) -> None:
        if self.refusal is not None:
            self.tell(explain(self.refusal).what)
            return
        seen = [one.profile for one in self.office.seen]
        self.tell(
            say(
                "tui.intake.told",
                files=count(len({one.path for one in seen})),
                rows=count(sum(one.rows for one in seen)),
                unknown=count(sum(1 for one in seen if one.table is None)),
                problems=count(sum(len(one.problems) for one in seen)),
            )
        )


def _words(page: str) -> Widget:
    return VerticalScroll(Static(id=page, markup=False), classes="page words", id=f"page-{page}")
