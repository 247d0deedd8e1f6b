"""The twelve templates: SQL with slots, from which a passport alone makes a rule.

A slot takes the name of a table or a column, or one of the choices its template lists; nothing a
passport says reaches the SQL as text of its own, and the same slots always make the same SQL.
"""

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, Literal

from inspector.rules.model import Needs

_FOLDER = Path(__file__).parent / "templates"
_OPEN, _CLOSE = "/*+++", "+++*/"
_NAME = re.compile(r"[a-z_][a-z0-9_]*", re.ASCII)
_HOLE = re.compile(r"\{\{([a-z_]+)(?:\.([a-z_]+))?\}\}")
_TRUE = re.compile(r"\s+WHERE 1 = 1(?!\s+AND)|(?<=WHERE )1 = 1\s+AND |\s+AND 1 = 1\b")
"""A choice that asks for nothing leaves no condition behind."""

Kind = Literal["table", "column", "choice"]
Fragments = Mapping[str, str]
"""Part of the SQL → its text; the part named "sql" stands where the slot is named alone."""


class SlotWrong(Exception):
    """A slot that cannot be filled so; `problem` is a key under `rules.passport`."""

    def __init__(self, problem: str, **facts: str) -> None:
        super().__init__(problem)
        self.problem = problem
        self.facts = facts


@dataclass(frozen=True)
class Choice:
    """One choice of a slot: what it puts into the SQL, what it needs, how it may be bucketed."""

    fragments: Fragments
    needs: Needs
    partition: str


@dataclass(frozen=True)
class Slot:
    """One slot: the name of a knowledge table, of a column, or one of `choices`."""

    name: str
    kind: Kind
    default: str
    """Empty where a passport that comes to it has to say."""
    choices: Mapping[str, Choice]


@dataclass(frozen=True)
class Template:
    """One of the twelve, with what a rule made from it needs unless its passport says otherwise."""

    name: str
    title: Mapping[str, str]
    unit: tuple[str, ...]
    partition: str
    sentence: Mapping[str, str]
    needs: Needs
    slots: Mapping[str, Slot]
    fragments: Fragments
    sql: str


@dataclass(frozen=True)
class Made:
    """What slots made of a template: the SQL, and what its passport need not say."""

    sql: str
    knowledge: tuple[str, ...]
    needs: Needs
    partition: str
    slots: Mapping[str, str]
    """Every slot the SQL came to, with the value it got."""


@cache
def template_names() -> tuple[str, ...]:
    """The templates, by name."""
    return tuple(sorted(path.stem for path in _FOLDER.glob("*.sql")))


@cache
def template(name: str) -> Template:
    """One template by its name.

    Raises:
        SlotWrong: there is none of this name.
    """
    if name not in template_names():
        raise SlotWrong("template", name=name, known=", ".join(template_names()))
    head, _, sql = (_FOLDER / f"{name}.sql").read_text("utf-8").partition(_CLOSE)
    told = tomllib.loads(head.replace(_OPEN, "", 1))
    shared = tomllib.loads((_FOLDER / "shared.toml").read_text("utf-8"))
    slots = {**shared["slots"], **told.get("slots", {})}
    return Template(
        name=name,
        title=told["title"],
        unit=tuple(told["unit"]),
        partition=told["partition"],
        sentence=told["sentence"],
        needs=_needs(told["needs"]),
        slots={slot: _slot(slot, values) for slot, values in slots.items()},
        fragments={key: text.strip("\n") for key, text in shared["fragments"].items()},
        sql=sql.strip(),
    )


def _slot(name: str, told: Mapping[str, Any]) -> Slot:
    choices = {key: _choice(value) for key, value in told.get("one_of", {}).items()}
    return Slot(name, told.get("kind", "choice"), told.get("default", ""), choices)


def _choice(told: str | Mapping[str, Any]) -> Choice:
    parts: dict[str, Any] = {"sql": told} if isinstance(told, str) else dict(told)
    needs, partition = _needs(parts.pop("needs", {})), parts.pop("partition", "")
    return Choice({key: text.strip("\n") for key, text in parts.items()}, needs, partition)


def _needs(told: Mapping[str, list[str]]) -> Needs:
    return {table: tuple(columns) for table, columns in told.items()}


def make(name: str, slots: Mapping[str, str]) -> Made:
    """Fill the slots of a template.

    Raises:
        SlotWrong: no such template or slot, a choice it does not offer, a name that is none, or a
        slot left open.
    """
    made = template(name)
    for slot, value in slots.items():
        if slot not in made.slots:
            raise SlotWrong("slot-unknown", slot=slot, known=", ".join(made.slots))
        if not isinstance(value, str):
            raise SlotWrong("slot-name", slot=slot)
    used: dict[str, str] = {}
    sql = made.sql
    while _HOLE.search(sql):
        sql = _HOLE.sub(lambda hole: _filling(made, slots, used, hole[1], hole[2] or "sql"), sql)
    chosen = [
        made.slots[slot].choices[value]
        for slot, value in used.items()
        if made.slots[slot].kind == "choice"
    ]
    cuts = [made.partition, *(choice.partition for choice in chosen if choice.partition)]
    return Made(
        sql=_TRUE.sub("", sql),
        knowledge=tuple(value for slot, value in used.items() if made.slots[slot].kind == "table"),
        needs=together([made.needs, *(choice.needs for choice in chosen)]),
        partition="whole" if "whole" in cuts[1:] else cuts[-1],
        slots=used,
    )


def _filling(
    made: Template, slots: Mapping[str, str], used: dict[str, str], name: str, part: str
) -> str:
    if name not in made.slots:
        return made.fragments[name]
    slot = made.slots[name]
    value = slots.get(name, slot.default)
    if not value:
        raise SlotWrong("slot-open", slot=name, known=", ".join(slot.choices) or slot.kind)
    used[name] = value
    if slot.kind != "choice":
        if not _NAME.fullmatch(value):
            raise SlotWrong("slot-name", slot=name)
        return value
    if value not in slot.choices:
        raise SlotWrong("slot-choice", slot=name, known=", ".join(slot.choices))
    return slot.choices[value].fragments[part]


def together(listed: list[Needs]) -> Needs:
    """Several lists of needs as one, each column once."""
    needs: dict[str, tuple[str, ...]] = {}
    for told in listed:
        for table, columns in told.items():
            needs[table] = tuple(dict.fromkeys((*needs.get(table, ()), *columns)))
    return needs
