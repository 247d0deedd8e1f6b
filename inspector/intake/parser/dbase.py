"""dBASE and FoxPro tables: records of fixed width, their text in GBK, numbers as they are written.

Memo fields lie in another file and are left blank; deleted records are counted, not read.
"""

import struct
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, BinaryIO

from inspector.intake.parser.parts import Block, Part, Refused

_HEAD = struct.Struct("<BBBBIHH20x")
_FIELD = struct.Struct("<11sc4xBB14x")
_FIELDS_END, _DELETED = 0x0D, b"*"
_BLOCK = 5_000
_JULIAN_DAY_ZERO = 1_721_425
"""The Julian day before 0001-01-01, from which Python counts its days."""


@dataclass(frozen=True)
class _Field:
    name: str
    kind: str
    size: int


def read_dbase(source: BinaryIO) -> Iterator[Part]:
    """The one table of the file; its first row is the names of its fields.

    Raises:
        Refused: the header does not fit the file, or its text is not GBK.
    """
    start = source.read(_HEAD.size)
    if len(start) < _HEAD.size:
        raise Refused("dbase")
    _, _, _, _, records, header, width = _HEAD.unpack(start)
    fields = _fields(source.read(header - _HEAD.size))
    if not fields or 1 + sum(field.size for field in fields) != width:
        raise Refused("dbase")
    part = Part("", iter(()))
    part.blocks = _blocks(source, part, fields, records, width)
    yield part


def _fields(described: bytes) -> list[_Field]:
    found = []
    for at in range(0, len(described) - _FIELD.size + 1, _FIELD.size):
        if described[at] == _FIELDS_END:
            break
        name, kind, size, decimals = _FIELD.unpack_from(described, at)
        # A text of more than 255 bytes keeps the rest of its length where numbers have decimals.
        size += 256 * decimals if kind == b"C" else 0
        found.append(_Field(_text(name.split(b"\0")[0]), kind.decode("latin-1"), size))
    return found


def _blocks(
    source: BinaryIO, part: Part, fields: list[_Field], records: int, width: int
) -> Iterator[Block]:
    yield Block(1, [[field.name for field in fields]])
    record = struct.Struct("".join(["1s", *(f"{field.size}s" for field in fields)]))
    reads = [_READS.get(field.kind, _nothing) for field in fields]
    part.note("memo-ignored", sum(field.kind in "MGP" for field in fields))
    for done in range(0, records, _BLOCK):
        count = min(_BLOCK, records - done)
        raw = source.read(count * width)
        if len(raw) < count * width:
            raise Refused("damaged")
        rows: list[list[Any]] = []
        for deleted, *cells in record.iter_unpack(raw):
            gone = deleted == _DELETED
            part.note("deleted", gone)
            read = [] if gone else [r(c) for r, c in zip(reads, cells, strict=True)]
            rows.append(read or [None] * len(fields))
        # The row a person counts: the first record is row 2, below the names.
        yield Block(done + 2, rows)


def _text(raw: bytes) -> str:
    try:
        return raw.decode("gb18030").strip(" \0")
    except UnicodeDecodeError:
        raise Refused("encoding") from None


def _moment(raw: bytes) -> str:
    days, milliseconds = struct.unpack("<ii", raw) if len(raw) == 8 else (0, 0)
    if not _JULIAN_DAY_ZERO < days < _JULIAN_DAY_ZERO + 3_000_000:
        return ""
    day = date.fromordinal(days - _JULIAN_DAY_ZERO)
    seconds = timedelta(seconds=round(milliseconds / 1000))
    return f"{day} {seconds!s:0>8}"


def _integer(raw: bytes) -> str:
    return str(int.from_bytes(raw, "little", signed=True))


def _double(raw: bytes) -> str:
    return repr(struct.unpack("<d", raw)[0]) if len(raw) == 8 else ""


def _money(raw: bytes) -> str:
    units = int.from_bytes(raw, "little", signed=True)
    sign, (whole, part) = ("-" if units < 0 else ""), divmod(abs(units), 10_000)
    return f"{sign}{whole}.{part:04}"


def _nothing(raw: bytes) -> str:
    return ""


_READS: dict[str, Callable[[bytes], str]] = {
    **dict.fromkeys("CNFDL", _text),
    "I": _integer,
    "T": _moment,
    "B": _double,
    "Y": _money,
}
