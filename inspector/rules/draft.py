"""A rule written on site: a filled form becomes the text of a rule, its knowledge and its cases.

Nothing a person types reaches SQL but as a parameter or a cell of a knowledge row; item codes and
names go in, nothing of a patient. The same form gives the same files.
"""

import csv
import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from io import StringIO

from inspector.i18n import language
from inspector.rules.preset import Preset, preset, wrong

SITE, GROUP = "现场-", "site"
SOURCE = "；出处："
"""Parts what a limit means from the document it comes from, beside it in the rule file."""
SINCE = date(2021, 5, 1)
"""The day the regulation of 2021 came into force; a form that names no day begins with it."""
_ONE = Decimal(1)


@dataclass(frozen=True)
class Item:
    """An item of the fee lines: its code in the medical list, and what the hospital calls it."""

    code: str
    name: str = ""


@dataclass(frozen=True)
class Draft:
    """A form as a person filled it in."""

    preset: str
    title: str
    items: tuple[Item, ...]
    beside: tuple[Item, ...] = ()
    """Of a preset of two lists, the items that the others are held against."""
    slots: Mapping[str, str] = field(default_factory=dict)
    values: Mapping[str, str] = field(default_factory=dict)
    basis: tuple[str, ...] = ()
    source: str = ""
    """The document a limit comes from; empty says that it was set on site."""


@dataclass(frozen=True)
class _Filled:
    """A form looked through: every slot and every value as it is written."""

    form: Preset
    draft: Draft
    slots: Mapping[str, str]
    values: Mapping[str, str]
    number: int

    @property
    def name(self) -> str:
        return table_name(self.number)

    @property
    def source(self) -> str:
        return self.draft.source.strip() or "现场设定"

    @property
    def listed(self) -> bool:
        """Whether the rule reads rows of its own."""
        return self.form.reads_list(self.slots)


@dataclass(frozen=True)
class Drafted:
    """A rule as it is written: its SQL file and cases, its knowledge and how a pack names that."""

    sql: str
    cases: str
    rows: str
    """CSV; empty if the rule looks at all that was charged."""
    table: str
    """Its part of `pack.toml`; empty likewise."""


def rule_id(number: int) -> str:
    """How the rule of this number is called: `现场-01`."""
    return f"{SITE}{number:02}"


def rule_number(rule: str) -> int:
    """The number in an id."""
    return int(rule.removeprefix(SITE))


def table_name(number: int) -> str:
    """How the knowledge table of this rule is called."""
    return f"{GROUP}_{number:02}"


def drafted(draft: Draft, number: int, since: date = SINCE) -> Drafted:
    """Write a rule.

    Args:
        draft: the form.
        number: of the rule in its case, from 1.
        since: the first day of conduct it judges.

    Raises:
        RuleDraftInvalid: a title, an item or a value is missing, or is no such thing.
    """
    filled = _looked_through(draft, number)
    return Drafted(
        sql=_rule(filled, since),
        cases=_cases(filled),
        rows=_knowledge(filled) if filled.listed else "",
        table=_table(filled) if filled.listed else "",
    )


def _looked_through(draft: Draft, number: int) -> _Filled:
    form = preset(draft.preset)
    if not draft.title.strip():
        raise wrong("no-title")
    _demand_known(form, draft)
    if form.reads_list(draft.slots) != bool(draft.items):
        raise wrong("items-unused" if draft.items else "no-items")
    if form.two_lists and not draft.beside:
        raise wrong("no-beside")
    slots = {**form.fixed, **{slot: every[0] for slot, every in form.asked.items()}, **draft.slots}
    given = {name: draft.values.get(name) or one.default for name, one in form.values.items()}
    for name, text in given.items():
        if not text:
            raise wrong("value-open", name=name, note=form.values[name].note[language()])
    values = {name: form.values[name].read(text.strip()) for name, text in given.items()}
    return _Filled(form, draft, slots, values, number)


def _demand_known(form: Preset, draft: Draft) -> None:
    for name, value in draft.slots.items():
        if name not in form.asked:
            raise wrong("slot", name=name, known=", ".join(form.asked))
        if value not in form.asked[name]:
            raise wrong("value-choice", name=name, known=", ".join(form.asked[name]))
    for name in draft.values:
        if name not in form.values:
            raise wrong("value", name=name, known=", ".join(form.values))


