"""A rule of one's own being written: fields to fill, a dry run, then it is kept or withdrawn.

Nothing is kept that was not tried first as it stands; a change after the dry run asks for another.
"""

from collections.abc import Iterable
from typing import TYPE_CHECKING, ClassVar

from rich.text import Text
from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Container, VerticalScroll
from textual.message import Message
from textual.widget import Widget
from textual.widgets import Input, Static

from inspector.i18n import say
from inspector.tui.cells import clean, count, money
from inspector.tui.screens.base import Changed, Refused, Working
from inspector.tui.screens.rule_choice import WithdrawDialog
from inspector.tui.session import Session
from inspector.tui.widgets.lines import CaseLine, KeyLine

if TYPE_CHECKING:
    from inspector.rules import Written
    from inspector.steps import DryRun


class RuleWriting(Working):
    """What forms of a rule have in common; a form has its fields and the draft they make."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("f5", "try", "tui.key.try-rule", priority=True),
        Binding("f2", "keep", "tui.key.keep-rule", priority=True),
        Binding("f8", "withdraw", "tui.key.retire-rule", priority=True),
        Binding("escape", "leave", "tui.key.leave", priority=True),
    ]

    class Ran(Message):
        """The dry run of a draft."""

        def __init__(self, draft: "Written", run: "DryRun") -> None:
            super().__init__()
            self.draft, self.run = draft, run

    class Done(Message):
        """The rule is with the case, or withdrawn."""

        def __init__(self, told: str) -> None:
            super().__init__()
            self.told = told

    def __init__(self, session: Session, rule: str = "") -> None:
        """A new rule, or `rule` to be changed."""
        super().__init__(session)
        self.rule = rule
        self.tried: Written | None = None

    def compose(self) -> ComposeResult:
        """Fields on one side, what helps to fill them on the other, what was found below."""
        yield CaseLine(self.session)
        yield Static(self.about(), id="about", markup=False)
        with Container(classes="form"):
            with VerticalScroll(id="fields"):
                yield from self.fields()
            yield from self.beside()
        with VerticalScroll(id="found"):
            yield Static(say("tui.form.not-tried"), id="told", markup=False)
        yield KeyLine()

    def about(self) -> str:
        """What the form is for."""
        raise NotImplementedError

    def fields(self) -> Iterable[Widget]:
        """A label and a line each."""
        raise NotImplementedError

    def beside(self) -> Iterable[Widget]:
        """What stands beside the fields."""
        raise NotImplementedError

    def draft(self) -> "Written":
        """The form as it stands."""
        raise NotImplementedError

    def on_mount(self) -> None:
        """One begins with the title."""
        self.query_one("#title", Input).focus()

    def renew(self) -> None:
        """The form keeps what was typed."""

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Only a rule that is kept can be withdrawn."""
        return action != "withdraw" or bool(self.rule)

    def action_try(self) -> None:
        """Run the rule on the case; nothing is kept."""
        if self.may("check"):
            draft = self.draft()
            self.query_one("#told", Static).update(say("tui.form.trying"))
            self.bring("try", lambda: self.Ran(draft, self.session.steps.dry_run(draft, self.rule)))

    @on(Refused)
    def refused(self) -> None:
        """The program says why; here nothing runs any more."""
        self.query_one("#told", Static).update(say("tui.form.not-tried"))

    @on(Ran)
    def ran(self, message: Ran) -> None:
        """Show hits, 元, where they are, and some of them; what failed is not kept."""
        self.tried = None if message.run.status == "error" else message.draft
        self.query_one("#told", Static).update(found(message.run))
        self.query_one("#found").focus()

    def action_keep(self) -> None:
        """Keep what was tried, as it was tried."""
        if not self.may("check"):
            return
        draft = self.draft()
        if self.tried != draft:
            self.notify(say("tui.form.try-first"), markup=False)
            return
        self.bring("keep", lambda: self._kept(draft), act=True)

    def _kept(self, draft: "Written") -> Message:
        rule = self.session.steps.keep_rule(draft, self.rule)
        return self.Done(say("tui.form.changed" if self.rule else "tui.form.kept", rule=rule))

    def action_withdraw(self) -> None:
        """Ask why, then withdraw the rule."""
        if self.may("check"):
            self.app.push_screen(WithdrawDialog(self.rule), self._withdraw)

    def _withdraw(self, reason: str | None) -> None:
        if reason:
            self.bring("withdraw", lambda: self._withdrawn(reason), act=True)

    def _withdrawn(self, reason: str) -> Message:
        self.session.steps.retire_rule(self.rule, reason)
        return self.Done(say("tui.form.withdrawn", rule=self.rule))

    @on(Done)
    def done(self, message: Done) -> None:
        """Back to the rules."""
        self.app.post_message(Changed(message.told))
        self.dismiss(None)

    def action_leave(self) -> None:
        """Nothing more is kept."""
        self.dismiss(None)


def found(run: "DryRun") -> Text:
    """A dry run in words: the sum, the months and departments, five drawn hits."""
    if run.status not in ("hit", "clean"):
        told = f"{say(f'rules.status.{run.status}')}  {clean(run.why)}"
        return Text(f"{told}\n{say('tui.question.failed')}" if run.status == "error" else told)
    lines = [
        say(
            "tui.form.found",
            rule=run.rule_id,
            hits=count(run.hits),
            amount=money(run.amount),
            read=count(run.rows_read),
        )
    ]
    for what, parts in (("department", run.departments), ("month", run.months)):
        if parts:
            listed = (f"{clean(one.name) or '-'} {count(one.hits)}" for one in parts)
            lines.append(f"{say(f'tui.form.by-{what}')} {'  '.join(listed)}")
    if run.examples:
        lines.append(say("tui.form.examples", n=len(run.examples), seed=run.seed))
    lines += [f"- {clean(sentence)}" for sentence in run.examples]
    return Text("\n".join(lines))
