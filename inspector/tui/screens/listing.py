"""What the screens of papers have in common: a list that can be narrowed, and its row in words."""

from abc import abstractmethod
from collections.abc import Callable, Iterable, Sequence
from threading import Event
from typing import Any, Generic, TypeVar

from rich.text import Text
from textual import on
from textual.containers import Container, VerticalScroll
from textual.message import Message
from textual.widget import Widget
from textual.widgets import Static

from inspector.i18n import say
from inspector.tui.cells import count
from inspector.tui.needs import Steps
from inspector.tui.screens.base import Changed, StepScreen
from inspector.tui.screens.narrowing import Narrowing
from inspector.tui.widgets.paged_table import Column, PagedTable
from inspector.tui.widgets.prose import Prose
from inspector.tui.widgets.rows import Cells, pages_of

Row = TypeVar("Row")


class ActLeft(Exception):
    """The person stopped an act; raised where nothing of it is half done."""


class ListScreen(Narrowing, StepScreen, Generic[Row]):
    """Rows of one kind, those that hold what was typed; the one under the cursor in words."""

    class Known(Message):
        """The rows, read from the case."""

        def __init__(self, rows: Sequence[Any]) -> None:
            super().__init__()
            self.rows = rows

    class Stopped(Message):
        """An act was left before anything of it was kept."""

    class Going(Message):
        """How far an act has come, in words."""

        def __init__(self, told: str) -> None:
            super().__init__()
            self.told = told

    every: Sequence[Row] = ()
    rows: Sequence[Row] = ()
    _stop: Event | None = None
    """Of the act that is going on."""

    @abstractmethod
    def read(self) -> Sequence[Row]:
        """All rows; called in a worker."""

    @abstractmethod
    def columns(self) -> list[Column]:
        """The columns of the list."""

    @abstractmethod
    def cells(self, row: Row) -> Cells:
        """A row as text."""

    @abstractmethod
    def told(self) -> str:
        """The line above the list."""

    @abstractmethod
    def about(self, row: Row) -> Text:
        """A row in words."""

    def body(self) -> Iterable[Widget]:
        """A line that tells, a line to narrow by, the list, the row under the cursor."""
        yield Static(id="told", markup=False)
        yield self.narrow()
        with Container(classes="split"):
            yield PagedTable(id="table")
            with VerticalScroll(classes="detail"):
                yield Static(id="about", markup=False)

    def on_mount(self) -> None:
        """The list has the keys, not the line to narrow by."""
        self.query_one(PagedTable).focus()

    def load(self) -> None:
        """Read the rows."""
        self.bring("load", lambda: self.Known(self.read()))

    @on(Known)
    def show(self, message: Known) -> None:
        """Keep the rows and fill the list."""
        self.every = message.rows
        self._fill()

    def _fill(self) -> None:
        made = [(row, self.cells(row)) for row in self.every]
        kept = [(row, told) for row, told in made if self.text.lower() in " ".join(told).lower()]
        self.rows = [row for row, _ in kept]
        table = self.query_one(PagedTable)
        empty = say("tui.papers.none" if self.every else f"tui.{self.step}.empty")
        shown = pages_of([told for _, told in kept])
        table.fill(self.columns(), shown, empty=empty, cursor=table.cursor)
        narrowed = say("tui.papers.narrowed", n=count(len(kept))) if self.text else ""
        told = " | ".join(part for part in (self.told(), narrowed) if part)
        self.query_one("#told", Static).update(told)
        if not kept:
            self.query_one("#about", Static).update("")

    @on(PagedTable.Moved)
    def look(self, message: PagedTable.Moved) -> None:
        """Tell of the row, once the cursor rests."""
        self.at_rest(self._explain)

    def _explain(self) -> None:
        if (here := self.here()) is not None:
            self.query_one("#about", Static).update(Prose(self.about(here)))

    def here(self) -> Row | None:
        """The row under the cursor."""
        at = self.query_one(PagedTable).cursor
        return self.rows[at] if at < len(self.rows) else None

    def action_leave(self) -> None:
        """Stop what is going on, or show all rows again."""
        if self._stop is None:
            super().action_leave()
        else:
            self._stop.set()
            self.query_one("#told", Static).update(say("tui.papers.stopping"))

    def refill(self) -> None:
        """The rows are here already."""
        self.query_one(PagedTable).focus()
        self._fill()

    def act(self, doing: str, do: Callable[[Steps], str]) -> None:
        """Do something to the case off the screen; `do` returns what to say once it is kept.

        One at a time: while it goes on, Esc stops it where `do` calls `going`.
        """
        if self._stop is not None:
            self.notify(say("tui.papers.busy"), markup=False)
            return
        self._stop = Event()
        self.query_one("#told", Static).update(say("tui.papers.doing", doing=doing))
        steps = self.session.steps

        def write() -> Message:
            try:
                self.going("")
                return Changed(do(steps))
            except ActLeft:
                return self.Stopped()
            finally:
                self._stop = None

        self.bring("act", write, act=True)

    def going(self, told: str) -> None:
        """Tell how far an act has come; called by it, in its thread.

        Raises:
            ActLeft: the person wants it stopped.
        """
        if self._stop is not None and self._stop.is_set():
            raise ActLeft
        if told:
            self.post_message(self.Going(told))

    @on(Going)
    def tell_going(self, message: Going) -> None:
        """Say it, unless it is being stopped."""
        if self._stop is not None and not self._stop.is_set():
            self.query_one("#told", Static).update(say("tui.papers.doing", doing=message.told))

    @on(Stopped)
    def stopped(self) -> None:
        """Nothing was kept."""
        self.query_one("#told", Static).update(say("tui.papers.stopped"))


def facts(*told: tuple[str, str]) -> Text:
    """Label and value, one a line; what is empty is left out."""
    made = Text()
    for label, value in told:
        if value:
            made.append(f"{label}  ", "bold").append(f"{value}\n")
    return made
