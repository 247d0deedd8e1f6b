"""What calamine does not tell of .ods and .xlsb: which cells are merged, how many are formulas.

Both are walked from the front, their cells counted as they come; nothing of what these say is kept.
"""

import re
import zipfile
from collections.abc import Iterator
from posixpath import basename

from inspector.intake.parser.merged import MOST
from inspector.intake.parser.parts import Merged, Refused

_ODS, _BOOK, _RELATIONS = "content.xml", "xl/workbook.bin", "xl/_rels/workbook.bin.rels"
_ELEMENT = re.compile(rb"<table:(table|table-row|table-cell|covered-table-cell)(?=[\s/>])([^<>]*)>")
_COUNT = re.compile(rb"""\btable:number-(rows|columns)-(repeated|spanned)=["'](\d{1,7})["']""")
_TARGET = re.compile(rb"""<Relationship\b(?=[^>]*\bId="([^"]+)")(?=[^>]*\bTarget="([^"]+)")""")

_SHEET, _MERGED = 156, 176
"""Records of [MS-XLSB]: BrtBundleSh, a sheet's name and part; BrtMergeCell, one merged cell."""
_FORMULAS = range(8, 12)
"""BrtFmlaString, BrtFmlaNum, BrtFmlaBool, BrtFmlaError."""


def merged_of(parts: zipfile.ZipFile) -> list[tuple[Merged, int]]:
    """By sheet, in their order, the merged cells and the number of cells that are formulas; empty
    for a workbook of another kind.

    Raises:
        Refused: there are more than anybody makes.
    """
    if _ODS in parts.NameToInfo:
        return [_checked(made) for made in _ods(parts.read(_ODS))]
    if _BOOK in parts.NameToInfo:
        return [_checked(_xlsb(parts.read(sheet))) for sheet in _sheets(parts)]
    return []


def _checked(made: tuple[Merged, int]) -> tuple[Merged, int]:
    if len(made[0]) > MOST:
        raise Refused("too-many-merged")
    return made


def _ods(content: bytes) -> list[tuple[Merged, int]]:
    """Source: OpenDocument 1.2 part 1, 19.675 to 19.679: repeated and spanned rows and columns;
    19.642: formulas.
    """
    sheets: list[Merged] = []
    formulas: list[int] = []
    row, next_row, column = 0, 1, 0
    for element in _ELEMENT.finditer(content):
        counts = {found[1] + found[2]: int(found[3]) for found in _COUNT.finditer(element[2])}
        if element[1] == b"table":
            sheets.append([])
            formulas.append(0)
            next_row = 1
        elif element[1] == b"table-row":
            row, column = next_row, 0
            next_row += counts.get(b"rowsrepeated", 1)
        elif sheets:
            deep, wide = counts.get(b"rowsspanned", 1), counts.get(b"columnsspanned", 1)
            if deep > 1 or wide > 1:
                sheets[-1].append((row, row + deep - 1, column, column + wide - 1))
            column += counts.get(b"columnsrepeated", 1)
            formulas[-1] += b"table:formula=" in element[2]
    return list(zip(sheets, formulas, strict=True))


def _sheets(parts: zipfile.ZipFile) -> Iterator[str]:
    """The parts of an .xlsb's sheets that there are, in their order."""
    told = parts.read(_RELATIONS) if _RELATIONS in parts.NameToInfo else b""
    by_id = {found[1].decode(): found[2].decode() for found in _TARGET.finditer(told)}
    for kind, record in _records(parts.read(_BOOK)):
        if kind == _SHEET:
            length = int.from_bytes(record[8:12], "little")
            target = by_id.get(record[12 : 12 + 2 * length].decode("utf-16-le", "replace"), "")
            name = f"xl/worksheets/{basename(target)}"
            if name in parts.NameToInfo:
                yield name


def _xlsb(sheet: bytes) -> tuple[Merged, int]:
    merged, formulas = [], 0
    for kind, record in _records(sheet):
        formulas += kind in _FORMULAS
        if kind == _MERGED and len(record) >= 16:
            numbers = (int.from_bytes(record[at : at + 4], "little") for at in (0, 4, 8, 12))
            top, bottom, west, east = numbers
            merged.append((top + 1, bottom + 1, west, east))
    return merged, formulas


def _records(part: bytes) -> Iterator[tuple[int, bytes]]:
    """Source: [MS-XLSB] 2.1.4: a type of one or two bytes, a size of one to four, the record."""
    at = 0
    while at < len(part):
        kind, at = _number(part, at, 2)
        size, at = _number(part, at, 4)
        yield kind, part[at : at + size]
        at += size


def _number(part: bytes, at: int, longest: int) -> tuple[int, int]:
    """A number, seven bits a byte, more to come where the eighth is set; and where it ends."""
    number = 0
    for place, byte in enumerate(part[at : at + longest]):
        number |= (byte & 0x7F) << 7 * place
        if not byte & 0x80:
            return number, at + place + 1
    return number, at + longest
