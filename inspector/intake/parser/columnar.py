"""Parquet, rehearsed: read once through by the very reader that is trusted with it afterwards.

DuckDB streams Parquet where it lies, which rows over a pipe could not; so what a hostile file
breaks it breaks here first, in the child, and nothing is kept of what was read.
"""

import json
from contextlib import closing
from typing import BinaryIO

import duckdb
from fsspec.implementations.memory import MemoryFileSystem

from inspector.intake.parser.frames import END, SHEET, send
from inspector.intake.parser.parts import Refused

_CAREFUL: dict[str, str | bool | int | float | list[str]] = {
    "threads": "1",
    "memory_limit": "128MiB",
    "temp_directory": "",
    "autoinstall_known_extensions": "false",
    "autoload_known_extensions": "false",
}
_ROWS_A_BYTE = 100
"""No export packs as many rows into a byte."""


def rehearse(path: str | None, member: bytes, size: int, told: BinaryIO, say: BinaryIO) -> None:
    """Show the columns' names; if they are wanted, read every value once.

    Raises:
        Refused: it is no Parquet, is damaged, or has more rows than its size can hold.
    """
    try:
        with closing(duckdb.connect(":memory:", config=_CAREFUL)) as con:
            rows = f"read_parquet({_address(con, path, member)})"
            names = [column[0] for column in con.execute(f"DESCRIBE FROM {rows}").fetchall()]
            (counted,) = con.execute(f"SELECT count(*) FROM {rows}").fetchall()
            if counted[0] > _ROWS_A_BYTE * size:
                raise Refused("too-big")
            send(say, SHEET, json.dumps(["", [names]]).encode())
            if json.loads(told.readline())["width"]:
                _read_through(con, rows)
                send(say, END, b"{}")
    except duckdb.OutOfMemoryException:
        raise Refused("memory") from None
    except duckdb.Error:
        # Without its cause: DuckDB's message quotes cells.
        raise Refused("parquet") from None


def _read_through(con: duckdb.DuckDBPyConnection, rows: str) -> None:
    try:
        con.execute(f"SELECT bit_xor(hash(COLUMNS(*))) FROM {rows}").fetchall()
    except duckdb.OutOfMemoryException:
        raise
    except duckdb.Error:
        raise Refused("damaged") from None


def _address(con: duckdb.DuckDBPyConnection, path: str | None, member: bytes) -> str:
    if path is not None:
        literal = "".join(f"[{sign}]" if sign in "*?[" else sign for sign in path)
        return "'" + literal.replace("'", "''") + "'"
    kept = MemoryFileSystem()
    kept.pipe_file("/member.parquet", member)
    con.register_filesystem(kept)
    return "'memory:///member.parquet'"
