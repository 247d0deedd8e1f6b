"""Knowledge points as published: one limit, the codes it holds for, and where it stands.

A point keeps the cells as they were published; what they mean is read elsewhere, so that reading
them better later needs no new import.
"""

import csv
import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass, fields
from datetime import date
from functools import cache
from io import StringIO
from pathlib import Path

from inspector.trust import digest


@dataclass(frozen=True)
class Point:
    """One published row; cells that were not there are empty."""

    national_rule: int
    item_name: str
    codes: tuple[str, ...]
    """National codes; of a pair the one kept, then the one included."""
    second_name: str = ""
    """Of a pair, the item included."""
    text: str = ""
    target: str = ""
    """限定对象, 限定值域: whom or what it is limited to, or the group of operations."""
    cnt: str = ""
    unit: str = ""
    window: str = ""
    """疗程周期, in days."""
    scope: str = ""
    """频度: within what two items may not both be charged."""
    logic: str = ""
    batch: str = ""
    """A number, or the month of a revision such as 2026-01; empty if the file does not say."""
    published: str = ""
    """ISO date; empty if nobody said."""
    source: str = ""
    source_row: str = ""
    file: str = ""
    """The file it was read from, where that is a collection of sources."""

    @property
    def item(self) -> tuple[str, ...]:
        """What the point speaks of: the same in every batch that restates it.

        A drug is known by its name, since its codes change; other items by their codes, since
        names repeat. An operation may stand in several groups.
        """
        if not self.codes or self.codes[0][:1] in "XZ":
            return str(self.national_rule), plain(self.item_name)
        group = (plain(self.target),) if self.national_rule == _OPERATIONS else ()
        return (str(self.national_rule), *self.codes, *group)

    @property
    def id(self) -> str:
        """The same for the same point of the same batch, whichever file it was read from."""
        said = "\n".join((self.batch, *self.item))
        return digest(said.encode()).removeprefix("sha256:")[:12]

    @property
    def said(self) -> int:
        """How many of its cells are filled: of two files with one point, the richer is used."""
        return sum(
            1 for cell in (self.target, self.cnt, self.unit, self.window, self.scope) if cell
        )

    @property
    def day(self) -> date | None:
        """When it was published."""
        return date.fromisoformat(self.published) if self.published else None


_OPERATIONS = 15


@dataclass(frozen=True)
class Listed:
    """A row that was not taken: where it stands, and why; `note` rows need nobody."""

    source: str
    sheet: str
    row: int
    reason: str
    note: bool = False
    """Titles, totals, remarks and empty limits: no limit was lost."""


@dataclass(frozen=True)
class Publication:
    """What one file held: every row of it is in `points` or in `listed`."""

    source: str
    digest: str
    batch: str
    published: str
    rows: int
    taken: int
    points: tuple[Point, ...]
    listed: tuple[Listed, ...]


def where(sheet: str, row: int) -> str:
    """A place in a file as it is written down: sheet!row, or the row of a file without sheets."""
    return f"{sheet}!{row}" if sheet else str(row)


@cache
def plain(text: str) -> str:
    """A text without what typists vary: width, radicals of other planes, spaces."""
    return re.sub(r"\s+", "", unicodedata.normalize("NFKC", text))


def write_points(points: Iterable[Point]) -> bytes:
    """Points as CSV, codes parted by spaces."""
    sink = StringIO()
    writer = csv.DictWriter(sink, [column.name for column in fields(Point)], lineterminator="\n")
    writer.writeheader()
    for point in points:
        writer.writerow(vars(point) | {"codes": " ".join(point.codes)})
    return sink.getvalue().encode()


def read_points(file: Path) -> list[Point]:
    """The points kept in `file`; none if it is not there."""
    if not file.is_file():
        return []
    with file.open(encoding="utf-8", newline="") as opened:
        return [_point(row) for row in csv.DictReader(opened)]


def _point(row: dict[str, str]) -> Point:
    number, codes = int(row.pop("national_rule")), tuple(row.pop("codes").split())
    return Point(national_rule=number, codes=codes, **row)
