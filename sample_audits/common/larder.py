"""A shelf and a nurse for the drugs of a case that tells of neither stock nor executions.

What was charged was there, was given out when it was charged and is on record as given, so that no
rule about stock or orders sees a crime in a case about something else.
"""

from collections import defaultdict
from decimal import Decimal

from sample_audits.common.graft import Graft
from sample_audits.common.sheets import Row, Sheets
from sample_audits.common.shelf import YEAR

_STOCK = ("inv_balance", "inv_move", "purchase_accept", "purc_invo")
_ORDERS = ("drord", "drord_exec", "drug_trace")
_GOODS = ("1", "3")


def fill_shelves(graft: Graft, rows: Sheets) -> None:
    """Balances, sales and executions for every drug and material line of the year."""
    sold: dict[str, list[Row]] = defaultdict(list)
    for line in rows["fee_list_d"]:
        good = line["med_list_codg"].startswith(("X", "Z"))
        good = good or line.get("list_type", "").startswith(_GOODS)
        if good and line.get("fee_ocur_time", "")[:4] == "2024":
            sold[line["medins_list_codg"]].append(line)
    for lines in sold.values():
        if not any(name in graft.case.tables or name in graft.rule.needs for name in _ORDERS):
            rows["drord_exec"] += [_given(line) for line in lines if Decimal(line["cnt"]) > 0]
    for lines in sold.values():
        if not any(name in graft.case.tables or name in graft.rule.needs for name in _STOCK):
            _shelf(rows, lines)


def _given(line: Row) -> Row:
    name = line.get("medins_list_name") or line["medins_list_codg"]
    what = {"drord_detl_code": line["medins_list_codg"], "drord_detl_name": name}
    when = {"exec_time": line["fee_ocur_time"], "exec_cnt": line["cnt"], "exec_stas": "已执行"}
    return {"mdtrt_id": line["mdtrt_id"], "psn_no": line.get("psn_no", ""), **what, **when}


def _shelf(rows: Sheets, lines: list[Row]) -> None:
    goods = _goods(lines[0])
    given: dict[str, Decimal] = defaultdict(Decimal)
    for line in lines:
        when, kind = line["fee_ocur_time"], "门诊"
        if line.get("med_type", "").startswith("2"):
            kind = "住院"
        given[when[:7].replace("-", "")] += Decimal(line["cnt"])
        told = {"chg_type": f"{kind}销售", "chg_cnt": str(-Decimal(line["cnt"])), "biz_time": when}
        rows["inv_move"].append({**goods, **told, "chg_unit": "粒"})
    opened = sum(given.values(), Decimal(0))
    for month in YEAR:
        closed = opened - given[month]
        told = {"year_month": month, "open_cnt": str(opened), "close_cnt": str(closed)}
        rows["inv_balance"].append({**goods, **told, "inv_unit": "粒"})
        opened = closed


def _goods(line: Row) -> Row:
    own = line["medins_list_codg"]
    return {
        **{"loc_type": "药房", "loc_name": "药房", "medins_list_codg": own},
        **{"med_list_codg": line["med_list_codg"]},
        **{"prodname": line.get("medins_list_name") or f"品{own}", "pack_unit": "盒"},
        **{"split_unit": "粒", "pack_cnt": "1"},
        **{"purc_pric": line["pric"], "rtal_pric": line["pric"]},
    }
