"""Rows that cannot be read, at the end of four sources, so that quarantine has something to hold.

They belong to no settlement total: what is left when they are set aside still balances.
"""

from dataclasses import dataclass

from inspector.schema import FORMS, TABLES
from sample_audits.kangning.ward import Ward


@dataclass(frozen=True)
class Spoilt:
    """One spoilt row of a source: what its cells hold, by column, and what is wrong."""

    source: str
    cells: dict[str, str]
    reason: str


def _fee(ward: Ward, number: int, **changed: str) -> dict[str, str]:
    visit = ward.visits[number]
    return {
        "bkkp_sn": f"99{number:010d}",
        "mdtrt_id": visit.mdtrt_id,
        "fee_ocur_time": "2024-03-05 10:00:00",
        "setl_id": visit.settlements[-1].setl_id,
        "psn_no": visit.person.psn_no,
        "cnt": "1",
        "pric": "18.00",
        "det_item_fee_sumamt": "18.00",
        "med_list_codg": "002501010150000",
        "medins_list_codg": "KN100021",
    } | changed


def _session(ward: Ward, number: int, **changed: str) -> dict[str, str]:
    one = ward.sessions[number]
    return {
        "fixmedins_code": "H33010200001",
        "session_id": f"T9999{number:06d}",
        "certno": one.visit.person.certno,
        "psn_name": one.visit.person.name,
        "med_mode": "住院",
        "ipt_otp_no": one.visit.ipt_otp_no,
        "med_list_codg": one.item.code,
        "begntime": "2024-03-05 10:00:00",
        "endtime": "2024-03-05 10:45:00",
        "staff_code": one.staff.code,
    } | changed


def spoilt_rows(ward: Ward) -> list[Spoilt]:
    """A dozen and one, in the order they stand in their sources."""
    sessions, moves = "6.1-机构治疗记录提取表", "5.4-机构药房消耗提取表"
    move = {"medins_list_codg": "KN100030", "chg_cnt": "-2", "biz_time": "2024-05-06"}
    visit = ward.visits[3]
    return [
        Spoilt("fee_list_d", _fee(ward, 0, det_item_fee_sumamt="壹拾捌元"), "金额不是数字"),
        Spoilt("fee_list_d", _fee(ward, 1, det_item_fee_sumamt="18.0O"), "金额不是数字"),
        Spoilt("fee_list_d", _fee(ward, 2, fee_ocur_time="2024-13-45 10:00:00"), "日期不存在"),
        Spoilt("fee_list_d", _fee(ward, 3, fee_ocur_time="三月五日"), "日期无法识别"),
        Spoilt("fee_list_d", _fee(ward, 4, bkkp_sn=""), "缺记账流水号"),
        Spoilt("fee_list_d", _fee(ward, 5, mdtrt_id=""), "缺就诊ID"),
        Spoilt("fee_list_d", _fee(ward, 6, cnt="一次"), "数量不是数字"),
        Spoilt(
            "mdtrt_d",
            {"psn_no": visit.person.psn_no, "begntime": "2024-02-01 09:00:00"},
            "缺就诊ID",
        ),
        Spoilt(
            "mdtrt_d",
            {
                "mdtrt_id": "249999000001",
                "psn_no": visit.person.psn_no,
                "begntime": "2024-02-30 09:00:00",
            },
            "日期不存在",
        ),
        Spoilt(sessions, _session(ward, 0, session_id=""), "缺治疗记录号"),
        Spoilt(sessions, _session(ward, 1, begntime="上午十点"), "日期无法识别"),
        Spoilt(sessions, _session(ward, 2, endtime="2024-03-05 25:61:00"), "日期不存在"),
        Spoilt(moves, move | {"chg_cnt": "两盒"}, "数量不是数字"),
    ]


def cells_of(spoilt: list[Spoilt], source: str) -> list[list[str]]:
    """The spoilt rows of one source, cell by cell in the order of its columns."""
    form = next(form for form in FORMS if form.workbook == source)
    if form.table == source:
        names: list[str | None] = [column.name for column in TABLES[source].received]
    else:
        found = form.columns
        names = [found.get(header) for header in form.headers]
    return [
        [one.cells.get(name, "") if name else "" for name in names]
        for one in spoilt
        if one.source == source
    ]
