"""Stock rows of a case as stock forms have them: units, names, and every month of the year.

A case tells of one month; an item lay on the shelf before and after it, so the months around it say
the same count unmoved.
"""

from decimal import Decimal

from sample_audits.common.sheets import Row, Sheets

YEAR = tuple(f"2024{month:02d}" for month in range(1, 13))
"""The months of which every stock list tells."""
_PLACE = ("medins_list_codg", "loc_type", "loc_name")


def stock(rows: Sheets) -> None:
    """Quantities a case gives in split units, written in the units of the forms."""
    names = {
        line.get("medins_list_codg", ""): line.get("medins_list_name", "")
        for line in rows["fee_list_d"]
    }
    for row in rows.get("inv_move", ()):
        if not row.get("chg_cnt_min", "1"):
            # A unit that is neither box nor grain: nobody can convert it.
            row.setdefault("chg_unit", "箱")
        split = row.pop("chg_cnt_min", "")
        row.setdefault("chg_cnt", split or "1")
        whole = bool(split) and Decimal(row.get("chg_cnt") or 0) != Decimal(split)
        if whole and Decimal(row["chg_cnt"]):
            row.setdefault("pack_cnt", str(Decimal(split) / Decimal(row["chg_cnt"])))
        _goods(row, "chg_unit", names, whole=whole)
    for row in rows.get("inv_balance", ()):
        for moment in ("open", "close"):
            if not row.get(f"{moment}_cnt_min", "1"):
                row.setdefault("inv_unit", "箱")
                row.setdefault(f"{moment}_cnt", "1")
            if f"{moment}_cnt_min" in row:
                row.setdefault(f"{moment}_cnt", row.pop(f"{moment}_cnt_min"))
        _goods(row, "inv_unit", names, whole=False)
    if rows.get("inv_balance"):
        rows["inv_balance"] = _all_year(rows["inv_balance"])


def _goods(row: Row, unit: str, names: dict[str, str], *, whole: bool) -> None:
    if not whole and row.get(unit) and row.get(unit) != "箱":
        row.setdefault("split_unit", row[unit])
    row.setdefault("pack_unit", "盒")
    row.setdefault("split_unit", "粒")
    if row.get("med_list_codg"):
        row.setdefault("medins_list_codg", f"RH{row['med_list_codg']}")
    row.setdefault(unit, row["pack_unit"] if whole else row["split_unit"])
    own = row.get("medins_list_codg", "")
    row.setdefault("prodname", names.get(own) or f"品{own}")


def _all_year(balances: list[Row]) -> list[Row]:
    """The months a case leaves out: before its first as it opened, after its last as it closed."""
    shelves: dict[tuple[str, ...], dict[str, Row]] = {}
    for row in balances:
        month = min(row.get("year_month") or YEAR[0], YEAR[-1])
        while month in shelves.setdefault(_place(row), {}):
            # Said of the month already: this is another shelf of it.
            row = {**row, "loc_name": f"{row.get('loc_name', '')}别架"}
        shelves[_place(row)][month] = {**row, "year_month": month}
    return [row for months in shelves.values() for row in _filled(months)]


def _place(row: Row) -> tuple[str, ...]:
    return tuple(row.get(name, "") for name in _PLACE)


def _filled(months: dict[str, Row]) -> list[Row]:
    told = sorted(months)
    first, last = months[told[0]], months[told[-1]]
    rows = []
    for month in YEAR:
        if month < told[0]:
            still = first.get("open_cnt", "")
            rows.append({**first, "year_month": month, "open_cnt": still, "close_cnt": still})
        elif month > told[-1]:
            still = last.get("close_cnt") or last.get("open_cnt", "")
            rows.append({**last, "year_month": month, "open_cnt": still, "close_cnt": still})
        elif month in months:
            rows.append(months[month])
    return rows
