"""Step 5, a question in SQL: one SELECT, its rows in the table, told when they were cut short."""

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from threading import Event
from typing import TYPE_CHECKING, Any, ClassVar

from textual import on
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical
from textual.message import Message
from textual.widget import Widget
from textual.widgets import Input, Static, TextArea

from inspector.i18n import explain, say
from inspector.tui.cells import count
from inspector.tui.completing import Candidate, candidates
from inspector.tui.screens.answers import columns, pages
from inspector.tui.screens.asking import AskDialog, fill
from inspector.tui.screens.base import Changed, Refused, StepScreen
from inspector.tui.screens.detail import record
from inspector.tui.screens.questions import Past, QuestionsDialog
from inspector.tui.screens.record import RecordScreen
from inspector.tui.screens.revealing import Revealing
from inspector.tui.screens.rule_question import QuestionForm
from inspector.tui.screens.schema_panel import SchemaPanel
from inspector.tui.session import Session
from inspector.tui.widgets.paged_table import Column, PagedTable
from inspector.tui.widgets.prose import Prose
from inspector.tui.widgets.rows import pages_of
from inspector.tui.widgets.sql_area import SqlArea, SqlEditor

if TYPE_CHECKING:
    from inspector.steps import AskedTable
    from inspector.workspace import Answer

FIRST = """SELECT med_list_codg, medins_list_name, count(*) AS n, sum(net_amt) AS amt
FROM fee_list_d
GROUP BY ALL
ORDER BY amt DESC"""


