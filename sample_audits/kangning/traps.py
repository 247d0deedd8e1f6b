"""Innocent look-alikes that fee lines and visits alone can clear.

Each stands beside one planted kind and differs from it in the one thing that matters.
"""

from sample_audits.kangning.cases import Cases
from sample_audits.kangning.clock import moment
from sample_audits.kangning.items import (
    BED,
    BLOOD_COUNT,
    EXERCISE,
    HEMIPLEGIA,
    INFUSION,
    METOPROLOL,
    OMEPRAZOLE,
    PROSTATE_MASSAGE,
    RAISED,
    ROUND,
    ULTRASOUND,
    VAGINAL_LAVAGE,
)
from sample_audits.kangning.stays import PNEUMONIA, STROKE, afternoon, daily
from sample_audits.kangning.violations import Planter


def refunded_duplicate(cases: Cases, turn: int) -> None:
    """A double booking that was refunded, with and without the reference to the line."""
    visit = cases.outpatient()
    at = visit.begin + 900
    visit.charge(BLOOD_COUNT, at)
    second = visit.charge(BLOOD_COUNT, at)
    visit.refund(second, at + 1200, named=turn != 1)
    cases.ward.innocent("refunded_duplicate", second, "重复的一笔已退费，冲减后为一次")
    cases.settle(visit)


def two_infusions(cases: Cases, turn: int) -> None:
    """Two infusions a day, once with known hours and once with the hour unknown on both."""
    visit = cases.stay(3)
    day = cases.middle(visit)
    for hour in (9, 16):
        line = visit.charge(INFUSION, moment(day, hour, 5))
    cases.ward.innocent("two_infusions", line, "一日两组输液，时间不同")
    for _ in range(2):
        line = visit.charge(INFUSION, moment(day - 1))
    cases.ward.innocent("unknown_hour_pair", line, "零点表示时刻不明，两组输液不是同一时刻")
    cases.settle(visit)


def settled_again(cases: Cases, turn: int) -> None:
    """A whole settlement taken back and settled anew with the same lines."""
    ward = cases.ward
    visit = cases.outpatient()
    visit.charge(BLOOD_COUNT, visit.begin + 900)
    visit.charge(ULTRASOUND, visit.begin + 1800)
    ward.settle(visit)
    old = list(visit.lines)
    ward.reverse(visit, visit.settlements[-1].at + 3600)
    for line in old:
        visit.charge(line.item, line.at, line.cnt)
    ward.settle(visit)
    visit.settlements[-1].at += 7200
    ward.innocent("settled_again", visit.lines[-1], "原结算已整单冲红，重新结算")


def rounds_next_day(cases: Cases, turn: int) -> None:
    """Rounds every day once, the last on the eve of discharge: as many as the days of stay."""
    visit = cases.stay(2)
    line = next(x for x in visit.lines if x.item is ROUND and x.at == moment(visit.first_day + 1))
    cases.ward.innocent("once_a_day", line, "每日一次，次数等于住院天数")
    cases.settle(visit)


def exclusive_items_apart(cases: Cases, turn: int) -> None:
    """The two items of a pair on different days, and on one day with one of them refunded."""
    ward = cases.ward
    visit = cases.stay(4)
    day = cases.middle(visit)
    line, session = ward.session(visit, EXERCISE, day)
    visit.diag = STROKE
    line.item = session.item = HEMIPLEGIA
    line.price = HEMIPLEGIA.price
    ward.innocent("exclusive_other_day", line, "互斥项目不在同一天")
    last = visit.last_day - 1
    begin = afternoon(cases.last_bed, last)
    line = visit.charge(HEMIPLEGIA, begin + 2400, staff=ward.teams[1]["ot"])
    visit.refund(line, begin + 2460)
    ward.innocent("exclusive_refunded", line, "互斥的一项已退费")
    ward.settle(visit)


def same_day_stay(cases: Cases, turn: int) -> None:
    """Admitted and discharged on one day: one day of bed is due."""
    ward = cases.ward
    day = cases.clinic.case_day()
    visit = ward.visit(
        ward.person(), moment(day, 9), moment(day, 16), "2101", PNEUMONIA, bed="短05"
    )
    daily(visit, day)
    visit.charge(BLOOD_COUNT, moment(day, 10))
    ward.innocent("same_day_stay", visit.lines[0], "当日入出院按一天计床位")
    ward.settle(visit)


def discharge_day_bed_refunded(cases: Cases, turn: int) -> None:
    """The bed of the day of discharge was charged and refunded."""
    visit = cases.stay(3)
    line = visit.charge(BED, moment(visit.last_day))
    visit.refund(line, moment(visit.last_day, 9), named=turn != 1)
    cases.ward.innocent("discharge_day_bed_refunded", line, "出院当日床位费已退")
    cases.settle(visit)


