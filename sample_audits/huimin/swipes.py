"""Planted wrong swipes: nobody there, somebody else's card, cards kept, nights, loops, round sums.

Each plant has customers, and mostly goods, of its own, so that one crime never makes another.
"""

from collections.abc import Callable
from datetime import date, datetime, timedelta

from sample_audits.common.outpatients import Visit
from sample_audits.huimin.items import COLD, EVERYDAY, GANMAOLING, STATIN, drug
from sample_audits.huimin.shop import FIRST, HOUSE, TERMINALS, Shop
from sample_audits.kangning.people import Person

Planter = Callable[[Shop, int], None]
EMPTY = drug("XA11CCA", "维生素D滴剂", "45.80")
FOREIGN = drug("XS01XAA", "玻璃酸钠滴眼液", "38.75")
NEVER = drug("XD01ACA", "硝酸咪康唑乳膏", "17.55")
DEAR = drug("XL04ACA", "贝利尤单抗", "198.00")


def spread(turn: int, first: int, step: int = 31) -> date:
    """The day of the `turn`-th case of a kind; kinds start on different days of the year."""
    return FIRST + timedelta(days=first + turn * step)


def empty_swipe(shop: Shop, turn: int) -> None:
    """Two boxes settled, none scanned, none handed over; the books say they went."""
    at = shop.quiet(spread(turn, 40))
    visit = shop.open(at)
    line = visit.charge(EMPTY, 2)
    visit.settle()
    shop.books.stocked(EMPTY, 40).hidden[f"{at:%Y%m}"] += 2
    shop.claims.wrong("empty_swipe", "PHR-01", line)


def check_failed(shop: Shop, turn: int) -> None:
    """The face check failed, the card was charged all the same."""
    visit = shop.open(shop.quiet(spread(turn, 12)), recog_rslt="2")
    line = shop.sell(visit, EVERYDAY[turn])
    shop.close(visit)
    for rule in ("PHR-02", "XY1-11"):
        shop.claims.wrong("check_failed", rule, line)


def another_face(shop: Shop, turn: int) -> None:
    """The face that passed belongs to somebody else."""
    other = shop.claims.person()
    visit = shop.open(shop.quiet(spread(turn, 15)), certno=other.certno, psn_name=other.name)
    line = shop.sell(visit, EVERYDAY[turn + 2])
    shop.close(visit)
    shop.claims.wrong("another_face", "PHR-02", line)


