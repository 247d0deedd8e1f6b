"""Planted wrongs of the stock books: each on a drug that only this case sells.

`turn` shifts nothing here: stock is one for the whole shop, so every kind stands once a year.
"""

from dataclasses import replace
from datetime import date
from decimal import Decimal

from sample_audits.common.books import SUPPLIER
from sample_audits.common.marks import Item
from sample_audits.common.sheets import Row
from sample_audits.huimin.items import by_tablet, drug
from sample_audits.huimin.shop import Shop
from sample_audits.huimin.swipes import Planter

ZERO = drug("XA06ADA", "乳果糖口服溶液", "29.30")
OVER_STOCK = drug("XA07EAA", "美沙拉嗪肠溶片", "88.20")
OVER_BOUGHT = drug("XB01ACA", "阿司匹林肠溶片", "13.45")
PHANTOM = drug("XG04CAA", "坦索罗辛缓释胶囊", "42.60")
MISBILLED = drug("XH03AAA", "左甲状腺素钠片", "25.15")
DEAR_PPI = drug("XA02BCA", "艾司奥美拉唑肠溶片", "76.50")
CHEAP_PPI = drug("XA02BCB", "奥美拉唑肠溶胶囊", "9.80")
LOST = drug("XP02CAA", "阿苯达唑片", "6.75")
BELOW_ZERO = drug("XD07ACA", "糠酸莫米松乳膏", "16.20")
BY_PACK = by_tablet(drug("XN05CFA", "右佐匹克隆片", "2.50"), 10)
HOARDED = drug("ZC01AA", "清开灵口服液", "33.25", "中成药")
GIFT = drug("XM05BXA", "盐酸氨基葡萄糖片", "54.90")
RETURNED = drug("XR03BBA", "噻托溴铵粉雾剂", "118.60")
SPIKE = drug("XC07ABA", "美托洛尔缓释片", "17.95")


