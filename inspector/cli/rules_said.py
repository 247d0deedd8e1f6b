"""What the command line says of a rule of one's own, laid over the form that it begins with.

What it leaves out stays as it is; what belongs to the other kind of rule is refused.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from inspector.errors import Usage
from inspector.i18n import say

if TYPE_CHECKING:
    from inspector.rules import Draft, Question, Written
    from inspector.steps import Desk


@dataclass(frozen=True)
class Form:
    """What is said of a template filled in; a question has of it the values of its parameters."""

    source: str
    slots: Sequence[str]
    params: Sequence[str]
    items: Sequence[str]
    beside: Sequence[str]


@dataclass(frozen=True)
class Asked:
    """What is said of a question."""

    name: str
    unit: Sequence[str]
    amount: str
    sentence: str


@dataclass(frozen=True)
class Said:
    """All of it."""

    title: str
    basis: Sequence[str]
    form: Form
    asked: Asked

    def begun(self, desk: "Desk", template: str, finding: str) -> "Written":
        """What a new rule begins with: a question kept, a confirmed finding, or a template."""
        from inspector.rules import Draft
        from inspector.steps import from_finding

        if self.asked.name:
            if template or finding:
                raise Usage(problem=say("cli.rule-sources"))
            return self._question(desk)
        begun = from_finding(desk, finding) if finding else Draft("", "", ())
        return replace(begun, preset=template or begun.preset)

    def over(self, desk: "Desk", draft: "Written") -> "Written":
        """The draft with this laid over it; items as the case's fee lines know them."""
        from inspector.rules import Draft

        basis = tuple(self.basis or draft.basis)
        draft = replace(draft, title=self.title or draft.title, basis=basis)
        if isinstance(draft, Draft):
            return self._over_form(desk, draft)
        return self._over_question(desk, draft)

    def _over_form(self, desk: "Desk", draft: "Draft") -> "Draft":
        asked = self.asked
        others = {"from-question": asked.name, "unit": asked.unit}
        others |= {"amount": asked.amount, "sentence": asked.sentence}
        if told := _options(others):
            raise Usage(problem=say("cli.rule-no-question", options=told))
        draft = replace(
            draft,
            source=self.form.source or draft.source,
            slots={**draft.slots, **_pairs(self.form.slots)},
            values={**draft.values, **_pairs(self.form.params)},
        )
        return _with_items(desk, draft, self.form.items, self.form.beside)

    def _over_question(self, desk: "Desk", draft: "Question") -> "Question":
        form, asked = self.form, self.asked
        others = {"source": form.source, "slot": form.slots, "item": form.items}
        others |= {"beside": form.beside, "param": () if asked.name else form.params}
        if told := _options(others):
            raise Usage(problem=say("cli.rule-other-form", rule=draft.title, options=told))
        if asked.name:
            new = self._question(desk)
            draft = replace(draft, name=new.name, sql=new.sql)
        return replace(
            draft,
            unit=tuple(asked.unit or draft.unit),
            amount=asked.amount or draft.amount,
            sentence=asked.sentence or draft.sentence,
        )

    def _question(self, desk: "Desk") -> "Question":
        from inspector.steps import from_question

        return from_question(desk, self.asked.name, _pairs(self.form.params))


def _options(told: Mapping[str, object]) -> str:
    return ", ".join(f"--{name}" for name, value in told.items() if value)


def _pairs(told: Sequence[str]) -> Mapping[str, str]:
    for one in told:
        if "=" not in one:
            raise Usage(problem=say("cli.not-a-pair", text=one))
    return {name.strip(): value.strip() for name, _, value in (one.partition("=") for one in told)}


def _with_items(
    desk: "Desk", draft: "Draft", items: Sequence[str], beside: Sequence[str]
) -> "Draft":
    """The draft with the items named on the command line, as the case's fee lines know them."""
    from inspector.steps import fee_items, item_of

    if not items and not beside:
        return draft
    known = fee_items(desk)
    chosen = tuple(item_of(known, text) for text in items)
    others = tuple(item_of(known, text) for text in beside)
    return replace(draft, items=chosen or draft.items, beside=others or draft.beside)
