"""A hospital of any size as Parquet: one file a canonical table, only the columns that are filled.

Rows gather until a row group is full, so memory stays the same for one ward and for a thousand.
"""

from pathlib import Path
from types import TracebackType
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from inspector.schema import Table
from sample_audits.kangning.spelling import is_money
from sample_audits.kangning.tables_platform import Columns, Value

_GROUP = 20_000


class ParquetFolder:
    """Open Parquet files by table; a context manager that finishes them."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._writers: dict[str, pq.ParquetWriter] = {}
        self._waiting: dict[str, list[pa.RecordBatch]] = {}

    def __enter__(self) -> "ParquetFolder":
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        at: TracebackType | None,
    ) -> None:
        for name in list(self._waiting):
            self._flush(name)
        for writer in self._writers.values():
            writer.close()

    def add(self, table: Table, columns: Columns) -> None:
        """Add the rows of one ward to a table."""
        named = [column for column in table.received if column.name in columns]
        arrays = [_array(column.type, columns[column.name]) for column in named]
        batch = pa.record_batch(arrays, names=[column.name for column in named])
        waiting = self._waiting.setdefault(table.name, [])
        waiting.append(batch)
        if sum(one.num_rows for one in waiting) >= _GROUP:
            self._flush(table.name)

    def _flush(self, name: str) -> None:
        waiting = self._waiting[name]
        if not waiting:
            return
        if name not in self._writers:
            path = self._folder / f"{name}.parquet"
            self._writers[name] = pq.ParquetWriter(path, waiting[0].schema, compression="zstd")
        self._writers[name].write_table(pa.Table.from_batches(waiting))
        self._waiting[name] = []


def _array(kind: str, values: list[Value]) -> "pa.Array[Any]":
    """A column in its canonical type; DECIMALs are made of whole numbers, never of floats."""
    if kind == "VARCHAR":
        return pa.array(values, pa.string())
    if kind == "DATE":
        return pa.array(values, pa.int32()).cast(pa.date32())
    if kind == "TIMESTAMP":
        return pa.array(values, pa.int64()).cast(pa.timestamp("s")).cast(pa.timestamp("us"))
    if kind == "TIME":
        minutes = [
            int(one[:2]) * 60 + int(one[3:]) if isinstance(one, str) else None for one in values
        ]
        return pa.array([m and m * 60_000_000 for m in minutes], pa.time64("us"))
    if kind == "INTEGER":
        return pa.array(values, pa.int32())
    precision, scale = (int(part) for part in kind[8:-1].split(","))
    return _decimal(values, precision, scale - 2 if is_money(kind) else scale, scale)


def _decimal(values: list[Value], precision: int, lift: int, scale: int) -> "pa.Array[Any]":
    whole = pc.multiply(pa.array(values, pa.int64()), pa.scalar(10**lift, pa.int64()))
    wide = whole.cast(pa.decimal128(38, 0))
    # The same whole numbers, read with the point where the type has it.
    return pa.Array.from_buffers(pa.decimal128(precision, scale), len(wide), wide.buffers())
