"""Presets: a template as a form that a person on site fills in, without SQL.

A preset is a file under `presets`; what it fixes, asks and writes is all said there.
"""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from functools import cache
from pathlib import Path
from typing import Any, Literal

from inspector.errors import RuleDraftInvalid
from inspector.i18n import say
from inspector.rules.template import make

_FOLDER = Path(__file__).parent / "presets"


@dataclass(frozen=True)
class Value:
    """A value the form asks for: it becomes a parameter, or a cell of the knowledge rows."""

    name: str
    kind: Literal["number", "whole", "choice"]
    choices: tuple[str, ...]
    default: str
    least: int
    most: int | None
    """A share of 40 for 0.4 would never make a hit; such a value says where it ends."""
    column: str
    """The slot that names the column where other rules keep this value; empty if none does."""
    note: Mapping[str, str]

    def read(self, text: str) -> str:
        """What a person typed, as it is written into the rule.

        Raises:
            RuleDraftInvalid: it is no such value.
        """
        if self.kind == "choice":
            if text not in self.choices:
                known = ", ".join(self.choices)
                raise wrong("value-choice", name=self.name, known=known)
            return text
        try:
            number = Decimal(text)
        except InvalidOperation:
            raise wrong("value-number", name=self.name) from None
        whole = self.kind == "whole"
        if not number.is_finite() or number < self.least or (whole and number != int(number)):
            raise wrong("value-number", name=self.name)
        if self.most is not None and number > self.most:
            raise wrong("value-most", name=self.name, most=self.most)
        return f"{number:f}"


@dataclass(frozen=True)
class Preset:
    """One form: its template with the slots fixed and asked, and what its rules come with."""

    name: str
    template: str
    say: Mapping[str, str]
    """By language: one sentence about what it finds."""
    verdict: str
    fixed: Mapping[str, str]
    asked: Mapping[str, tuple[str, ...]]
    """Slot → its choices, the usual one first."""
    row: Mapping[str, str]
    """Column of a knowledge row → what fills it."""
    key: tuple[str, ...]
    types: Mapping[str, str]
    """Column of a knowledge row → type, where it is no text."""
    values: Mapping[str, Value]
    basis: tuple[str, ...]
    evidence: tuple[str, ...]
    ask: tuple[str, ...]
    cases: str
    """Of its cases, the text to be filled."""
    words: Mapping[str, Mapping[str, str]]
    """What more fills it: a word → by the choice of the slot `by`."""
    by: str

    @property
    def two_lists(self) -> bool:
        """Whether it holds items against others, as one that includes them."""
        return any("{beside" in cell for cell in self.row.values())

    def reads_list(self, slots: Mapping[str, str]) -> bool:
        """Whether a rule of these choices looks at items picked, or at all that was charged."""
        asked = {
            slot: slots[slot] if slots.get(slot) in choices else choices[0]
            for slot, choices in self.asked.items()
        }
        made = make(self.template, {**self.fixed, **asked, "knowledge": "listed"})
        return bool(made.knowledge)

    @property
    def params(self) -> tuple[str, ...]:
        """The values that become parameters; the others stand in the knowledge rows."""
        in_row = "".join(self.row.values())
        return tuple(name for name in self.values if f"{{{name}}}" not in in_row)


@cache
def preset_names() -> tuple[str, ...]:
    """The presets, by name."""
    return tuple(sorted(path.stem for path in _FOLDER.glob("*.toml")))


@cache
def preset(name: str) -> Preset:
    """One preset by its name, written with dashes or underscores.

    Raises:
        RuleDraftInvalid: there is none of this name.
    """
    plain = name.replace("_", "-")
    if plain not in preset_names():
        raise wrong("preset", name=name, known=", ".join(preset_names()))
    told = tomllib.loads((_FOLDER / f"{plain}.toml").read_text("utf-8"))
    return Preset(
        name=plain,
        template=told["template"],
        say=told["say"],
        verdict=told.get("verdict", "suspect"),
        fixed=told["fixed"],
        asked={slot: tuple(choices) for slot, choices in told["asked"].items()},
        row=told["row"],
        key=tuple(told["key"]),
        types=told.get("types", {}),
        values={value: _value(value, one) for value, one in told.get("values", {}).items()},
        basis=tuple(told["basis"]),
        evidence=tuple(told["evidence"]),
        ask=tuple(told["ask"]),
        cases=told["cases"]["text"],
        words={k: v for k, v in told["cases"].items() if isinstance(v, dict)},
        by=told["cases"].get("by", ""),
    )


def _value(name: str, told: Mapping[str, Any]) -> Value:
    return Value(
        name,
        told["kind"],
        tuple(told.get("choices", ())),
        told.get("default", ""),
        told.get("least", 0),
        told.get("most"),
        told.get("column", ""),
        told["note"],
    )


def wrong(problem: str, **facts: object) -> RuleDraftInvalid:
    """The refusal of what a person filled in; `problem` is a key under `rules.draft`."""
    return RuleDraftInvalid(problem=say(f"rules.draft.{problem}", None, **facts))
