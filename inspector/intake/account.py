"""The account of an intake: sources, totals, period and institution, read off what was made."""

from collections.abc import Iterator, Mapping, Sequence

import duckdb

from inspector.intake.mapping.mapping import Mapping as Mapped
from inspector.intake.readers.files import RawFile
from inspector.intake.result import ControlTotal, Intake, SourceFile
from inspector.intake.rows.coded import codes_known
from inspector.intake.rows.own_codes import LISTS, lists_known
from inspector.intake.rows.take import QUARANTINE, Taken
from inspector.intake.totals.reconcile import reconcile
from inspector.intake.totals.reconciled import Reconciled
from inspector.schema import TABLES
from inspector.trust import digest_file

_NAMING = ("setl_d", "mdtrt_d", "fee_list_d", "medins_info")
"""Tables that say whose the data are, the best witness first."""


def account(
    con: duckdb.DuckDBPyConnection,
    files: Sequence[RawFile],
    tables: Mapping[str, Sequence[Taken]],
    supplied: Mapping[str, set[str]],
    mapped_by: Mapped | None = None,
) -> Intake:
    """What was handed over and what became of it.

    Every file is in `sources`: a workbook once for each sheet that was taken, an unknown file once
    with no table.
    """
    taken = [one for found in tables.values() for one in found]
    known = {one.scan.sheet.file for one in taken}
    unknown = tuple(file.name for file in files if file not in known)
    sources = _sources(con, files, taken)
    on = Reconciled(con, {name: frozenset(columns) for name, columns in supplied.items()})
    return Intake(
        tables=tuple(tables),
        sources=sources,
        totals=(
            *(_rows(sources), *_outside(sources), *_marked(taken)),
            *(*_codes(con, tables), *reconcile(on)),
        ),
        supplied={
            name: tuple(column for column in TABLES[name].by_name if column in columns)
            for name, columns in supplied.items()
        },
        mapping={_label(one): dict(sorted(one.scan.sheet.mapping.items())) for one in taken},
        record=mapped_by.record if mapped_by else {},
        period=_period(on),
        institution=_institution(on),
        unknown=unknown,
    )


def _codes(
    con: duckdb.DuckDBPyConnection, tables: Mapping[str, Sequence[Taken]]
) -> list[ControlTotal]:
    made = [codes_known(name, [one.said for one in found]) for name, found in tables.items()]
    lists = lists_known(con, tables.get(LISTS, ()))
    return [*(total for totals in made for total in totals), *lists]


def _label(one: Taken) -> str:
    sheet = one.scan.sheet
    return f"{sheet.file.name}#{sheet.name}" if sheet.name else sheet.file.name


def _sources(
    con: duckdb.DuckDBPyConnection, files: Sequence[RawFile], taken: Sequence[Taken]
) -> tuple[SourceFile, ...]:
    made = []
    for file in files:
        digest = digest_file(file.path)
        mine = [one for one in taken if one.scan.sheet.file == file]
        for one in sorted(mine, key=lambda one: one.number):
            sheet, refused = one.scan.sheet, one.refused(con)
            form = sheet.found.form.workbook
            rows = (one.read - refused, refused + one.broken)
            made.append(
                SourceFile(file.name, digest, form, one.table, *rows, sheet.name, one.outside)
            )
        if not mine:
            made.append(SourceFile(file.name, digest, None, None, 0, 0))
    return tuple(made)


def _rows(sources: Sequence[SourceFile]) -> ControlTotal:
    taken = sum(source.rows_taken for source in sources)
    refused = sum(source.rows_quarantined for source in sources)
    return ControlTotal(
        "intake.total.rows-taken", QUARANTINE, str(taken), str(taken + refused), refused, "行"
    )


def _outside(sources: Sequence[SourceFile]) -> list[ControlTotal]:
    out = sum(source.rows_outside for source in sources)
    read = sum(source.rows_taken + source.rows_quarantined for source in sources)
    name, every = "intake.total.rows-within-scope", str(read + out)
    return [ControlTotal(name, QUARANTINE, str(read), every, 0, "行", str(out))] if out else []


_MARKS = {
    "merged-filled": "cells-merged",
    "formulas": "cells-formula",
    "formulas-unsaved": "cells-formula-unsaved",
}
"""Cells that were not taken as they stand, and the total that tells of them."""


def _marked(taken: Sequence[Taken]) -> Iterator[ControlTotal]:
    """By table, the cells whose text is not what a person typed into them."""
    for table in dict.fromkeys(one.table for one in taken):
        mine = [one for one in taken if one.table == table]
        for mark, name in _MARKS.items():
            if cells := sum(one.scan.sheet.notes.get(mark, 0) for one in mine):
                off = cells if mark == "formulas-unsaved" else 0
                read = str(sum(one.read for one in mine))
                yield ControlTotal(f"intake.total.{name}", table, str(cells), read, off, "格")


def _period(on: Reconciled) -> tuple[str, str] | None:
    """Of the fee lines; without any, of whatever happened at a time that had to be told."""
    if on.has("fee_list_d"):
        spans = ["SELECT first, last FROM intake.sum_fee_list_d"]
    else:
        spans = [
            f"SELECT min({column.name}), max({column.name}) FROM {name}"
            for name in on.supplied
            for column in TABLES[name].columns
            if column.type == "TIMESTAMP" and column.need == "required"
        ]
    if not spans:
        return None
    first, last = on.row(
        "SELECT strftime(min(first), '%Y-%m-%d'), strftime(max(last), '%Y-%m-%d') "
        f"FROM ({' UNION ALL '.join(spans)}) AS span(first, last)"
    )
    return None if first is None else (str(first), str(last))


def _institution(on: Reconciled) -> tuple[str, str] | None:
    for table in (*_NAMING, *on.supplied):
        if on.has(table, "fixmedins_code"):
            name = "max(fixmedins_name)" if on.has(table, "fixmedins_name") else "''"
            code, called = on.row(
                f"SELECT fixmedins_code, {name} FROM {table} WHERE fixmedins_code IS NOT NULL "
                "GROUP BY fixmedins_code ORDER BY count(*) DESC, fixmedins_code LIMIT 1"
            )
            return str(code), str(called or "")
    return None
