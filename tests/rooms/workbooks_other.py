"""Small .ods and .xlsb workbooks, byte by byte: nothing installed writes them.

Source: OpenDocument 1.2 part 1; [MS-XLSB] 2.4.
"""

import struct
import zipfile
from collections.abc import Sequence
from pathlib import Path
from xml.sax.saxutils import escape

Rows = Sequence[Sequence[str]]
Span = tuple[int, int, int, int]
"""First and last row, first and last column, from 0."""

_ODF = "urn:oasis:names:tc:opendocument:xmlns"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"


def write_ods(path: Path, rows: Rows, *merged: Span) -> None:
    """One sheet, hidden cells as covered ones; a blank row is said to be repeated once."""
    lines = "".join(_ods_row(at, row, merged) for at, row in enumerate(rows))
    content = (
        f'<office:document-content xmlns:office="{_ODF}:office:1.0" '
        f'xmlns:table="{_ODF}:table:1.0" xmlns:text="{_ODF}:text:1.0"><office:body>'
        f'<office:spreadsheet><table:table table:name="x">{lines}</table:table>'
        "</office:spreadsheet></office:body></office:document-content>"
    )
    with zipfile.ZipFile(path, "w") as book:
        book.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        book.writestr("content.xml", content)
        book.writestr(
            "META-INF/manifest.xml",
            f'<manifest:manifest xmlns:manifest="{_ODF}:manifest:1.0"></manifest:manifest>',
        )


def _ods_row(at: int, row: Sequence[str], merged: Sequence[Span]) -> str:
    if not any(row):
        wide = f'<table:table-cell table:number-columns-repeated="{len(row)}"/>'
        return f'<table:table-row table:number-rows-repeated="1">{wide}</table:table-row>'
    cells = "".join(_ods_cell(at, column, cell, merged) for column, cell in enumerate(row))
    return f"<table:table-row>{cells}</table:table-row>"


def _ods_cell(row: int, column: int, cell: str, merged: Sequence[Span]) -> str:
    kind, spanned = "table-cell", ""
    for top, bottom, west, east in merged:
        if (row, column) == (top, west):
            spanned = (
                f' table:number-columns-spanned="{east - west + 1}"'
                f' table:number-rows-spanned="{bottom - top + 1}"'
            )
        elif top <= row <= bottom and west <= column <= east:
            kind = "covered-table-cell"
    said = f' office:value-type="string"{spanned}><text:p>{escape(cell)}</text:p>'
    return f"<table:{kind}{said}</table:{kind}>" if cell else f"<table:{kind}{spanned}/>"


def write_xlsb(path: Path, rows: Rows, *merged: Span, formula: str = "") -> None:
    """One sheet of texts that stand in their cells; the text `formula` is what one came to."""
    sheet = _record(129) + _record(148, struct.pack("<4I", 0, len(rows) - 1, 0, len(rows[0]) - 1))
    sheet += _record(145)
    for at, row in enumerate(rows):
        sheet += _record(0, struct.pack("<I", at) + bytes(13))
        cells = ((column, cell) for column, cell in enumerate(row) if cell)
        for column, said in cells:
            cell = struct.pack("<2I", column, 0) + _wide(said)
            sheet += _record(8, cell + bytes(10)) if said == formula else _record(6, cell)
    sheet += _record(146) + _record(177, struct.pack("<I", len(merged)))
    sheet += b"".join(_record(176, struct.pack("<4I", *span)) for span in merged)
    sheet += _record(178) + _record(130)
    named = struct.pack("<2I", 0, 1) + _wide("r1") + _wide("x")
    book = _record(131) + _record(143) + _record(156, named) + _record(144) + _record(132)
    with zipfile.ZipFile(path, "w") as parts:
        parts.writestr("[Content_Types].xml", f'<Types xmlns="{_PACKAGE}/content-types"/>')
        parts.writestr("_rels/.rels", _relation("officeDocument", "xl/workbook.bin"))
        parts.writestr(
            "xl/_rels/workbook.bin.rels", _relation("worksheet", "worksheets/sheet1.bin")
        )
        parts.writestr("xl/workbook.bin", book)
        parts.writestr("xl/worksheets/sheet1.bin", sheet)


def _relation(kind: str, target: str) -> str:
    told = f'<Relationship Id="r1" Type="{_OFFICE}/{kind}" Target="{target}"/>'
    return f'<Relationships xmlns="{_PACKAGE}/relationships">{told}</Relationships>'


def _wide(said: str) -> bytes:
    return struct.pack("<I", len(said)) + said.encode("utf-16-le")


def _record(kind: int, body: bytes = b"") -> bytes:
    return _sevens(kind) + _sevens(len(body)) + body


def _sevens(number: int) -> bytes:
    made = bytearray()
    while number > 127:
        made.append(number & 127 | 128)
        number >>= 7
    return bytes([*made, number])
