"""Questions to ask again: those kept in the case by name, then what was asked before."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.screen import ModalScreen
from textual.widgets import Input, Static

from inspector.i18n import say
from inspector.tui.cells import clean
from inspector.tui.screens.dialogs import ACCEPT, LEAVE
from inspector.tui.widgets.lines import KeyLine
from inspector.tui.widgets.paged_table import Column, PagedTable
from inspector.tui.widgets.rows import pages_of


@dataclass(frozen=True)
class Past:
    """A question to ask again; without a name it is only of the past. `drop`: offer it no more."""

    name: str
    sql: str
    drop: bool = False


class QuestionsDialog(ModalScreen[Past | None]):
    """What is typed narrows the list; the arrows move in it all the while."""

    BINDINGS: ClassVar[list[BindingType]] = [
        ACCEPT,
        LEAVE,
        Binding("up", "move(-1)", "tui.key.up", show=False, priority=True),
        Binding("down", "move(1)", "tui.key.down", show=False, priority=True),
        Binding("f8", "drop", "tui.key.drop-question", priority=True),
    ]

    def __init__(self, past: Sequence[Past]) -> None:
        super().__init__()
        self.past = self.listed = past

    def compose(self) -> ComposeResult:
        """A line to narrow by, the list, the question under the cursor."""
        with Vertical(classes="dialog tall questions"):
            yield Static(say("tui.query.past"), classes="title")
            yield Input(placeholder=say("tui.query.narrow"), compact=True)
            yield PagedTable()
            yield Static(id="whole", markup=False)
            yield KeyLine()

    def on_mount(self) -> None:
        """All of them."""
        self.narrow()

    @on(Input.Changed)
    def narrow(self) -> None:
        """Those whose name or words hold what was typed."""
        text = self.query_one(Input).value.strip().lower()
        self.listed = [one for one in self.past if text in f"{one.name} {one.sql}".lower()]
        columns = [Column(say("tui.query.kept-as"), 16), Column("SQL", 20, grows=True)]
        rows = pages_of([(clean(one.name) or "-", clean(one.sql)) for one in self.listed])
        self.query_one(PagedTable).fill(columns, rows, empty=say("tui.query.no-past"))

    @on(PagedTable.Moved)
    def look(self) -> None:
        """The whole of it."""
        here = self.here()
        self.query_one("#whole", Static).update(here.sql if here else "")

    def here(self) -> Past | None:
        """The question under the cursor."""
        at = self.query_one(PagedTable).cursor
        return self.listed[at] if at < len(self.listed) else None

    def action_move(self, by: int) -> None:
        """Up or down, while one types."""
        self.query_one(PagedTable).action_move(by)

    @on(PagedTable.Chosen)
    def action_accept(self) -> None:
        """Into the editor."""
        self.dismiss(self.here())

    def action_drop(self) -> None:
        """Offer a kept one no more."""
        if (here := self.here()) and here.name:
            self.dismiss(Past(here.name, here.sql, drop=True))

    def action_leave(self) -> None:
        """None of them."""
        self.dismiss(None)