class QueryScreen(Revealing, StepScreen):
    """An editor over a table, the tables there are beside them; F5 asks, Esc gives up."""

    step: ClassVar[str] = "query"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("f5,ctrl+j", "ask", "tui.key.ask", priority=True),
        Binding("f3", "past", "tui.key.past", priority=True),
        Binding("f2", "keep", "tui.key.keep-question", priority=True),
        Binding("f4", "save_rule", "tui.key.save-rule", priority=True),
        Binding("f6", "tables", "tui.key.tables", priority=True),
        Binding("f7", "export", "tui.key.export-answer", priority=True),
        Binding("enter", "record", "tui.key.record"),
        Binding("e", "edit", "tui.key.edit"),
        Binding("escape", "leave", "tui.key.to-table"),
    ]

    class Answered(Message):
        """The rows."""

        def __init__(self, answer: "Answer") -> None:
            super().__init__()
            self.answer = answer

    class Tables(Message):
        """The tables there are."""

        def __init__(self, tables: "Sequence[AskedTable]") -> None:
            super().__init__()
            self.tables = tables

    class Known(Message):
        """What can be asked again."""

        def __init__(self, past: Sequence[Past]) -> None:
            super().__init__()
            self.past = past

    sql = FIRST
    answer: "Answer | None" = None
    tables: "Sequence[AskedTable]" = ()
    asking = False

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self._stop = Event()
        self._values: dict[str, str] = {}
        self._kept_as = ""

    def on_unmount(self) -> None:
        """Leaving the program gives up the question too."""
        self._stop.set()

    def body(self) -> Iterable[Widget]:
        """The question, a line that tells, the rows; beside them the tables."""
        with Horizontal():
            with Vertical():
                yield SqlEditor(self.sql, self._offer)
                yield Static(id="told", markup=False)
                yield PagedTable(id="table")
            yield SchemaPanel(id="schema")

    def _offer(self, before: str, sql: str) -> Sequence[Candidate]:
        return candidates(before, sql, self.tables)

    @property
    def table(self) -> PagedTable:
        """The rows of the answer."""
        return self.query_one("#table", PagedTable)

    def load(self) -> None:
        """An answer is of its moment; it is shown again, not asked again."""
        self.bring("tables", lambda: self.Tables(self.session.steps.asked_tables()))
        if self.answer is None:
            empty = say("tui.query.empty")
            self.table.fill([Column("", 20, grows=True)], pages_of(()), empty=empty)
            self.query_one("#told", Static).update(say("tui.query.first"))
        else:
            self.show(self.Answered(self.answer))

    @on(Tables)
    def know(self, message: Tables) -> None:
        """They are offered from now on."""
        self.tables = message.tables
        self.query_one(SchemaPanel).show(self.tables)

    def stamp(self) -> tuple[object, ...]:
        """Nothing but the language changes an answer."""
        return ()

    @on(TextArea.Changed)
    def keep(self, event: TextArea.Changed) -> None:
        """What is typed survives a change of language."""
        self.sql = event.text_area.text

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Enter shows a row, `e` goes back, when the rows have the keys; Esc takes them there."""
        if action in ("record", "edit"):
            return self.focused is self.table
        return action != "leave" or self.asking or self.focused is not self.table

    def action_ask(self) -> None:
        """Fill what the question leaves open; then put it."""
        if self.may("ask"):
            self.sql = self.query_one(SqlArea).text
            fill(self.app, self.sql, self._values, self._ask)

    def action_save_rule(self) -> None:
        """Fill what the question leaves open; then the passport of the rule it becomes."""
        if self.may("check"):
            self.sql = self.query_one(SqlArea).text
            fill(self.app, self.sql, self._values, self._save)

    def _save(self, sql: str) -> None:
        from inspector.rules import Question

        question = Question(self._kept_as, sql, title=self._kept_as)
        self.app.push_screen(QuestionForm(self.session, question))

    def _ask(self, sql: str) -> None:
        """It is noted in the case, so the case must be open for writing."""
        self.asking = True
        self.query_one("#told", Static).update(say("tui.query.asking"))
        self._stop.set()
        stop = self._stop = Event()
        self.bring("ask", lambda: self.Answered(self.session.steps.ask(sql, stop)))

    @on(Answered)
    def show(self, message: Answered) -> None:
        """Fill the table, and say whether there was more."""
        self.asking = False
        self.answer = answer = message.answer
        self.table.fill(columns(answer), pages(answer), empty=say("tui.query.no-rows"))
        rows = count(len(answer.rows))
        told = say("tui.query.cut" if answer.cut else "tui.query.whole", rows=rows)
        self.query_one("#told", Static).update(
            f"{told} {say('tui.query.seconds', seconds=f'{answer.seconds:.2f}')}"
        )
        if answer.rows:
            self.table.focus()

    @on(Refused)
    def refused(self, message: Refused) -> None:
        """The sentence stands where the count of rows would; that of an act is the program's."""
        if message.act:
            return
        message.stop()
        self.asking = False
        told = explain(message.error)
        self.answer = None
        self.load()
        self.query_one("#told", Static).update(Prose(f"{told.what}\n{told.next}"))

    def action_leave(self) -> None:
        """Give up a question that runs; else leave editor or tables, so that the keys work."""
        if self.asking:
            self.asking = False
            self._stop.set()
            self.workers.cancel_group(self, "ask")
            self.query_one("#told", Static).update(say("tui.query.left"))
            return
        self.query_one(SchemaPanel).remove_class("open")
        self.table.focus()

    def action_edit(self) -> None:
        """Back to the question."""
        self.query_one(SqlArea).focus()

    def action_tables(self) -> None:
        """To the tables there are; once more, back to the question."""
        panel = self.query_one(SchemaPanel)
        if panel.has_focus_within:
            panel.remove_class("open")
            self.action_edit()
        else:
            panel.add_class("open")
            self.call_after_refresh(panel.query_one(Input).focus)

    @on(SchemaPanel.Picked)
    def picked(self, message: SchemaPanel.Picked) -> None:
        """A field goes to where one types."""
        self.query_one(SchemaPanel).remove_class("open")
        self.query_one(SqlEditor).insert(message.name)

    def action_past(self) -> None:
        """Read what was kept and what was asked before."""
        steps = self.session.steps

        def read() -> Message:
            kept = [Past(name, sql) for name, sql in steps.kept_questions()]
            return self.Known([*kept, *(Past("", sql) for sql in steps.asked_before())])

        self.bring("past", read)

    @on(Known)
    def choose(self, message: Known) -> None:
        """Let one be picked."""
        self.app.push_screen(QuestionsDialog(message.past), self._take)

    def _take(self, past: Past | None) -> None:
        if past is None:
            return
        if past.drop:
            self._act(say("tui.query.dropped", name=past.name), "drop_question", past.name)
            return
        self._kept_as = past.name or self._kept_as
        area = self.query_one(SqlArea)
        area.text = past.sql
        area.focus()

    def action_keep(self) -> None:
        """Ask for a name, and keep the question under it for the whole team."""
        if self.may("ask"):
            self.sql = self.query_one(SqlArea).text
            fields = [(say("tui.query.kept-as"), self._kept_as)]
            self.app.push_screen(AskDialog(say("tui.query.keep"), fields), self._keep)

    def _keep(self, told: tuple[str, ...] | None) -> None:
        if told and told[0]:
            [self._kept_as] = told
            self._act(say("tui.query.kept", name=told[0]), "keep_question", told[0], self.sql)

    def action_export(self) -> None:
        """Ask where to; then write the rows that are shown."""
        if self.answer and self.answer.rows and self.may("ask"):
            fields = [(say("tui.sampling.path"), "answer.xlsx")]
            self.app.push_screen(AskDialog(say("tui.query.export"), fields), self._export)

    def _export(self, told: tuple[str, ...] | None) -> None:
        if told and told[0]:
            out = Path(told[0]).expanduser()
            self._act(say("tui.query.written", path=out), "write_answer", self.answer, out)

    def _act(self, told: str, act: str, *words: object) -> None:
        do = getattr(self.session.steps, act)

        def done() -> Message:
            do(*words)
            return Changed(told)

        self.bring("act", done, act=True)

    @on(PagedTable.Chosen, "#table")
    def action_record(self) -> None:
        """The whole row, every column."""
        if row := self.under_cursor():
            self.app.push_screen(RecordScreen(record(row)))

    def under_cursor(self) -> Mapping[str, Any]:
        """The row under the cursor; nothing before there is an answer."""
        if not self.answer or not self.answer.rows:
            return {}
        row = self.answer.rows[self.table.cursor]
        return dict(zip(self.answer.columns, row, strict=True))
