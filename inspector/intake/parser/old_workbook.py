"""Workbooks that cannot be cut (.xls, .xlsb, .ods): calamine reads them whole."""

from collections.abc import Iterator, Sequence
from itertools import islice
from typing import BinaryIO

from python_calamine import CalamineSheet, CalamineWorkbook

from inspector.intake.parser.parts import Block, Merged, Part, Refused

_BATCH = 10_000
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_BOOK_BEGINS, _FILE_PASS = b"\x09\x08\x10\x00\x00\x06\x05\x00", b"\x2f\x00"
_BEGIN_LENGTH = 20


def refuse_locked(start: bytes) -> None:
    """Refuse an old compound file that says it is encrypted.

    Raises:
        Refused: it asks for a password.
    """
    begins = start.find(_BOOK_BEGINS)
    after = start[begins + _BEGIN_LENGTH :][:2]
    if _ENCRYPTED in start or (begins >= 0 and after == _FILE_PASS):
        raise Refused("password")


def read_whole(source: BinaryIO, told: Sequence[tuple[Merged, int]] = ()) -> Iterator[Part]:
    """The sheets of the workbook that hold anything; `told`, by sheet, what calamine does not say:
    merged cells, and the number of formulas.
    """
    with CalamineWorkbook.from_filelike(source) as book:
        for at, name in enumerate(book.sheet_names):
            cells = book.get_sheet_by_name(name)
            if cells.start is not None:
                merged, formulas = told[at] if at < len(told) else ([], 0)
                part = Part(name, _blocks(cells), merged=merged or _merged(cells))
                part.note("formulas", formulas)
                yield part


def _merged(cells: CalamineSheet) -> Merged:
    return [
        (first + 1, last + 1, left, right)
        for (first, left), (last, right) in cells.merged_cell_ranges or ()
    ]


def _blocks(cells: CalamineSheet) -> Iterator[Block]:
    rows, first = cells.iter_rows(), 1
    while block := list(islice(rows, _BATCH)):
        yield Block(first, block)
        first += len(block)
