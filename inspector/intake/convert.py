"""Raw exports to canonical tables: read, refuse, net, tie, convert, reconcile.

Every row handed over is taken or in quarantine. Large files are never copied: the tables are views
over them, so the connection must be used before the files go away.
"""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager, nullcontext, suppress
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

import duckdb

from inspector.errors import ColumnMissing, FileUnreadable, NothingRecognised
from inspector.intake.account import account
from inspector.intake.links.derive import derive
from inspector.intake.links.line_numbers import number_apart
from inspector.intake.mapping.mapping import Mapping
from inspector.intake.readers.archive import contents
from inspector.intake.readers.columnar import open_columnar, read_columnar
from inspector.intake.readers.delimited import open_delimited, read_delimited
from inspector.intake.readers.files import RawFile, kind, list_files, read_by
from inspector.intake.readers.process import file_after_file
from inspector.intake.readers.sheet import Scan, Sheet
from inspector.intake.readers.transcode import PROTOCOL, TranscodingFileSystem
from inspector.intake.readers.workbook import open_workbook_sheet, raw_table, read_workbook
from inspector.intake.result import Intake, Progress
from inspector.intake.rows.coded import list_unknown
from inspector.intake.rows.own_codes import own_codes
from inspector.intake.rows.repeated import refuse_repeated
from inspector.intake.rows.take import Taken, prepare, take
from inspector.schema import TABLES
from inspector.watch import watched

# What says nothing about the file: too little memory, an interruption, a mistake of ours.
_NOT_THE_FILE = (
    duckdb.OutOfMemoryException,
    duckdb.InterruptException,
    duckdb.BinderException,
    duckdb.CatalogException,
    duckdb.ParserException,
)
_FEW = 50_000
"""Rows of a table that is kept: to plan a view's many columns anew costs each question more."""
_SMALL = 1 << 20
"""Bytes of a file that is sooner read than it is planned how."""


def sheets(file: RawFile, most: int = 0) -> Iterator[Sheet]:
    """The tables in one file; none where it is nothing we know.

    With `most` a workbook's sheets have no more rows than about so many, the first ones.

    Raises:
        FileUnreadable: it is not what it claims to be.
    """
    match found := kind(file):
        case "workbook" | "dbase":
            # Letters are packed alike; only what claims to be a workbook must be one.
            with nullcontext() if file.claims else suppress(FileUnreadable):
                yield from read_workbook(file, found, most)
        case "parquet":
            yield from filter(None, [read_columnar(file)])
        case "text":
            yield from filter(None, [read_delimited(file)])


@dataclass
class Opener:
    """Opens sheets in one connection, each under its own number."""

    con: duckdb.DuckDBPyConnection
    mapping: Mapping | None = None
    opened: int = 0
    texts: TranscodingFileSystem = field(default_factory=TranscodingFileSystem)
    tell: Progress = lambda what, percent: None
    """Told the rows of a large sheet as they come."""
    done: int = 0
    """Percent of the way, of which `tell` is told."""
    share: float = 0
    """How many percent of the way the file in hand is."""

    def __post_init__(self) -> None:
        if self.con.filesystem_is_registered(PROTOCOL):
            self.con.unregister_filesystem(PROTOCOL)
        self.con.register_filesystem(self.texts)

    def along(self, files: Sequence[RawFile], end: int) -> Iterator[RawFile]:
        """One file after the other, told as it begins; after the last `end` percent are done."""
        sizes = [file.content.size for file in files]
        whole = max(sum(sizes), 1)
        for position, file in enumerate(files):
            self.done = end * sum(sizes[:position]) // whole
            self.share = end * sizes[position] / whole
            self.tell(file.name, self.done)
            yield file

    def open(self, sheet: Sheet) -> Scan:
        """The sheet's rows as SQL."""
        self.opened += 1
        match kind(sheet.file):
            case "workbook" | "dbase":
                name, done = sheet.file.name, self.done
                return open_workbook_sheet(
                    self.con,
                    sheet,
                    self.opened,
                    lambda rows: self.tell(f"{name} {rows:,}", done),
                )
            case "parquet":
                return open_columnar(self.con, sheet, self.texts)
            case "text":
                return open_delimited(sheet, self.texts)
            case other:
                raise AssertionError(f"no sheet comes from {other}")

    def reached(self, scan: Scan, share: float) -> None:
        """Tell how many of a sheet's rows have been taken: `share` of them."""
        name = scan.sheet.file.name
        if scan.rows and share:
            name = f"{name} {'≈' * scan.about}{round(share * scan.rows):,} / {scan.rows:,}"
            self.tell(name, self.done + int(share * self.share))

    def forget(self) -> None:
        """Let go of the rows of the sheet that was opened last; it is not read again."""
        self.con.execute(f"DROP TABLE IF EXISTS {raw_table(self.opened)}")


