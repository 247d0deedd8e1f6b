"""Stock moves and monthly balances that follow from what was charged and given out.

The store counts packs, the pharmacy counts split units; goods for a month arrive on the 25th of
the month before, so an honest sale never finds the shelf empty. In every place
closing = opening + Σ moves.
"""

from collections import defaultdict
from dataclasses import dataclass, field

from sample_audits.kangning.clock import DAY, month_starts, month_text
from sample_audits.kangning.items import WARD_DRUGS, Item
from sample_audits.kangning.records import Line
from sample_audits.kangning.ward import Ward

STORE, PHARMACY = "药库", "药房"
_RESERVE = 10


@dataclass(frozen=True)
class Receipt:
    """Goods that came (or, negative, went back): `packs` of an item on a day."""

    item: Item
    day: int
    packs: int
    borrowed: bool = False


@dataclass(frozen=True, eq=False)
class Move:
    """One stock move; `cnt` is in packs in the store and for transfers, else in split units."""

    place: str
    item: Item
    kind: str
    cnt: int
    packs: bool
    day: int
    counterpart: str


@dataclass(frozen=True, eq=False)
class Balance:
    """One item in one place over a month: packs in the store, split units in the pharmacy."""

    place: str
    item: Item
    month: int
    opening: int
    received: int
    given: int

    @property
    def closing(self) -> int:
        """本期结存数."""
        return self.opening + self.received - self.given


@dataclass
class Stock:
    """A ward's year of stock; `opening` in split units on the pharmacy's shelf."""

    opening: dict[Item, int] = field(default_factory=dict)
    receipts: list[Receipt] = field(default_factory=list)
    moves: list[Move] = field(default_factory=list)
    balances: list[Balance] = field(default_factory=list)


def keep_stock(ward: Ward, stock: Stock) -> None:
    """Fill in moves and balances from the ward's fee lines and the receipts already planned."""
    sales = [
        (line, visit.inpatient, visit.person.name)
        for visit in ward.visits
        for line in visit.lines
        if line.item.pack and line.stock_cnt
    ]
    _order(stock, [line for line, _, _ in sales])
    for receipt in stock.receipts:
        _receive(stock, receipt)
    for line, inpatient, name in sales:
        kind = "住院销售" if inpatient else "门诊销售"
        stock.moves.append(
            Move(PHARMACY, line.item, kind, -line.stock_cnt, False, line.at // DAY, name)
        )
    stock.moves.sort(key=lambda move: (move.item.code, move.day))
    _balance(stock)


def _order(stock: Stock, sold: list[Line]) -> None:
    months = month_starts()
    need: dict[tuple[Item, int], int] = defaultdict(int)
    index = {month_text(start): number for number, start in enumerate(months)}
    for line in sold:
        need[line.item, index[month_text(line.at // DAY)]] += max(0, line.stock_cnt)
    for item in WARD_DRUGS:
        stock.opening[item] = (-(-need[item, 0] // item.pack) + _RESERVE) * item.pack
        for number, start in enumerate(months[1:], start=1):
            packs = -(-need[item, number] // item.pack)
            if packs:
                stock.receipts.append(Receipt(item, start - 7, packs))


def _receive(stock: Stock, receipt: Receipt) -> None:
    item, day, packs = receipt.item, receipt.day, receipt.packs
    if receipt.borrowed:
        stock.moves.append(Move(PHARMACY, item, "其他业务", packs, True, day, "邻县康复医院"))
        return
    stock.moves.append(Move(STORE, item, "物资采购", packs, True, day, "安和医药有限公司"))
    stock.moves.append(Move(STORE, item, "库房调拨", -packs, True, day, PHARMACY))
    stock.moves.append(Move(PHARMACY, item, "药房调拨", packs, True, day, STORE))


def _balance(stock: Stock) -> None:
    totals: dict[tuple[str, Item, str], list[int]] = defaultdict(lambda: [0, 0])
    for move in stock.moves:
        cnt = move.cnt * move.item.pack if move.packs and move.place == PHARMACY else move.cnt
        totals[move.place, move.item, month_text(move.day)][cnt < 0] += abs(cnt)
    months = month_starts()
    for item in sorted(stock.opening, key=lambda item: item.code):
        for place in (STORE, PHARMACY):
            in_store = _RESERVE if item in WARD_DRUGS else 0
            closing = stock.opening[item] if place == PHARMACY else in_store
            for start in months:
                received, given = totals.get((place, item, month_text(start)), (0, 0))
                balance = Balance(place, item, start, closing, received, given)
                stock.balances.append(balance)
                closing = balance.closing
