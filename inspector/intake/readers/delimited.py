"""CSV and its kin: delimiter, quote, header row and encoding are found, then fixed for DuckDB.

Nothing is left to DuckDB's own guessing: every column is text until `values` reads it.
"""

import csv
from collections.abc import Sequence
from contextlib import suppress

from inspector.errors import FileUnreadable
from inspector.intake.mapping.recognise import HEADER_ROWS
from inspector.intake.readers.files import HEAD, RawFile, encoding_of, head, literal_path
from inspector.intake.readers.headings import Heading, heading
from inspector.intake.readers.sheet import Scan, Sheet, quoted
from inspector.intake.readers.text_faults import WIDEST, disguise, has_nul, hides_utf8, text_fault
from inspector.intake.readers.transcode import TranscodingFileSystem

_DELIMITERS = (",", "\t", "|", ";")


def read_delimited(file: RawFile) -> Sheet | None:
    """The table in a text file, or None where its first lines are no headers we know.

    Raises:
        FileUnreadable: it is text in no encoding we read, or no text, and claims to be an export.
    """
    start = head(file)
    found = None if start is None else _find_heading(start, file)
    if file.claims and found is None:
        problem = text_fault(file) if start is None else disguise(start, file)
        if problem:
            raise FileUnreadable(path=file.name, problem=problem)
    if found is None:
        return None
    encoding = encoding_of(file)
    if encoding is None or has_nul(file, encoding):
        raise FileUnreadable(path=file.name, problem=text_fault(file))
    if encoding == "gb18030" and hides_utf8(file):
        raise FileUnreadable(path=file.name, problem="mixed-encoding")
    if len(found.headers) > WIDEST:
        raise FileUnreadable(path=file.name, problem="too-wide")
    return Sheet(file, "", found.headers, found.row, found.found, encoding)


def _lines(start: str) -> list[str]:
    """As DuckDB counts them: other signs that may end a line do not."""
    return start.replace("\r\n", "\n").replace("\r", "\n").split("\n")


def _find_heading(start: str, file: RawFile) -> Heading | None:
    lines = _lines(start)[:HEADER_ROWS]
    best: Heading | None = None
    for delimiter in _DELIMITERS:
        rows = [_split(line, delimiter) for line in lines]
        found = heading(file, rows, file.name)
        if found and (best is None or len(found.found.columns) > len(best.found.columns)):
            best = found
    return best


def _split(line: str, delimiter: str) -> list[str]:
    quote = "'" if line.lstrip("\ufeff").startswith("'") else '"'
    try:
        return next(csv.reader([line], delimiter=delimiter, quotechar=quote), [])
    except csv.Error:
        # A cell longer than any header.
        return []


def _dialect(sheet: Sheet) -> tuple[str, str]:
    """Delimiter and quote, told by the header line and by how the first rows split."""
    lines = _lines(head(sheet.file) or "")
    line = lines[sheet.header_row - 1]
    delimiter = max(_DELIMITERS, key=lambda sign: len(_split(line, sign)) == len(sheet.headers))
    lines = [f"{line}\n" for line in lines]
    split = {quote: _rows(lines[sheet.header_row :], delimiter, quote) for quote in ("'", '"')}
    if sheet.file.content.size > HEAD:
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
        # A blank line is no row that fails to fit.
        rows.extend(row for row in csv.reader(lines, delimiter=delimiter, quotechar=quote) if row)
    return rows


def open_delimited(sheet: Sheet, texts: TranscodingFileSystem) -> Scan:
    """The text file as a DuckDB scan; what is not UTF-8 is decoded on the way."""
    delimiter, quote = _dialect(sheet)
    width = len(sheet.headers)
    if sheet.encoding == "utf-8-sig" and not sheet.file.kept:
        address = literal_path(sheet.file.path)
    else:
        address = texts.add(sheet.file.content, sheet.encoding)
    columns = ", ".join(f"'c{n}': 'VARCHAR'" for n in range(width))
    source = (
        f"read_csv({quoted(address)}, columns = {{{columns}}}, auto_detect = false, "
        f"header = false, skip = {sheet.header_row}, delim = {quoted(delimiter)}, "
        f"quote = {quoted(quote)}, escape = {quoted(quote)}, ignore_errors = true"
    )
    start = head(sheet.file) or ""
    size = sheet.file.content.size
    return Scan(
        sheet,
        rows=start.count("\n") * size // max(min(size, HEAD), 1),
        about=True,
        plain=f"SELECT * FROM {source})",
        numbered=f"SELECT *, row_number() OVER () + {sheet.header_row} AS row_no FROM {source})",
        natives=("VARCHAR",) * width,
        noting=f"SELECT * FROM {source}, store_rejects = true, rejects_limit = 0)",
    )
