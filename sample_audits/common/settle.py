"""Settlements of a hospital's lines: every line in one, totals the sum of lines and of payers.

What a case says of a settlement stays; of the rest the pooled fund pays seven tenths.
"""

from decimal import Decimal

from sample_audits.common.sheets import Row, Sheets

_CENT = Decimal("0.01")


def settle(rows: Sheets, hospital: str, level: str) -> None:
    """Every line is settled: in the settlement it names, else in one of its visit."""
    _number(rows)
    told = {row["setl_id"]: row for row in rows["setl_d"]}
    of_visit = {row["mdtrt_id"]: row["setl_id"] for row in reversed(list(told.values()))}
    for name in ("setl_list_d", "drg_grp", "setl_list_diag_d", "setl_list_oprn_d", "drug_trace"):
        for listed in rows.get(name, ()):
            if listed.get("setl_id"):
                told.setdefault(listed["setl_id"], {"setl_id": listed["setl_id"]})
                _belongs(told[listed["setl_id"]], listed.get("mdtrt_id", ""))
                of_visit.setdefault(listed.get("mdtrt_id", ""), listed["setl_id"])
    lines: dict[str, list[Row]] = {}
    for line in rows["fee_list_d"]:
        if not line.get("setl_id"):
            line["setl_id"] = of_visit.setdefault(line["mdtrt_id"], f"{line['mdtrt_id']}s")
        settlement = told.setdefault(line["setl_id"], {"setl_id": line["setl_id"]})
        _belongs(settlement, line["mdtrt_id"])
        lines.setdefault(line["setl_id"], []).append(line)
    rows["setl_d"] = list(told.values())
    visits = {row["mdtrt_id"]: row for row in rows["mdtrt_d"]}
    for row in rows["setl_d"]:
        _belongs(row, f"{row['setl_id']}v")
        visit = visits.get(row["mdtrt_id"], {})
        mine = lines.get(row["setl_id"], [])
        _total(row, sum((Decimal(one["det_item_fee_sumamt"] or 0) for one in mine), Decimal(0)))
        _header(row, visit, hospital, level)
        for line in mine:
            for name in ("psn_no", "med_type"):
                line.setdefault(name, visit.get(name, ""))


def _number(rows: Sheets) -> None:
    """A settlement that a case tells by its visit alone is the one its visit's lines name."""
    lined = {line["mdtrt_id"]: line.get("setl_id", "") for line in reversed(rows["fee_list_d"])}
    for row in rows["setl_d"]:
        if not row.get("setl_id"):
            row["setl_id"] = lined.get(row["mdtrt_id"]) or f"{row['mdtrt_id']}s"


def _belongs(settlement: Row, visit: str) -> None:
    if visit and not settlement.get("mdtrt_id"):
        settlement["mdtrt_id"] = visit


def _total(row: Row, charged: Decimal) -> None:
    whole = Decimal(row.get("medfee_sumamt") or charged)
    fund = Decimal(row.get("fund_pay_sumamt") or (whole * 7 / 10).quantize(_CENT))
    row.setdefault("medfee_sumamt", str(whole))
    row.setdefault("fund_pay_sumamt", str(fund))
    row.setdefault("hifp_pay", row["fund_pay_sumamt"])
    row.setdefault("psn_pay", str(whole - fund))
    row.setdefault("cash_payamt", row["psn_pay"])


def _header(row: Row, visit: Row, hospital: str, level: str) -> None:
    row.setdefault("medins_setl_id", f"{row['setl_id']}n")
    for name in ("psn_no", "psn_name", "certno", "insutype", "med_type", "gend", "brdy"):
        row.setdefault(name, visit.get(name, ""))
    row.setdefault("psn_no", f"{row['setl_id']}p")
    row["psn_no"] = row["psn_no"] or f"{row['setl_id']}p"
    row.setdefault("fixmedins_code", hospital)
    row.setdefault("hosp_lv", level)
    row.setdefault("begndate", visit.get("begntime", "")[:10])
    row.setdefault("enddate", visit.get("endtime", "")[:10])
    row.setdefault("setl_time", visit.get("endtime", "") or visit.get("begntime", ""))
    row.setdefault("refd_setl_flag", "0")
    row.setdefault("vali_flag", "1")
