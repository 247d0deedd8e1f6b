"""A published workbook as knowledge points: each row of it is taken or listed, none is lost.

Batches lay their sheets out in their own ways: limits and codes in one sheet, in two joined by the
generic name, or pairs of items. The header words decide which, not the file.
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

from inspector.knowledge.headings import Heading, find_heading
from inspector.knowledge.points import Listed, Point, Publication, plain, where
from inspector.knowledge.publications import batch_of, published_of
from inspector.knowledge.rule_names import rule_of
from inspector.knowledge.sheets import Sheet, read_sheets
from inspector.trust import digest

_CODE = re.compile(r"(?=.*\d)[A-Z0-9]{6,32}")
_LIMITS = ("target", "cnt", "unit", "window", "scope")


@dataclass(frozen=True)
class _Row:
    """One row below a header: cells by role, with its place."""

    sheet: str
    number: int
    cells: Mapping[str, str]
    said: tuple[str, ...]
    """What the row's type, the sheet, the titles and the file say, nearest first."""

    def get(self, role: str) -> str:
        return self.cells.get(role, "")


@dataclass
class _Taken:
    """What has been made of a workbook so far."""

    source: str
    points: list[Point] = field(default_factory=list)
    listed: list[Listed] = field(default_factory=list)
    rows: int = 0
    joined: int = 0

    def refuse(self, row: _Row, reason: str, note: bool = False) -> None:
        self.listed.append(Listed(self.source, row.sheet, row.number, reason, note))


def read_workbook(path: Path, batch: str = "", published: str = "") -> Publication:
    """The points of a workbook in any of the layouts published so far.

    Args:
        path: the workbook, or a CSV file of one sheet.
        batch, published: what a person says of the file; else what the file says of itself.

    Raises:
        FileMissing, FileUnreadable: nothing has been read.
    """
    sheets = read_sheets(path)
    batch = batch or batch_of([path.stem, *(sheet.name for sheet in sheets), *_titles(sheets)])
    taken = _Taken(path.name)
    _take(taken, [row for sheet in sheets for row in _rows(sheet, path.stem, taken)])
    day = published or published_of(batch)
    points = (replace(point, batch=batch, published=day) for point in taken.points)
    points = (replace(point, source=path.name, file=path.name) for point in points)
    return Publication(
        path.name,
        digest(path.read_bytes()),
        batch,
        day,
        taken.rows,
        taken.rows - len(taken.listed),
        tuple(points),
        tuple(sorted(taken.listed, key=lambda one: (one.sheet, one.row))),
    )


def _titles(sheets: Iterable[Sheet]) -> Iterator[str]:
    return (cell for sheet in sheets for row in sheet.rows[:5] for cell in row[:1])


def _rows(sheet: Sheet, file: str, taken: _Taken) -> Iterator[_Row]:
    """The rows of a sheet that speak of an item; others are listed on the way."""
    heading = find_heading(sheet.rows)
    start = heading.row + 1 if heading else 0
    titles = {cell for row in sheet.rows[:start] for cell in row if len(cell) > len("药品通用名")}
    around = (sheet.name, *sorted(titles), file)
    for number, cells in enumerate(sheet.rows[start:], start + 1):
        if not any(cells):
            continue
        taken.rows += 1
        row = _Row(sheet.name, number, _by_role(heading, cells), around)
        if not _codes_in(cells) and len(set(filter(None, cells))) <= 1:
            taken.refuse(row, "remark", note=True)
        elif heading is None:
            taken.refuse(row, "no-heading", note=not _codes_in(cells))
        else:
            yield replace(row, said=(row.get("rule"), *around))


def _by_role(heading: Heading | None, cells: list[str]) -> dict[str, str]:
    if heading is None:
        return {}
    texts = dict.fromkeys(cells[at] for at in heading.texts if cells[at])
    return {role: cells[at] for role, at in heading.columns.items()} | {"text": "\n".join(texts)}


