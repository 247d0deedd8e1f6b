"""Step 5, a question in SQL: one SELECT, its rows in the table, told when they were cut short."""

from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from threading import Event
from typing import TYPE_CHECKING, Any, ClassVar

from rich.cells import cell_len
from textual import on
from textual.binding import Binding, BindingType
from textual.message import Message
from textual.widget import Widget
from textual.widgets import Static, TextArea

from inspector.i18n import explain, say
from inspector.tui.cells import clean, count, shown_of
from inspector.tui.screens.base import Refused, StepScreen
from inspector.tui.screens.detail import record
from inspector.tui.screens.record import RecordScreen
from inspector.tui.screens.revealing import Revealing
from inspector.tui.session import Session
from inspector.tui.widgets.paged_table import Column, PagedTable
from inspector.tui.widgets.prose import Prose
from inspector.tui.widgets.rows import Cells, pages_of
from inspector.tui.widgets.sql_area import SqlArea

if TYPE_CHECKING:
    from inspector.workspace import Answer

WIDEST = 40
FIRST = """SELECT med_list_codg, medins_list_name, count(*) AS n, sum(net_amt) AS amt
FROM fee_list_d
GROUP BY ALL
ORDER BY amt DESC"""


class QueryScreen(Revealing, StepScreen):
    """An editor over a table; F5 asks, Esc gives up."""

    step: ClassVar[str] = "query"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("f5,ctrl+j", "ask", "tui.key.ask", priority=True),
        Binding("enter", "record", "tui.key.record"),
        Binding("e", "edit", "tui.key.edit"),
        Binding("escape", "leave", "tui.key.to-table"),
    ]

    class Answered(Message):
        """The rows."""

        def __init__(self, answer: "Answer") -> None:
            super().__init__()
            self.answer = answer

    sql = FIRST
    answer: "Answer | None" = None
    asking = False

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self._stop = Event()

    def on_unmount(self) -> None:
        """Leaving the program gives up the question too."""
        self._stop.set()

    def body(self) -> Iterable[Widget]:
        """The question, a line that tells, the rows."""
        yield SqlArea(self.sql, id="sql", soft_wrap=True)
        yield Static(id="told", markup=False)
        yield PagedTable(id="table")

    def load(self) -> None:
        """An answer is of its moment; it is shown again, not asked again."""
        if self.answer is None:
            self.query_one(PagedTable).fill(
                [Column("", 20, grows=True)], pages_of(()), empty=say("tui.query.empty")
            )
            self.query_one("#told", Static).update(say("tui.query.first"))
        else:
            self.show(self.Answered(self.answer))

    def stamp(self) -> tuple[object, ...]:
        """Nothing but the language changes an answer."""
        return ()

    @on(TextArea.Changed)
    def keep(self, event: TextArea.Changed) -> None:
        """What is typed survives a change of language."""
        self.sql = event.text_area.text

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Enter shows a row only when the rows have the keys."""
        return action != "record" or isinstance(self.focused, PagedTable)

    def action_ask(self) -> None:
        """Put the question; it is noted in the case, so the case must be open for writing."""
        if not self.may("ask"):
            return
        self.asking = True
        self.query_one("#told", Static).update(say("tui.query.asking"))
        self._stop.set()
        sql, stop = self.sql, Event()
        self._stop = stop
        self.bring("ask", lambda: self.Answered(self.session.steps.ask(sql, stop)))

    @on(Answered)
    def show(self, message: Answered) -> None:
        """Fill the table, and say whether there was more."""
        self.asking = False
        self.answer = answer = message.answer
        rows = [cells(answer.columns, row) for row in answer.rows]
        table = self.query_one(PagedTable)
        table.fill(columns(answer, rows), pages_of(rows), empty=say("tui.query.no-rows"))
        told = say("tui.query.cut" if answer.cut else "tui.query.whole", rows=count(len(rows)))
        self.query_one("#told", Static).update(
            f"{told} {say('tui.query.seconds', seconds=f'{answer.seconds:.2f}')}"
        )
        if rows:
            table.focus()

    @on(Refused)
    def refused(self, message: Refused) -> None:
        """The sentence stands where the count of rows would."""
        message.stop()
        self.asking = False
        told = explain(message.error)
        self.answer = None
        self.load()
        self.query_one("#told", Static).update(Prose(f"{told.what}\n{told.next}"))

    def action_leave(self) -> None:
        """Give up a question that runs; else leave the editor, so that the keys work."""
        if self.asking:
            self.asking = False
            self._stop.set()
            self.workers.cancel_group(self, "ask")
            self.query_one("#told", Static).update(say("tui.query.left"))
        else:
            self.query_one(PagedTable).focus()

    def action_edit(self) -> None:
        """Back to the question."""
        self.query_one(SqlArea).focus()

    @on(PagedTable.Chosen)
    def action_record(self) -> None:
        """The whole row, every column."""
        if row := self.under_cursor():
            self.app.push_screen(RecordScreen(record(row)))

    def under_cursor(self) -> Mapping[str, Any]:
        """The row under the cursor; nothing before there is an answer."""
        if not self.answer or not self.answer.rows:
            return {}
        row = self.answer.rows[self.query_one(PagedTable).cursor]
        return dict(zip(self.answer.columns, row, strict=True))


def cells(names: Sequence[str], row: Sequence[Any]) -> Cells:
    """A row of an answer as text."""
    return tuple(shown_of(name, value) for name, value in zip(names, row, strict=True))


def columns(answer: "Answer", rows: Sequence[Cells]) -> list[Column]:
    """As wide as what the first rows hold, numbers on the right."""
    made: list[Column] = []
    for at, name in enumerate(answer.columns):
        width = max([cell_len(name), *(cell_len(row[at]) for row in rows[:100])])
        number = any(isinstance(row[at], (int, float, Decimal)) for row in answer.rows[:20])
        made.append(Column(clean(name), max(3, min(WIDEST, width)), right=number))
    return made
