"""One hospital into one folder: its exports under `raw/`, what is known of them beside it."""

import csv
from collections.abc import Callable, Iterator
from pathlib import Path

from inspector.schema import TABLES
from sample_audits.kangning import tables_hospital, tables_treatment
from sample_audits.kangning.hospital import wards
from sample_audits.kangning.marks import Marks
from sample_audits.kangning.parquet import ParquetFolder
from sample_audits.kangning.raw import form_of, head, write_extract, write_workbook
from sample_audits.kangning.stock import PHARMACY, STORE, Stock
from sample_audits.kangning.tables_platform import PLATFORM_TABLES, Columns
from sample_audits.kangning.unreadable import Spoilt, cells_of, spoilt_rows
from sample_audits.kangning.ward import Ward

ONE_WARD = 29_000
"""The most fee lines one ward makes; workbooks are for one ward."""

_BY_WARD: dict[str, Callable[[Ward], Columns]] = {
    "medins_info": tables_hospital.medins_info,
    "staff": tables_hospital.staff,
    "device": tables_hospital.device,
    "otp_mdtrt": tables_hospital.otp_mdtrt,
    "ipt_mdtrt": tables_hospital.ipt_mdtrt,
    "staff_shift": tables_hospital.staff_shift,
    "bed_leave": tables_hospital.bed_leave,
    "identity_check": tables_hospital.identity_check,
    "trt_session": tables_treatment.trt_session,
    "rehab_assess": tables_treatment.rehab_assess,
    "drug_trace": tables_treatment.drug_trace,
}


def hospital_tables(ward: Ward, stock: Stock) -> Iterator[tuple[str, str, Columns]]:
    """(table, place, columns) of the hospital's own tables; a place only where stock lies."""
    for name, made in _BY_WARD.items():
        yield name, "", made(ward)
    for place in (STORE, PHARMACY):
        yield "inv_balance", place, tables_treatment.inv_balance(ward, stock, place)
        yield "inv_move", place, tables_treatment.inv_move(ward, stock, place)
    yield "purchase_accept", "", tables_treatment.purchase_accept(ward, stock)


def deliver_raw(out: Path, seed: int, fee_lines: int, *, crimes: bool = True) -> int:
    """Write extracts and workbooks of a hospital of one ward; returns the fee lines made.

    Raises:
        SystemExit: the size needs more than one ward; nothing has been written.
    """
    if fee_lines > ONE_WARD:
        raise SystemExit(f"CSV and workbooks hold {ONE_WARD} fee lines at most: --format parquet")
    [(ward, stock)] = wards(seed, fee_lines, crimes=crimes)
    folder = _raw(out)
    spoilt = spoilt_rows(ward)
    known: list[tuple[str, int, str]] = []
    for name, table in PLATFORM_TABLES.items():
        columns = table(ward)
        write_extract(folder, name, columns, cells_of(spoilt, name))
        known += _where(spoilt, name, f"{name}.csv", 1, columns)
    for name, place, columns in hospital_tables(ward, stock):
        form = form_of(name, place)
        write_workbook(folder, form, columns, cells_of(spoilt, form.workbook))
        known += _where(spoilt, form.workbook, f"{form.workbook}.xlsx", head(form), columns)
    with (out / "unreadable.csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(("file", "row", "reason"))
        writer.writerows(known)
    with Marks(out) as marks:
        marks.add(ward)
    return ward.lines


def _raw(out: Path) -> Path:
    folder = out / "raw"
    folder.mkdir(parents=True, exist_ok=True)
    return folder


def _where(
    spoilt: list[Spoilt], source: str, file: str, above: int, columns: Columns
) -> list[tuple[str, int, str]]:
    """File, row as a spreadsheet numbers it, and reason of a source's spoilt rows."""
    last = above + len(next(iter(columns.values())))
    mine = [one.reason for one in spoilt if one.source == source]
    return [(file, last + number, reason) for number, reason in enumerate(mine, start=1)]


def deliver_parquet(out: Path, seed: int, fee_lines: int, *, crimes: bool = True) -> int:
    """Write every table as Parquet, ward by ward; returns the fee lines made."""
    lines = 0
    with ParquetFolder(_raw(out)) as folder, Marks(out) as marks:
        for ward, stock in wards(seed, fee_lines, crimes=crimes):
            for name, table in PLATFORM_TABLES.items():
                folder.add(TABLES[name], table(ward))
            for name, _, columns in hospital_tables(ward, stock):
                folder.add(TABLES[name], columns)
            marks.add(ward)
            lines += ward.lines
            del ward, stock
    return lines
