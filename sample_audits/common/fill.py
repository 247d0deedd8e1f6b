"""What a case leaves out and an inspection's data have: visit, settlement, refund line, names.

Only cells nobody wrote are filled, and nothing of what a rule would count is added: no charge, no
session, no stock move.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from inspector.schema import TABLES
from sample_audits.common.graft import Graft, numbered
from sample_audits.common.larder import fill_shelves
from sample_audits.common.refunds import write_refunds
from sample_audits.common.settle import settle
from sample_audits.common.sheets import Row, Sheets
from sample_audits.common.shelf import stock

NOWHEN = "2024-03-05 09:00:00"
"""When something happened whose day no case tells."""
_PLATFORM = ("setl_d", "mdtrt_d", "fee_list_d", "setl_list_diag_d", "setl_list_oprn_d")
_LISTS = ("drg_grp", "setl_list_d", "oth_setl", "oth_trace")


@dataclass(frozen=True)
class House:
    """The institution a graft stands in: what every row of it says."""

    code: str
    name: str
    level: str
    area: str


def complete(graft: Graft, house: House) -> Sheets:
    """The graft's rows, as an export of `house` would hold them."""
    rows = graft.sheets
    # A hospital has one licence, its own.
    rows.pop("medins_info", None)
    _lines(graft, rows, house)
    write_refunds(rows)
    _outpatients(graft, rows)
    _visits(graft, rows, house)
    settle(rows, house.code, house.level)
    fill_shelves(graft, rows)
    stock(rows)
    _demanded(graft, rows, house)
    return rows


def _lines(graft: Graft, rows: Sheets, house: House) -> None:
    """A number, an item and a price for each charge."""
    for number, line in enumerate(rows["fee_list_d"]):
        line.setdefault("bkkp_sn", f"{graft.mark}-F{number}x")
        line.setdefault("med_list_codg", line.get("medins_list_codg", "") or f"ZX-{graft.mark}")
        line.setdefault("medins_list_codg", f"RH{line['med_list_codg']}")
        line.setdefault("cnt", line.get("net_cnt", "1"))
        line.setdefault("det_item_fee_sumamt", line.get("net_amt", "1.00"))
        count, amount = Decimal(line["cnt"] or 0), Decimal(line["det_item_fee_sumamt"] or 0)
        price = (amount / count).quantize(Decimal("0.000001")) if count else abs(amount)
        line.setdefault("pric", str(price))
        line.setdefault("fixmedins_code", house.code)
        line.setdefault("fixmedins_name", house.name)
        line.setdefault("vali_flag", "1")


def moments(name: str, row: Row) -> list[str]:
    """Every moment a row tells of, as text."""
    return [
        cell
        for column in TABLES[name].columns
        if column.type == "TIMESTAMP" or column.name in ("appy_date", "oprn_oprt_date", "anst_date")
        if (cell := row.get(column.name, ""))
    ]


def _tied(rows: Sheets) -> Iterator[tuple[str, Row]]:
    """Rows that belong to a visit, those of the platform first."""
    for name in [*_PLATFORM, *sorted(rows.keys() - {*_PLATFORM, *_LISTS})]:
        if "mdtrt_id" in TABLES[name].by_name:
            for row in rows.get(name, ()):
                yield name, row


def _outpatients(graft: Graft, rows: Sheets) -> None:
    """Rows of nobody's visit belong to one of their person, a day a visit."""
    of: dict[tuple[str, str], str] = {}
    for name, row in list(_tied(rows)):
        if "mdtrt_id" not in row and (name in _PLATFORM or row.get("psn_no")):
            day = (moments(name, row) or [NOWHEN])[0][:10]
            place = row.get("psn_no") or row.get("setl_id", ""), day
            row["mdtrt_id"] = of.setdefault(place, f"{graft.mark}-V{len(of)}")


