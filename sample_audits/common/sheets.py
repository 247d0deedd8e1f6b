"""A made-up hospital as rows of canonical tables, every cell the text a rule's case would write.

A row is a mapping of column to text; a column not named is empty. Parquet carries canonical types,
numbers go from text to `Decimal`, never through a float.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import date, datetime, time
from decimal import Decimal
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from inspector.schema import TABLES, Table

Row = dict[str, str]
Sheets = dict[str, list[Row]]
"""Table → its rows, in the order they were written."""


def no_sheets() -> Sheets:
    """A hospital with no rows yet."""
    return defaultdict(list)


def write_parquet(sheets: Mapping[str, Iterable[Row]], folder: Path) -> None:
    """One `<table>.parquet` a table that has rows, with every column a source can fill."""
    folder.mkdir(parents=True, exist_ok=True)
    for name in sorted(sheets):
        rows = list(sheets[name])
        if rows:
            pq.write_table(typed(TABLES[name], rows), folder / f"{name}.parquet")


def typed(table: Table, rows: list[Row]) -> pa.Table:
    """The rows under all columns a source can fill, in canonical types."""
    return pa.table(
        {
            column.name: pa.array(
                [_read(column.type, row.get(column.name)) for row in rows], _arrow(column.type)
            )
            for column in table.received
        }
    )


def _read(kind: str, text: str | None) -> Any:
    if not text:
        return None
    if kind == "DATE":
        return date.fromisoformat(text[:10])
    if kind == "TIMESTAMP":
        return datetime.fromisoformat(text)
    if kind == "TIME":
        return time.fromisoformat(text)
    if kind == "INTEGER":
        return int(Decimal(text))
    if kind.startswith("DECIMAL"):
        return Decimal(text).quantize(Decimal(1).scaleb(-int(kind[8:-1].split(",")[1])))
    return text


def _arrow(kind: str) -> "pa.DataType":
    if kind.startswith("DECIMAL"):
        precision, scale = (int(part) for part in kind[8:-1].split(","))
        return pa.decimal128(precision, scale)
    kinds: dict[str, pa.DataType] = {
        "DATE": pa.date32(),
        "TIMESTAMP": pa.timestamp("us"),
        "TIME": pa.time64("us"),
        "INTEGER": pa.int32(),
    }
    return kinds.get(kind, pa.string())
