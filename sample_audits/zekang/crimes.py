"""Planted wrong charges of dialysis, each on guests of a free afternoon.

A guest is somebody treated here for a few days; so one crime never makes another, and where it
truly does (four charged for one session also break the week), the truth names both rules.
"""

from collections.abc import Callable
from datetime import date, datetime, timedelta
from decimal import Decimal

from sample_audits.common.outpatients import Visit
from sample_audits.common.sheets import Row
from sample_audits.zekang.centre import HOUSE, Centre
from sample_audits.zekang.items import (
    ADSORBER,
    CRRT,
    DIALYSER,
    EPO,
    HD,
    HDF,
    HEPATITIS_B,
    NEEDLE,
    PERFUSION,
)

Planter = Callable[[Centre, int], None]
NOT_KIDNEY = ("T60.000", "有机磷农药中毒")


def no_sign_in(centre: Centre, turn: int) -> None:
    """A treatment on record whose patient never signed in."""
    day = centre.guest_day()
    at = datetime(day.year, day.month, day.day, 13)
    visit = centre.visit(centre.claims.person(), at, signed=False)
    line, _ = centre.treat(visit, HD, at)
    kits(centre, visit)
    centre.close(visit)
    centre.claims.wrong("no_sign_in", "SES-14b", line)


def not_on_record(centre: Centre, turn: int) -> None:
    """Two charged in a month, one on record."""
    person, day = centre.claims.person(), mid_month(centre)
    visit, _, _ = centre.guest(day, person=person)
    centre.close(visit)
    again = centre.visit(person, visit.at + timedelta(days=7))
    line = again.charge(HD)
    centre.close(again)
    centre.claims.wrong("not_on_record", "SES-15", line)


def four_a_week(centre: Centre, turn: int) -> None:
    """Monday, Wednesday, Friday and Saturday."""
    person, day = centre.claims.person(), mid_month(centre)
    monday = day - timedelta(days=day.weekday())
    for offset in (0, 2, 4, 5):
        visit, line, _ = centre.guest(monday + timedelta(days=offset), person=person, hour=17)
        centre.close(visit)
    centre.claims.wrong("four_a_week", "SES-16", line)


def twice_a_day(centre: Centre, turn: int) -> None:
    """A second session ten hours after the first."""
    person, day = centre.claims.person(), centre.guest_day()
    for hour in (7, 17):
        visit, _, session = centre.guest(day, person=person, hour=hour)
        centre.close(visit)
    centre.claims.lead("twice_a_day", "SES-16b", "session_id", session["session_id"])


def while_away(centre: Centre, turn: int) -> None:
    """Erythropoietin in the middle of six weeks without dialysis."""
    person, day = centre.claims.person(), mid_month(centre) - timedelta(days=25)
    for offset in (0, 42):
        visit, _, _ = centre.guest(day + timedelta(days=offset), person=person, hour=17)
        centre.close(visit)
    at = datetime(day.year, day.month, day.day, 10) + timedelta(days=20)
    between = centre.visit(person, at)
    line = centre.kit(between, EPO)
    centre.close(between)
    centre.claims.lead("while_away", "SES-16c", "bkkp_sn", line["bkkp_sn"])


def beyond_machines(centre: Centre, turn: int) -> None:
    """Thirty-four sessions on a Sunday on eight machines of four shifts."""
    if turn:
        return
    for number in range(34):
        at = datetime(2024, 9, 15, 7) + timedelta(minutes=number * 20)
        visit = centre.visit(centre.claims.person(), at - timedelta(minutes=10))
        line, _ = centre.treat(visit, HD, at, device="")
        centre.close(visit)
        if number >= 32:
            centre.claims.wrong("beyond_machines", "SES-17", line)


def one_machine_two_people(centre: Centre, turn: int) -> None:
    """The second patient on the machine an hour after the first, who stays three more."""
    day = centre.guest_day()
    noon = datetime(day.year, day.month, day.day, 13)
    device = centre.free(noon, noon + timedelta(hours=5))
    for hour in (13, 14):
        visit, line, _ = centre.guest(day, hour=hour, device=device)
        centre.close(visit)
    centre.claims.wrong("one_machine_two_people", "SES-17b", line)


