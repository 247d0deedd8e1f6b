"""Merged cells of a workbook's sheet: which cells show what another cell holds.

They are written below the rows, and read after them; no more are kept than any person ever made.
"""

import re
from collections.abc import Iterator
from typing import IO

from inspector.intake.parser.parts import Merged, Refused, Span

_BLOCK, _OVERLAP = 1 << 20, 256
MOST = 200_000
"""Merged cells of one sheet; nobody makes more."""
_MERGED = re.compile(
    rb"""<(?:\w+:)?mergeCell\s[^<>]{0,64}?ref=["']([A-Z]{1,3})(\d{1,7}):([A-Z]{1,3})(\d{1,7})["']"""
)
_END = re.compile(rb"</(?:\w+:)?mergeCells")


def merged_cells(read: bytes, part: IO[bytes]) -> Merged:
    """The merged cells in what is left of a sheet: `read` already, and the rest of `part`.

    Raises:
        Refused: there are more than anybody makes.
    """
    made: Merged = []
    for text in _pieces(read, part):
        made += (_span(*found.groups()) for found in _MERGED.finditer(text))
        if len(made) > MOST:
            raise Refused("too-many-merged")
        if _END.search(text):
            break
    return made


def _pieces(read: bytes, part: IO[bytes]) -> Iterator[bytes]:
    """The text in pieces that end where an element does."""
    text = read
    while True:
        cut = text.rfind(b">") + 1
        yield text[:cut]
        more = part.read(_BLOCK)
        if not more:
            return
        # What has no end within reach is no merged cell.
        text = text[cut:][-_OVERLAP:] + more


def _span(left: bytes, first: bytes, right: bytes, last: bytes) -> Span:
    return int(first), int(last), _column(left), _column(right)


def _column(letters: bytes) -> int:
    number = 0
    for letter in letters:
        number = 26 * number + letter - 64
    return number - 1
