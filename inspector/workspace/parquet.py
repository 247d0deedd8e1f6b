"""A table as the bytes a case keeps of it, and the parts of it that are asked for.

One thread reads: Arrow's own may outlive a short command, whose end then aborts.
"""

import io
from collections.abc import Sequence
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

_GROUP = 16_384
"""Rows that are read together."""


def to_bytes(table: pa.Table) -> bytes:
    """The table as Parquet, in groups that can be read apart."""
    sink = io.BytesIO()
    pq.write_table(table, sink, compression="zstd", row_group_size=_GROUP)
    return sink.getvalue()


def columns_of(data: bytes, columns: Sequence[str] | None) -> pa.Table:
    """All rows, of these columns, or of all."""
    return _file(data).read(None if columns is None else list(columns), use_threads=False)


def rows_where(data: bytes, column: str, values: Sequence[str]) -> pa.Table:
    """The rows that hold one of `values` in `column`, in their order.

    Groups that cannot hold one are not read: a row of an ordered column costs the same in a large
    table as in a small one.
    """
    file = _file(data)
    groups = [at for at in range(file.num_row_groups) if _may_hold(file, at, column, values)]
    read = file.read_row_groups(groups, use_threads=False)
    return read.filter(pc.is_in(read[column], pa.array(values, pa.string())))


def _file(data: bytes) -> pq.ParquetFile:
    return pq.ParquetFile(pa.BufferReader(data), pre_buffer=False)


def _may_hold(file: pq.ParquetFile, group: int, column: str, values: Sequence[str]) -> bool:
    at = file.schema_arrow.get_field_index(column)
    told: Any = file.metadata.row_group(group).column(at).statistics
    if told is None or not told.has_min_max:
        return True
    return any(told.min <= value <= told.max for value in values)
