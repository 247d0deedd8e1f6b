"""The families of limits: one knowledge table each, its columns and the national rules it serves.

What `families.toml` says is all there is: reading, storing and showing follow it.
"""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from inspector.knowledge.layers import Shape

_CODES = ("med_list_codg", "code_", "name_")
_FILE = Path(__file__).parent / "families.toml"


@dataclass(frozen=True)
class Family:
    """One knowledge table: what it limits, its columns, and who fills which of them."""

    name: str
    title: Mapping[str, str]
    """By language: zh, en."""
    key: tuple[str, ...]
    open: tuple[str, ...]
    """Columns that regions fill where the nation leaves them empty."""
    national: Mapping[int, str]
    """Row of the 88 national rules → its name."""
    own: Mapping[str, str]
    """The columns of this table alone → type."""
    columns: Mapping[str, str]
    """All columns → type, in the order they are written."""
    meaning: Mapping[str, str]

    @property
    def values(self) -> tuple[str, ...]:
        """Its own columns without codes and names: what a row says of an item."""
        return tuple(name for name in self.own if not name.startswith(_CODES))

    @property
    def shape(self) -> Shape:
        """As layers are read."""
        typed = {name: kind for name, kind in self.columns.items() if kind != "VARCHAR"}
        return Shape(self.name, self.key, typed, tuple(self.columns))


@cache
def families() -> Mapping[str, Family]:
    """Every knowledge table by its name, in reading order."""
    told = tomllib.loads(_FILE.read_text("utf-8"))
    common = told.pop("common")
    return {name: _family(name, one, common) for name, one in told.items()}


def _family(name: str, told: Mapping[str, object], common: Mapping[str, tuple[str, str]]) -> Family:
    own, national = told["columns"], told["national"]
    assert isinstance(own, dict) and isinstance(national, dict)
    every = own | dict(common)
    opened, key = told.get("open", ()), told["key"]
    assert isinstance(opened, list | tuple) and isinstance(key, list)
    return Family(
        name,
        {"zh": str(told["zh"]), "en": str(told["en"])},
        tuple(key),
        tuple(opened),
        {int(number): str(rule) for number, rule in national.items()},
        {column: kind for column, (kind, _) in own.items()},
        {column: kind for column, (kind, _) in every.items()},
        {column: meaning for column, (_, meaning) in every.items()},
    )


@cache
def family_of(national_rule: int) -> Family | None:
    """The table that the published points of a national rule fill; None if there is none."""
    for family in families().values():
        if national_rule in family.national:
            return family
    return None
