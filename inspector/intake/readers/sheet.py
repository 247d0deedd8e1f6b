"""A sheet: one table of cells in a file, its headers understood, its rows readable by DuckDB.

Its rows are columns c0, c1, … as received. `numbered` adds `row_no`, the row a person finds in the
file; reading without it is faster and may go in any order.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from inspector.intake.mapping.recognise import Recognised
from inspector.intake.readers.files import RawFile
from inspector.intake.values import PLAIN, Way, fault, quoted, text, value
from inspector.schema import TABLES, Column

__all__ = ["Cell", "Scan", "Sheet", "named", "quoted"]


@dataclass(frozen=True)
class Sheet:
    """What was recognised in a file, before a row of it is read."""

    file: RawFile
    name: str
    """The sheet of a workbook; empty for a file that is one table."""
    headers: tuple[str, ...]
    header_row: int
    """As a person counts, from 1."""
    found: Recognised
    encoding: str = ""
    natives: tuple[str, ...] = ()
    """The type each column came in, where the file says so."""
    rows: Iterator[Any] = field(default=iter(()), compare=False, repr=False)
    """The numbered rows of a workbook's sheet as record batches of text, to be read once."""
    notes: dict[str, int] = field(default_factory=dict, compare=False)
    """What a person should know of its cells, by `intake.notice.*`, once its rows are read."""
    merged: list[Any] = field(default_factory=list, compare=False, repr=False)
    """Its merged cells as a record batch of `SPANS`, once its rows are read."""

    @property
    def table(self) -> str:
        """The canonical table its rows belong to."""
        return self.found.form.table

    @property
    def mapping(self) -> dict[str, str]:
        """Header as received → canonical column."""
        return {self.headers[at]: column for column, at in self.found.columns.items()}


@dataclass(frozen=True)
class Cell:
    """One received column and the canonical column it fills."""

    column: Column
    raw: str
    native: str
    way: Way = PLAIN

    @property
    def tidy(self) -> str:
        """SQL over the received row."""
        return text(self.raw, self.native, self.column, self.way)

    @property
    def name(self) -> str:
        """What the tidied cell is called where `value` and `fault` are computed."""
        return f"t_{self.column.name}"

    @property
    def value(self) -> str:
        """SQL over the tidied row."""
        return value(self.name, self.native, self.column, self.way)

    @property
    def at_home(self) -> bool:
        """Whether it came in the very type of its column."""
        return self.native == self.column.type

    @property
    def changed(self) -> str:
        """SQL over the tidied row: whether reading makes something else of the cell."""
        return f"{self.value} IS DISTINCT FROM {self.raw}" if self.at_home else "false"

    @property
    def fault(self) -> str:
        """SQL over the tidied row; empty where nothing can be wrong."""
        return fault(self.name, self.native, self.column, self.way)


@dataclass(frozen=True)
class Scan:
    """A sheet opened in a connection: SQL that reads its rows."""

    sheet: Sheet
    plain: str
    numbered: str
    natives: tuple[str, ...]
    noting: str = ""
    """As `plain`, but keeps lines that cannot be split in `reject_errors`; empty if none can be."""
    rows: int = 0
    """How many there are, as far as the file says without being read; 0 where it does not."""
    about: bool = False
    """Whether `rows` is reckoned from how long the first lines are."""
    fault: str = ""
    """SQL over `numbered`: why a row cannot be taken whatever its cells say, as `column|reason`."""

    @property
    def cells(self) -> list[Cell]:
        """The cells that fill a canonical column, in the order of the schema."""
        found = self.sheet.found
        at, ways = found.columns, found.ways
        return [
            Cell(
                column,
                f"c{at[column.name]}",
                self.natives[at[column.name]],
                ways.get(column.name, PLAIN),
            )
            for column in TABLES[self.sheet.table].received
            if column.name in at
        ]

    def tidied(self, rows: str, only: Sequence[str] = ()) -> str:
        """SQL of `rows` (one of the three above) as received, with each cell tidied beside.

        `only` names the columns that are asked of; empty is all.
        """
        cells = [cell for cell in self.cells if not only or cell.column.name in only]
        return f"SELECT {', '.join(['*', *(f'{c.tidy} AS {c.name}' for c in cells)])} FROM ({rows})"


def named(name: str) -> str:
    """A name as an SQL identifier."""
    return '"' + name.replace('"', '""') + '"'
