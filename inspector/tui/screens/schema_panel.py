"""The tables that can be asked, Chinese names beside; what is picked goes to the editor."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.message import Message
from textual.widgets import Input

from inspector.i18n import say
from inspector.tui.cells import clean, count
from inspector.tui.completing import told_of
from inspector.tui.widgets.paged_table import Column, PagedTable
from inspector.tui.widgets.rows import Cells, pages_of

if TYPE_CHECKING:
    from inspector.steps import AskedTable

_NAME = 22
Line = tuple[str, str]
"""Table, and column; no column is the table itself."""


class SchemaPanel(Vertical):
    """A line to search by, field or Chinese name, and the tables below it."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("enter", "pick", "tui.key.pick-field")]

    class Picked(Message):
        """A name for the editor."""

        def __init__(self, name: str) -> None:
            super().__init__()
            self.name = name

    def __init__(self, id: str | None = None) -> None:
        super().__init__(id=id)
        self.tables: Sequence[AskedTable] = ()
        self.opened: set[str] = set()
        self.lines: list[Line] = []

    def compose(self) -> ComposeResult:
        """Search, then the list."""
        yield Input(placeholder=say("tui.query.search"), id="search", compact=True)
        yield PagedTable(id="tables")

    @property
    def listed(self) -> PagedTable:
        """The list."""
        return self.query_one(PagedTable)

    def show(self, tables: "Sequence[AskedTable]") -> None:
        """These are the tables there are."""
        self.tables = tables
        self._fill(0)

    @on(Input.Changed)
    def search(self) -> None:
        """Narrow by what is typed."""
        self._fill(0)

    @on(Input.Submitted)
    def to_list(self) -> None:
        """On to the list."""
        self.listed.focus()

    @on(PagedTable.Chosen)
    def action_pick(self) -> None:
        """Open or shut a table; a field goes to the editor."""
        if not self.lines:
            return
        table, column = self.lines[self.listed.cursor]
        if column:
            self.post_message(self.Picked(column))
        elif self.query_one(Input).value.strip():
            self.post_message(self.Picked(table))
        else:
            self.opened ^= {table}
            self._fill(self.listed.cursor)

    def _fill(self, cursor: int) -> None:
        text = self.query_one(Input).value.strip().lower()
        shown: list[tuple[Line, Cells]] = []
        for one in self.tables:
            head = ((one.name, ""), (one.name, clean(f"{one.zh} {count(one.rows)}")))
            fields = [
                ((one.name, column.name), (f" {column.name}", clean(told_of(column))))
                for column in one.columns
                if (text or one.name in self.opened)
                and (not text or text in f"{column.name} {column.zh}".lower())
            ]
            if fields or not text or text in f"{one.name} {one.zh}".lower():
                shown += [head, *fields]
        self.lines = [line for line, _ in shown]
        columns = [
            Column(say("tui.query.name"), _NAME),
            Column(say("tui.query.called"), 8, grows=True),
        ]
        rows = pages_of([cells for _, cells in shown])
        self.listed.fill(columns, rows, empty=say("tui.query.no-field"), cursor=cursor)
