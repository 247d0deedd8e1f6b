"""The hospital's tables of what was done and given out: sessions, assessments, codes, stock."""

from sample_audits.kangning.clock import month_starts, month_text
from sample_audits.kangning.items import ASSESSMENT, DIALYSIS, PERFUSION, Item
from sample_audits.kangning.people import Person
from sample_audits.kangning.records import Session, Visit
from sample_audits.kangning.stock import STORE, Balance, Move, Stock
from sample_audits.kangning.tables_hospital import turn
from sample_audits.kangning.tables_platform import Columns, Value
from sample_audits.kangning.ward import Ward

_MAKER, _SUPPLIER = "宁和制药有限公司", "安和医药有限公司"


def _mode(visit: Visit) -> str:
    return "住院" if visit.inpatient else "门诊"


def _class(item: Item) -> str:
    if item in (DIALYSIS, PERFUSION):
        return "透析"
    return "理疗" if item.mode == "device" else "康复"


def _session(one: Session) -> tuple[Value, ...]:
    person: Person = one.visit.person
    return (
        one.session_id,
        person.certno,
        person.name,
        _mode(one.visit),
        one.visit.ipt_otp_no,
        _class(one.item),
        one.item.own,
        one.item.name,
        one.item.code,
        one.sites or None,
        one.begin,
        one.end,
        one.staff.code,
        one.staff.name,
        one.device or None,
        one.form or None,
        "刷脸" if one.visit.inpatient else "签字",
    )


def trt_session(ward: Ward) -> Columns:
    """Every recorded treatment, as it was entered."""
    return turn(
        "session_id certno psn_name med_mode ipt_otp_no trt_class medins_list_codg item_name"
        " med_list_codg site_list begntime endtime staff_code staff_name device_id trt_form"
        " patn_verify_way",
        [_session(one) for one in ward.sessions],
    )


def rehab_assess(ward: Ward) -> Columns:
    """A Barthel score for each assessment session."""
    rows: list[tuple[Value, ...]] = []
    for one in ward.sessions:
        if one.item is ASSESSMENT:
            person, visit = one.visit.person, one.visit
            score = 40 + (one.begin // 86_400 - visit.first_day) * 2 + person.age % 5 * 5
            rows.append(
                (
                    f"A{one.session_id[1:]}",
                    person.certno,
                    person.name,
                    _mode(visit),
                    visit.ipt_otp_no,
                    "Barthel指数",
                    one.end,
                    one.staff.code,
                    one.staff.name,
                    min(100, score),
                )
            )
    return turn(
        "assess_id certno psn_name med_mode ipt_otp_no scale_name assess_time staff_code staff_name"
        " score",
        rows,
    )


def drug_trace(ward: Ward) -> Columns:
    """Trace codes as they were scanned."""
    rows: list[tuple[Value, ...]] = []
    for one in ward.scans:
        settlement = one.settlement_of.settlement
        rows.append(
            (
                one.code,
                one.item.own,
                one.item.code,
                one.item.name,
                _mode(one.visit),
                one.visit.ipt_otp_no,
                settlement.own_id if settlement else None,
                one.at,
            )
        )
    return turn(
        "drug_trac_codg medins_list_codg med_list_codg prodname med_mode ipt_otp_no medins_setl_id"
        " scan_time",
        rows,
    )


def _product(item: Item) -> tuple[Value, ...]:
    sort = {"11": "中成药", "08": "卫生材料"}.get(item.kind, "西药")
    return (
        item.own,
        item.code,
        sort,
        item.name,
        item.spec,
        _MAKER,
        _SUPPLIER,
        item.pack_unit,
        item.unit,
        item.pack,
    )


_PRODUCT = (
    "medins_list_codg med_list_codg prod_type prodname spec prodentp_name spler_name pack_unit"
    " split_unit pack_cnt"
)


def _place(ward: Ward, place: str) -> str:
    return f"{place}{ward.number + 1}"


def _prices(item: Item, packs: bool) -> tuple[Value, Value]:
    retail = item.price * (item.pack if packs else 1)
    return retail * 85 // 100, retail


def inv_balance(ward: Ward, stock: Stock, place: str) -> Columns:
    """Monthly balances of one place."""
    starts = [*month_starts(), month_starts()[-1] + 31]
    close = dict(zip(starts[:-1], (start - 1 for start in starts[1:]), strict=True))

    def row(one: Balance) -> tuple[Value, ...]:
        packs = one.place == STORE
        return (
            month_text(one.month),
            one.place,
            _place(ward, one.place),
            *_product(one.item),
            one.item.pack_unit if packs else one.item.unit,
            one.opening,
            one.received,
            one.given,
            one.closing,
            *_prices(one.item, packs),
            close[one.month],
        )

    return turn(
        f"year_month loc_type loc_name {_PRODUCT} inv_unit open_cnt in_cnt out_cnt close_cnt"
        " purc_pric rtal_pric close_date",
        [row(one) for one in stock.balances if one.place == place],
    )


def inv_move(ward: Ward, stock: Stock, place: str) -> Columns:
    """Stock moves of one place; transfers in packs, sales in split units."""

    def row(one: Move) -> tuple[Value, ...]:
        return (
            one.place,
            _place(ward, one.place),
            *_product(one.item),
            one.kind,
            one.cnt,
            one.item.pack_unit if one.packs else one.item.unit,
            *_prices(one.item, one.packs),
            one.day * 86_400,
            one.counterpart,
        )

    return turn(
        f"loc_type loc_name {_PRODUCT} chg_type chg_cnt chg_unit purc_pric rtal_pric biz_time"
        " counterpart",
        [row(one) for one in stock.moves if one.place == place],
    )


def purchase_accept(ward: Ward, stock: Stock) -> Columns:
    """What suppliers delivered, lot by lot."""
    bought = [one for one in stock.moves if one.kind == "物资采购"]
    return turn(
        "med_list_codg prodname prodentp_name spler_name manu_lotnum purc_cnt purc_unit accept_date"
        " dlv_note_no",
        [
            (
                one.item.code,
                one.item.name,
                _MAKER,
                _SUPPLIER,
                f"L{month_text(one.day)}{number % 100:02d}",
                one.cnt,
                one.item.pack_unit,
                one.day,
                f"SH{ward.number:04d}{number:05d}",
            )
            for number, one in enumerate(bought, start=1)
        ],
    )
