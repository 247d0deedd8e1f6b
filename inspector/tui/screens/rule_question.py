"""A question saved as a rule: what it is called, what one hit is, which column is the money."""

from collections.abc import Iterable
from dataclasses import replace
from typing import TYPE_CHECKING

from textual.containers import VerticalScroll
from textual.widget import Widget
from textual.widgets import Input, Static

from inspector.i18n import say
from inspector.tui.screens.rule_writing import RuleWriting
from inspector.tui.session import Session

if TYPE_CHECKING:
    from inspector.rules import Question


class QuestionForm(RuleWriting):
    """The fields of a passport beside the question, and what the rule would find."""

    def __init__(self, session: Session, question: "Question", rule: str = "") -> None:
        """A question of now, or that of `rule`."""
        super().__init__(session, rule)
        self.question = question

    def about(self) -> str:
        """What becomes of the question."""
        return say("tui.question.about")

    def fields(self) -> Iterable[Widget]:
        """What the question does not say of itself."""
        told = self.question
        begun = {"title": told.title, "unit": ", ".join(told.unit), "amount": told.amount}
        begun |= {"sentence": told.sentence, "basis": "; ".join(told.basis)}
        for name, value in begun.items():
            yield Static(say("tui.form.title" if name == "title" else f"tui.question.{name}"))
            yield Input(value, id=name, compact=True)

    def beside(self) -> Iterable[Widget]:
        """The question itself, as it was asked."""
        with VerticalScroll(id="picking"):
            yield Static(self.question.sql, markup=False)

    def draft(self) -> "Question":
        """The form as it stands."""
        typed = {one.id: one.value.strip() for one in self.query_one("#fields").query(Input)}
        return replace(
            self.question,
            title=typed["title"],
            unit=_parts(typed["unit"], ","),
            amount=typed["amount"],
            sentence=typed["sentence"],
            basis=_parts(typed["basis"], ";"),
        )


def _parts(text: str, mark: str) -> tuple[str, ...]:
    plain = text.replace("，", ",").replace("；", ";")
    return tuple(one.strip() for one in plain.split(mark) if one.strip())
