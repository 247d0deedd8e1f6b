"""The hospital's own tables of a ward: visits as it sees them, staff, machines, shifts."""

from typing import cast

from sample_audits.kangning.clock import FIRST_DAY, LAST_DAY, day_of, is_sunday
from sample_audits.kangning.items import DIALYSIS, INFRARED, PRESSURE, PULSE, Item
from sample_audits.kangning.records import Settlement, Visit
from sample_audits.kangning.tables_platform import HOSPITAL, Columns, Value
from sample_audits.kangning.ward import Ward

_INSURANCE = {"310": "城镇职工", "390": "城乡居民"}
_SEX = {"1": "男", "2": "女"}


def turn(names: str, rows: list[tuple[Value, ...]]) -> Columns:
    """Rows to columns, with the institution's code and name in front."""
    found: Columns = {
        "fixmedins_code": [HOSPITAL[0]] * len(rows),
        "fixmedins_name": [HOSPITAL[1]] * len(rows),
    }
    listed = names.split()
    turned = cast("list[tuple[Value, ...]]", list(zip(*rows, strict=True)))
    turned = turned or [()] * len(listed)
    for name, values in zip(listed, turned, strict=True):
        found[name] = list(values)
    return found


def medins_info(ward: Ward) -> Columns:
    """The institution itself, told by its first ward."""
    rows: list[tuple[Value, ...]] = [
        ("330102", "民营", "二级", "康复", 120, day_of(2016, 5, 1), None)
    ]
    names = "admdvs medins_natu hosp_lv medins_type aprv_bed_cnt begndate enddate"
    return turn(names, rows if ward.number == 0 else [])


def staff(ward: Ward) -> Columns:
    """Doctors, therapists, a nurse and a pharmacist."""
    begin = day_of(2018, 3, 1)
    return turn(
        "staff_code staff_name staff_type dept_name begndate enddate",
        [(one.code, one.name, one.kind, one.dept, begin, None) for one in ward.staff],
    )


def device(ward: Ward) -> Columns:
    """The register: ten machines of each sort."""
    sorts = (
        ("Z", PULSE, "ZP-100"),
        ("H", INFRARED, "HW-2"),
        ("Q", PRESSURE, "QY-8"),
        ("X", DIALYSIS, "TX-4"),
    )
    rows = [
        _machine(ward, f"{prefix}{ward.number:04d}{number}", item, model)
        for prefix, item, model in sorts
        for number in range(10)
    ]
    return turn(
        "device_id device_name model reg_cert_no dept_name in_use_from in_use_to max_parallel"
        " item_codg",
        rows,
    )


def _machine(ward: Ward, device_id: str, item: Item, model: str) -> tuple[Value, ...]:
    name = item.name.removesuffix("治疗") + "治疗仪"
    begin = day_of(2020, 6, 1)
    return (
        device_id,
        name,
        model,
        f"浙械注准2020{device_id}",
        ward.dept,
        begin,
        None,
        1,
        item.code,
    )


def _seen(visit: Visit) -> tuple[Value, ...]:
    person = visit.person
    return (
        "二级",
        _INSURANCE[person.insutype],
        None,
        "330102",
        person.name,
        _SEX[person.sex],
        person.age,
        person.certno,
        visit.ipt_otp_no,
        visit.first_day,
    )


def _paid(visit: Visit, one: Settlement) -> tuple[Value, ...]:
    own = one.total - one.fund
    return (
        visit.dept,
        visit.doctor.name,
        visit.diag[0],
        visit.diag[1],
        None,
        one.own_id,
        "普通住院" if visit.inpatient else "规定病种" if visit.med_type == "14" else "普通门诊",
        one.at,
        one.total,
        one.in_scope,
        one.fund,
        one.account,
        own - one.account,
    )


_SEEN = "hosp_lv insutype cert_type insu_admdvs psn_name gend age certno ipt_otp_no begndate"
_PAID = (
    "dept_name chfpdr_name diag_code diag_name sub_diag medins_setl_id setl_type setl_time"
    " medfee_sumamt inscp_amt fund_pay_sumamt acct_pay cash_payamt"
)


def _valid(visit: Visit) -> Settlement | None:
    """The hospital lists neither reversals nor what they took back."""
    last = visit.settlements[-1]
    return None if last.init else last


def otp_mdtrt(ward: Ward) -> Columns:
    """Outpatient visits with a valid settlement."""
    return turn(
        f"{_SEEN} {_PAID}",
        [
            (*_seen(visit), *_paid(visit, one))
            for visit in ward.visits
            if not visit.inpatient and (one := _valid(visit))
        ],
    )


def ipt_mdtrt(ward: Ward) -> Columns:
    """Stays with a valid settlement."""
    return turn(
        f"{_SEEN} enddate ipt_days {_PAID}",
        [
            (*_seen(visit), visit.last_day, visit.nights, *_paid(visit, one))
            for visit in ward.visits
            if visit.inpatient and (one := _valid(visit))
        ],
    )


def staff_shift(ward: Ward) -> Columns:
    """Therapists from eight to half past five; the short stays' team has no Sunday off."""
    without_sunday = {one.code for one in ward.teams[1].values()}
    regular = [
        one for one in ward.staff if one.kind == "康复治疗师" and one.code not in ward.long_days
    ]
    rows: list[tuple[Value, ...]] = [
        (one.code, day, "08:00", "17:30")
        for one in regular
        for day in range(FIRST_DAY, LAST_DAY + 1)
        if one.code in without_sunday or not is_sunday(day)
    ]
    for code, days in sorted(ward.long_days.items()):
        rows += [(code, day, "06:30", "21:00") for day in sorted(days)]
    return turn("staff_code shift_date on_time off_time", rows)


def bed_leave(ward: Ward) -> Columns:
    """Leave of absence."""
    return turn(
        "certno psn_name ipt_otp_no event_type begntime endtime",
        [
            (x.visit.person.certno, x.visit.person.name, x.visit.ipt_otp_no, x.kind, x.begin, x.end)
            for x in ward.leaves
        ],
    )


def identity_check(ward: Ward) -> Columns:
    """A check at admission and at each outpatient visit; all succeed."""
    rows: list[tuple[Value, ...]] = []
    for visit in ward.visits:
        person = visit.person
        at = visit.begin + 120
        biz, mode = ("12", "住院") if visit.inpatient else ("14", "门诊")
        rows.append(
            (
                person.certno,
                person.name,
                biz,
                at,
                "1",
                mode,
                visit.ipt_otp_no,
                "T01",
                ward.nurse.name,
            )
        )
    return turn(
        "certno psn_name recog_biz recog_time recog_rslt med_mode ipt_otp_no term_no oper_name",
        rows,
    )