def billed(shop: Shop, item: Item, day: date, cnt: int, *, given: int | None = None) -> Row:
    """One sale with its codes; `given` of it leave the shelf that day, all by default."""
    visit = shop.open(shop.quiet(day))
    line = visit.charge(item, cnt)
    visit.settle()
    for _ in range(cnt // item.pack):
        shop.claims.scan(visit, line)
    if cnt if given is None else given:
        shop.books.sell(item, day, cnt if given is None else given)
    return line


def _part(line: Row, over: int) -> Decimal:
    return Decimal(line["pric"]) * over


def zero_stock(shop: Shop, turn: int) -> None:
    """Eight boxes billed on a shelf that had been empty for months; goods came a week later."""
    shop.books.stocked(ZERO, 10)
    billed(shop, ZERO, date(2025, 1, 20), 10)
    line = billed(shop, ZERO, date(2025, 3, 5), 8, given=0)
    shop.books.buy(ZERO, date(2025, 3, 12), 20)
    shop.books.sell(ZERO, date(2025, 3, 13), 8)
    shop.claims.wrong("zero_stock", "INV-01", line)


def more_than_left(shop: Shop, turn: int) -> None:
    """Thirty billed, the shelf is short of five: the rest were never there to be sold."""
    shop.books.stocked(OVER_STOCK, 100)
    lines = [billed(shop, OVER_STOCK, date(2025, 2, 4), 4, given=4)]
    lines += [
        billed(shop, OVER_STOCK, date(2025, month, 6), 13, given=month == 5) for month in (5, 6)
    ]
    shop.claims.wrong("more_than_left", "INV-02", lines[1], _part(lines[1], 12))
    shop.claims.wrong("more_than_left", "INV-02", lines[2])


def more_than_bought(shop: Shop, turn: int) -> None:
    """Ten ever came, sixteen are billed; running stock and the balance tell the same."""
    shop.books.stocked(OVER_BOUGHT, 4)
    shop.books.buy(OVER_BOUGHT, date(2025, 1, 10), 6)
    billed(shop, OVER_BOUGHT, date(2025, 2, 7), 9)
    line = billed(shop, OVER_BOUGHT, date(2025, 5, 9), 7, given=1)
    for rule in ("INV-01", "INV-02", "INV-03"):
        shop.claims.wrong("more_than_bought", rule, line, _part(line, 6))


def phantom_receipt(shop: Shop, turn: int) -> None:
    """Thirty booked in with an invoice, no supplier's delivery; twenty of them billed."""
    shop.books.stocked(PHANTOM, 5)
    shop.books.buy(PHANTOM, date(2025, 2, 25), 30, delivered=0)
    first = billed(shop, PHANTOM, date(2025, 3, 20), 10)
    last = billed(shop, PHANTOM, date(2025, 5, 21), 15)
    shop.claims.wrong("phantom_receipt", "INV-04", first, _part(first, 5))
    shop.claims.wrong("phantom_receipt", "INV-04", last)


def false_invoice(shop: Shop, turn: int) -> None:
    """Sixty invoiced where twenty came; and one invoice number on two invoices."""
    shop.books.stocked(MISBILLED, 0)
    shop.books.buy(MISBILLED, date(2025, 1, 6), 20, invoiced=60)
    billed(shop, MISBILLED, date(2025, 1, 24), 4)
    shop.claims.lead("false_invoice", "INV-05", "medins_list_codg", MISBILLED.own)
    invoices = shop.claims.sheets["purc_invo"]
    second = replace(MISBILLED, own=f"{MISBILLED.own}B")
    shop.books.stocked(second, 0)
    shop.books.buy(second, date(2025, 4, 8), 3)
    invoices[-1]["invo_no"] = invoices[-2]["invo_no"]
    told = f"发票号 {invoices[-1]['invo_codg']}{invoices[-1]['invo_no']}"
    shop.claims.lead("false_invoice", "INV-05", "what", told)


def mirror(shop: Shop, turn: int) -> None:
    """Forty of the dear one billed, forty of the cheap one gone: the price between them."""
    shop.books.stocked(DEAR_PPI, 100)
    shop.books.stocked(CHEAP_PPI, 100)
    billed(shop, CHEAP_PPI, date(2025, 2, 11), 10)
    billed(shop, DEAR_PPI, date(2025, 2, 12), 20)
    lines = [billed(shop, DEAR_PPI, date(2025, month, 13), 20, given=0) for month in (4, 6)]
    shop.books.sell(CHEAP_PPI, date(2025, 4, 13), 20)
    shop.books.sell(CHEAP_PPI, date(2025, 6, 13), 20)
    between = Decimal(DEAR_PPI.price) - Decimal(CHEAP_PPI.price)
    for line in lines:
        shop.claims.wrong("mirror", "INV-06", line, between * 20)
        shop.claims.wrong("mirror", "INV-02", line)


def lost(shop: Shop, turn: int) -> None:
    """Thirty of a hundred and thirty went down as damaged."""
    shop.books.stocked(LOST, 140)
    shop.books.sell(LOST, date(2025, 3, 2), 100)
    shop.books.move(LOST, date(2025, 5, 30), "报损出库", -30)
    shop.claims.lead("lost", "INV-08", "medins_list_codg", LOST.own)


def below_zero(shop: Shop, turn: int) -> None:
    """Five handed over for cash twelve days before any came."""
    shop.books.stocked(BELOW_ZERO, 0)
    shop.books.sell(BELOW_ZERO, date(2025, 1, 20), 5)
    shop.books.buy(BELOW_ZERO, date(2025, 2, 1), 10)
    shop.claims.lead("below_zero", "INV-10", "medins_list_codg", BELOW_ZERO.own)


def price_of_a_box(shop: Shop, turn: int) -> None:
    """Ten tablets charged at the price of ten boxes."""
    shop.books.stocked(BY_PACK, 200)
    billed(shop, BY_PACK, date(2025, 1, 15), 30)
    visit = shop.open(shop.quiet(date(2025, 4, 15)))
    line = visit.charge(BY_PACK, 10, price="25.00")
    shop.close(visit)
    shop.books.sell(BY_PACK, date(2025, 4, 15), 10)
    shop.claims.wrong("price_of_a_box", "INV-11", line, Decimal("225.00"))


def hoarded(shop: Shop, turn: int) -> None:
    """Ten a month all year; in November two years' worth comes in."""
    shop.books.stocked(HOARDED, 20)
    for month in range(1, 13):
        billed(shop, HOARDED, date(2025, month, 17), 4)
        if month != 11:
            shop.books.buy(HOARDED, date(2025, month, 25), 4)
    shop.books.buy(HOARDED, date(2025, 11, 26), 96)
    shop.claims.lead("hoarded", "INV-13", "medins_list_codg", HOARDED.own)


def gift_billed(shop: Shop, turn: int) -> None:
    """Fifteen paid for, twenty given for nothing; thirty billed."""
    shop.books.stocked(GIFT, 5)
    shop.books.buy(GIFT, date(2025, 1, 8), 10)
    shop.books.move(GIFT, date(2025, 1, 9), "赠药入库", 20, purc_pric="0")
    first = billed(shop, GIFT, date(2025, 2, 18), 16)
    last = billed(shop, GIFT, date(2025, 5, 19), 14)
    shop.claims.wrong("gift_billed", "INV-15", first, _part(first, 1))
    shop.claims.wrong("gift_billed", "INV-15", last)


def returned(shop: Shop, turn: int) -> None:
    """Four boxes came back, the money did not."""
    shop.books.stocked(RETURNED, 30)
    billed(shop, RETURNED, date(2025, 2, 19), 6)
    line = billed(shop, RETURNED, date(2025, 3, 19), 4)
    shop.books.move(RETURNED, date(2025, 3, 21), "门诊销售", 4)
    for rule in ("INV-16", "INV-02"):
        shop.claims.wrong("returned", rule, line)


def price_spike(shop: Shop, turn: int) -> None:
    """Bought six times, once at twice the price from somebody else."""
    shop.books.stocked(SPIKE, 10)
    for month in range(1, 8):
        price, who = ("29.80", "关联商贸有限公司") if month == 6 else ("14.40", SUPPLIER)
        shop.books.buy(SPIKE, date(2025, month, 14), 3, purc_pric=price, spler_name=who)
    billed(shop, SPIKE, date(2025, 7, 20), 5)
    shop.claims.lead("price_spike", "INV-18", "medins_list_codg", SPIKE.own)


PLANTERS: tuple[Planter, ...] = (
    zero_stock,
    more_than_left,
    more_than_bought,
    phantom_receipt,
    false_invoice,
    mirror,
    lost,
    below_zero,
    price_of_a_box,
    hoarded,
    gift_billed,
    returned,
    price_spike,
)