def opened(rule: str, title: str) -> dict[str, object]:
    """What every passport written on site begins with."""
    return {
        "id": rule,
        "title.zh": title,
        "title.en": title,
        "national": "",
        "seed": "现场",
        "group": GROUP,
        "false_positives": [],
    }


def passport_lines(told: Mapping[str, object]) -> list[str]:
    """The lines of a passport: texts, and lists of texts."""
    return [f"{key} = {toml(value)}" for key, value in told.items()]


def _rule(filled: _Filled, since: date) -> str:
    form, draft = filled.form, filled.draft
    told = opened(rule_id(filled.number), draft.title.strip()) | {
        "verdict": form.verdict,
        "basis": list(draft.basis) or list(form.basis),
        "template": form.template,
        "evidence": list(form.evidence),
        "ask": list(form.ask),
    }
    lines = passport_lines(told)
    lines += [f"since = {since.isoformat()}", "", "[slots]"]
    lines += [f'knowledge = "{filled.name}"'] if filled.listed else []
    lines += [f"{slot} = {toml(value)}" for slot, value in filled.slots.items()]
    lines += ["", "[params]"]
    source = filled.source.replace("\n", " ").replace("\r", " ")
    for name in form.params:
        note = form.values[name].note["zh"]
        lines.append(f"{name} = {filled.values[name]}   # {note}{SOURCE}{source}")
    return "\n".join(["/*+++", *lines, "+++*/", ""])


def toml(value: object) -> str:
    """A text, or a list of them; what JSON writes of these is TOML."""
    return json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007f")


def _knowledge(filled: _Filled) -> str:
    sink = StringIO()
    columns = [*filled.form.row, "valid_from", "valid_to", "source"]
    writer = csv.DictWriter(sink, columns, lineterminator="\n")
    writer.writeheader()
    for words in _rows(filled):
        row = {column: cell.format_map(words) for column, cell in filled.form.row.items()}
        writer.writerow(row | {"valid_from": "", "valid_to": "", "source": filled.source})
    return sink.getvalue()


def _rows(filled: _Filled) -> list[dict[str, str]]:
    draft = filled.draft
    every = "".join(f"|{one.code}" for one in draft.beside) + "|"
    shared = {**filled.values, "beside_list": every}
    paired = any("{beside}" in cell for cell in filled.form.row.values())
    others: Sequence[Item] = draft.beside if paired else (Item(""),)
    return [
        {**shared, "code": item.code, "name": item.name}
        | {"beside": other.code, "beside_name": other.name}
        for item in draft.items
        for other in others
    ]


def _cases(filled: _Filled) -> str:
    """The least cases: one that hits, one on the border, one paid back, one without its table."""
    form = filled.form
    numbers = [
        Decimal(filled.values[name]) for name, one in form.values.items() if one.kind != "choice"
    ]
    first = numbers[0] if numbers else _ONE
    slack = numbers[1] if "tolerance" in filled.values else Decimal(0)
    words = {
        "table": filled.name,
        "first": f"{first:f}",
        "over": f"{first + 1:f}",
        "paid": f"{(first + 1) * 10:f}",
        "above": f"{first + slack + 1:f}",
        "beyond": f"{slack + 1:f}",
        **{word: choices[filled.slots[form.by]] for word, choices in form.words.items()},
    }
    told = form.cases if filled.listed else _OWN_ROWS.sub("", form.cases)
    return told.format_map(words) + "\n" + missing_case("fee_list_d")


def missing_case(table: str) -> str:
    """The case in which a table it needs is not there."""
    name = "没有费用明细：不运行" if table == "fee_list_d" else f"没有 {table}：不运行"
    return f'[[case]]\nname = "{name}"\nkind = "missing"\nmissing = ["{table}"]\n'


_OWN_ROWS = re.compile(r'^\{table\} = """\n.*?^"""\n', re.MULTILINE | re.DOTALL)


def _table(filled: _Filled) -> str:
    types = ", ".join(f"{column} = {toml(kind)}" for column, kind in filled.form.types.items())
    table = f"[knowledge.{filled.name}]\nkey = {toml(list(filled.form.key))}\n"
    return table + (f"types = {{ {types} }}\n" if types else "")
