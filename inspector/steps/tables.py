"""Answers and hits as files: CSV, Parquet, XLSX; writing one is an export and is journaled."""

from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
from pyarrow import csv as pa_csv

from inspector.query import Answer
from inspector.steps.desk import Desk
from inspector.trust import digest


def answer_table(answer: Answer) -> pa.Table:
    """An answer's rows as an Arrow table of text, so that nothing is rounded on the way out."""
    columns = [
        pa.array(
            [None if row[place] is None else str(row[place]) for row in answer.rows], pa.string()
        )
        for place in range(len(answer.columns))
    ]
    return pa.Table.from_arrays(columns, names=list(answer.columns))


def table_bytes(table: pa.Table, format: str) -> bytes:
    """`table` in `format` (csv, parquet, xlsx); equal tables give equal bytes."""
    if format == "xlsx":
        from inspector.report import table_xlsx

        return table_xlsx(table)
    sink = pa.BufferOutputStream()
    if format == "parquet":
        pq.write_table(table, sink, compression="zstd")
    else:
        pa_csv.write_csv(table, sink, pa_csv.WriteOptions(quoting_style="needed"))
    return bytes(sink.getvalue().to_pybytes())


def export_hits(desk: Desk, table: pa.Table, out: Path, format: str = "table") -> None:
    """Write `table` to `out`; the format is the one named, else the file's ending, else CSV.

    The export is noted in the journal with the digest of the bytes before they are written.
    """
    kind = format if format != "table" else out.suffix.removeprefix(".")
    data = table_bytes(table, kind if kind in ("csv", "parquet", "xlsx") else "csv")
    desk.note("exported", {"what": out.name, "rows": table.num_rows, "digest": digest(data)})
    out.write_bytes(data)
