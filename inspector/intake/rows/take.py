"""Rows taken and rows refused: every row of a sheet ends in exactly one of the two.

A first pass over a sheet counts its faults. Where there are none its rows stream straight from the
file; where there are some, the refused rows go to `quarantine` and are left out by row number.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

import duckdb

from inspector.intake.mapping.scope import within
from inspector.intake.readers.sheet import Cell, Scan, named, quoted
from inspector.intake.rows.coded import OwnCodes, Said, asked, said_in
from inspector.intake.values import exchanged
from inspector.schema import TABLES
from inspector.watch import KNOWING

QUARANTINE = "quarantine"
_PREPARE = f"""
CREATE SCHEMA intake;
CREATE TABLE {QUARANTINE} (file VARCHAR, sheet VARCHAR, row_no BIGINT, table_name VARCHAR,
    column_name VARCHAR, reason VARCHAR, raw VARCHAR);
CREATE TABLE intake.refused (source INTEGER, row_no BIGINT);
"""


@dataclass(frozen=True)
class Taken:
    """A sheet after its first pass: how many rows it has, which columns are filled, which tidy."""

    number: int
    scan: Scan
    read: int
    """Rows that could be split into columns."""
    broken: int
    """Lines that could not, all of them in quarantine."""
    filled: frozenset[str]
    untidy: frozenset[str]
    """Text columns of which some cell changes by being read."""
    outside: int = 0
    """Rows that the mapping leaves out (口径)."""
    heard: dict[str, dict[str, int]] = field(default_factory=dict)
    """By column with a code list: word as received → rows that say it."""
    said: dict[str, Said] = field(default_factory=dict)
    """What that means."""

    @property
    def table(self) -> str:
        """The canonical table its rows belong to."""
        return self.scan.sheet.table

    def understood(self, own: OwnCodes) -> "Taken":
        """The same sheet, what it says understood by the place's `own` words and codes first."""
        return replace(self, said=said_in(self.heard, self.table, own))

    def select(
        self, con: duckdb.DuckDBPyConnection, numbered: bool = False, only: Sequence[str] = ()
    ) -> str:
        """SQL of the rows taken so far, under all received columns of the table or `only` some."""
        refused = self.refused(con) > 0
        names = only or [column.name for column in TABLES[self.table].received]
        columns = ", ".join(map(self._column, names))
        extra = f"{self.number} AS source, row_no, " if numbered else ""
        rows = self.scan.numbered if numbered or refused else self.scan.plain
        chosen = f"SELECT {extra}{columns} FROM ({self.scan.tidied(rows, only)}) AS received"
        if not refused:
            return chosen
        mine = f"SELECT row_no FROM intake.refused WHERE source = {self.number}"
        return f"{chosen} ANTI JOIN ({mine}) AS refused USING (row_no)"

    def refused(self, con: duckdb.DuckDBPyConnection) -> int:
        """Rows that could be split and were refused so far."""
        return one(con, f"SELECT count(*) FROM intake.refused WHERE source = {self.number}")

    def _column(self, name: str) -> str:
        column = TABLES[self.table].by_name[name]
        cell = next((cell for cell in self.scan.cells if cell.column is column), None)
        if cell is not None:
            untouched = cell.at_home and name not in self.untidy
            read = cell.raw if untouched else cell.value
            meant = self.said[name].meant if name in self.said else {}
            return f"{exchanged(cell.name, meant, read)} AS {name}"
        constant = self.scan.sheet.found.form.constants.get(name)
        filling = "NULL" if constant is None else quoted(constant)
        return f"CAST({filling} AS {column.type}) AS {name}"


def one(con: duckdb.DuckDBPyConnection, sql: str) -> int:
    """The one whole number a question has for an answer."""
    row = con.execute(sql).fetchone()
    assert row is not None
    return int(row[0] or 0)


def prepare(con: duckdb.DuckDBPyConnection) -> None:
    """Make the empty quarantine and the room for what is in between."""
    con.execute(KNOWING)
    con.execute(_PREPARE)


def take(con: duckdb.DuckDBPyConnection, scan: Scan, number: int) -> Taken:
    """Count the sheet's rows and faults, and put the rows that cannot be taken in quarantine."""
    whole, scan = scan.plain, _within(scan)
    cells = scan.cells
    # Lines that cannot be split are noted only when the answer is fetched to its end.
    (counted,) = con.execute(_count(scan, cells)).fetchall()
    broken = _keep_broken_lines(con, scan) if scan.noting else 0
    if broken:
        scan = _past_broken_lines(con, scan, number)
    counts, lists = counted[1 : 1 + 3 * len(cells)], counted[1 + 3 * len(cells) :]
    filled, untidy, faults = (counts[part::3] for part in range(3))
    cells_of = {cell.column.name: count for cell, count in zip(cells, filled, strict=True)}
    bad = [cell for cell, count in zip(cells, faults, strict=True) if count]
    if bad or scan.fault:
        _refuse_faulty(con, scan, number, bad)
    return Taken(
        number=number,
        scan=scan,
        read=counted[0],
        broken=broken,
        filled=frozenset(name for name, count in cells_of.items() if count),
        untidy=frozenset(c.column.name for c, n in zip(cells, untidy, strict=True) if n),
        outside=_left_out(con, scan, whole, counted[0]),
        heard={name: words or {} for name, words in zip(_listed(cells), lists, strict=True)},
    )


