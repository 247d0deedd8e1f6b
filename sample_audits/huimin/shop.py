"""The honest year of the shop: swipes with a face, a code and a box that leaves the shelf.

Two terminals, open from eight to nine in the evening, a pharmacist always there; nobody swipes
within five minutes of somebody else.
"""

from datetime import date, datetime, timedelta
from decimal import Decimal

from sample_audits.common.books import Books
from sample_audits.common.marks import Institution, Item
from sample_audits.common.outpatients import Claims, Visit
from sample_audits.common.sheets import Row
from sample_audits.huimin.items import (
    AMOXICILLIN,
    BANDAGE,
    EVERYDAY,
    GROCERY,
    HERB,
    METFORMIN,
    SITAGLIPTIN,
    STATIN,
    TONIC,
)
from sample_audits.kangning.people import Person

HOUSE = Institution("P33010600002", "惠民大药房", "9", "330106", "41", 4002)
TERMINALS = ("HMT01", "HMT02")
COLD_SYMPTOMS = ("J06.900", "急性上呼吸道感染")
FIRST = date(2025, 1, 1)
MONTHS = [date(2025, month, 1) for month in range(1, 13)]
ON_PRESCRIPTION = (STATIN, AMOXICILLIN)


class Shop:
    """The shop's claims and books, and the people who come."""

    def __init__(self, seed: int, *, crimes: bool) -> None:
        self.claims = Claims(HOUSE, seed)
        self.books = Books(self.claims, ("药房", "惠民大药房营业厅"), MONTHS)
        self.crimes = crimes
        self.regulars: list[Person] = []
        self.knowledge: dict[str, list[Row]] = {}
        self._prescriptions = 0
        self._quiet = 0

    def customer(self) -> Person:
        """Somebody who comes again, or somebody new who will."""
        if len(self.regulars) > 60 and self.claims.rng.random() < 0.7:
            return self.regulars[self.claims.pick(len(self.regulars))]
        self.regulars.append(self.claims.person())
        return self.regulars[-1]

    def quiet(self, day: date) -> datetime:
        """A moment of the early morning of `day` nobody else has: plants stand there."""
        self._quiet += 1
        return datetime(day.year, day.month, day.day, 8) + timedelta(
            seconds=self._quiet * 97 % 1500
        )

    def open(
        self, at: datetime, person: Person | None = None, terminal: str = TERMINALS[0], **check: str
    ) -> Visit:
        """A customer at the counter, the face checked."""
        visit = self.claims.visit(person or self.claims.person(), at, COLD_SYMPTOMS)
        self.claims.check(visit, terminal, **check)
        return visit

    def sell(
        self, visit: Visit, item: Item, cnt: int = 1, at: datetime | None = None, **more: str
    ) -> Row:
        """Charge whole boxes; they leave the shelf the same day. First metformin, then gliptins."""
        if item is SITAGLIPTIN:
            self.sell(visit, METFORMIN)
        line = visit.charge(item, cnt * item.pack, at, "", **more)
        self.books.sell(item, visit.at.date(), cnt * item.pack)
        return line

    def close(self, visit: Visit, **more: str) -> None:
        """Settle and read a code for each box of the drugs that carry one."""
        visit.settle(None, **more)
        for line in visit.lines:
            self.code_each(visit, line)

    def code_each(self, visit: Visit, line: Row) -> list[Row]:
        """A code a box; herbs and goods have none."""
        if line["list_type"] != "101" or line["med_list_codg"].startswith("T"):
            return []
        pack = SITAGLIPTIN.pack if line["medins_list_codg"] == SITAGLIPTIN.own else 1
        return [self.claims.scan(visit, line) for _ in range(int(Decimal(line["cnt"])) // pack)]

    def sale(self, at: datetime, item: Item, cnt: int = 1, person: Person | None = None) -> Row:
        """One honest sale of one item; the line."""
        visit = self.open(at, person)
        line = self.sell(visit, item, cnt)
        self.close(visit)
        return line

    def prescribe(self, visit: Visit, line: Row, on: datetime, **more: str) -> Row:
        """A prescription for what a line sells."""
        self._prescriptions += 1
        row = self.claims.own(
            visit,
            rxno=f"RX{self._prescriptions:06d}",
            medins_list_codg=line["medins_list_codg"],
            medins_list_name=line["medins_list_name"],
            cnt=line["cnt"],
            rx_prsc_time=str(on),
            prsc_dr_name="社区中心坐诊医师",
        )
        row.update(more)
        self.claims.sheets["rx"].append(row)
        return row


def run_year(shop: Shop, a_day: int) -> None:
    """Ordinary days of `a_day` customers on average, and what goes over the counter for cash."""
    claims = shop.claims
    for number in range(365):
        day = FIRST + timedelta(days=number)
        for turn in range(max(1, a_day - 1 + claims.pick(3))):
            minute = 35 + turn * (720 // (a_day + 2)) + claims.pick(720 // (a_day + 2) - 6)
            at = datetime(day.year, day.month, day.day, 8) + timedelta(minutes=minute)
            _customer(shop, at, TERMINALS[turn % 2])
        if number % 3 == 0:
            for goods in (GROCERY, TONIC):
                shop.books.sell(goods, day, 1 + claims.pick(2))
    _staff(shop)


def _customer(shop: Shop, at: datetime, terminal: str) -> None:
    claims = shop.claims
    visit = shop.open(at, shop.customer(), terminal)
    lot = claims.rng.random()
    first = claims.pick(len(EVERYDAY))
    shop.sell(visit, EVERYDAY[first], 1 + (lot < 0.3))
    if lot < 0.75:
        shop.sell(visit, EVERYDAY[(first + 1 + claims.pick(5)) % len(EVERYDAY)])
    if 0.3 < lot < 0.4:
        line = shop.sell(visit, ON_PRESCRIPTION[claims.pick(2)])
        shop.prescribe(visit, line, at - timedelta(days=claims.pick(3), hours=2))
    if 0.4 < lot < 0.45:
        shop.sell(visit, HERB, 1 + claims.pick(3))
    if 0.45 < lot < 0.5:
        shop.sell(visit, BANDAGE)
    if 0.5 < lot < 0.52:
        shop.sell(visit, SITAGLIPTIN)
    shop.close(visit)
    if lot > 0.99:
        _returned(shop, visit)


def _returned(shop: Shop, visit: Visit) -> None:
    """Goods brought back an hour later: money and box go back the same day."""
    for line in list(visit.lines):
        item = next(one for one in EVERYDAY if one.own == line["medins_list_codg"])
        shop.books.move(item, visit.at.date(), "门诊销售", int(Decimal(line["cnt"])))
    visit.undo(visit.at + timedelta(hours=1))


def _staff(shop: Shop) -> None:
    claims = shop.claims
    where = {"fixmedins_code": HOUSE.code, "fixmedins_name": HOUSE.name}
    claims.sheets["medins_info"].append(
        {**where, "admdvs": HOUSE.area, "medins_natu": "民营", "hosp_lv": "未定级"}
        | {"medins_type": "零售药店", "begndate": "2019-04-01"}
    )
    people = (("HMY01", "执业药师"), ("HMY02", "执业药师"), ("HMS01", "店员"))
    for code, kind in people:
        claims.sheets["staff"].append(
            {**where, "staff_code": code, "staff_name": claims.name(), "staff_type": kind}
            | {"dept_name": "营业厅", "begndate": "2019-04-01"}
        )
    for number in range(365):
        day = FIRST + timedelta(days=number)
        for code, on, off in (("HMY01", "08:00", "14:30"), ("HMY02", "14:00", "21:30")):
            claims.sheets["staff_shift"].append(
                {
                    **where,
                    "staff_code": code,
                    "shift_date": str(day),
                    "on_time": on,
                    "off_time": off,
                }
            )
