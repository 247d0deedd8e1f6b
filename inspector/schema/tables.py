"""The canonical tables: named in `tables.csv`, one CSV of columns each under `tables/`, read once.

Names are the national interface's, Chinese names ride along for screens and reports. Money is
`DECIMAL(16,2)` 元, quantity `DECIMAL(16,4)`, unit price `DECIMAL(16,6)`; never a float.
"""

import csv
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Literal, get_args

from inspector.errors import TableUnknown

Need = Literal["", "required", "derived", "constant"]


@dataclass(frozen=True)
class Column:
    """One column: `need` tells a required one, one made at pack time, one the form supplies."""

    name: str
    zh: str
    type: str
    unit: str
    need: Need
    sensitive: str
    """"" or what it tells of a person: psn, certno, insured, phone, address, name, birth; text is
    free text, which may hold any of them."""
    source: str
    """Where name and type are from: HN (interface, transaction), MM (extract), form (a workbook
    of the request), intake (made while packing)."""
    dictionary: str = ""
    """The code list of its values; a hospital's workbook may say them in words."""


@dataclass(frozen=True)
class Table:
    """One canonical table; `key` names a row, `order` is how rows lie in a snapshot.

    Without a key no row counts as repeated. The order is person, visit, time where there are any.
    """

    name: str
    zh: str
    en: str
    key: tuple[str, ...]
    order: tuple[str, ...]
    columns: tuple[Column, ...]

    @cached_property
    def by_name(self) -> dict[str, Column]:
        """Columns by their name."""
        return {column.name: column for column in self.columns}

    @property
    def received(self) -> tuple[Column, ...]:
        """The columns a source can fill, that is, all but the derived ones."""
        return tuple(column for column in self.columns if column.need != "derived")


_FOLDER = Path(__file__).parent
_NEEDS: tuple[Need, ...] = get_args(Need)


def _rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def _column(row: dict[str, str]) -> Column:
    return Column(
        name=row["name"],
        zh=row["zh"],
        type=row["type"],
        unit=row["unit"],
        need=next(need for need in _NEEDS if need == row["need"]),
        sensitive=row["sensitive"],
        source=row["source"],
        dictionary=row["dict"],
    )


def _table(row: dict[str, str]) -> Table:
    columns = _rows(_FOLDER / "tables" / f"{row['name']}.csv")
    return Table(
        name=row["name"],
        zh=row["zh"],
        en=row["en"],
        key=tuple(row["key"].split()),
        order=tuple(row["order"].split()),
        columns=tuple(map(_column, columns)),
    )


TABLES: dict[str, Table] = {row["name"]: _table(row) for row in _rows(_FOLDER / "tables.csv")}
"""All canonical tables by name, platform tables first."""


def table(name: str) -> Table:
    """The canonical table `name`.

    Raises:
        TableUnknown: there is none of that name.
    """
    if name not in TABLES:
        raise TableUnknown(table=name, known=", ".join(TABLES))
    return TABLES[name]