def infected_beside(centre: Centre, turn: int) -> None:
    """A guest with hepatitis B on a machine that others, who have it not, used that morning."""
    day = mid_month(centre)
    person = centre.claims.person()
    tested = centre.visit(person, datetime(day.year, day.month, day.day, 8) - timedelta(days=20))
    centre.test(tested, HEPATITIS_B, "阳性")
    centre.close(tested)
    visit, _, session = centre.guest(day, person=person, device="TX01")
    centre.close(visit)
    centre.claims.lead("infected_beside", "SES-17c", "session_id", session["session_id"])


def in_another_hospital(centre: Centre, turn: int) -> None:
    """Charged here on a day inside a stay elsewhere."""
    day = centre.guest_day()
    visit, line, _ = centre.guest(day)
    centre.close(visit)
    centre.claims.sheets["oth_setl"].append(
        stay(visit, day - timedelta(days=3), day + timedelta(days=5), turn)
    )
    centre.claims.wrong("in_another_hospital", "SES-18", line)


def hours_beyond(centre: Centre, turn: int) -> None:
    """Ten hours charged where the machine ran five hours and ten minutes."""
    day = centre.guest_day()
    at = datetime(day.year, day.month, day.day, 13)
    visit = centre.visit(centre.claims.person(), at, diag=NOT_KIDNEY)
    centre.session(visit, CRRT, at, 310)
    line = visit.charge(CRRT, 10, at + timedelta(minutes=310))
    centre.close(visit)
    centre.claims.wrong("hours_beyond", "SES-19", line, 4 * Decimal(CRRT.price))


def session_by_the_hour(centre: Centre, turn: int) -> None:
    """A session of four hours charged four times: too many for the record and for the week."""
    day = mid_month(centre)
    at = datetime(day.year, day.month, day.day, 13)
    visit = centre.visit(centre.claims.person(), at)
    centre.session(visit, HD, at)
    line = visit.charge(HD, 4, at + timedelta(hours=4))
    kits(centre, visit)
    centre.close(visit)
    for rule, times in (("SES-19b", 3), ("SES-15", 3), ("SES-16", 1)):
        centre.claims.wrong("session_by_the_hour", rule, line, times * Decimal(HD.price))


def two_modes(centre: Centre, turn: int) -> None:
    """Perfusion and dialysis charged for the same two hours."""
    day = centre.guest_day()
    at = datetime(day.year, day.month, day.day, 13)
    visit, line, _ = centre.guest(day)
    centre.session(visit, PERFUSION, at + timedelta(minutes=10), 120, "")
    visit.charge(PERFUSION, at=at + timedelta(minutes=130))
    centre.kit(visit, ADSORBER)
    centre.close(visit)
    for rule in ("SES-20", "XY2-03"):
        centre.claims.wrong("two_modes", rule, line)


def dearer_mode(centre: Centre, turn: int) -> None:
    """Filtration charged, plain dialysis on record: the difference."""
    day = centre.guest_day()
    at = datetime(day.year, day.month, day.day, 13)
    visit = centre.visit(centre.claims.person(), at)
    centre.session(visit, HD, at)
    line = visit.charge(HDF, at=at + timedelta(hours=4))
    kits(centre, visit)
    centre.close(visit)
    between = Decimal(HDF.price) - Decimal(HD.price)
    centre.claims.wrong("dearer_mode", "SES-20b", line, between)


def stay(visit: Visit, first: date, last: date, number: int, med_type: str = "2101") -> Row:
    """A settlement of the same person at another hospital."""
    person = visit.person
    return {
        "psn_no": person.psn_no,
        "certno": person.certno,
        "psn_name": person.name,
        "oth_medins_code": "H33010799999",
        "oth_medins_name": "市立医院",
        "oth_setl_id": f"{HOUSE.region}{visit.row['mdtrt_id']}{number}",
        "med_type": med_type,
        "oth_begndate": str(first),
        "oth_enddate": str(last),
        "oth_setl_time": f"{last} 10:00:00",
    }


def mid_month(centre: Centre) -> date:
    """A free day from the 10th to the 20th, so that a week before and after is the same month."""
    while True:
        day = centre.guest_day()
        if 10 <= day.day <= 20 and day.month > 1:
            return day


def kits(centre: Centre, visit: Visit) -> None:
    """One dialyser and two needles."""
    centre.kit(visit, DIALYSER)
    centre.kit(visit, NEEDLE, 2)


PLANTERS: tuple[Planter, ...] = (
    no_sign_in,
    not_on_record,
    four_a_week,
    twice_a_day,
    while_away,
    beyond_machines,
    one_machine_two_people,
    infected_beside,
    in_another_hospital,
    hours_beyond,
    session_by_the_hour,
    two_modes,
    dearer_mode,
)
