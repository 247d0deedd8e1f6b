"""What exports look like before anything is packed: tables, columns, rows, ranges, problems.

Looks only: a file that cannot be read is a problem in the list, and the rest is still looked at.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path

import duckdb

from inspector.errors import Fact, FileUnreadable
from inspector.intake.convert import Opener, sheets, take_sheet
from inspector.intake.mapping.mapping import Mapping
from inspector.intake.readers.archive import contents
from inspector.intake.readers.files import SPOKEN, RawFile, list_files, read_by
from inspector.intake.readers.process import file_after_file
from inspector.intake.readers.sheet import Sheet
from inspector.intake.result import Progress
from inspector.intake.rows.coded import OwnCodes, codes_asked_about
from inspector.intake.rows.own_codes import LISTS, lists_known, own_codes
from inspector.intake.rows.take import QUARANTINE, Taken, prepare
from inspector.schema import TABLES


@dataclass(frozen=True)
class Problem:
    """A sentence of `i18n` by its key, and the facts it takes."""

    key: str
    facts: dict[str, Fact] = field(default_factory=dict)


@dataclass(frozen=True)
class FileProfile:
    """One file, or one sheet of a workbook; `form` and `table` are None where it is not known."""

    path: Path
    form: str | None
    table: str | None
    sheet: str = ""
    rows: int = 0
    mapped: dict[str, str] = field(default_factory=dict)
    """Header as received → canonical column."""
    unknown: tuple[str, ...] = ()
    """Headers nobody asked for."""
    missing: tuple[str, ...] = ()
    """Canonical columns no header supplies, required ones first."""
    first: date | None = None
    """First and last day its main moment has."""
    last: date | None = None
    encoding: str = ""
    problems: tuple[Problem, ...] = ()
    outside: int = 0
    """Rows that the mapping leaves out (口径); they are not among `rows`."""


@dataclass(frozen=True)
class Profile:
    """All files that were handed over, in order of name."""

    files: tuple[FileProfile, ...]
    unfit: tuple[str, ...] = ()
    """Tables of the mapping that no file fits."""


@file_after_file()
def profile(
    raw: Sequence[Path],
    mapping: Mapping | None = None,
    con: duckdb.DuckDBPyConnection | None = None,
    progress: Progress | None = None,
) -> Profile:
    """Look through files and folders of exports; nothing is written anywhere.

    What `mapping` speaks of is read as it says, everything else by content. One sheet at a time is
    looked at, in `con` where there is an empty one that spills sealed, else in memory. `progress`
    is told each file, its rows as they come, and the percent of the whole.

    Raises:
        FileMissing: one of `raw` does not exist.
    """
    tell = progress or (lambda what, percent: None)
    if con is not None:
        return _profile(raw, mapping, con, tell)
    with duckdb.connect(":memory:") as fresh:
        # To spill here would be plaintext.
        fresh.execute("SET temp_directory = ''")
        return _profile(raw, mapping, fresh, tell)


def _profile(
    raw: Sequence[Path],
    mapping: Mapping | None,
    con: duckdb.DuckDBPyConnection,
    tell: Progress,
) -> Profile:
    prepare(con)
    opener = Opener(con, mapping, tell=tell)
    files = opener.along(list_files(raw), 100)
    looked = [one for file in files for one in _look_in(file, opener)]
    own = own_codes(con, [taken for _, taken in looked if taken], mapping)
    seen = tuple(_understood(con, file, taken, own) for file, taken in looked)
    return Profile(seen, _unfit(mapping, seen))


def _unfit(mapping: Mapping | None, seen: Sequence[FileProfile]) -> tuple[str, ...]:
    forms = {one.form for one in seen}
    entries = mapping.entries if mapping else ()
    return tuple(entry.table for entry in entries if entry.label not in forms)


def _understood(
    con: duckdb.DuckDBPyConnection, file: FileProfile, taken: Taken | None, own: OwnCodes
) -> FileProfile:
    """With the codes that neither the place's lists nor the built-in ones know."""
    if taken is None:
        return file
    lists = [
        Problem("intake.problem.lists-unknown", {"lists": one.problem_rows, "count": one.note})
        for one in lists_known(con, [taken])
    ]
    return replace(file, problems=(*file.problems, *_codes(taken.understood(own)), *lists))


