"""Planted wrong charges around dialysis: kits, tests, stock, and a patient who had died."""

from datetime import date, timedelta
from decimal import Decimal

from sample_audits.zekang.centre import Centre
from sample_audits.zekang.crimes import Planter, mid_month
from sample_audits.zekang.items import BLOOD_COUNT, CARE_PACK, DIALYSER, EPO, FLUID, NEEDLE


def two_dialysers(centre: Centre, turn: int) -> None:
    """Two dialysers, three needles for one session."""
    visit, _, _ = centre.guest(mid_month(centre))
    more = centre.kit(visit, DIALYSER, at=visit.at + timedelta(hours=1))
    needle = centre.kit(visit, NEEDLE, at=visit.at + timedelta(hours=1))
    centre.close(visit)
    for line in (more, needle):
        centre.claims.wrong("two_dialysers", "SES-21", line)


def dialysers_missing(centre: Centre, turn: int) -> None:
    """A hundred and twenty dialysers went out of the balance and on no slip."""
    if turn:
        return
    rows = centre.books.shelf(DIALYSER).moves
    sold = [row for row in rows if row["chg_type"] == "门诊销售"][:200]
    for row in sold:
        if row["chg_cnt"] != "0" and row["biz_time"] >= "2024":
            centre.books.shelf(DIALYSER).hidden[row["biz_time"][:7].replace("-", "")] -= int(
                row["chg_cnt"]
            )
            rows.remove(row)
    centre.claims.lead("dialysers_missing", "SES-21b", "word", "透析器")


def fluid_apart(centre: Centre, turn: int) -> None:
    """Dialysis fluid charged beside the dialysis that includes it."""
    visit, _, _ = centre.guest(centre.guest_day())
    line = centre.kit(visit, FLUID)
    centre.close(visit)
    centre.claims.wrong("fluid_apart", "SES-21c", line)


def tested_twice(centre: Centre, turn: int) -> None:
    """Two blood counts in a month."""
    person, day = centre.claims.person(), mid_month(centre)
    for offset in (0, 5):
        visit, _, _ = centre.guest(day + timedelta(days=offset), person=person, hour=17)
        line = centre.test(visit, BLOOD_COUNT)
        centre.close(visit)
    centre.claims.wrong("tested_twice", "SES-22", line)


def never_tested(centre: Centre, turn: int) -> None:
    """Dialysed once a week for fourteen weeks, and not one test."""
    person = centre.claims.person()
    for week in range(14):
        day = date(2024, 2, 7 + turn) + timedelta(weeks=week)
        visit, _, _ = centre.guest(day, person=person, hour=21, device=f"TX0{3 + turn}")
        centre.close(visit)
    centre.claims.lead("never_tested", "SES-22b", "psn_no", person.psn_no)


def filtrations_tripled(centre: Centre, turn: int) -> None:
    """In December three times as many filtrations as a year before."""
    if not turn:
        centre.claims.lead("filtrations_tripled", "SES-24b", "month", "2024-12")


def after_death(centre: Centre, turn: int) -> None:
    """Dialysis and its drug nine days after the patient died."""
    day = centre.guest_day()
    visit, _, _ = centre.guest(day)
    drug = centre.kit(visit, EPO)
    centre.close(visit)
    person = visit.person
    centre.claims.sheets["psn_death"].append(
        {"psn_no": person.psn_no, "certno": person.certno, "psn_name": person.name}
        | {"die_date": str(day - timedelta(days=9))}
    )
    for one in visit.lines:
        centre.claims.wrong("after_death", "XY1-10", one)
    centre.claims.wrong("after_death", "SPA-17", drug)


def issued_less(centre: Centre, turn: int) -> None:
    """Ten care packs issued to the ward, thirty charged there."""
    if turn:
        return
    books = centre.books
    shelf = books.stocked(CARE_PACK, 0)
    shelf.counted = False
    books.buy(CARE_PACK, date(2024, 1, 5), 100)
    books.move(CARE_PACK, date(2024, 2, 5), "科室领用", -10, counterpart="血液透析室")
    for number, cnt in enumerate((8, 10, 12)):
        visit, _, _ = centre.guest(date(2024, 3, 5) + timedelta(days=number * 56), hour=17)
        line = visit.charge(CARE_PACK, cnt, acord_dept_name="血液透析室")
        centre.close(visit)
        # The largest issue counts as left over from before.
        if number == 2:
            centre.claims.wrong("issued_less", "INV-17", line, 10 * Decimal(CARE_PACK.price))


def off_platform(centre: Centre, turn: int) -> None:
    """A tenth of the year's purchases without an order on the platform."""
    if turn:
        return
    centre.books.off_platform = ("202408", "202409")
    centre.claims.lead("off_platform", "INV-12", "year", "2024")


PLANTERS: tuple[Planter, ...] = (
    two_dialysers,
    fluid_apart,
    tested_twice,
    never_tested,
    filtrations_tripled,
    after_death,
    issued_less,
    off_platform,
)
LAST: tuple[Planter, ...] = (dialysers_missing,)
"""Done when every sale is known."""
