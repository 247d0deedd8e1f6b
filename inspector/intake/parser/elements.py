"""The rows of a large XML part, cut between two of them, so that no more than a few megabytes of it
are ever in memory.

Only where elements begin is looked at; what is in them is left to a parser.
"""

import re
from collections.abc import Generator, Iterator
from typing import IO

from inspector.intake.parser.parts import Refused

FIRST, BLOCK = 1 << 17, 2 << 20
"""Bytes of the first cut, enough for the header row, and of each after it: what is made of one is
small enough to take the place of what was made of the one before."""
_LONGEST = 64 << 20
"""No row and nothing before the first one is longer than this."""
_AFTER_NAME = b" \t\r\n/>"


def elements(
    part: IO[bytes], element: str, parent: str, left: bytearray | None = None
) -> Iterator[tuple[bytes, bytes]]:
    """Whole `element`s of the part's one `parent`, many at a time, and their namespace prefix.

    What was read beyond the parent is put into `left`.

    Raises:
        Refused: the part ends before the parent does, or an element does not end at all.
    """
    start = re.compile(rb"<(\w+:)?%s[\s/>]" % element.encode())
    empty = re.compile(rb"<(\w+:)?%s(\s[^>]*)?/>|</(\w+:)?%s\s*>" % (2 * (parent.encode(),)))
    buffer, looked = b"", 0
    while (first := start.search(buffer, looked)) is None:
        if empty.search(buffer, looked):
            return
        looked = max(0, len(buffer) - 1024)
        buffer += _more(part, buffer, FIRST)
    prefix = first[1] or b""
    cuts = _cut(part, buffer[first.start() :], prefix, element.encode(), parent.encode())
    rest = yield from cuts
    if left is not None:
        left += rest


def _cut(
    part: IO[bytes], buffer: bytes, prefix: bytes, element: bytes, parent: bytes
) -> Generator[tuple[bytes, bytes], None, bytes]:
    begin, end = b"<" + prefix + element, b"</" + prefix + parent
    looked, wanted = 0, FIRST
    while (stop := buffer.find(end, looked)) < 0:
        cut = _last(buffer, begin)
        if cut > 0 and len(buffer) >= wanted:
            yield buffer[:cut], prefix
            buffer, wanted = buffer[cut:], BLOCK
        looked = max(0, len(buffer) - len(end))
        buffer += _more(part, buffer, wanted)
    yield buffer[:stop], prefix
    return buffer[stop:]


def _last(buffer: bytes, begin: bytes) -> int:
    """Where the last element begins; names that only begin alike do not count."""
    at = buffer.rfind(begin)
    while at > 0 and buffer[at + len(begin) : at + len(begin) + 1] not in _AFTER_NAME:
        at = buffer.rfind(begin, 0, at)
    return at


def _more(part: IO[bytes], buffer: bytes, size: int) -> bytes:
    if len(buffer) > _LONGEST:
        raise Refused("too-wide")
    read = part.read(size)
    if not read:
        raise Refused("damaged")
    return read