def _codes_in(cells: Iterable[str]) -> bool:
    return any(_CODE.fullmatch(cell) for cell in cells)


def _take(taken: _Taken, rows: list[_Row]) -> None:
    """Rows with codes of their own at once; limits and codes apart are joined by the name."""
    apart = [row for row in rows if "code" not in row.cells and "kept_code" not in row.cells]
    limits: dict[str, list[_Row]] = {}
    for row in apart:
        limits.setdefault(plain(row.get("name")), []).append(row)
    joined: dict[tuple[str, int], list[str]] = {}
    for row in rows:
        if "kept_code" in row.cells:
            _take_pair(taken, row)
        elif "code" in row.cells and limits and not _limited(row):
            _join(taken, row, limits, joined)
        elif "code" in row.cells:
            _take_one(taken, row, _codes(row.get("code")))
    for row in apart:
        _take_one(taken, row, joined.get((row.sheet, row.number), []))


def _limited(row: _Row) -> bool:
    return any(row.get(role) for role in (*_LIMITS, "text"))


def _join(
    taken: _Taken,
    row: _Row,
    limits: Mapping[str, list[_Row]],
    joined: dict[tuple[str, int], list[str]],
) -> None:
    """Give the codes of `row` to the limits of its name."""
    codes, named = _codes(row.get("code")), limits.get(plain(row.get("name")))
    if not codes:
        taken.refuse(row, "code-malformed" if row.get("code") else "no-code")
    elif not named:
        taken.refuse(row, "no-limit")
    for limit in named or () if codes else ():
        joined.setdefault((limit.sheet, limit.number), []).extend(codes)


def _take_one(taken: _Taken, row: _Row, codes: list[str]) -> None:
    if not codes:
        taken.refuse(row, "code-malformed" if row.get("code") else "no-code")
        return
    number = rule_of(row.said, codes[0], row.get("target"), row.get("text"))
    if number is None:
        taken.refuse(row, "rule-unknown")
        return
    point = _point(row, number, row.get("name"), tuple(dict.fromkeys(codes)))
    before = taken.points[-1] if taken.points else None
    if before and codes[0][0] in "XZ" and _same(before, point):
        taken.points[-1] = replace(before, codes=(*before.codes, *point.codes))
    else:
        taken.points.append(point)


def _same(one: Point, other: Point) -> bool:
    """Whether a drug goes on in the next row, with another code under one limit."""
    other = replace(other, codes=one.codes, source_row=one.source_row)
    return bool(one.item_name) and one == other


def _take_pair(taken: _Taken, row: _Row) -> None:
    kept, included = _codes(row.get("kept_code")), _codes(row.get("included_code"))
    if len(kept) != 1 or len(included) != 1:
        taken.refuse(row, "pair-incomplete")
        return
    number = rule_of((*row.said, "重复收费"), included[0], "", row.get("text"))
    if number is None:
        taken.refuse(row, "rule-unknown")
        return
    names = row.get("kept_name"), row.get("included_name")
    point = _point(row, number, names[0], (kept[0], included[0]))
    taken.points.append(replace(point, second_name=names[1]))


def _point(row: _Row, number: int, name: str, codes: tuple[str, ...]) -> Point:
    given = {role: row.get(role) for role in (*_LIMITS, "text", "logic")}
    return Point(number, name, codes, source_row=where(row.sheet, row.number), **given)


def _codes(cell: str) -> list[str]:
    """The codes of a cell; none if any is no code. Item codes kept as numbers get 00 back."""
    signs = [
        sign for sign in re.split(r"[^0-9A-Za-z]+", unicodedata.normalize("NFKC", cell)) if sign
    ]
    if not all(_CODE.fullmatch(sign) for sign in signs):
        return []
    return [f"00{sign}" if len(sign) == 13 and sign.isdigit() else sign for sign in signs]