def cards_kept(shop: Shop, turn: int) -> None:
    """Three cards in one order, forty seconds apart, on three evenings."""
    people = [shop.claims.person() for _ in range(3)]
    for evening in range(3):
        day = spread(turn, 20) + timedelta(days=evening * 4)
        for place, person in enumerate(people):
            at = datetime(day.year, day.month, day.day, 20, 10, place * 40 % 60)
            _small(shop, at + timedelta(minutes=place * 40 // 60), person, TERMINALS[1])
    for person in people:
        shop.claims.lead("cards_kept", "PHR-03", "psn_no", person.psn_no)


def crowd_at_night(shop: Shop, turn: int) -> None:
    """Fifteen swipes between eleven and midnight."""
    day = spread(turn, 130, 45)
    for number in range(15):
        at = datetime(day.year, day.month, day.day, 23) + timedelta(minutes=number * 4)
        _small(shop, at, shop.claims.person(), TERMINALS[number % 2])
    shop.claims.lead("crowd_at_night", "PHR-04", "day", str(day))


def crowd_on_holiday(shop: Shop, turn: int) -> None:
    """A holiday with four times the customers of a working day."""
    day = (date(2025, 10, 3), date(2025, 5, 2), date(2025, 10, 6))[turn]
    for number in range(30):
        at = datetime(day.year, day.month, day.day, 19, 30) + timedelta(minutes=number * 4)
        _small(shop, at, shop.claims.person(), TERMINALS[number % 2])
    shop.claims.lead("crowd_on_holiday", "PHR-04", "day", str(day))


def one_after_another(shop: Shop, turn: int) -> None:
    """Six people at one terminal within a minute and a half."""
    day = spread(turn, 60)
    visits = []
    for number in range(6):
        at = datetime(day.year, day.month, day.day, 20, 40) + timedelta(seconds=number * 15)
        visits.append(_small(shop, at, shop.claims.person(), TERMINALS[1]))
    for visit in visits:
        key = visit.settlements[0]["setl_id"]
        shop.claims.lead("one_after_another", "PHR-05", "setl_id", key)


def swipe_refund_loop(shop: Shop, turn: int) -> None:
    """Charged, taken back three minutes later, charged again: three times on one day."""
    at = shop.quiet(spread(turn, 70))
    visit = shop.open(at)
    for number in range(3):
        begun = at + timedelta(minutes=number * 5)
        visit.charge(EVERYDAY[4], 1, begun)
        visit.settle(begun)
        visit.undo(begun + timedelta(minutes=3))
    last = at + timedelta(minutes=15)
    line = shop.sell(visit, EVERYDAY[4], at=last)
    visit.settle(last)
    shop.code_each(visit, line)
    for one in visit.settlements[:-1]:
        if one["refd_setl_flag"] == "0":
            shop.claims.lead("swipe_refund_loop", "PHR-06", "setl_id", one["setl_id"])


def foreign_terminal(shop: Shop, turn: int) -> None:
    """Swiped at a terminal that stands somewhere else."""
    visit = shop.open(shop.quiet(spread(turn, 25)), terminal="WH099")
    line = shop.sell(visit, FOREIGN)
    shop.close(visit)
    shop.claims.wrong("foreign_terminal", "PHR-11", line)


def never_stocked(shop: Shop, turn: int) -> None:
    """A drug the shop never had: no balance, no receipt, no invoice."""
    visit = shop.open(shop.quiet(spread(turn, 33)))
    line = visit.charge(NEVER, 1 + turn)
    shop.close(visit)
    for rule in ("PHR-11b", "INV-19"):
        shop.claims.wrong("never_stocked", rule, line)


def round_amounts(shop: Shop, turn: int) -> None:
    """In one month a third of all swipes come to forty yuan sharp."""
    month = ("2025-08", "2025-02", "2025-11")[turn]
    usual = sum(row["setl_time"].startswith(month) for row in shop.claims.sheets["setl_d"])
    for number in range(usual * 11 // 20):
        day = date.fromisoformat(f"{month}-01") + timedelta(days=number % 28)
        at = datetime(day.year, day.month, day.day, 21) + timedelta(minutes=number // 28 * 4)
        visit = shop.open(at, shop.claims.person(), TERMINALS[0])
        shop.sell(visit, COLD)
        shop.sell(visit, GANMAOLING)
        shop.close(visit)
    shop.claims.lead("round_amounts", "PHR-13", "month", month)


def after_death(shop: Shop, turn: int) -> None:
    """A negotiated drug swiped for, three weeks after its owner died."""
    day = spread(turn, 100)
    visit = shop.open(shop.quiet(day))
    line = shop.sell(visit, DEAR, hi_nego_drug_flag="1")
    shop.prescribe(visit, line, visit.at - timedelta(hours=1))
    shop.close(visit)
    shop.claims.sheets["psn_death"].append(_named(visit, die_date=str(day - timedelta(days=21))))
    for rule in ("XY1-10", "SPA-17"):
        shop.claims.wrong("after_death", rule, line)


def in_custody(shop: Shop, turn: int) -> None:
    """Swiped while the owner of the card was in prison."""
    day = spread(turn, 110)
    visit = shop.open(shop.quiet(day))
    line = shop.sell(visit, EVERYDAY[turn])
    shop.close(visit)
    term = {"list_begndate": str(day - timedelta(days=60)), "list_enddate": "2026-03-01"}
    shop.claims.sheets["psn_list"].append(_named(visit, list_kind="服刑", **term))
    shop.claims.wrong("in_custody", "XY1-10b", line)


def in_two_places(shop: Shop, turn: int) -> None:
    """Twelve minutes later the same card is swiped in another town."""
    visit = _small(shop, shop.quiet(spread(turn, 75)), shop.claims.person(), TERMINALS[0])
    shop.claims.sheets["oth_setl"].append(
        elsewhere(visit, visit.at + timedelta(minutes=12), f"X{turn}")
    )
    setl = visit.settlements[0]["setl_id"]
    shop.claims.lead("in_two_places", "XY1-12", "setl_id", setl)


def absent_pharmacist(shop: Shop, turn: int) -> None:
    """The pharmacist of the afternoon stayed away; what needs a prescription was sold."""
    day = spread(turn, 168)
    rows = shop.claims.sheets["staff_shift"]
    rows[:] = [one for one in rows if (one["staff_code"], one["shift_date"]) != ("HMY02", str(day))]
    visit = shop.open(datetime(day.year, day.month, day.day, 17, 45), terminal=TERMINALS[1])
    line = shop.sell(visit, STATIN)
    shop.prescribe(visit, line, visit.at - timedelta(hours=3))
    shop.close(visit)
    for one in shop.claims.sheets["fee_list_d"]:
        controlled = one["med_list_codg"].startswith(("XJ01", "XL01", "XC10AA"))
        if controlled and f"{day} 14:30:00" < one["fee_ocur_time"] < f"{day} 23:59:59":
            shop.claims.lead("absent_pharmacist", "PHR-12", "bkkp_sn", one["bkkp_sn"])


def pharmacist_twice(shop: Shop, turn: int) -> None:
    """One pharmacist on the list of two shops at the same hours."""
    day = spread(turn, 200)
    shop.claims.sheets["staff_shift"].append(
        {"fixmedins_code": "P33010600777", "fixmedins_name": "邻街大药房", "staff_code": "HMY01"}
        | {"shift_date": str(day), "on_time": "09:00", "off_time": "17:00"}
    )
    shop.claims.lead("pharmacist_twice", "PHR-12", "day", str(day))


def _small(shop: Shop, at: datetime, person: Person, terminal: str) -> Visit:
    """An honest sale as far as goods and codes go."""
    visit = shop.open(at, person, terminal)
    shop.sell(visit, EVERYDAY[shop.claims.pick(len(EVERYDAY))])
    shop.close(visit)
    return visit


def _named(visit: Visit, **cells: str) -> dict[str, str]:
    person = visit.person
    return {"psn_no": person.psn_no, "certno": person.certno, "psn_name": person.name, **cells}


def elsewhere(visit: Visit, at: datetime, number: str) -> dict[str, str]:
    """A settlement of the same person at another shop."""
    day = str(at.date())
    return _named(
        visit,
        oth_medins_code="P33010600888",
        oth_medins_name="康民药店",
        oth_setl_id=f"{HOUSE.region}{number}",
        med_type="41",
        oth_begndate=day,
        oth_enddate=day,
        oth_setl_time=str(at),
    )


PLANTERS: tuple[Planter, ...] = (
    empty_swipe,
    check_failed,
    another_face,
    cards_kept,
    crowd_at_night,
    crowd_on_holiday,
    one_after_another,
    swipe_refund_loop,
    foreign_terminal,
    never_stocked,
    after_death,
    in_custody,
    in_two_places,
    absent_pharmacist,
    pharmacist_twice,
)
