"""What a program read of the state's sentences, laid out for a person to confirm and frozen there.

One CSV a table, one line a sentence. A line marked `reviewed = true` is used as it stands, whatever
the program would read today; the others are read anew at each import.
"""

import csv
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from io import StringIO
from pathlib import Path

from inspector.errors import RuleFileInvalid
from inspector.i18n import say
from inspector.knowledge.families import Family, families, family_of
from inspector.knowledge.points import Point
from inspector.knowledge.readings import Reading, read
from inspector.knowledge.strict import read_strictly
from inspector.whole import write_whole

Key = tuple[str, str, str]
"""Table, cells, sentence."""
_HEAD = ("cells", "text", "items")
YES = "true"


@dataclass(frozen=True)
class Line:
    """One sentence of a table: how many points say it, what is read, and whether confirmed."""

    table: str
    cells: str
    text: str
    items: int
    values: Mapping[str, str]
    reviewed: bool


def key_of(point: Point) -> Key:
    """Under what the reading of a point is kept."""
    family = family_of(point.national_rule)
    assert family is not None
    cells = (point.target, point.cnt, point.unit, point.window, point.scope, point.logic)
    rule = str(point.national_rule)
    return family.name, " | ".join([rule, *filter(None, cells)]), point.text


def readings(points: Iterable[Point], frozen: Mapping[Key, Reading]) -> dict[Key, Reading]:
    """The meaning of every sentence: as a person confirmed it, else as read now."""
    once = {key_of(point): point for point in points}
    return {key: frozen.get(key) or read(point) for key, point in once.items()}


def confirmed(folder: Path) -> dict[Key, Reading]:
    """The lines of `folder` that a person has confirmed.

    Raises:
        RuleFileInvalid: a review file lacks a column of its table.
    """
    return {
        (line.table, line.cells, line.text): Reading(line.values, True)
        for line in lines(folder)
        if line.reviewed
    }


def lines(folder: Path) -> list[Line]:
    """Every sentence laid out for review, in the order of the tables.

    Raises:
        RuleFileInvalid: a review file lacks a column of its table.
    """
    found = ((family, folder / f"{family.name}.csv") for family in families().values())
    return [line for family, file in found if file.is_file() for line in _lines(family, file)]


def _lines(family: Family, file: Path) -> Iterable[Line]:
    have, rows = read_strictly(file)
    for name in (*_HEAD, *family.values, "reviewed"):
        if name not in have:
            problem = say("knowledge.column-missing", column=name)
            raise RuleFileInvalid(path=str(file), line=1, problem=problem)
    for _, row in rows:
        values = {name: row[name] for name in family.values}
        reviewed = row["reviewed"].strip().lower() == YES
        items = int(row["items"]) if row["items"].isdecimal() else 0
        yield Line(family.name, row["cells"], row["text"], items, values, reviewed)


def confirm(folder: Path, table: str) -> int:
    """Mark every line of a table's review file as confirmed; how many were not.

    Raises:
        RuleFileInvalid: the file lacks a column of its table.
    """
    family = families()[table]
    file = folder / f"{table}.csv"
    had = list(_lines(family, file)) if file.is_file() else []
    new = sum(1 for line in had if not line.reviewed)
    if new:
        write_whole(file, as_csv(replace(line, reviewed=True) for line in had))
    return new


def to_review(
    points: Iterable[Point], read_as: Mapping[Key, Reading], frozen: Mapping[Key, Reading]
) -> dict[str, bytes]:
    """The review files: sentences a program read, and those already confirmed."""
    counted: dict[Key, int] = {}
    for point in points:
        counted[key_of(point)] = counted.get(key_of(point), 0) + 1
    tables: dict[str, list[Line]] = {}
    for key, reading in read_as.items():
        if key in frozen or not reading.reviewed:
            line = Line(*key, counted[key], reading.values, reading.reviewed)
            tables.setdefault(key[0], []).append(line)
    return {table: as_csv(some) for table, some in tables.items()}


def as_csv(some: Iterable[Line]) -> bytes:
    """Lines of one table, those said of most items first."""
    ordered = sorted(some, key=lambda line: (-line.items, line.text, line.cells))
    family = families()[ordered[0].table]
    sink = StringIO()
    writer = csv.writer(sink, lineterminator="\n")
    writer.writerow((*_HEAD, *family.values, "reviewed"))
    for line in ordered:
        values = (line.values[name] for name in family.values)
        row = (line.cells, line.text, line.items, *values, str(line.reviewed).lower())
        writer.writerow(row)
    return sink.getvalue().encode("utf-8-sig")
