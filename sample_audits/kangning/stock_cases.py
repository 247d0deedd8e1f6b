"""The wrong and the innocent among stock, on drugs that only these visits use.

Planted once in a hospital, in its first ward: stock is one for the whole hospital.
"""

from dataclasses import dataclass, field

from sample_audits.kangning.clinic import Clinic
from sample_audits.kangning.clock import FIRST_DAY, day_of, moment
from sample_audits.kangning.items import (
    ALBUMIN,
    BEVACIZUMAB,
    EDARAVONE,
    GINKGO,
    NERVE_GROWTH,
    OMEPRAZOLE,
    PAIN_CAPSULE,
    THYMALFASIN,
    Item,
)
from sample_audits.kangning.records import Line
from sample_audits.kangning.stock import Receipt, Stock

SHORT, LATE, SAME, LAST, BORROWED = range(1, 6)
_WHY = {
    LATE: ("late_receipt", "入库单在次日补录，距销售不足24小时"),
    SAME: ("same_timestamp_receipt", "入库与销售同一时间戳，先入后销"),
    LAST: ("last_unit_sold", "恰好售完库存，结存为零而非负"),
    BORROWED: ("borrowed_stock", "借入的药品，其他业务入库可解释"),
}

# (month, day, cnt, what it is); a negative cnt is a receipt of so many packs.
_ALBUMIN = (
    (1, 15, 4, 0), (2, 20, 5, SHORT), (2, 22, 2, SHORT), (2, 27, -20, 0), (3, 12, 5, 0),
    (4, 16, 10, LAST), (5, 8, 3, SHORT), (5, 14, -10, 0), (6, 18, 2, 0), (7, 10, 5, LAST),
    (9, 4, 1, SHORT), (9, 10, -12, 0), (10, 16, 4, 0),
)  # fmt: skip
_EDARAVONE = (
    (3, 5, 5, 0), (3, 6, 10, SHORT), (3, 11, -4, 0), (4, 9, 15, LAST), (6, 5, 5, SHORT),
    (6, 6, 5, SHORT), (6, 13, -6, 0), (8, 7, 10, 0), (11, 6, 15, SHORT), (11, 12, -5, 0),
)  # fmt: skip
_NERVE_GROWTH = (
    (3, 5, 4, LATE), (3, 6, -10, 0), (4, 17, 8, 0), (5, 21, -6, 0), (5, 21, 3, SAME),
    (6, 25, 3, 0), (7, 16, 2, LATE), (7, 17, -5, 0), (8, 20, 3, 0), (9, 18, -4, 0),
    (9, 18, 1, SAME), (10, 22, 3, 0), (11, 19, 2, LATE), (11, 20, -6, 0), (12, 10, 4, 0),
    (12, 17, -2, 0), (12, 17, 2, SAME),
)  # fmt: skip
_GINKGO = (
    (5, 7, 10, BORROWED), (7, 3, 5, BORROWED), (9, 11, 5, BORROWED), (11, 4, -10, 0),
)  # fmt: skip
_LENT = ((5, 6, 2), (7, 2, 1), (9, 10, 1), (11, 5, -4))


@dataclass
class _Oversold:
    """A drug charged more often than it was given out: the excess falls on the latest lines."""

    item: Item
    every: int
    first: int
    times: int
    cnt: int
    opening: int
    receipts: tuple[tuple[int, int], ...]
    withheld: dict[int, int]
    lines: list[Line] = field(default_factory=list)


def _oversold() -> tuple[_Oversold, ...]:
    bevacizumab = tuple((day, 5) for day in (24, 79, 130, 176, 222, 268))
    capsule = tuple((day, 4) for day in (19, 105, 196, 283))
    thymalfasin = tuple((day, 5) for day in (70, 150, 230))
    return (
        _Oversold(BEVACIZUMAB, 21, 9, 16, 2, 6, bevacizumab, dict.fromkeys((4, 7, 10, 13), 2)),
        _Oversold(PAIN_CAPSULE, 30, 15, 12, 36, 72, capsule, {5: 36, 8: 24}),
        _Oversold(THYMALFASIN, 30, 37, 9, 2, 8, thymalfasin, dict.fromkeys((1, 3, 6), 2)),
    )


def plant_stock(clinic: Clinic, stock: Stock) -> None:
    """Charge the visits of all stock cases and plan their receipts; marks what is wrong."""
    for item, opening, script in (
        (ALBUMIN, 6, _ALBUMIN),
        (EDARAVONE, 10, _EDARAVONE),
        (NERVE_GROWTH, 2, _NERVE_GROWTH),
        (GINKGO, 0, _GINKGO),
    ):
        _play(clinic, stock, item, opening, script)
    for month, day, packs in _LENT:
        stock.receipts.append(Receipt(GINKGO, day_of(2024, month, day), packs, borrowed=True))
    for case in _oversold():
        _oversell(clinic, stock, case)
    _unit_traps(clinic)


def _play(
    clinic: Clinic,
    stock: Stock,
    item: Item,
    opening: int,
    script: tuple[tuple[int, int, int, int], ...],
) -> None:
    stock.opening[item] = opening
    left = opening
    for month, date, cnt, what in script:
        day = day_of(2024, month, date)
        if cnt < 0:
            stock.receipts.append(Receipt(item, day, -cnt))
            left += -cnt * item.pack
            continue
        visit = clinic.open(day)
        # The hour is unknown where receipt and sale share a timestamp.
        at = moment(day) if what == SAME else visit.begin + 1500
        line = clinic.boxes(visit, item, cnt // item.pack, at)
        if what == SHORT:
            uncovered = min(cnt, cnt - max(left, 0))
            clinic.ward.wrong("zero_stock_sale", line, uncovered * line.price)
        elif what:
            kind, why = _WHY[what]
            clinic.ward.innocent(kind, line, why)
        left -= cnt
        clinic.ward.settle(visit)


def _oversell(clinic: Clinic, stock: Stock, case: _Oversold) -> None:
    ward = clinic.ward
    stock.opening[case.item] = case.opening
    for day, packs in case.receipts:
        stock.receipts.append(Receipt(case.item, FIRST_DAY + day, packs))
    for number in range(case.times):
        visit = clinic.open(FIRST_DAY + case.first + number * case.every)
        line = clinic.boxes(visit, case.item, case.cnt // case.item.pack)
        line.stock_cnt -= case.withheld.get(number, 0)
        case.lines.append(line)
        ward.settle(visit)
    excess = sum(case.withheld.values())
    for line in reversed(case.lines):
        if excess <= 0:
            break
        ward.wrong("settled_over_stock", line, min(excess, line.cnt) * line.price)
        excess -= line.cnt


def _unit_traps(clinic: Clinic) -> None:
    for number in range(3):
        visit = clinic.open(FIRST_DAY + 40 + number * 90)
        line = clinic.boxes(visit, OMEPRAZOLE, 2)
        clinic.ward.settle(visit)
        clinic.ward.innocent("split_units", line, "收费按粒、入库按盒，按拆零比换算后库存足够")
    for number in range(3):
        visit = clinic.open(FIRST_DAY + 3 + number)
        line = clinic.boxes(visit, OMEPRAZOLE)
        clinic.ward.settle(visit)
        clinic.ward.innocent("opening_stock", line, "期初结存可解释，当月无采购也不为零库存")
