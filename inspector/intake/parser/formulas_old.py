"""How many cells of an old workbook's (.xls) sheets are formulas, which calamine does not tell.

Only the beginnings of records are looked at; what is damaged is left to calamine to refuse.
"""

import struct
from collections.abc import Iterator, Sequence

_NAMES = tuple(name.encode("utf-16-le") + b"\0\0" for name in ("Workbook", "Book"))
_IN_HEADER, _ENTRY, _ENDS = 109, 128, 0xFFFFFFFA
"""Sectors of the table the header names; bytes of an entry; no sector has a number from here on."""
_LONG = 4096
"""Bytes of a stream that has sectors of its own."""
_FORMULA, _END, _SHEET, _BEGIN = 0x0006, 0x000A, 0x0085, 0x0809
"""Records of [MS-XLS]: a formula's cell, the end of a part, a sheet's place, a part's begin."""


def formulas_of(file: bytes) -> list[int]:
    """By sheet, in their order, how many cells are formulas; empty where the file is damaged."""
    try:
        book = _workbook(file)
        places = [
            int.from_bytes(book[at : at + 4], "little")
            for kind, at in _part(book, 0)
            if kind == _SHEET
        ]
        return [sum(kind == _FORMULA for kind, _ in _part(book, place)) for place in places]
    except (struct.error, IndexError, ValueError):
        return []


def _workbook(file: bytes) -> bytes:
    """The stream that is the workbook; a short one lies in pieces in the stream of the first entry.

    Source: [MS-CFB] 2.2 to 2.6.
    """
    size, small = (1 << min(shift, 16) for shift in struct.unpack_from("<HH", file, 30))
    named = list(_numbers(file[76 : 76 + 4 * _IN_HEADER]))
    further, more = struct.unpack_from("<II", file, 68)
    whole = file[size:]
    for _ in range(min(more, len(file) // size)):
        *here, further = _numbers(_sector(whole, size, further))
        named += here
    table = [n for one in named if one < _ENDS for n in _numbers(_sector(whole, size, one))]
    begin, *_, short = struct.unpack_from("<I4xII", file, 48)
    entries = _chain(whole, size, table, begin)
    for at in range(0, len(entries), _ENTRY):
        if entries[at : at + _ENTRY].startswith(_NAMES):
            first, length = struct.unpack_from("<II", entries, at + 116)
            if length >= _LONG:
                return _chain(whole, size, table, first)
            (root,) = struct.unpack_from("<I", entries, 116)
            shorts = _numbers(_chain(whole, size, table, short))
            return _chain(_chain(whole, size, table, root), small, shorts, first)
    return b""


def _sector(sectors: bytes, size: int, number: int) -> bytes:
    return sectors[number * size : (number + 1) * size]


def _numbers(sector: bytes) -> tuple[int, ...]:
    return struct.unpack(f"<{len(sector) // 4}I", sector[: len(sector) // 4 * 4])


def _chain(sectors: bytes, size: int, table: Sequence[int], number: int) -> bytes:
    """What lies in a sector and those that follow it by the table."""
    parts: list[bytes] = []
    while number < _ENDS and len(parts) <= len(table):
        parts.append(_sector(sectors, size, number))
        number = table[number]
    return b"".join(parts)


def _part(book: bytes, at: int) -> Iterator[tuple[int, int]]:
    """The records from one begin to its end: their kind, and where what they say stands."""
    deep = 0
    while at + 4 <= len(book):
        kind, length = struct.unpack_from("<HH", book, at)
        deep += (kind == _BEGIN) - (kind == _END)
        if deep <= 0:
            return
        yield kind, at + 4
        at += 4 + length
