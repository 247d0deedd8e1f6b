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
from inspector.tui.pictures import of_staff_day, of_timeline
from inspector.tui.screens.base import Working
from inspector.tui.screens.picture import PictureScreen
from inspector.tui.screens.record import RecordScreen
from inspector.tui.session import Session
from inspector.tui.timeline import cells_of, columns, rows
from inspector.tui.widgets.lines import CaseLine, KeyLine
from inspector.tui.widgets.paged_table import PagedTable
from inspector.tui.widgets.rows import pages_of

if TYPE_CHECKING:
    from inspector.steps import Timeline


class PersonScreen(Working):
    """The person's visits, fees, sessions and hits, earliest first."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "behind", "tui.key.behind"),
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
        yield Static(self.pseudonym, id="told", markup=False)
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
            self.app.push_screen(PictureScreen(self.session, lambda steps: of_timeline(told)))

    @on(PagedTable.Chosen)
    def action_behind(self) -> None:
        """Behind a session, the day of who gave it; else all of what stands in the row."""
        told, at = self.told, self.query_one(PagedTable).cursor
        if told is None or at >= len(told.entries):
            return
        one = told.entries[at]
        if one.kind == "session" and one.by:
            staff, on_day = one.by, one.at.date()
            self.app.push_screen(
                PictureScreen(
                    self.session,
                    lambda steps: of_staff_day(staff, on_day, steps.staff_day(staff, on_day)),
                )
            )
        else:
            cells = zip(columns(), cells_of(day(one.at), one), strict=True)
            told_row = [(column.label, cell) for column, cell in cells if cell]
            self.app.push_screen(RecordScreen(told_row))

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