def _listed(cells: Sequence[Cell]) -> list[str]:
    return [cell.column.name for cell in cells if cell.column.dictionary]


def _left_out(con: duckdb.DuckDBPyConnection, scan: Scan, whole: str, read: int) -> int:
    return 0 if scan.plain == whole else one(con, f"SELECT count(*) FROM ({whole})") - read


def _within(scan: Scan) -> Scan:
    scope = scan.sheet.found.scope
    return replace(
        scan,
        plain=within(scan.plain, scope, scan.natives),
        numbered=within(scan.numbered, scope, scan.natives),
        noting=within(scan.noting, scope, scan.natives),
    )


def _count(scan: Scan, cells: Sequence[Cell]) -> str:
    counts = ", ".join(
        f"count({cell.name}), count_if({cell.changed}), count({cell.fault or 'NULL'})"
        for cell in cells
    )
    return (
        f"SELECT count(*), {counts}{asked(cells)} FROM ({scan.tidied(scan.noting or scan.plain)})"
    )


def _keep_broken_lines(con: duckdb.DuckDBPyConnection, scan: Scan) -> int:
    sheet = scan.sheet
    # A stray quote runs lines together: each line of the file is kept as one row.
    kept = con.execute(
        f"INSERT INTO {QUARANTINE} SELECT {quoted(sheet.file.name)}, '', "
        f"line + generate_subscripts(parts, 1) - 1, {quoted(sheet.table)}, '', 'broken-line', "
        "to_json([rtrim(unnest(parts), chr(13))]) FROM (SELECT min(line) AS line, "
        "string_split(trim(any_value(csv_line), chr(10) || chr(13)), chr(10)) AS parts "
        "FROM reject_errors GROUP BY line_byte_position)"
    ).fetchone()
    con.execute("DROP TABLE reject_errors; DROP TABLE reject_scans")
    return int(kept[0]) if kept else 0


def _past_broken_lines(con: duckdb.DuckDBPyConnection, scan: Scan, number: int) -> Scan:
    """The same rows, those below a broken line numbered as a person finds them in the file."""
    con.execute(
        f"CREATE TABLE intake.skipped_{number} AS SELECT row_no - nth + 1 AS since, max(nth) AS "
        "skipped FROM (SELECT row_no, row_number() OVER (ORDER BY row_no) AS nth "
        f"FROM {QUARANTINE} WHERE file = {quoted(scan.sheet.file.name)} "
        "AND reason = 'broken-line') GROUP BY since"
    )
    numbered = (
        "SELECT * EXCLUDE (since, skipped) REPLACE (row_no + coalesce(skipped, 0) AS row_no) "
        f"FROM ({scan.numbered}) AS line ASOF LEFT JOIN intake.skipped_{number} AS s "
        "ON line.row_no >= s.since"
    )
    return replace(scan, numbered=numbered)


def _refuse_faulty(
    con: duckdb.DuckDBPyConnection, scan: Scan, number: int, bad: Sequence[Cell]
) -> None:
    faults = [f"'{cell.column.name}|' || {cell.fault}" for cell in bad]
    first = ", ".join([scan.fault, *faults] if scan.fault else faults)
    con.execute(
        f"CREATE TEMP TABLE refusing AS SELECT row_no, coalesce({first}) AS fault, "
        f"{raw(scan)} AS raw FROM ({scan.tidied(scan.numbered)}) AS tidied WHERE fault IS NOT NULL"
    )
    refuse(con, scan, number)


def raw(scan: Scan) -> str:
    """The whole row as received, as JSON; a header that comes twice gets its position."""
    seen: set[str] = set()
    parts = []
    for at, header in enumerate(scan.sheet.headers):
        name = header if header and header.casefold() not in seen else f"{header}#{at + 1}"
        seen.add(name.casefold())
        parts.append(f"{named(name)} := c{at}")
    return f"CAST(to_json(struct_pack({', '.join(parts)})) AS VARCHAR)"


def refuse(con: duckdb.DuckDBPyConnection, scan: Scan, number: int) -> None:
    """Put the rows of the table `refusing` (row_no, fault, raw) in quarantine, and drop it."""
    sheet = scan.sheet
    con.execute(
        f"INSERT INTO {QUARANTINE} SELECT {quoted(sheet.file.name)}, {quoted(sheet.name)}, row_no, "
        f"{quoted(sheet.table)}, split_part(fault, '|', 1), split_part(fault, '|', 2), raw "
        "FROM refusing ORDER BY row_no"
    )
    con.execute(f"INSERT INTO intake.refused SELECT {number}, row_no FROM refusing")
    con.execute("DROP TABLE refusing")
