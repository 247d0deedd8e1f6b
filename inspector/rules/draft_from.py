"""A form filled from a rule that there is: its slots, its limits, and the items at hand.

A limit that stands in knowledge rows is read from the row of the first item that has one.
"""

from collections.abc import Mapping, Sequence
from typing import Any

from inspector.rules.draft import SOURCE, Draft, Item
from inspector.rules.hits import plain
from inspector.rules.model import Rule
from inspector.rules.preset import Preset, Value, preset, preset_names

_DECIDE = ("attribute", "support", "key", "match")
"""Slots by which two forms of one template differ."""
Row = Mapping[str, Any]


def draft_of(rule: Rule, items: Sequence[Item], rows: Sequence[Row]) -> Draft | None:
    """The form that makes a rule like `rule` of `items`; None if there is none.

    Args:
        rule: what a template made.
        items: the items the new rule is for.
        rows: of the knowledge `rule` joins; those of other items are passed over.
    """
    form = _form_of(rule)
    if form is None:
        return None
    codes = {item.code for item in items}
    own = [row for row in rows if _code(form, row) in codes]
    first = own[0] if own else {}
    slots = dict(_slots(form, rule, first))
    values = {name: _value(rule, one, first) for name, one in form.values.items()}
    return Draft(
        preset=form.name,
        title=rule.title["zh"],
        items=tuple(items) if form.reads_list(slots) else (),
        beside=_beside(form, own),
        slots=slots,
        values={name: text for name, text in values.items() if text},
        basis=rule.basis,
        source=str(first.get("source") or _noted(rule)),
    )


def written_with(rule: Rule, rows: Sequence[Row]) -> Draft | None:
    """The form that a rule written on site was filled in as; `rows` are its own."""
    form = _form_of(rule)
    if form is None:
        return None
    code = _filled_by(form, "{code}")
    items = {str(row[code]): str(row["item_name"] or "") for row in rows}
    return draft_of(rule, [Item(one, name) for one, name in items.items()], rows)


def _form_of(rule: Rule) -> Preset | None:
    return next((one for one in map(preset, preset_names()) if _fits(one, rule)), None)


def _noted(rule: Rule) -> str:
    """The source that a rule without rows of its own has beside its limits."""
    parts = [param.note.rpartition(SOURCE) for param in rule.params.values()]
    return next((source for _, found, source in parts if found), "")


def _fits(form: Preset, rule: Rule) -> bool:
    differ = [slot for slot in _DECIDE if slot in form.fixed]
    return form.template == rule.template and all(
        rule.slots.get(slot) == form.fixed[slot] for slot in differ
    )


def _filled_by(form: Preset, what: str) -> str:
    return next((column for column, cell in form.row.items() if cell == what), "")


def _code(form: Preset, row: Row) -> str:
    return str(row.get(_filled_by(form, "{code}"), ""))


def _slots(form: Preset, rule: Rule, row: Row) -> list[tuple[str, str]]:
    told = {slot: rule.slots.get(slot, "") for slot in form.asked}
    said = {slot: str(row.get(rule.slots.get(f"{slot}_column", slot)) or "") for slot in form.asked}
    chosen = {
        slot: value if value in form.asked[slot] else said[slot] for slot, value in told.items()
    }
    return [(slot, value) for slot, value in chosen.items() if value in form.asked[slot]]


def _value(rule: Rule, value: Value, row: Row) -> str:
    if value.name in rule.params:
        return str(rule.params[value.name].value)
    cell = row.get(rule.slots.get(value.column, ""))
    return "" if cell is None else str(plain(cell))


def _beside(form: Preset, rows: Sequence[Row]) -> tuple[Item, ...]:
    code, name = _filled_by(form, "{beside}"), _filled_by(form, "{beside_name}")
    listed = _filled_by(form, "{beside_list}")
    found: dict[str, str] = {}
    for row in rows:
        if code and row.get(code):
            found[str(row[code])] = str(row.get(name) or "")
        for one in str(row.get(listed) or "").split("|") if listed else ():
            found |= {one: ""} if one else {}
    return tuple(Item(one, called) for one, called in sorted(found.items()))
