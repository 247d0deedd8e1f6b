"""Innocent look-alikes of wrong dialysis charges, on guests of a free afternoon."""

from datetime import date, datetime, timedelta

from sample_audits.common.sheets import Row
from sample_audits.zekang.centre import Centre
from sample_audits.zekang.crimes import NOT_KIDNEY, Planter, kits, mid_month, stay
from sample_audits.zekang.items import (
    ABDOMINAL,
    BLOOD_COUNT,
    CRRT,
    EPO,
    FLUID,
    HD,
    HDF,
    HEPATITIS_B,
    NEEDLE,
)

ACUTE = ("N17.900", "急性肾衰竭")


def signed_early(centre: Centre, turn: int) -> None:
    """Signed in fifty minutes before; and one in bed, told by the wristband."""
    day = centre.guest_day()
    at = datetime(day.year, day.month, day.day, 13)
    visit = centre.visit(centre.claims.person(), at, recog_time=str(at - timedelta(minutes=50)))
    line, _ = centre.treat(visit, HD, at)
    kits(centre, visit)
    centre.close(visit)
    _clear(centre, "signed_early", "SES-14b", line, "治疗前一小时之内核验过")
    visit = centre.visit(centre.claims.person(), at + timedelta(hours=5), signed=False)
    centre.session(visit, HD, at + timedelta(hours=5), patn_verify_way="腕带")
    line = visit.charge(HD, at=at + timedelta(hours=9))
    kits(centre, visit)
    centre.close(visit)
    _clear(centre, "by_wristband", "SES-14b", line, "床旁治疗，按腕带核对")


def charged_next_day(centre: Centre, turn: int) -> None:
    """Treated on the last of the month, charged on the first of the next."""
    last = date(2024, 3 + turn * 2, 1) - timedelta(days=1)
    at = datetime(last.year, last.month, last.day, 17)
    visit = centre.visit(centre.claims.person(), at)
    centre.session(visit, HD, at)
    line = visit.charge(HD, at=at + timedelta(hours=15))
    kits(centre, visit)
    centre.close(visit)
    _clear(centre, "charged_next_day", "SES-15", line, "记账日比治疗日晚一天")


def cheaper_charged(centre: Centre, turn: int) -> None:
    """Filtration on record, plain dialysis charged."""
    day = centre.guest_day()
    at = datetime(day.year, day.month, day.day, 13)
    visit = centre.visit(centre.claims.person(), at)
    centre.session(visit, HDF, at)
    line = visit.charge(HD, at=at + timedelta(hours=4))
    kits(centre, visit)
    centre.close(visit)
    for rule in ("SES-15", "SES-20b"):
        _clear(centre, "cheaper_charged", rule, line, "收费的更便宜")


def two_weeks(centre: Centre, turn: int) -> None:
    """Four in eight days, two of them in each week."""
    person, day = centre.claims.person(), mid_month(centre)
    monday = day - timedelta(days=day.weekday())
    for offset in (2, 4, 7, 9):
        visit, line, _ = centre.guest(monday + timedelta(days=offset), person=person, hour=17)
        centre.close(visit)
    _clear(centre, "two_weeks", "SES-16", line, "跨两周的四次")


def acute(centre: Centre, turn: int) -> None:
    """Four days running: the kidneys failed suddenly."""
    person, day = centre.claims.person(), mid_month(centre)
    monday = day - timedelta(days=day.weekday())
    for offset in range(4):
        at = datetime(monday.year, monday.month, monday.day, 18) + timedelta(days=offset)
        visit = centre.visit(person, at, diag=ACUTE)
        line, _ = centre.treat(visit, HD, at)
        kits(centre, visit)
        centre.close(visit)
    _clear(centre, "acute", "SES-16", line, "急性肾损伤，需要连日透析")


def entered_twice(centre: Centre, turn: int) -> None:
    """One session that two nurses wrote down."""
    day = centre.guest_day()
    visit, _, session = centre.guest(day)
    begun = datetime.fromisoformat(session["begntime"])
    again = centre.session(visit, HD, begun, device=session["device_id"])
    centre.close(visit)
    key = again["session_id"]
    centre.claims.innocent("entered_twice", "SES-16b", "session_id", key, "同一次透析登记两遍")


def four_weeks_away(centre: Centre, turn: int) -> None:
    """Erythropoietin within four weeks on holiday."""
    person, day = centre.claims.person(), mid_month(centre)
    for offset in (0, 27):
        visit, _, _ = centre.guest(day + timedelta(days=offset), person=person, hour=17)
        centre.close(visit)
    between = centre.visit(person, visit.at - timedelta(days=10))
    line = centre.kit(between, EPO)
    centre.close(between)
    _clear(centre, "four_weeks_away", "SES-16c", line, "间隔不到一个月")


def handed_over(centre: Centre, turn: int) -> None:
    """The next patient's record begins twenty minutes before the last one's ends."""
    day = centre.guest_day()
    first, _, session = centre.guest(day, hour=13)
    centre.close(first)
    at = datetime(day.year, day.month, day.day, 16, 40)
    visit = centre.visit(centre.claims.person(), at)
    line, _ = centre.treat(visit, HD, at, device=session["device_id"])
    kits(centre, visit)
    centre.close(visit)
    _clear(centre, "handed_over", "SES-17b", line, "交接半小时以内的登记误差")


