"""A hostile Parquet file ends in the child that rehearses it, and its neighbours are read."""

import os
import struct
from collections.abc import Callable
from pathlib import Path

import duckdb
import pytest

from inspector.errors import FileUnreadable
from inspector.intake import convert, profile
from tests.rooms.intake_hostile import good_neighbour

HEADERS = ("staff_code", "staff_name", "staff_type")
DEEP = 100_000
ROWS = (1 << 31) - 1
_STOP = b"\0"
TALKS = """
import os, sys
import duckdb
connect = duckdb.connect
def connecting(*given, **named):
    os.write(1, b"50%")
    print("60%", flush=True)
    return connect(*given, **named)
duckdb.connect = connecting
"""


def number(value: int) -> bytes:
    """A whole number of the footer's encoding (Thrift, compact)."""
    left, made = value << 1, bytearray()
    while left > 127:
        made.append(left & 127 | 128)
        left >>= 7
    return bytes(made) + bytes([left])


def text(word: str) -> bytes:
    return bytes([len(word)]) + word.encode()


def listed(kind: int, items: list[bytes]) -> bytes:
    long = len(items) >= 15
    size, left = bytearray(), len(items)
    while left > 127:
        size.append(left & 127 | 128)
        left >>= 7
    head = bytes([0xF0 | kind]) + bytes(size) + bytes([left]) if long else None
    return (head or bytes([len(items) << 4 | kind])) + b"".join(items)


def group(name: str, children: int) -> bytes:
    return b"\x35" + number(1) + b"\x18" + text(name) + b"\x15" + number(children) + _STOP


def leaf(name: str) -> bytes:
    return b"\x15" + number(6) + b"\x25" + number(1) + b"\x18" + text(name) + _STOP


def whole(schema: list[bytes], rows: int, groups: list[bytes], pages: bytes = b"") -> bytes:
    """A Parquet file of this footer."""
    footer = b"\x15" + number(1) + b"\x19" + listed(12, schema) + b"\x16" + number(rows)
    footer += b"\x19" + listed(12, groups) + _STOP
    return b"PAR1" + pages + footer + struct.pack("<I", len(footer)) + b"PAR1"


def deep() -> bytes:
    """Columns in one another, as deep as a stack can bear or deeper."""
    inner = [group("a", 1) for _ in range(DEEP)]
    schema = [group("root", len(HEADERS)), *map(leaf, HEADERS[:2]), *inner, leaf(HEADERS[2])]
    return whole(schema, 0, [])


def endless() -> bytes:
    """Two billion rows of nothing in a page of a few bytes."""
    run = number(ROWS)
    levels = struct.pack("<I", len(run) + 1) + run + b"\0"
    size = number(len(levels))
    header = b"\x15" + number(ROWS) + b"\x15" + number(0) + b"\x15" + number(3) + b"\x15"
    page = b"\x15" + number(0) + b"\x15" + size + b"\x15" + size + b"\x2c" + header + number(3)
    page += _STOP + _STOP + levels
    columns = []
    for at, name in enumerate(HEADERS):
        meta = b"\x15" + number(6) + b"\x19" + listed(5, [number(0)]) + b"\x19"
        meta += listed(8, [text(name)]) + b"\x15" + number(0) + b"\x16" + number(ROWS)
        meta += b"\x16" + number(len(page)) + b"\x16" + number(len(page)) + b"\x26"
        meta += number(4 + at * len(page)) + _STOP
        columns.append(b"\x26" + number(4) + b"\x1c" + meta + _STOP)
    rows = b"\x19" + listed(12, columns) + b"\x16" + number(len(page)) + b"\x16" + number(ROWS)
    schema = [group("root", len(HEADERS)), *map(leaf, HEADERS)]
    return whole(schema, ROWS, [rows + _STOP], page * len(HEADERS))


def good(folder: Path) -> bytes:
    path = folder / "made.parquet"
    named = "'K' || n AS staff_code, '王某' AS staff_name, '护士' AS staff_type"
    rows = f"SELECT {named} FROM range(9) r(n)"
    duckdb.sql(f"COPY ({rows}) TO '{path}' (COMPRESSION uncompressed)")
    made = path.read_bytes()
    path.unlink()
    return made


Bend = Callable[[bytes], bytes]
HOSTILE: dict[str, tuple[Bend, set[str]]] = {
    "cut off": (lambda made: made[:120], {"parquet"}),
    "a footer longer than the file": (
        lambda made: made[:-8] + struct.pack("<I", 0x7FFFFFFF) + b"PAR1",
        {"parquet"},
    ),
    "a footer of nothing": (lambda made: made[:-8] + struct.pack("<I", 0) + b"PAR1", {"parquet"}),
    "pages of noise": (lambda made: made[:4] + b"\xff" * 60 + made[64:], {"damaged"}),
    "two billion rows of nothing": (lambda _: endless(), {"too-big"}),
    "columns a hundred thousand deep": (lambda _: deep(), {"parquet", "crashed", "memory"}),
}


@pytest.mark.parametrize("case", HOSTILE)
def test_a_hostile_parquet_file_is_refused_and_the_others_are_read(
    tmp_path: Path, case: str
) -> None:
    bend, problems = HOSTILE[case]
    (tmp_path / "bad.parquet").write_bytes(bend(good(tmp_path)))
    good_neighbour(tmp_path)
    seen = {file.path.name: file for file in profile([tmp_path]).files}
    assert (seen["good.csv"].table, seen["good.csv"].rows) == ("fee_list_d", 2)
    (told,) = seen["bad.parquet"].problems
    assert told.key.rpartition(".")[2] in problems
    with pytest.raises(FileUnreadable), duckdb.connect() as con:
        convert([tmp_path], con)


def test_an_honest_parquet_file_is_rehearsed_and_read(tmp_path: Path) -> None:
    (tmp_path / "x[1].parquet").write_bytes(good(tmp_path))
    (seen,) = profile([tmp_path]).files
    assert (seen.table, seen.rows, seen.problems) == ("staff", 9, ())


def test_what_a_library_says_aloud_while_a_file_is_rehearsed_is_no_answer_of_the_child(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """DuckDB draws a bar on its standard output once a statement takes two seconds."""
    talking = tmp_path / "talking"
    talking.mkdir()
    (talking / "sitecustomize.py").write_text(TALKS, "utf-8")
    before = os.environ.get("PYTHONPATH", "")
    monkeypatch.setenv("PYTHONPATH", os.pathsep.join(filter(None, (str(talking), before))))
    raw = tmp_path / "raw"
    raw.mkdir()
    (raw / "x.parquet").write_bytes(good(tmp_path))
    (seen,) = profile([raw]).files
    assert (seen.table, seen.rows, seen.problems) == ("staff", 9, ())
