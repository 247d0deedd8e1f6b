"""Step 2, the rules: run them, see how each came out, go to the hits of one."""

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, ClassVar

from rich.text import Text
from textual import on
from textual.binding import Binding, BindingType
from textual.message import Message
from textual.widget import Widget
from textual.widgets import Static
from textual.worker import get_current_worker

from inspector.i18n import say
from inspector.tui.cells import bar, clean, count, money
from inspector.tui.screens.base import Changed, StepScreen, table_and_words
from inspector.tui.screens.detail import RAN, about_outcome, about_rule
from inspector.tui.screens.overview import title_in
from inspector.tui.screens.rule_choice import PresetDialog, Written
from inspector.tui.screens.rule_form import RuleForm
from inspector.tui.screens.rule_question import QuestionForm
from inspector.tui.widgets.paged_table import Column, PagedTable
from inspector.tui.widgets.prose import Prose
from inspector.tui.widgets.rows import pages_of

if TYPE_CHECKING:
    from inspector.rules import Draft, Question
    from inspector.steps import CheckSummary, OutcomeRow, RuleCard


class CheckLeft(Exception):
    """The person stopped the run; raised between two rules, what is done is kept."""


class RulesScreen(StepScreen):
    """Every rule with its outcome; a rule that did not run says why and never shows a zero."""

    step: ClassVar[str] = "rules"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("r,f5", "check", "tui.key.check"),
        Binding("n", "write", "tui.key.new-rule"),
        Binding("enter", "hits", "tui.key.rule-hits"),
        Binding("escape", "leave", "tui.key.stop", show=False),
    ]

    class Known(Message):
        """The outcomes of the last check."""

        def __init__(self, rows: "Sequence[OutcomeRow]") -> None:
            super().__init__()
            self.rows = rows

    class Progressed(Message):
        """A rule is about to run."""

        def __init__(self, rule: str, done: int, total: int) -> None:
            super().__init__()
            self.rule, self.done, self.total = rule, done, total

    class Checked(Message):
        """The run is over and its hits are on disk; None if it was stopped."""

        def __init__(self, summary: "CheckSummary | None") -> None:
            super().__init__()
            self.summary = summary

    class Offered(Message):
        """The rules written on site so far."""

        def __init__(self, written: Written) -> None:
            super().__init__()
            self.written = written

    class Begun(Message):
        """The form of one of them."""

        def __init__(self, rule: str, draft: "Draft | Question") -> None:
            super().__init__()
            self.rule, self.draft = rule, draft

    class Explained(Message):
        """The card of the rule under the cursor."""

        def __init__(self, row: "OutcomeRow", card: "RuleCard") -> None:
            super().__init__()
            self.row, self.card = row, card

    rows: "Sequence[OutcomeRow]" = ()
    running = False
    stopping = False

    def body(self) -> Iterable[Widget]:
        """A line that tells, the table, and the rule under the cursor."""
        yield from table_and_words()

    def load(self) -> None:
        """Read the outcomes of the last check."""
        self.bring("load", lambda: self.Known(self.session.steps.outcomes()))

    @on(Known)
    def show(self, message: Known) -> None:
        """Fill the table."""
        self.rows = message.rows
        table = self.query_one(PagedTable)
        table.fill(
            columns(),
            pages_of([cells(row) for row in self.rows]),
            empty=say("tui.rules.empty"),
            cursor=table.cursor,
        )
        if not self.running:
            self.query_one("#told", Static).update(told(self.rows))
        if not self.rows:
            self.query_one("#about", Static).update(Prose(say("tui.rules.empty-about")))

    @on(PagedTable.Moved)
    def look(self, message: PagedTable.Moved) -> None:
        """Explain the rule, once the cursor rests."""
        self.at_rest(self._explain)

    def _explain(self) -> None:
        if self.rows:
            row = self.rows[self.query_one(PagedTable).cursor]
            steps = self.session.steps
            self.bring("card", lambda: self.Explained(row, steps.rule_card(row.rule_id)))

    @on(Explained)
    def explain(self, message: Explained) -> None:
        """Show outcome and rule."""
        told = Text.assemble(
            about_outcome(message.row, reason(message.row)), about_rule(message.card)
        )
        self.query_one("#about", Static).update(Prose(told))

    def action_check(self) -> None:
        """Run all rules, telling of each."""
        if self.running or not self.may("check"):
            return
        self.running = True
        self.query_one("#told", Static).update(say("tui.rules.starting"))
        self.bring("check", self._check, act=True)

    def _check(self) -> Message:
        worker = get_current_worker()

        def progress(rule: str, done: int, total: int) -> None:
            if worker.is_cancelled:
                raise CheckLeft
            self.post_message(self.Progressed(rule, done, total))

        try:
            return self.Checked(self.session.steps.check(progress))
        except CheckLeft:
            return self.Checked(None)

    @on(Progressed)
    def progressed(self, message: Progressed) -> None:
        """Tell which rule runs and how many are done."""
        if self.running and not self.stopping:
            done, total = message.done, message.total
            self.query_one("#told", Static).update(
                say(
                    "tui.rules.running",
                    bar=bar(done, total, 20),
                    done=done,
                    total=total,
                    rule=message.rule,
                )
            )

    @on(Checked)
    def checked(self, message: Checked) -> None:
        """The hits are kept; let every screen know."""
        self.running = self.stopping = False
        if message.summary is None:
            self.query_one("#told", Static).update(say("tui.rules.stopped"))
        else:
            amount = money(message.summary.amount_distinct)
            self.post_message(Changed(say("tui.rules.checked", amount=amount), checked=True))

    def action_write(self) -> None:
        """Write a rule on site: pick a template, or a rule to change, then fill its form."""
        if self.may("check"):
            steps = self.session.steps
            self.bring("written", lambda: self.Offered(steps.site_rules()))

    @on(Offered)
    def offer(self, message: Offered) -> None:
        """The templates, and the rules of this case."""
        written = {rule for rule, _ in message.written}

        def chosen(name: str | None) -> None:
            if name in written:
                self.bring("form", lambda: self.Begun(name, self.session.steps.form_of(name)))
            elif name:
                self._open_form(name)

        self.app.push_screen(PresetDialog(message.written), chosen)

    @on(Begun)
    def change(self, message: Begun) -> None:
        """The form of a rule of this case, as it was filled in."""
        from inspector.rules import Question

        if isinstance(message.draft, Question):
            self.app.push_screen(QuestionForm(self.session, message.draft, message.rule))
        else:
            self._open_form(message.draft.preset, message.draft, message.rule)

    def _open_form(self, name: str, begun: "Draft | None" = None, rule: str = "") -> None:
        from inspector.rules import preset

        self.app.push_screen(RuleForm(self.session, preset(name), begun, rule))

    def action_leave(self) -> None:
        """Stop a run after the rule that is running."""
        if self.running and not self.stopping:
            self.stopping = True
            self.workers.cancel_group(self, "check")
            self.query_one("#told", Static).update(say("tui.rules.stopping"))

    @on(PagedTable.Chosen)
    def action_hits(self) -> None:
        """Go to the hits of the rule under the cursor."""
        if not self.rows:
            return
        row = self.rows[self.query_one(PagedTable).cursor]
        if row.hits:
            self.session.rule = row.rule_id
            self.app.switch_mode("hits")
        else:
            status = say(f"rules.status.{row.status}")
            self.notify(f"{row.rule_id} {status} {reason(row)}".strip(), markup=False)


def columns() -> list[Column]:
    """Rule, title, outcome, hits, money."""
    return [
        Column(say("tui.column.rule"), 8),
        Column(say("tui.column.title"), 24, grows=True),
        Column(say("tui.column.status"), 7),
        Column(say("tui.column.hits"), 6, right=True),
        Column(say("tui.column.amount"), 13, right=True),
    ]


def cells(row: "OutcomeRow") -> tuple[str, ...]:
    """A rule's line; hits and money only where the rule ran."""
    ran = row.status in RAN
    return (
        row.rule_id,
        clean(title_in(row)),
        say(f"rules.status.{row.status}"),
        count(row.hits) if ran else "-",
        money(row.amount) if ran else "-",
    )


def reason(row: "OutcomeRow") -> str:
    """Why a rule did not run, as a sentence."""
    return clean(row.reason)


def told(rows: "Sequence[OutcomeRow]") -> str:
    """The outcomes in one line."""
    if not rows:
        return say("tui.rules.none")
    tally = [
        f"{say(f'rules.status.{status}')} {count(number)}"
        for status in ("hit", "clean", "not_run", "error")
        if (number := sum(row.status == status for row in rows))
    ]
    return " | ".join([say("tui.rules-counted", rules=count(len(rows))), *tally])
