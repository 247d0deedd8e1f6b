"""From points to the rows rules join: one a code, later batches closing what they replace.

The same points and confirmed readings give the same rows in the same order.
"""

import csv
import itertools
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date, timedelta
from io import StringIO

from inspector.knowledge.families import Family, families, family_of
from inspector.knowledge.layers import FIRST_DAY
from inspector.knowledge.points import Point
from inspector.knowledge.publications import place
from inspector.knowledge.readings import Reading
from inspector.knowledge.review import Key, key_of

Row = dict[str, str]


def distinct(points: Iterable[Point]) -> list[Point]:
    """Each point once: of two files with the same row of a batch, the one that says more.

    Rows of one file stay together, since a drug may stand there twice with two limits.
    """
    by_file: dict[tuple[str, tuple[str, ...]], dict[str, list[Point]]] = {}
    for point in points:
        files = by_file.setdefault((point.batch, point.item), {})
        files.setdefault(point.file or point.source, []).append(point)
    # Of two that say as much, the file read last is used.
    best = (max(reversed(files.values()), key=_said) for files in by_file.values())
    return sorted((point for some in best for point in some), key=_order)


def _said(points: Sequence[Point]) -> int:
    return max(point.said for point in points)


def _order(point: Point) -> tuple[float, str, int, tuple[str, ...], str]:
    at = place(point.batch, point.published)
    return at, point.published, point.national_rule, point.item, point.source_row


def successors(points: Iterable[Point]) -> dict[str, Point]:
    """The id of each point that a later batch or revision restates → what replaces it."""
    by_item: dict[tuple[str, ...], dict[str, Point]] = {}
    for point in points:
        by_item.setdefault(point.item, {}).setdefault(point.batch, point)
    after: dict[str, Point] = {}
    for batches in by_item.values():
        ordered = sorted(batches.values(), key=_order)
        after |= {old.id: new for old, new in itertools.pairwise(ordered)}
    return after


def restated(points: Sequence[Point], read_as: Mapping[Key, Reading]) -> dict[Key, Reading]:
    """Readings, those confirmed that say what the state said of the same items in cells before."""
    by_id = {point.id: point for point in points}
    before = {new.id: by_id[old] for old, new in successors(points).items()}
    waiting = {key: True for key, reading in read_as.items() if not reading.reviewed}
    for point in points:
        key = key_of(point)
        if key in waiting:
            old = before.get(point.id)
            said = Reading(read_as[key].values, reviewed=True)
            waiting[key] &= old is not None and read_as[key_of(old)] == said
    return {
        key: replace(reading, reviewed=reading.reviewed or waiting[key])
        for key, reading in read_as.items()
    }


def tables(points: Sequence[Point], read_as: Mapping[Key, Reading]) -> dict[str, list[Row]]:
    """The rows of every table, in the order of batches and items; `points` as from `distinct`."""
    after = successors(points)
    made: dict[str, list[Row]] = {name: [] for name in families()}
    for point in points:
        family = family_of(point.national_rule)
        assert family is not None
        row = _row(family, point, read_as[key_of(point)], after.get(point.id))
        made[family.name].extend({**row, **codes} for codes in _codes(family, point))
    return made


def _row(family: Family, point: Point, reading: Reading, newer: Point | None) -> Row:
    row = dict.fromkeys(family.columns, "") | dict(reading.values)
    return row | {
        "item_name": point.item_name,
        "limit_text": point.text,
        "national_rule": str(point.national_rule),
        "batch": point.batch,
        "published": point.published,
        "point": point.id,
        "superseded_by": newer.id if newer else "",
        "needs_overlay": lacking(family, row),
        "reviewed": str(reading.reviewed).lower(),
        "valid_from": point.published,
        "valid_to": _last_day(newer),
        "source": point.source,
        "source_row": point.source_row,
    }


def lacking(family: Family, row: Mapping[str, str]) -> str:
    """The columns a row cannot decide without and has not."""
    return " ".join(name for name in family.open if not row.get(name))


def _last_day(newer: Point | None) -> str:
    """The day before what replaces it; before all days, if nobody knows when that was published."""
    if newer is None:
        return ""
    last = newer.day - timedelta(days=1) if newer.day else FIRST_DAY
    return last.isoformat()


def _codes(family: Family, point: Point) -> Iterator[Row]:
    if "code_kept" in family.key:
        names = {"name_kept": point.item_name, "name_included": point.second_name}
        yield names | {"code_kept": point.codes[0], "code_included": point.codes[1]}
        return
    for code in point.codes:
        yield {"med_list_codg": code}


def in_force(row: Mapping[str, str], day: date | None = None) -> bool:
    """Whether a row holds on `day`; without one, whether nothing has replaced it."""
    if day is None:
        return not row["superseded_by"]
    return (row["valid_from"] or "0") <= day.isoformat() <= (row["valid_to"] or "9")


def as_csv(family: Family, rows: Iterable[Row]) -> bytes:
    """Rows as layers are read."""
    sink = StringIO()
    writer = csv.DictWriter(sink, list(family.columns), lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    return sink.getvalue().encode()
