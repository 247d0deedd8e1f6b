"""How the cells under each header of an export are written, as shapes that hold no value.

`2024/1/5 8:05` is `0000/0/0 0:00`, `张三` is `文文`: the way of writing shows, the person does not.
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import duckdb

from inspector.errors import FileUnreadable
from inspector.intake.convert import Opener, sheets
from inspector.intake.mapping.mapping import Mapping
from inspector.intake.readers.archive import contents
from inspector.intake.readers.files import RawFile, list_files, read_by
from inspector.intake.readers.process import file_after_file
from inspector.intake.rows.take import prepare
from inspector.intake.suggest.suggest import likeliest_header

ROWS, WIDEST = 200, 24
"""How many rows are looked at, and how much of a shape is kept."""


@dataclass(frozen=True)
class Sample:
    """One sheet: its headers in the order of the file, each with its commonest shape."""

    file: str
    sheet: str
    shapes: dict[str, str]


@file_after_file()
def sample(raw: Sequence[Path], mapping: Mapping | None = None) -> list[Sample]:
    """The shapes under the headers of each sheet that has headers; nothing is written anywhere.

    Raises:
        FileMissing: one of `raw` does not exist.
    """
    with duckdb.connect(":memory:") as con:
        con.execute("SET temp_directory = ''")
        prepare(con)
        opener = Opener(con, mapping)
        return [one for file in list_files(raw) for one in _sampled(file, opener)]


def _sampled(file: RawFile, opener: Opener) -> list[Sample]:
    try:
        found = contents(file)
        known = [one for member in read_by(opener.mapping, found) for one in _in(member, opener)]
        return known or [
            one for member in found for one in _in(replace(member, find=likeliest_header), opener)
        ]
    except (FileUnreadable, duckdb.Error):
        # What cannot be read is told by `profile`, with its reason.
        return []


def _in(file: RawFile, opener: Opener) -> Iterator[Sample]:
    for sheet in sheets(file, ROWS):
        cells = ", ".join(f"trim(CAST(c{n} AS VARCHAR))" for n in range(len(sheet.headers)))
        rows = opener.con.execute(
            f"SELECT {cells} FROM ({opener.open(sheet).plain}) LIMIT {ROWS}"
        ).fetchall()
        columns = zip(*rows, strict=True) if rows else [()] * len(sheet.headers)
        shapes = {
            header: _commonest(column)
            for header, column in zip(sheet.headers, columns, strict=False)
            if header.strip()
        }
        opener.forget()
        yield Sample(file.name, sheet.name, shapes)


def _commonest(cells: Sequence[str | None]) -> str:
    counted = Counter(shape(cell) for cell in cells if cell)
    return min(counted, key=lambda said: (-counted[said], said), default="")


def shape(cell: str) -> str:
    """`cell` with every digit a 0, every letter an A, every other word sign a 文."""
    return "".join(_sign(sign) for sign in cell[:WIDEST])


def _sign(sign: str) -> str:
    if sign.isdecimal():
        return "0"
    if sign.isalpha():
        return "A" if sign.isascii() else "文"
    return sign if sign.isprintable() else " "
