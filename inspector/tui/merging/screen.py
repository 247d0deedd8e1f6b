"""The supervisor's screen: a list at a time, by number; opinions in conflict side by side.

What is settled is signed and on the disk before the screen says so.
"""

from collections.abc import Callable, Sequence
from threading import Lock
from typing import TYPE_CHECKING, ClassVar

from rich.text import Text
from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Container, VerticalScroll
from textual.message import Message
from textual.widgets import Static

from inspector.i18n import explain, say
from inspector.tui.cells import count
from inspector.tui.merging import views
from inspector.tui.merging.settling import SettleDialog
from inspector.tui.screens.base import Refused
from inspector.tui.screens.narrowing import Narrowing
from inspector.tui.widgets.lines import KeyLine
from inspector.tui.widgets.paged_table import PagedTable
from inspector.tui.widgets.prose import Prose
from inspector.tui.widgets.rows import pages_of

if TYPE_CHECKING:
    from inspector.findings import Words
    from inspector.merge import Conflict, Verdict
    from inspector.steps import OpenTable


class MergingScreen(Narrowing):
    """Conflicts first: they wait for the supervisor."""

    BINDINGS: ClassVar[list[BindingType]] = [
        *(
            Binding(str(number), f"view('{view}')", f"tui.merging.key.{view}", show=False)
            for number, view in enumerate(views.VIEWS, 1)
        ),
        Binding("c", "settle('confirmed')", "tui.merging.key.confirmed"),
        Binding("p", "settle('partly')", "tui.merging.key.partly"),
        Binding("u", "settle('unfounded')", "tui.merging.key.unfounded"),
        Binding("x", "settle('rejected')", "tui.merging.key.rejected"),
        Binding("f1,question_mark", "app.help", "tui.key.help"),
        Binding("ctrl+p", "app.command_palette", "tui.key.palette", priority=True),
        Binding("q", "app.quit", "tui.key.quit"),
    ]

    class Read(Message):
        """The list to show, and the conflicts behind it where it is theirs."""

        def __init__(
            self, view: str, shown: views.View, found: "Sequence[Conflict]", told: str
        ) -> None:
            super().__init__()
            self.view, self.shown, self.found, self.told = view, shown, found, told

    class Settled(Message):
        """A conflict is settled; the store has it."""

        def __init__(self, finding: str) -> None:
            super().__init__()
            self.finding = finding

    table: "OpenTable | None" = None
    view = "conflicts"
    shown: views.View | None = None
    found: "Sequence[Conflict]" = ()

    def __init__(self, opener: "Callable[[], OpenTable]") -> None:
        super().__init__()
        self.opener = opener
        self._opening = Lock()

    def compose(self) -> ComposeResult:
        """The lists by number, a line that tells, the list, what is under the cursor."""
        yield Static(id="views", markup=False)
        yield Static(say("tui.merging.opening"), id="told", markup=False)
        yield self.narrow()
        with Container(classes="split"):
            yield PagedTable(id="table")
            with VerticalScroll(classes="detail"):
                yield Static(id="about", markup=False)
                yield PagedTable(id="sides")
        yield KeyLine()

    def on_mount(self) -> None:
        """Open off the screen's thread."""
        self.query_one("#sides").display = False
        self.load()

    async def relabel(self) -> None:
        """Say everything again, in the language now in force."""
        await self.recompose()
        self.load()

    def refill(self) -> None:
        """Read them again: what is found may be more than the screen holds."""
        self.load()

    def load(self) -> None:
        """Read the list in front."""
        told = Text()
        for number, name in enumerate(views.VIEWS, 1):
            look = "bold reverse" if name == self.view else ""
            told.append(f" {number} {say(f'tui.merging.view.{name}')} ", look)
        self.query_one("#views", Static).update(told)
        view, text = self.view, self.text
        self.bring("load", lambda: self._read(view, text))

    def _read(self, view: str, text: str) -> Message:
        table = self._open()
        if view == "findings":
            rows = table.findings(text)
            told = say("tui.merging.told.findings", n=count(rows.num_rows))
            return self.Read(view, views.findings(rows), (), told)
        listed = views.listed(table, view)
        shown = views.MADE[view](listed).pages
        held = (f"{one.institution} {' '.join(shown[at])}".lower() for at, one in enumerate(listed))
        kept = [one for one, told in zip(listed, held, strict=True) if text.lower() in told]
        found = kept if view == "conflicts" else ()
        told = say(f"tui.merging.told.{view}", n=count(len(kept)))
        return self.Read(view, views.MADE[view](kept), found, told)

    def _open(self) -> "OpenTable":
        """Once, though another list was asked for while it is being opened."""
        with self._opening:
            if self.table is None:
                self.table = self.opener()
            return self.table

    @on(Read)
    def show(self, message: Read) -> None:
        """Fill the list."""
        if message.view != self.view:
            return
        self.shown, self.found = message.shown, message.found
        self.query_one("#about").display = self.view != "conflicts"
        self.query_one("#sides").display = self.view == "conflicts" and bool(self.found)
        narrowed = f" | / {self.text}" if self.text else ""
        self.query_one("#told", Static).update(message.told + narrowed)
        listed = self.query_one("#table", PagedTable)
        empty = say(f"tui.merging.empty.{'narrowed' if self.text else self.view}")
        listed.fill(message.shown.columns, message.shown.pages, empty=empty)
        self.look()
        listed.focus()

    @on(PagedTable.Moved, "#table")
    def look(self) -> None:
        """What stands beside the row: words, or the opinions."""
        at = self.query_one("#table", PagedTable).cursor
        if self.shown is None or at >= len(self.shown.pages):
            self.query_one("#about", Static).update("")
        elif self.view == "conflicts":
            columns, rows = views.sides(self.found[at])
            self.query_one("#sides", PagedTable).fill(columns, pages_of(rows))
        else:
            self.query_one("#about", Static).update(Prose(self.shown.about(at)))

    def action_view(self, view: str) -> None:
        """Another list."""
        self.view = view
        self.refresh_bindings()
        self.load()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Only a conflict can be settled."""
        return action != "settle" or self.view == "conflicts"

    def action_settle(self, verdict: "Verdict") -> None:
        """Ask for amount, reason and note; then sign it."""
        at = self.query_one("#table", PagedTable).cursor
        if at < len(self.found):
            found = self.found[at]
            dialog = SettleDialog(verdict, found)
            self.app.push_screen(dialog, lambda words: self._settle(found, verdict, words))

    def _settle(self, found: "Conflict", verdict: "Verdict", words: "Words | None") -> None:
        table = self.table
        if words is not None and table is not None:
            told = words

            def settle() -> Message:
                return self.Settled(table.settle(found.finding, verdict, told).finding)

            self.bring("act", settle, act=True)

    @on(Settled)
    def settled(self, message: Settled) -> None:
        """Say so, and read again."""
        self.notify(say("tui.merging.settled", finding=message.finding[:12]), markup=False)
        self.load()

    @on(Refused)
    def refused(self, message: Refused) -> None:
        """What was refused, and what to do next."""
        told = explain(message.error)
        self.query_one("#told", Static).update(Prose(told.what))
        self.notify(told.next, title=told.what, severity="error", markup=False, timeout=10)
