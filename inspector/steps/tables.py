"""Answers and hits as files: CSV, Parquet, XLSX; writing one is an export and is journaled."""

from collections.abc import Mapping
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
from pyarrow import csv as pa_csv

from inspector.errors import writing
from inspector.query import Answer
from inspector.steps.desk import Desk
from inspector.trust import Identity, digest
from inspector.whole import beside, put_in_place, sync_file


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
    """Write `table`, masked as everything a person is shown, to `out`, and note the export.

    The format is the one named, else the file's ending, else CSV.
    """
    people = len(table["psn_no"].unique().drop_null()) if "psn_no" in table.column_names else 0
    export(desk, table, out, format, {"people": people})


def export(
    desk: Desk,
    table: pa.Table,
    out: Path,
    format: str,
    told: Mapping[str, object],
    second: Identity | None = None,
) -> None:
    """Write `table` to `out`; the journal has the digest of the bytes, and `told`, before them.

    A second person's signature over the digest stands beside it.
    """
    kind = format if format != "table" else out.suffix.removeprefix(".")
    data = table_bytes(table, kind if kind in ("csv", "parquet", "xlsx") else "csv")
    body = {"what": out.name, "rows": table.num_rows, "digest": digest(data), **told}
    if second is not None:
        body |= {"second": second.card.key_id, "signed": second.sign(digest(data).encode()).hex()}
    with beside(out) as part:
        with writing(out):
            part.write_bytes(data)
            sync_file(part)
        desk.note("exported", body)
        put_in_place(part, out)
