"""Planted wrong charges that fee lines and visits alone can show.

Each planter makes its own visit, so that one violation never makes another; the amount noted is
the violating part only, on the latest lines first.
"""

from collections.abc import Callable

from sample_audits.kangning.cases import Cases, move_session
from sample_audits.kangning.clinic import dialysis_visit
from sample_audits.kangning.clock import moment
from sample_audits.kangning.items import (
    BED,
    BLOOD_COUNT,
    DIALYSIS,
    EXERCISE,
    HEMIPLEGIA,
    HYSTEROGRAPHY,
    INFUSION,
    OMEPRAZOLE,
    PERFUSION,
    PROSTATE_MASSAGE,
    PROSTATE_TEST,
    RAISED,
    ROUND,
    ULTRASOUND,
    VAGINAL_LAVAGE,
)
from sample_audits.kangning.stays import STROKE, afternoon, slot

Planter = Callable[[Cases, int], None]


def duplicate_charge(cases: Cases, turn: int) -> None:
    """Rounds twice a day, or one blood count booked two or three times in one minute."""
    ward = cases.ward
    if turn % 2:
        visit = cases.stay()
        # One day goes without, so that rounds do not also outnumber the days of stay.
        visit.lines.remove(
            next(x for x in visit.lines if x.item is ROUND and x.at == moment(visit.last_day - 1))
        )
        extra = [visit.charge(ROUND, moment(cases.middle(visit), 15, 10))]
    else:
        visit = cases.outpatient()
        at = visit.begin + 900
        visit.charge(BLOOD_COUNT, at)
        extra = [visit.charge(BLOOD_COUNT, at) for _ in range(2 if turn == 4 else 1)]
    for line in extra:
        ward.wrong("duplicate_charge", line, line.amount)
    ward.settle(visit)


def exclusive_items(cases: Cases, turn: int) -> None:
    """Hemiplegia training with exercise therapy, or perfusion with dialysis, on one day.

    The cheaper item comes later, so "the included one" and "the latest one" name the same line.
    """
    ward = cases.ward
    if turn % 2:
        visit = cases.stay()
        visit.diag = STROKE
        day = cases.middle(visit)
        line, session = ward.session(visit, EXERCISE, day)
        move_session(line, session, afternoon(cases.last_bed, day))
        session.staff = line.staff = ward.teams[1]["ot"]
        ward.treat(visit, HEMIPLEGIA, slot(cases.last_bed, 0, day), 41, ward.teams[1]["pt"])
    else:
        visit = dialysis_visit(cases.clinic, cases.clinic.case_day())
        machine = f"X{ward.number:04d}9"
        begin = visit.begin + 1200
        ward.treat(visit, PERFUSION, begin, 120, ward.nurse, machine)
        line, _ = ward.treat(visit, DIALYSIS, begin + 7800, 240, ward.nurse, machine)
    ward.wrong("exclusive_items", line, line.amount)
    ward.settle(visit)


def bed_days_over_stay(cases: Cases, turn: int) -> None:
    """A bed charged on the day of discharge; every other turn on the eve of admission too."""
    visit = cases.stay()
    if turn % 2:
        visit.charge(BED, moment(visit.first_day - 1))
    visit.charge(BED, moment(visit.last_day))
    beds = sorted((x for x in visit.lines if x.item is BED), key=lambda line: line.at)
    for line in beds[visit.nights :]:
        cases.ward.wrong("bed_days_over_stay", line, line.amount)
    cases.settle(visit)


def charged_after_discharge(cases: Cases, turn: int) -> None:
    """A charge two to four days after the patient went home."""
    visit = cases.stay(4)
    item = (BLOOD_COUNT, ULTRASOUND, INFUSION, OMEPRAZOLE)[turn % 4]
    line = visit.charge(item, moment(visit.last_day + 2 + turn % 3, 14, 20), 14 if item.pack else 1)
    cases.ward.wrong("charged_after_discharge", line, line.amount)
    cases.settle(visit)


def price_over_ceiling(cases: Cases, turn: int) -> None:
    """The July price charged before July, or a price of the hospital's own."""
    if turn % 2:
        visit = cases.stay()
        day = cases.middle(visit)
        line, _ = cases.ward.session(visit, EXERCISE, day)
        line.price = 4100 if day < RAISED else 4500
    else:
        visit = cases.outpatient()
        item, price = ((ULTRASOUND, 9500), (BLOOD_COUNT, 2200))[turn // 2 % 2]
        line = visit.charge(item, visit.begin + 1200, 2 if turn == 4 else 1, price=price)
    over = line.price - line.item.price_on(line.at // 86_400)
    cases.ward.wrong("price_over_ceiling", line, over * line.cnt)
    cases.settle(visit)


def sex_conflict(cases: Cases, turn: int) -> None:
    """An item of one sex charged to the other."""
    item, sex = (
        (PROSTATE_MASSAGE, "2"),
        (VAGINAL_LAVAGE, "1"),
        (PROSTATE_TEST, "2"),
        (HYSTEROGRAPHY, "1"),
    )[turn % 4]
    visit = cases.outpatient(person=cases.ward.person(sex))
    line = visit.charge(item, visit.begin + 1200)
    cases.ward.wrong("sex_conflict", line, line.amount)
    cases.settle(visit)


def trace_code_twice(cases: Cases, turn: int) -> None:
    """One box's code settled for two people; the repeat is the violation."""
    ward, clinic = cases.ward, cases.clinic
    days = sorted((clinic.case_day(), clinic.case_day()))
    first, second = (clinic.open(day) for day in days)
    sold = clinic.boxes(first, OMEPRAZOLE)
    code = ward.scans[-1].code
    repeat = second.charge(OMEPRAZOLE, second.begin + 1200, sold.cnt * (1 + turn % 2))
    clinic.scan(second, repeat, code)
    if turn % 2:
        clinic.scan(second, repeat, clinic.new_code())
    ward.wrong("trace_code_twice", code, sold.amount, repeat)
    cases.settle(first, second)


PLANTERS: tuple[Planter, ...] = (
    duplicate_charge,
    exclusive_items,
    bed_days_over_stay,
    charged_after_discharge,
    price_over_ceiling,
    sex_conflict,
    trace_code_twice,
)
