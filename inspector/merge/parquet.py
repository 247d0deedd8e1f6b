"""A Parquet table in memory, with what stands beside its rows told in its metadata, as JSON."""

import io
from collections.abc import Mapping
from typing import Any

import msgspec
import pyarrow as pa
import pyarrow.parquet as pq

ABOUT = "inspector"


def about(parquet: bytes) -> dict[str, Any]:
    """What stands beside the rows: of a bundle its facts, of a hospital what it was made of."""
    return told_in(beside(parquet), ABOUT)


def beside(parquet: bytes) -> dict[bytes, bytes]:
    """All that stands beside the rows, by name."""
    return _file(parquet).metadata.metadata or {}


def told_in(kept: Mapping[bytes, bytes], what: str) -> dict[str, Any]:
    """One of the things beside the rows."""
    told: dict[str, Any] = msgspec.json.decode(kept[what.encode("ascii")])
    return told


def rows(parquet: bytes) -> pa.Table:
    """The rows."""
    return _file(parquet).read(use_threads=False)


def _file(parquet: bytes) -> pq.ParquetFile:
    return pq.ParquetFile(pa.BufferReader(parquet), pre_buffer=False)


def written(table: pa.Table, more: Mapping[str, Any], *, repeats: bool) -> bytes:
    """The rows of `table` with `more` beside them, by name.

    Args:
        repeats: its columns hold the same words again and again.
    """
    sink = io.BytesIO()
    with pq.ParquetWriter(sink, table.schema, compression="zstd", use_dictionary=repeats) as file:
        file.write_table(table)
        told = {what: msgspec.json.encode(one, order="sorted") for what, one in more.items()}
        file.add_key_value_metadata({what: one.decode("utf-8") for what, one in told.items()})
    return sink.getvalue()
