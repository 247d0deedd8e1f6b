"""CSV and its kin: delimiter, quote, header row and encoding are found, then fixed for DuckDB.

Nothing is left to DuckDB's own guessing: every column is text until `values` reads it.
"""

import csv
from collections.abc import Sequence
from contextlib import suppress

from inspector.errors import FileUnreadable
from inspector.intake.files import HEAD, RawFile, encoding_of, head, literal_path
from inspector.intake.recognise import HEADER_ROWS, Recognised, find_header
from inspector.intake.sheet import Scan, Sheet, quoted
from inspector.intake.transcode import TranscodingFileSystem

_DELIMITERS = (",", "\t", "|", ";")


def read_delimited(file: RawFile) -> Sheet | None:
    """The table in a text file, or None where its first lines are no headers we know.

    Raises:
        FileUnreadable: it is text in no encoding we read, and claims to be an export.
    """
    start = head(file.path)
    found = None if start is None else _find_header(start, file.name)
    if start is None and file.claims:
        raise FileUnreadable(path=file.name, problem="encoding")
    if found is None:
        return None
    encoding = encoding_of(file.path)
    if encoding is None:
        raise FileUnreadable(path=file.name, problem="encoding")
    position, headers, fit = found
    return Sheet(file, "", tuple(headers), position + 1, fit, encoding)


def _find_header(start: str, name: str) -> tuple[int, list[str], Recognised] | None:
    lines = start.splitlines()[:HEADER_ROWS]
    best: tuple[int, list[str], Recognised] | None = None
    for delimiter in _DELIMITERS:
        rows = [_split(line, delimiter) for line in lines]
        found = find_header(rows, name)
        if found and (best is None or len(found[1].columns) > len(best[2].columns)):
            best = (found[0], rows[found[0]], found[1])
    return best


def _split(line: str, delimiter: str) -> list[str]:
    quote = "'" if line.lstrip("\ufeff").startswith("'") else '"'
    return next(csv.reader([line], delimiter=delimiter, quotechar=quote), [])


def _dialect(sheet: Sheet) -> tuple[str, str]:
    """Delimiter and quote, told by the header line and by how the first rows split."""
    start = head(sheet.file.path) or ""
    lines = start.splitlines(keepends=True)
    line = lines[sheet.header_row - 1]
    delimiter = max(_DELIMITERS, key=lambda sign: len(_split(line, sign)) == len(sheet.headers))
    split = {quote: _rows(lines[sheet.header_row :], delimiter, quote) for quote in ("'", '"')}
    if sheet.file.path.stat().st_size > HEAD:
        # The head ends somewhere inside a row.
        split = {quote: rows[:-1] for quote, rows in split.items()}
    cells = [cell for row in split['"'] for cell in row if cell]
    enclosed = sum(len(cell) > 1 and cell[0] == cell[-1] == "'" for cell in cells)
    likely = "'" if 3 * enclosed > len(cells) else '"'
    width = len(sheet.headers)
    fits = {
        quote: sum(len(row) == width for row in rows) / max(len(rows), 1)
        for quote, rows in split.items()
    }
    return delimiter, max(("'", '"'), key=lambda quote: (fits[quote], quote == likely))


def _rows(lines: Sequence[str], delimiter: str, quote: str) -> list[list[str]]:
    rows: list[list[str]] = []
    # With the wrong quote a cell may run on without end; the rows before it still speak.
    with suppress(csv.Error):
        rows.extend(csv.reader(lines, delimiter=delimiter, quotechar=quote))
    return rows


def open_delimited(sheet: Sheet, texts: TranscodingFileSystem) -> Scan:
    """The text file as a DuckDB scan; what is not UTF-8 is decoded on the way."""
    delimiter, quote = _dialect(sheet)
    width = len(sheet.headers)
    if sheet.encoding == "utf-8-sig":
        address = literal_path(sheet.file.path)
    else:
        address = texts.add(sheet.file.path, sheet.encoding)
    columns = ", ".join(f"'c{n}': 'VARCHAR'" for n in range(width))
    source = (
        f"read_csv({quoted(address)}, columns = {{{columns}}}, auto_detect = false, "
        f"header = false, skip = {sheet.header_row}, delim = {quoted(delimiter)}, "
        f"quote = {quoted(quote)}, escape = {quoted(quote)}, ignore_errors = true"
    )
    return Scan(
        sheet,
        plain=f"SELECT * FROM {source})",
        numbered=f"SELECT *, row_number() OVER () + {sheet.header_row} AS row_no FROM {source})",
        natives=("VARCHAR",) * width,
        noting=f"SELECT * FROM {source}, store_rejects = true, rejects_limit = 0)",
    )
