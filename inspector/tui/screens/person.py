"""Everything about one person on one axis, opened from any row that holds a pseudonym."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.message import Message
from textual.widgets import Static

from inspector.i18n import say
from inspector.tui.cells import count, day, money
from inspector.tui.pictures import of_staff_day, of_stock, of_timeline
from inspector.tui.screens.base import Working
from inspector.tui.screens.picture import PictureScreen, Read
from inspector.tui.screens.record import RecordScreen
from inspector.tui.session import Session
from inspector.tui.timeline import cells_of, columns, rows
from inspector.tui.widgets.lines import CaseLine, KeyLine
from inspector.tui.widgets.paged_table import PagedTable
from inspector.tui.widgets.rows import pages_of

if TYPE_CHECKING:
    from inspector.steps import Entry, Timeline


class PersonScreen(Working):
    """The person's visits, fees, sessions and hits, earliest first."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "behind", "tui.key.behind"),
        Binding("i", "record", "tui.key.record"),
        Binding("v", "picture", "tui.key.picture"),
        Binding("escape,q", "leave", "tui.key.back"),
    ]

    class Seen(Message):
        """All of it."""

        def __init__(self, told: "Timeline") -> None:
            super().__init__()
            self.told = told

    def __init__(self, session: Session, pseudonym: str) -> None:
        super().__init__(session)
        self.pseudonym = pseudonym
        self.told: Timeline | None = None

    def compose(self) -> ComposeResult:
        """Whose it is, then the table."""
        yield CaseLine(self.session)
        told = f"{self.pseudonym}  {say('tui.reading')}"
        yield Static(told, id="told", markup=False)
        yield PagedTable(id="table")
        yield KeyLine()

    def on_mount(self) -> None:
        """Ask off the screen's thread."""
        self.renew()

    def renew(self) -> None:
        """Read it again."""
        steps = self.session.steps
        self.bring("load", lambda: self.Seen(steps.person(self.pseudonym)))

    @on(Seen)
    def show(self, message: Seen) -> None:
        """Fill the table."""
        told = self.told = message.told
        facts = {"visits": count(len(told.visits)), "entries": count(len(told.entries))}
        facts |= {"billed": money(told.billed), "suspected": money(told.suspected)}
        self.query_one("#told", Static).update(say("person.line", subject=told.subject, **facts))
        table = self.query_one(PagedTable)
        table.fill(columns(), pages_of(rows(told.entries)), empty=say("tui.query.no-rows"))
        table.focus()

    def action_picture(self) -> None:
        """The same on one axis, a lane a kind."""
        told = self.told
        if told is not None:
            self._draw(lambda steps: of_timeline(told))

    def _here(self) -> "Entry | None":
        told, at = self.told, self.query_one(PagedTable).cursor
        return told.entries[at] if told is not None and at < len(told.entries) else None

    @on(PagedTable.Chosen)
    def action_behind(self) -> None:
        """A session: the day of who gave it. A charge: the stock of it. Else all of the row."""
        one = self._here()
        if one is None:
            return
        staff, on_day, item = one.by, one.at.date(), one.item
        if one.kind == "session" and staff:
            self._draw(lambda steps: of_staff_day(staff, on_day, steps.staff_day(staff, on_day)))
        elif item:
            self._draw(lambda steps: of_stock(item, steps.stock(item)))
        else:
            self.action_record()

    def _draw(self, read: Read) -> None:
        self.app.push_screen(PictureScreen(self.session, read))

    def action_record(self) -> None:
        """All of what stands in the row."""
        if (one := self._here()) is not None:
            cells = zip(columns(), cells_of(day(one.at), one), strict=True)
            self.app.push_screen(RecordScreen([(col.label, cell) for col, cell in cells if cell]))

    def action_leave(self) -> None:
        """Back to the row."""
        self.dismiss(None)


class Following(Working):
    """Mixed into a screen that can say which row the cursor is on."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("t", "timeline", "tui.key.timeline", show=False)
    ]

    def under_cursor(self) -> Mapping[str, Any]:
        """The row the cursor is on, by column; empty if there is none."""
        raise NotImplementedError

    def action_timeline(self) -> None:
        """Everything about the person of the row."""
        found = [cell for cell in self.under_cursor().values() if str(cell).startswith("人-")]
        if found:
            self.app.push_screen(PersonScreen(self.session, str(found[0])))
        else:
            self.notify(say("masking.tui.nobody"), markup=False)