def _visits(graft: Graft, rows: Sheets, house: House) -> None:
    """A visit for each number that any row names, and what a register knows of its person."""
    told = {row["mdtrt_id"]: row for row in rows["mdtrt_d"] if row.get("mdtrt_id")}
    times: dict[str, list[str]] = {}
    said: dict[str, Row] = {}
    for name, row in list(_tied(rows)):
        visit = row.get("mdtrt_id", "")
        if visit:
            told.setdefault(visit, {"mdtrt_id": visit})
            times.setdefault(visit, []).extend(moments(name, row))
            said[visit] = {k: v for k, v in row.items() if v} | said.get(visit, {})
    rows["mdtrt_d"] = list(told.values())
    certs = _certs(graft, rows)
    for visit, row in told.items():
        when = sorted(times.get(visit) or [NOWHEN])
        long = when[0][:10] < when[-1][:10]
        known = said.get(visit, {})
        row.setdefault("psn_no", known.get("psn_no") or f"{graft.mark}-P0")
        row.setdefault("certno", certs.get(row["psn_no"]) or _cert(graft, len(certs), ""))
        certs.setdefault(row["psn_no"], row["certno"])
        row.setdefault("psn_name", f"样{row['psn_no'][1:]}")
        row.setdefault("med_type", known.get("med_type") or ("2101" if long else "11"))
        row.setdefault("begntime", _moment(when[0]))
        row.setdefault("endtime", _moment(when[-1]))
        row.setdefault("insutype", known.get("insutype", "310"))
        row.setdefault("fixmedins_code", house.code)
        row.setdefault("fixmedins_name", house.name)
        row.setdefault("hosp_lv", house.level)
        row.setdefault("ipt_otp_no", known.get("ipt_otp_no") or visit)
        row.setdefault("vali_flag", "1")


def _moment(text: str) -> str:
    return text if len(text) > 10 else f"{text} 00:00:00"


def _certs(graft: Graft, rows: Sheets) -> dict[str, str]:
    """An identity number for each person; the one written anywhere beside him, if there is one."""
    certs: dict[str, str] = {}
    born: dict[str, str] = {}
    people: dict[str, None] = {}
    male: set[str] = set()
    for name in sorted(rows):
        for row in rows[name]:
            if person := row.get("psn_no"):
                people[person] = None
                if row.get("certno"):
                    certs.setdefault(person, row["certno"])
                if row.get("brdy"):
                    born.setdefault(person, row["brdy"])
                if row.get("gend") in ("1", "男"):
                    male.add(person)
    for number, person in enumerate(people):
        made = _cert(graft, number, born.get(person, ""), male=person in male)
        certs.setdefault(person, made)
    return certs


def _cert(graft: Graft, number: int, born: str, *, male: bool = False) -> str:
    birth = (born or "1970-01-01")[:10].replace("-", "")
    return numbered(graft.mark, birth, f"{number % 299 * 2 + 400 + male:03d}")


def _demanded(graft: Graft, rows: Sheets, house: House) -> None:
    """Rows of other tables name visit, person and settlement, and have what a form demands."""
    visits = {row["mdtrt_id"]: row for row in rows["mdtrt_d"]}
    settled = {row["mdtrt_id"]: row["setl_id"] for row in reversed(rows["setl_d"])}
    numbers = {row["setl_id"]: row["medins_setl_id"] for row in rows["setl_d"]}
    certs = {row["psn_no"]: row["certno"] for row in rows["mdtrt_d"]}
    for name in sorted(rows.keys() - {"setl_d", "mdtrt_d"}):
        known = TABLES[name].by_name
        for number, row in enumerate(rows[name]):
            visit = visits.get(row.get("mdtrt_id", ""), {})
            if "fixmedins_code" in known:
                row.setdefault("fixmedins_code", house.code)
            for column in ("ipt_otp_no", "certno", "psn_name", "psn_no", "med_type"):
                if column in known and visit:
                    row.setdefault(column, visit.get(column, ""))
            if "certno" in known and row.get("psn_no") in certs:
                row.setdefault("certno", certs[row["psn_no"]])
            if "setl_id" in known and row.get("mdtrt_id") in settled:
                row.setdefault("setl_id", settled[row["mdtrt_id"]])
            if "medins_setl_id" in known and row.get("setl_id") in numbers:
                row.setdefault("medins_setl_id", numbers[row["setl_id"]])
            _required(name, row, f"{graft.mark}-{number}", visit)


def _required(name: str, row: Row, own: str, visit: Row) -> None:
    """Columns without which a row would not be taken."""
    for column in TABLES[name].columns:
        if column.need != "required":
            continue
        when = visit.get("begntime") or NOWHEN
        made = {"TIMESTAMP": when, "DATE": when[:10]}.get(column.type, own)
        row.setdefault(column.name, made if column.type[:7] != "DECIMAL" else "1")
