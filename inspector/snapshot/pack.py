"""Canonical tables → one sealed, signed file.

Rows go from DuckDB through the seal into the file; no byte of theirs is written in the clear.
"""

import os
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from pathlib import Path

import duckdb

from inspector import __version__
from inspector.errors import TableUnpackable, writing
from inspector.schema import BESIDE, TABLES
from inspector.snapshot.manifest import UTC_SECONDS, About, Manifest, TableEntry
from inspector.snapshot.shell import ShellWriter
from inspector.snapshot.tap import URL, Tap
from inspector.trust import Card, Identity, SealWriter, allow, envelope
from inspector.watch import KNOWING, watched
from inspector.whole import put_in_place

KIND = "snapshot"
MANIFEST, SIGNATURES = "manifest.json", "signatures.json"
_ROW_GROUP = 100_000

Progress = Callable[[str, int], None]


def pack(
    con: duckdb.DuckDBPyConnection,
    tables: Sequence[str],
    about: About,
    signer: Identity,
    recipients: Sequence[Card],
    out: Path,
    progress: Progress | None = None,
) -> Manifest:
    """Write the snapshot `out`: each table or view named in `tables`, and those beside them.

    Rows lie in the schema's order, about 100,000 to a row group. `progress` hears a table and how
    many more of its rows are sealed, all of them in the end. How much memory sorting takes is the
    connection's memory limit.

    Raises:
        RoleForbidden: the signer may not pack.
        TableUnpackable: DuckDB could not read a table; `out` is as it was.
    """
    allow(signer.card, "pack")
    part = out.with_name(f"{out.name}.part")
    try:
        with writing(out), part.open("wb") as file:
            shell = ShellWriter(file)
            sealed = _seal_tables(con, _with_those_beside(con, tables), shell, recipients, progress)
            manifest = _manifest(about, sealed, recipients)
            shell.add(MANIFEST, manifest.to_bytes())
            shell.add(SIGNATURES, envelope(KIND, manifest.to_bytes(), [signer]))
            shell.finish()
            file.flush()
            os.fsync(file.fileno())
        with writing(out):
            put_in_place(part, out)
    finally:
        part.unlink(missing_ok=True)
    return manifest


def _with_those_beside(con: duckdb.DuckDBPyConnection, tables: Sequence[str]) -> list[str]:
    asked = "SELECT 1 FROM information_schema.tables WHERE table_name = ?"
    present = [name for name in BESIDE if con.execute(asked, [name]).fetchone()]
    return [*(name for name in tables if name not in BESIDE), *present]


def _manifest(about: About, tables: dict[str, TableEntry], recipients: Sequence[Card]) -> Manifest:
    return Manifest(
        **vars(about),
        tables=tables,
        recipients=tuple(card.key_id for card in recipients),
        packed_at=datetime.now(UTC).strftime(UTC_SECONDS),
        tool=f"inspector {__version__}",
    )


def _seal_tables(
    con: duckdb.DuckDBPyConnection,
    names: Sequence[str],
    shell: ShellWriter,
    recipients: Sequence[Card],
    progress: Progress | None,
) -> dict[str, TableEntry]:
    keys = [card.seal_key for card in recipients]
    sealed = {}
    telling = _Telling(progress)
    con.execute(KNOWING)
    for name in sorted(names):
        try:
            sealed[name] = _seal_table(con, name, shell, keys, telling)
        except duckdb.Error as error:
            # DuckDB's own words quote cells; its class is all that may be told.
            raise TableUnpackable(table=name, kind=type(error).__name__) from None
        telling.done(name, sealed[name].rows)
    return sealed


class _Telling:
    """Hears rows as they are sealed, and tells only those it has not told yet."""

    def __init__(self, progress: Progress | None) -> None:
        self._progress = progress
        self._told = 0

    def rows(self, table: str, rows: int) -> None:
        """So many rows of the table have been sealed so far."""
        if self._progress:
            self._progress(table, rows - self._told)
        self._told = rows

    def done(self, table: str, rows: int) -> None:
        """All its rows are; the next table begins."""
        self.rows(table, rows)
        self._told = 0


def _seal_table(
    con: duckdb.DuckDBPyConnection,
    name: str,
    shell: ShellWriter,
    keys: list[str],
    telling: _Telling,
) -> TableEntry:
    types = {
        str(row[0]): str(row[1]) for row in con.execute(f"DESCRIBE {_quoted(name)}").fetchall()
    }
    rows, filled, sums = _control(con, name, types)
    entry = f"tables/{name}.parquet.age"
    with shell.entry(entry) as content:
        seal = SealWriter(content, keys)  # type: ignore[arg-type]
        with watched(con, lambda share: telling.rows(name, int(share * rows))):
            _copy(con, _in_order(name, types, filled), Tap(seal))
        seal.close()
    return TableEntry(rows, tuple(types), types, filled, sums, entry, content.size, content.digest)


def _copy(con: duckdb.DuckDBPyConnection, rows: str, tap: Tap) -> None:
    con.register_filesystem(tap)
    try:
        con.execute(
            f"COPY ({rows}) TO '{URL}' (FORMAT parquet, COMPRESSION zstd, "
            f"ROW_GROUP_SIZE {_ROW_GROUP})"
        )
    except duckdb.Error:
        if tap.broken is not None:
            raise tap.broken from None
        raise
    finally:
        con.unregister_filesystem(tap.protocol)


def _in_order(name: str, types: dict[str, str], filled: dict[str, int]) -> str:
    """SQL of the rows in order. What nobody filled is put beside them after they are sorted: most
    columns of a wide table are empty, and sorting takes memory for each.
    """
    kept = [_quoted(column) for column in types if filled[column]]
    if not kept:
        return f"SELECT * FROM {_quoted(name)}"
    order = TABLES[name].order if name in TABLES else tuple(types)
    by = ", ".join(_quoted(column) for column in order if filled.get(column)) or "1"
    every = ", ".join(
        _quoted(column) if filled[column] else f"CAST(NULL AS {kind}) AS {_quoted(column)}"
        for column, kind in types.items()
    )
    return f"SELECT {every} FROM (SELECT {', '.join(kept)} FROM {_quoted(name)} ORDER BY {by})"


def _control(
    con: duckdb.DuckDBPyConnection, name: str, types: dict[str, str]
) -> tuple[int, dict[str, int], dict[str, str]]:
    """Rows, filled rows by column, control sum by DECIMAL column; one scan."""
    decimals = [column for column, kind in types.items() if kind.startswith("DECIMAL")]
    asked = ["count(*)", *(f"count({_quoted(column)})" for column in types)]
    asked += [f"CAST(coalesce(sum({_quoted(column)}), 0) AS VARCHAR)" for column in decimals]
    row = con.execute(f"SELECT {', '.join(asked)} FROM {_quoted(name)}").fetchone()
    assert row is not None
    sums = row[1 + len(types) :]
    filled = row[1 : 1 + len(types)]
    return row[0], dict(zip(types, filled, strict=True)), dict(zip(decimals, sums, strict=True))


def _quoted(name: str) -> str:
    return '"' + name.replace('"', '""') + '"'
