"""Planted wrong sales of the counter: prescriptions, amounts, drugs billed for other goods."""

from datetime import date, datetime, timedelta
from decimal import Decimal

from sample_audits.huimin.items import AMOXICILLIN, EVERYDAY, SITAGLIPTIN, STATIN, TONIC, drug
from sample_audits.huimin.shop import TERMINALS, Shop
from sample_audits.huimin.swipes import Planter, spread

FOR_GROCERIES = drug("XA16AXA", "硫辛酸片", "30.00")
WATCHED = drug("XR05DAA", "复方甘草片", "9.45")
DOCTOR = "李坐堂"


def no_prescription(shop: Shop, turn: int) -> None:
    """A statin sold with no prescription, an antibiotic with one written the day after."""
    visit = shop.open(shop.quiet(spread(turn, 44)))
    lines = [shop.sell(visit, STATIN), shop.sell(visit, AMOXICILLIN)]
    shop.prescribe(visit, lines[1], visit.at + timedelta(days=1))
    shop.close(visit)
    for line in lines:
        shop.claims.wrong("no_prescription", "PHR-09", line)


def too_many_signed(shop: Shop, turn: int) -> None:
    """A hundred and one prescriptions by one doctor on one day."""
    day = spread(turn, 250)
    visits = shop.claims.sheets["mdtrt_d"][:101]
    for number, row in enumerate(visits):
        shop.claims.sheets["rx"].append(
            {"fixmedins_code": row["fixmedins_code"], "certno": row["certno"]}
            | {"psn_name": row["psn_name"], "ipt_otp_no": row["ipt_otp_no"]}
            | {"rxno": f"LZT{turn}{number:03d}", "medins_list_name": "阿莫西林胶囊", "cnt": "1"}
            | {"rx_prsc_time": f"{day} 09:00:00", "prsc_dr_name": f"{DOCTOR}{turn + 1}"}
        )
    shop.claims.lead("too_many_signed", "PHR-09", "thing", f"{DOCTOR}{turn + 1}")


def bulk(shop: Shop, turn: int) -> None:
    """Five boxes of 28 at once; every other turn three and then one more on the same day."""
    visit = shop.open(shop.quiet(spread(turn, 48)))
    if turn % 2:
        shop.sell(visit, SITAGLIPTIN, 3)
        line = shop.sell(visit, SITAGLIPTIN, 1, at=visit.at + timedelta(seconds=30))
        over = 28
    else:
        line, over = shop.sell(visit, SITAGLIPTIN, 5), 56
    shop.close(visit)
    shop.claims.wrong("bulk", "PHR-10", line, over * Decimal(SITAGLIPTIN.price))


def december_rush(shop: Shop, turn: int) -> None:
    """Little all year, thirty boxes in December."""
    person = shop.claims.person()
    for month in (2, 5, 7, 10):
        shop.sale(shop.quiet(date(2025, month, 3 + turn)), EVERYDAY[1], 1, person)
    shop.sale(shop.quiet(date(2025, 12, 5 + turn)), EVERYDAY[2], 30, person)
    shop.claims.lead("december_rush", "PHR-10", "psn_no", person.psn_no)


def groceries_as_drugs(shop: Shop, turn: int) -> None:
    """Tins of powder leave, a drug that stays on the shelf is billed for them."""
    if turn:
        return
    lines = []
    shop.books.stocked(FOR_GROCERIES, 30)
    for number in range(3):
        at = datetime(2025, 12, 22 + number * 2, 20, 15)
        visit = shop.open(at, terminal=TERMINALS[1])
        lines.append(visit.charge(FOR_GROCERIES, 4))
        shop.close(visit)
    shop.books.shelf(TONIC).hidden["202512"] += 2
    worth = 2 * Decimal(TONIC.price)
    for line in reversed(lines):
        amount = min(Decimal(line["det_item_fee_sumamt"]), worth)
        worth -= amount
        shop.claims.wrong("groceries_as_drugs", "PHR-08", line, amount)
        shop.claims.wrong("groceries_as_drugs", "INV-02", line)


def watched(shop: Shop, turn: int) -> None:
    """A drug on the watch list, bought while the list was in force: a register, no crime."""
    line = shop.sale(shop.quiet(date(2025, 1, 12 + turn)), WATCHED)
    shop.claims.lead("watched", "PHR-15", "bkkp_sn", line["bkkp_sn"])


PLANTERS: tuple[Planter, ...] = (
    no_prescription,
    too_many_signed,
    bulk,
    december_rush,
    groceries_as_drugs,
    watched,
)
