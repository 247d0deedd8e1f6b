"""Strict reading of a CSV of ours: UTF-8, one header of different names, every row as wide as it.

A byte that was damaged on the way is refused with its file and line, and never read as a cell.
"""

import csv
from collections.abc import Iterator
from io import StringIO
from pathlib import Path

from inspector.errors import RuleFileInvalid
from inspector.i18n import say

Cells = dict[str, str]


def read_strictly(path: Path) -> tuple[list[str], list[tuple[int, Cells]]]:
    """The header of the CSV `path`, and its rows with the lines they end on.

    Raises:
        RuleFileInvalid: not UTF-8, no CSV, a column named twice or a row of another width.
    """
    data = path.read_bytes()
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise _refuse(path, data.count(b"\n", 0, error.start) + 1, "utf8") from None
    header, *rows = [*_lines(path, text)] or [(1, [])]
    names = header[1]
    if len(set(names)) < len(names):
        raise _refuse(path, header[0], "column-twice")
    for line, cells in rows:
        if len(cells) != len(names):
            raise _refuse(path, line, "width", columns=len(names), cells=len(cells))
    return names, [(line, dict(zip(names, cells, strict=True))) for line, cells in rows]


def _lines(path: Path, text: str) -> Iterator[tuple[int, list[str]]]:
    reader = csv.reader(StringIO(text, newline=""), strict=True)
    try:
        for cells in reader:
            if cells:
                yield reader.line_num, cells
    except csv.Error:
        raise _refuse(path, reader.line_num, "csv") from None


def _refuse(path: Path, line: int, problem: str, **facts: object) -> RuleFileInvalid:
    said = say(f"knowledge.{problem}", None, **facts)
    return RuleFileInvalid(path=str(path), line=line, problem=said)