def charged_at_discharge(cases: Cases, turn: int) -> None:
    """Charges at the minute of discharge, later that day, at no hour; one after it, refunded."""
    visit = cases.stay(3)
    for kind, item, at, why in (
        ("at_discharge_minute", BLOOD_COUNT, visit.end, "恰在出院时刻"),
        ("later_on_discharge_day", ULTRASOUND, visit.end + 14_400, "出院当日晚些时候补记"),
        ("midnight_of_discharge_day", INFUSION, moment(visit.last_day), "零点表示时刻不明"),
    ):
        cases.ward.innocent(kind, visit.charge(item, at), why)
    line = visit.charge(OMEPRAZOLE, moment(visit.last_day + 3, 10), 14)
    visit.refund(line, moment(visit.last_day + 3, 11))
    cases.ward.innocent("after_discharge_refunded", line, "出院后误记，当日已退")
    cases.settle(visit)


def price_of_the_day(cases: Cases, turn: int) -> None:
    """The new price from its first day on, the old one to its last, and a price at the ceiling."""
    therapist = cases.ward.outpatient_team["speech"]
    for day, why in (
        (RAISED + turn, "新价自2024-07-01起执行"),
        (RAISED - 2 - turn, "执行旧价38元，等于当时限价"),
    ):
        visit = cases.outpatient(day)
        begin = moment(visit.first_day, 9 + turn)
        line, _ = cases.clinic.therapy(visit, EXERCISE, begin, therapist)
        cases.ward.innocent("price_of_the_day", line, why)
        cases.settle(visit)
    visit = cases.outpatient()
    equal = visit.charge(ULTRASOUND, visit.begin + 1200)
    wrong = visit.charge(BLOOD_COUNT, visit.begin + 1300, price=2600)
    visit.refund(wrong, visit.begin + 2000)
    visit.charge(BLOOD_COUNT, visit.begin + 2100)
    cases.ward.innocent("price_at_ceiling", equal, "价格等于限价")
    cases.ward.innocent("over_price_refunded", wrong, "超价的一笔已退费重收")
    cases.settle(visit)


def right_sex(cases: Cases, turn: int) -> None:
    """An item of one sex for that sex, and one for the other sex that was refunded."""
    item, sex, other = ((PROSTATE_MASSAGE, "1", "2"), (VAGINAL_LAVAGE, "2", "1"))[turn % 2]
    visit = cases.outpatient(person=cases.ward.person(sex))
    cases.ward.innocent("right_sex", visit.charge(item, visit.begin + 1200), "性别相符")
    cases.settle(visit)
    visit = cases.outpatient(person=cases.ward.person(other))
    line = visit.charge(item, visit.begin + 1200)
    visit.refund(line, visit.begin + 1800)
    cases.ward.innocent("wrong_sex_refunded", line, "录错项目，已退费")
    cases.settle(visit)


def one_code_often(cases: Cases, turn: int) -> None:
    """One trace code read twice in one sale, sold again after a return, and a pack split in two."""
    ward, clinic = cases.ward, cases.clinic
    days = sorted(clinic.case_day() for _ in range(4))
    visit = clinic.open(days[0])
    line = clinic.boxes(visit, METOPROLOL)
    code = ward.scans[-1].code
    clinic.scan(visit, line, code, after=93)
    ward.innocent("retry_scan", code, "同一结算内重复扫码")
    ward.settle(visit)

    first, second = clinic.open(days[1]), clinic.open(days[2])
    sold = clinic.boxes(first, METOPROLOL)
    code = ward.scans[-1].code
    first.refund(sold, sold.at + 1800)
    again = second.charge(METOPROLOL, second.begin + 1200, METOPROLOL.pack)
    clinic.scan(second, again, code)
    ward.innocent("return_then_resale", code, "前一次已退药退费，再次销售")
    cases.settle(first, second)

    halves = (clinic.open(days[3]), clinic.open(days[3] + 7))
    code = clinic.new_code()
    for visit in halves:
        half = visit.charge(OMEPRAZOLE, visit.begin + 1200, OMEPRAZOLE.pack // 2)
        clinic.scan(visit, half, code)
    ward.innocent("split_pack", code, "拆零分给两人，合计不超过一盒")
    cases.settle(*halves)


PLANTERS: tuple[Planter, ...] = (
    refunded_duplicate,
    two_infusions,
    settled_again,
    rounds_next_day,
    exclusive_items_apart,
    same_day_stay,
    discharge_day_bed_refunded,
    charged_at_discharge,
    price_of_the_day,
    right_sex,
    one_code_often,
)
