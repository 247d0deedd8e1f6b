"""Parquet: the columns say their own names and types, the rows stay in the file.

No file is read here before a child has read it once through.
"""

import json

import duckdb

from inspector.intake.parser.frames import SHEET
from inspector.intake.readers.files import RawFile, literal_path
from inspector.intake.readers.guard import Reading
from inspector.intake.readers.sheet import Scan, Sheet, named, quoted
from inspector.intake.readers.transcode import TranscodingFileSystem


def read_columnar(file: RawFile) -> Sheet | None:
    """The table in a Parquet file, or None where its columns are no table we know.

    Raises:
        FileUnreadable: it begins like Parquet and is not, or did not survive being rehearsed.
    """
    with Reading(file, "parquet") as reading:
        heard = reading.hear()
        assert heard is not None
        letter, words = heard
        assert letter == SHEET
        _, (headers,) = json.loads(words)
        found = file.find([headers], file.name)
        reading.tell(width=len(headers) if found else 0)
        while reading.hear() is not None:
            continue
    return None if found is None else Sheet(file, "", tuple(headers), 0, found[1])


def open_columnar(
    con: duckdb.DuckDBPyConnection, sheet: Sheet, shown: TranscodingFileSystem
) -> Scan:
    """The Parquet file as a DuckDB scan, its columns renamed c0, c1, …"""
    kept = sheet.file.kept
    address = quoted(shown.add(kept) if kept else literal_path(sheet.file.path))
    columns = ", ".join(f"{named(header)} AS c{n}" for n, header in enumerate(sheet.headers))
    plain = f"SELECT {columns} FROM read_parquet({address})"
    numbered = (
        f"SELECT {columns}, file_row_number + 1 AS row_no "
        f"FROM read_parquet({address}, file_row_number = true)"
    )
    counted = con.execute(f"SELECT count(*) FROM read_parquet({address})").fetchall()
    described = con.execute(f"DESCRIBE {plain}").fetchall()
    return Scan(sheet, plain, numbered, tuple(str(row[1]) for row in described), rows=counted[0][0])