_Looked = tuple[FileProfile, Taken | None]


def _look_in(file: RawFile, opener: Opener) -> Iterator[_Looked]:
    try:
        found = contents(file)
    except FileUnreadable as error:
        yield _unread(file, error), None
        return
    for one in read_by(opener.mapping, found):
        yield from _look(one, opener)


def _unread(file: RawFile, error: FileUnreadable) -> FileProfile:
    problem = Problem(f"intake.problem.{error.facts['problem']}", {"path": file.name})
    return FileProfile(file.shown, None, None, problems=(problem,))


def _look(file: RawFile, opener: Opener) -> Iterator[_Looked]:
    known = False
    try:
        for sheet in sheets(file):
            known = True
            yield _looked(sheet, opener)
    except FileUnreadable as error:
        yield _unread(file, error), None
    else:
        if not known:
            problem = Problem("intake.problem.not-recognised", {"path": file.name})
            yield FileProfile(file.shown, None, None, problems=(problem,)), None


def _looked(sheet: Sheet, opener: Opener) -> _Looked:
    found, table = sheet.found, TABLES[sheet.table]
    taken = take_sheet(opener, sheet, opener.opened)
    first, last = _range(opener.con, taken)
    absent = [c for c in table.received if c.name not in found.columns and c.need != "constant"]
    absent.sort(key=lambda column: column.need != "required")
    seen = FileProfile(
        path=sheet.file.shown,
        form=found.form.workbook,
        table=table.name,
        sheet=sheet.name,
        rows=taken.read + taken.broken,
        mapped=sheet.mapping,
        unknown=found.unknown,
        missing=tuple(column.name for column in absent),
        first=first,
        last=last,
        encoding=SPOKEN.get(sheet.encoding, ""),
        problems=(
            *_missing(sheet),
            *_noted(sheet),
            *_refused(opener.con, sheet),
        ),
        outside=taken.outside,
    )
    if sheet.table != LISTS:
        opener.forget()
    return seen, taken


def _range(con: duckdb.DuckDBPyConnection, taken: Taken) -> tuple[date | None, date | None]:
    table, found = TABLES[taken.table], taken.scan.sheet.found
    columns = [
        column
        for column in table.received
        if column.type in ("TIMESTAMP", "DATE") and column.name in found.columns
    ]
    if not columns:
        return None, None
    # What a row must have tells its time best, then what rows are ordered by.
    moment = min(columns, key=lambda c: (c.need != "required", c.name not in table.order)).name
    rows = taken.select(con, only=[moment])
    row = con.execute(f"SELECT min({moment})::DATE, max({moment})::DATE FROM ({rows})").fetchone()
    return row if row else (None, None)


def _missing(sheet: Sheet) -> list[Problem]:
    return [
        Problem(
            "input.column-missing.what",
            {"path": sheet.file.name, "table": sheet.table, "column": column},
        )
        for column in sheet.found.missing
    ]


def _noted(sheet: Sheet) -> list[Problem]:
    return [
        Problem(f"intake.notice.{what}", {"path": sheet.file.name, "count": count})
        for what, count in sorted(sheet.notes.items())
    ]


def _refused(con: duckdb.DuckDBPyConnection, sheet: Sheet) -> list[Problem]:
    counted = con.execute(
        f"SELECT reason, column_name, count(*) FROM {QUARANTINE} WHERE file = ? AND sheet = ? "
        "GROUP BY ALL ORDER BY 3 DESC, 1, 2",
        [sheet.file.name, sheet.name],
    ).fetchall()
    return [
        Problem(f"intake.reason.{reason}", {"column": column, "count": count})
        for reason, column, count in counted
    ]


def _codes(taken: Taken) -> list[Problem]:
    asked = codes_asked_about(taken.table, [taken.said])
    return [
        Problem("intake.problem.codes-unknown", {"column": column, "count": rows})
        for column, rows in asked.items()
    ]
