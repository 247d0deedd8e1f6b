"""What a form still lacks, asked at the terminal one after another; items are searched by name."""

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

import typer

from inspector.cli import say as talk
from inspector.cli import show
from inspector.errors import RuleDraftInvalid
from inspector.i18n import explain, language, say

if TYPE_CHECKING:
    from inspector.rules import Draft, Item, Preset, Question, Written
    from inspector.steps import Desk, FeeItem

_SHOWN = 12
"""Items listed at a time; who wants another writes more of its name."""


def ask_rest(desk: "Desk", draft: "Written") -> "Written":
    """The draft with everything filled in that the command line left open."""
    from inspector.rules import Question

    return _question(draft) if isinstance(draft, Question) else _form(desk, draft)


def _question(draft: "Question") -> "Question":
    """Who said a title said enough: the rest has its usual values."""
    from inspector.rules import returned

    if draft.title:
        return draft
    columns = returned(draft.sql)
    known = ", ".join(columns)
    title = _text(say("cli.ask.title"))
    usual = ", ".join(draft.unit) or ("bkkp_sn" if "bkkp_sn" in columns else known)
    unit = _text(say("cli.ask.unit", known=known), usual)
    usual = draft.amount or ("amount" if "amount" in columns else "")
    amount = _text(say("cli.ask.amount", known=known), usual)
    named = tuple(one.strip() for one in unit.split(",") if one.strip())
    return replace(draft, title=title, unit=named, amount=amount)


def _form(desk: "Desk", draft: "Draft") -> "Draft":
    from inspector.rules import preset
    from inspector.steps import fee_items

    draft = draft if draft.preset else replace(draft, preset=_template())
    form = preset(draft.preset)
    if not draft.title:
        draft = replace(draft, title=_text(say("cli.ask.title")))
    draft = replace(draft, slots=_slots(form, draft))
    lacks_items = not draft.items and form.reads_list(draft.slots)
    if lacks_items or (form.two_lists and not draft.beside):
        known = fee_items(desk)
        draft = replace(draft, items=draft.items or _items(known, say("cli.ask.items")))
        if form.two_lists:
            draft = replace(draft, beside=draft.beside or _items(known, say("cli.ask.beside")))
    return replace(draft, values=_values(form, draft))


def yes(question: str) -> bool:
    """Whether the person agrees; Enter alone does not."""
    return typer.confirm(question, default=False, err=True)


def _text(question: str, default: str | None = None) -> str:
    return str(typer.prompt(question, default=default, err=True)).strip()


def _template() -> str:
    from inspector.rules import preset, preset_names

    names = preset_names()
    for number, name in enumerate(names, 1):
        talk.tell(f"{number}  {name}  {preset(name).say[language()]}")
    return _one_of(say("cli.ask.template"), names, None)


def _one_of(question: str, names: Sequence[str], default: str | None) -> str:
    """One of `names`, by its number or as it is written."""
    while True:
        told = _text(question, default)
        if told in names:
            return told
        if told.isdecimal() and 1 <= int(told) <= len(names):
            return names[int(told) - 1]
        talk.tell(say("cli.ask.again"))


def _slots(form: "Preset", draft: "Draft") -> dict[str, str]:
    told = dict(draft.slots)
    for slot, choices in form.asked.items():
        if slot not in told:
            question = f"{say(f'rules.slot.{slot}')} ({' | '.join(choices)})"
            told[slot] = _one_of(question, choices, choices[0])
    return told


def _values(form: "Preset", draft: "Draft") -> dict[str, str]:
    told = dict(draft.values)
    for name, value in form.values.items():
        while name not in told:
            text = _text(value.note[language()], value.default or None)
            try:
                told[name] = value.read(text)
            except RuleDraftInvalid as refusal:
                talk.tell(explain(refusal).what)
    return told


def _items(known: "Sequence[FeeItem]", question: str) -> "tuple[Item, ...]":
    """Items picked from a list that narrows as the person types; an empty line ends."""
    from inspector.rules import Item
    from inspector.steps import matching

    picked: dict[str, str] = {}
    listed = list(known[:_SHOWN])
    _show(listed)
    while True:
        text = _text(question, "" if picked else None)
        if not text:
            return tuple(Item(code, name) for code, name in picked.items())
        numbers = text.replace(",", " ").split()
        if all(one.isdecimal() and 1 <= int(one) <= len(listed) for one in numbers):
            picked |= {listed[int(one) - 1].code: listed[int(one) - 1].name for one in numbers}
            talk.tell(say("cli.ask.picked", items=", ".join(picked.values())))
            continue
        listed = matching(known, text)[:_SHOWN]
        _show(listed)


def _show(listed: "Sequence[FeeItem]") -> None:
    show.table(
        ["", *(say(f"cli.column.{name}") for name in ("code", "item", "lines", "amount"))],
        [
            (number, one.code, one.name, f"{one.lines:,}", show.money(one.amount))
            for number, one in enumerate(listed, 1)
        ],
        right=(0, 3, 4),
    )