@file_after_file()
def convert(
    raw: Sequence[Path],
    con: duckdb.DuckDBPyConnection,
    *,
    mapping: Mapping | None = None,
    progress: Progress | None = None,
) -> Intake:
    """Make a view for each canonical table found in `raw` (files or folders), `quarantine` and
    `code_unknown`.

    Each view has all columns of its table, in the order of the schema; what was not handed over is
    NULL and not in `Intake.supplied`. Fee lines carry `net_cnt`, `net_amt`, `reversed_by`; hospital
    rows `mdtrt_id`, `psn_no`, `setl_id`; stock rows their quantities in split units.

    What `mapping` speaks of is read as it says, everything else by content.

    Raises:
        FileMissing, FileUnreadable, ColumnMissing, NothingRecognised: nothing can be packed; what
            was made in `con` is to be thrown away.
    """
    telling = Telling(progress or (lambda what, percent: None))
    tell = telling.tell
    files = read_by(mapping, [one for file in list_files(raw) for one in contents(file)])
    prepare(con)
    received = _take_all(files, Opener(con, mapping, tell=tell))
    if not received:
        raise NothingRecognised(path=", ".join(str(path) for path in raw))
    own = own_codes(con, received, mapping)
    taken = [one.understood(own) for one in received]
    tables: dict[str, list[Taken]] = {
        name: found for name in TABLES if (found := [one for one in taken if one.table == name])
    }
    with watched(con, telling.again):
        _make(con, tables, tell)
        supplied = {name: _filled(found) for name, found in tables.items()}
        derive(con, tuple(tables), supplied, tell)
        tell("intake.step.totals", 90)
        result = account(con, files, tables, supplied, mapping)
    tell("intake.step.totals", 100)
    return result


class Telling:
    """What was told last, to be told again while a long step is at work."""

    def __init__(self, progress: Progress) -> None:
        self._progress = progress
        self._last = ("", 0)

    def tell(self, what: str, percent: int) -> None:
        """Tell it, and remember it."""
        self._last = (what, percent)
        self._progress(what, percent)

    def again(self, share: float) -> None:
        """Tell the last of it again; whoever hears it may stop the step."""
        self._progress(*self._last)


def _make(con: duckdb.DuckDBPyConnection, tables: dict[str, list[Taken]], tell: Progress) -> None:
    """`intake.base_…` of each table: its rows, none of which repeats a key.

    A small table is read once and kept; a large one is a view, read wherever it is asked.
    """
    list_unknown(con, {name: [one.said for one in found] for name, found in tables.items()})
    tell("intake.step.keys", 50)
    for found in tables.values():
        if _key_is_there(found):
            refuse_repeated(con, found)
    for name, found in tables.items():
        rows = " UNION ALL ".join(one.select(con) for one in found)
        if name == "fee_list_d":
            rows = number_apart(con, rows)
        kept = "TABLE" if sum(one.read for one in found) <= _FEW else "VIEW"
        con.execute(f"CREATE {kept} intake.base_{name} AS {rows}")


def _take_all(files: Sequence[RawFile], opener: Opener) -> list[Taken]:
    taken: list[Taken] = []
    for file in opener.along(files, 50):
        for sheet in sheets(file):
            if sheet.found.missing:
                column = ", ".join(sheet.found.missing)
                raise ColumnMissing(path=file.name, table=sheet.table, column=column)
            taken.append(take_sheet(opener, sheet, len(taken)))
    return taken


def take_sheet(opener: Opener, sheet: Sheet, number: int) -> Taken:
    """Open a sheet and take its rows.

    Raises:
        FileUnreadable: it begins well and is damaged further on.
    """
    try:
        scan = opener.open(sheet)
        with _planned(opener.con, sheet), watched(opener.con, partial(opener.reached, scan)):
            return take(opener.con, scan, number)
    except _NOT_THE_FILE:
        raise
    except duckdb.Error:
        # Without its cause: DuckDB's message quotes cells.
        raise FileUnreadable(path=sheet.file.name, problem="damaged") from None


@contextmanager
def _planned(con: duckdb.DuckDBPyConnection, sheet: Sheet) -> Iterator[None]:
    """While a small file is taken, nobody looks for what its long statements say twice."""
    small = sheet.file.content.size <= _SMALL
    if small:
        con.execute("SET disabled_optimizers = 'common_subexpressions'")
    try:
        yield
    finally:
        if small:
            con.execute("RESET disabled_optimizers")


def _key_is_there(found: Sequence[Taken]) -> bool:
    key = TABLES[found[0].table].key
    return bool(key) and _filled(found).issuperset(key)


def _filled(found: Sequence[Taken]) -> set[str]:
    """Columns that at least one sheet fills at least once, and those its form supplies."""
    return {name for one in found for name in (*one.filled, *one.scan.sheet.found.form.constants)}
