"""A rule written on site: a filled form becomes a rule file, its knowledge rows and its cases.

Nothing a person types reaches SQL but as a parameter or a cell of a knowledge row; item codes and
names go in, nothing of a patient. The same form gives the same files.
"""

import csv
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from io import StringIO
from pathlib import Path

from inspector.i18n import language
from inspector.rules.preset import Preset, preset, wrong
from inspector.whole import write_whole

SITE, GROUP = "现场-", "site"
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
        return f"site_{self.number:02}"

    @property
    def source(self) -> str:
        return self.draft.source.strip() or "现场设定"


def rule_id(number: int) -> str:
    """How the rule of this number is called: `现场-01`."""
    return f"{SITE}{number:02}"


def write_draft(folder: Path, draft: Draft, number: int, since: date = SINCE) -> None:
    """Add a rule to the pack in `folder`, beside the rules that are there.

    Args:
        folder: where `pack.toml` lies, or nothing yet.
        draft: the form.
        number: of the rule in its case, from 1.
        since: the first day of conduct it judges.

    Raises:
        RuleDraftInvalid: a title, an item or a value is missing, or is no such thing.
    """
    filled = _looked_through(draft, number)
    stem = filled.name.replace("_", "-")
    parts = {
        f"{GROUP}/{stem}.sql": _rule(filled, since),
        f"{GROUP}/{stem}.cases.toml": _cases(filled),
        f"knowledge/{filled.name}.csv": _knowledge(filled),
        "pack.toml": _head(folder / "pack.toml", filled),
    }
    for name, text in parts.items():
        write_whole(folder / name, text.encode("utf-8"))


def _looked_through(draft: Draft, number: int) -> _Filled:
    form = preset(draft.preset)
    if not draft.title.strip():
        raise wrong("no-title")
    if not draft.items:
        raise wrong("no-items")
    if form.two_lists and not draft.beside:
        raise wrong("no-beside")
    _demand_known(form, draft)
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


def _rule(filled: _Filled, since: date) -> str:
    form, draft = filled.form, filled.draft
    told = {
        "id": rule_id(filled.number),
        "title.zh": draft.title.strip(),
        "title.en": draft.title.strip(),
        "verdict": "suspect",
        "basis": list(draft.basis) or list(form.basis),
        "national": "",
        "seed": "现场",
        "group": GROUP,
        "template": form.template,
        "evidence": list(form.evidence),
        "ask": list(form.ask),
        "false_positives": [],
    }
    lines = [f"{key} = {_toml(value)}" for key, value in told.items()]
    lines += [f"since = {since.isoformat()}", "", "[slots]", f'knowledge = "{filled.name}"']
    lines += [f"{slot} = {_toml(value)}" for slot, value in filled.slots.items()]
    lines += ["", "[params]"]
    source = filled.source.replace("\n", " ").replace("\r", " ")
    for name in form.params:
        note = form.values[name].note["zh"]
        lines.append(f"{name} = {filled.values[name]}   # {note}；出处：{source}")
    return "\n".join(["/*+++", *lines, "+++*/", ""])


def _toml(value: object) -> str:
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
    missing = (
        '[[case]]\nname = "没有费用明细：不运行"\nkind = "missing"\nmissing = ["fee_list_d"]\n'
    )
    return form.cases.format_map(words) + "\n" + missing


def _head(path: Path, filled: _Filled) -> str:
    key = _toml(list(filled.form.key))
    types = ", ".join(f"{column} = {_toml(kind)}" for column, kind in filled.form.types.items())
    table = f"\n[knowledge.{filled.name}]\nkey = {key}\n"
    table += f"types = {{ {types} }}\n" if types else ""
    if not path.is_file():
        return _HEAD.format(number=filled.number) + table
    lines = path.read_text("utf-8").splitlines()
    renewed = [
        f'version = "{filled.number}"' if line.startswith("version = ") else line for line in lines
    ]
    return "\n".join(renewed) + "\n" + table


_HEAD = """# 现场规则：检查组在现场填表写成，没有签发，命中只作可疑。
name = "local"
version = "{number}"
title.zh = "现场规则"
title.en = "Rules written on site"
"""