def both_infected(centre: Centre, turn: int) -> None:
    """Two guests with hepatitis B, one after the other on the isolated machine."""
    day = mid_month(centre)
    for hour in (13, 18):
        person = centre.claims.person()
        before = datetime(day.year, day.month, day.day, hour) - timedelta(days=20)
        tested = centre.visit(person, before)
        centre.test(tested, HEPATITIS_B, "阳性")
        centre.close(tested)
        visit, _, session = centre.guest(day, person=person, hour=hour, device="TX08")
        centre.close(visit)
    key = session["session_id"]
    centre.claims.innocent("both_infected", "SES-17c", "session_id", key, "两位都是阳性")


def admitted_that_day(centre: Centre, turn: int) -> None:
    """Dialysed here in the morning of the day of admission; and once an outpatient elsewhere."""
    day = centre.guest_day()
    visit, line, _ = centre.guest(day)
    centre.close(visit)
    rows = centre.claims.sheets["oth_setl"]
    rows.append(stay(visit, day, day + timedelta(days=6), turn))
    rows.append(stay(visit, day - timedelta(days=1), day + timedelta(days=1), turn + 7, "11"))
    _clear(centre, "admitted_that_day", "SES-18", line, "入院当天；另一笔是门诊")


def begun_hour(centre: Centre, turn: int) -> None:
    """Six hours charged for five hours and ten minutes: a begun hour counts."""
    day = centre.guest_day()
    at = datetime(day.year, day.month, day.day, 13)
    visit = centre.visit(centre.claims.person(), at, diag=NOT_KIDNEY)
    centre.session(visit, CRRT, at, 310)
    line = visit.charge(CRRT, 6, at + timedelta(minutes=310))
    centre.close(visit)
    _clear(centre, "begun_hour", "SES-19", line, "不足一小时按一小时算")


def other_day_mode(centre: Centre, turn: int) -> None:
    """Filtration one day, dialysis two days later."""
    person, day = centre.claims.person(), mid_month(centre)
    for offset, item in ((0, HDF), (2, HD)):
        visit, line, _ = centre.guest(day + timedelta(days=offset), item, person, hour=17)
        centre.close(visit)
    _clear(centre, "other_day_mode", "SES-20", line, "两种方式不在同一天")
    _clear(centre, "other_day_mode", "SES-19b", line, "收 1 次")


def taken_the_day_before(centre: Centre, turn: int) -> None:
    """Needles taken on the last of the month for the first of the next."""
    first = date(2024, 4 + turn * 2, 1)
    person = centre.claims.person()
    before = datetime(first.year, first.month, first.day, 16) - timedelta(days=1)
    visit = centre.visit(person, before)
    line = centre.kit(visit, NEEDLE, 2)
    centre.close(visit)
    at = before + timedelta(hours=25)
    after = centre.visit(person, at)
    centre.treat(after, HD, at)
    centre.close(after)
    _clear(centre, "taken_the_day_before", "SES-21", line, "月底领用、次月一日治疗")


def fluid_of_its_own(centre: Centre, turn: int) -> None:
    """Peritoneal fluid on a day of dialysis; dialysis fluid on a day without."""
    visit, _, _ = centre.guest(centre.guest_day())
    line = centre.kit(visit, ABDOMINAL)
    centre.close(visit)
    _clear(centre, "fluid_of_its_own", "SES-21c", line, "腹膜透析液")
    at = visit.at + timedelta(days=3)
    other = centre.visit(visit.person, at)
    line = centre.kit(other, FLUID)
    centre.close(other)
    _clear(centre, "fluid_of_its_own", "SES-21c", line, "不在透析当天")


def one_each_month(centre: Centre, turn: int) -> None:
    """A count on the 30th and one on the 2nd: one a month."""
    person = centre.claims.person()
    for day in (date(2024, 4 + turn, 29), date(2024, 5 + turn, 2)):
        visit, _, _ = centre.guest(day, person=person, hour=21)
        line = centre.test(visit, BLOOD_COUNT)
        centre.close(visit)
    _clear(centre, "one_each_month", "SES-22", line, "跨两个周期各一次")


def tested_elsewhere(centre: Centre, turn: int) -> None:
    """Fourteen weeks, the tests done elsewhere and their reports entered here."""
    person = centre.claims.person()
    for week in range(14):
        day = date(2024, 6, 3 + turn) + timedelta(weeks=week)
        visit, _, _ = centre.guest(day, person=person, hour=21, device=f"TX0{3 + turn}")
        if week == 5:
            centre.test(visit, BLOOD_COUNT, charged=False)
        centre.close(visit)
    key = person.psn_no
    centre.claims.innocent("tested_elsewhere", "SES-22b", "psn_no", key, "外院化验，报告录入本院")


def day_of_death(centre: Centre, turn: int) -> None:
    """Dialysed on the day of death."""
    visit, line, _ = centre.guest(centre.guest_day())
    centre.close(visit)
    person = visit.person
    centre.claims.sheets["psn_death"].append(
        {"psn_no": person.psn_no, "certno": person.certno, "psn_name": person.name}
        | {"die_date": str(visit.at.date())}
    )
    _clear(centre, "day_of_death", "XY1-10", line, "死亡当日")


def _clear(centre: Centre, kind: str, rule: str, line: Row, why: str) -> None:
    centre.claims.innocent(kind, rule, "bkkp_sn", line["bkkp_sn"], why)


PLANTERS: tuple[Planter, ...] = (
    signed_early,
    charged_next_day,
    cheaper_charged,
    two_weeks,
    acute,
    entered_twice,
    four_weeks_away,
    handed_over,
    both_infected,
    admitted_that_day,
    begun_hour,
    other_day_mode,
    taken_the_day_before,
    fluid_of_its_own,
    one_each_month,
    tested_elsewhere,
    day_of_death,
)
