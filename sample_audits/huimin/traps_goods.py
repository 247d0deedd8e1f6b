"""Innocent look-alikes among stock and trace codes, on drugs that only these cases sell."""

from dataclasses import replace
from datetime import date, datetime, timedelta

from sample_audits.common.sheets import Row
from sample_audits.huimin.codes import ELSEWHERE, NO_CODE, PREFIX, TWICE
from sample_audits.huimin.goods import BY_PACK, billed
from sample_audits.huimin.items import EVERYDAY, by_tablet, drug
from sample_audits.huimin.shop import HOUSE, Shop
from sample_audits.huimin.swipes import Planter, spread

NEXT_DAY = drug("XA06ABA", "比沙可啶肠溶片", "14.15")
ONE_SHORT = drug("XA07FAA", "双歧杆菌活菌胶囊", "32.85")
BORROWED = drug("XB03AAA", "琥珀酸亚铁片", "19.40")
IN_PARTS = drug("XG04BDA", "托特罗定片", "37.20")
RECOUNTED = drug("XP02CBA", "左旋咪唑片", "7.95")
BY_BOX = by_tablet(drug("XN05BAA", "艾司唑仑片", "1.50"), 20)
TEN_FOR_ONE = drug("XM05BAA", "阿仑膦酸钠片", "58.45")
BACK_AND_PAID = drug("XR03ACA", "沙丁胺醇气雾剂", "26.75")
DEARER = drug("XC07AAA", "普萘洛尔片", "8.65")
RENAMED = drug("XS01EDA", "拉坦前列素滴眼液", "115.30")
DECLARED = drug("XV03AEB", "司维拉姆片", "66.15")
SAME_DRUG = drug("XG03DAA", "黄体酮胶囊", "52.25")


def next_day(shop: Shop, turn: int) -> None:
    """The receipt was booked the morning after the sale."""
    shop.books.stocked(NEXT_DAY, 0)
    line = billed(shop, NEXT_DAY, date(2025, 3, 5), 6, given=0)
    shop.books.buy(NEXT_DAY, date(2025, 3, 6), 6)
    shop.books.sell(NEXT_DAY, date(2025, 3, 6), 6)
    _clear(shop, "next_day", "INV-01", line, "入库单次日补录")


def one_short(shop: Shop, turn: int) -> None:
    """One box more billed than the balance explains: the count may be off by one."""
    shop.books.stocked(ONE_SHORT, 50)
    billed(shop, ONE_SHORT, date(2025, 2, 5), 12)
    line = billed(shop, ONE_SHORT, date(2025, 6, 5), 12, given=11)
    _clear(shop, "one_short", "INV-02", line, "差一个最小单位，在盘点允差之内")


def borrowed(shop: Shop, turn: int) -> None:
    """Five borrowed from the next shop explain the sale."""
    shop.books.stocked(BORROWED, 2)
    shop.books.move(BORROWED, date(2025, 3, 1), "其他业务", 5, counterpart="康民药店")
    line = billed(shop, BORROWED, date(2025, 3, 9), 6)
    for rule in ("INV-01", "INV-02", "INV-03"):
        _clear(shop, "borrowed", rule, line, "借入药品经其他业务入库")


def in_parts(shop: Shop, turn: int) -> None:
    """Delivered and invoiced in two parts that come to what was booked."""
    shop.books.stocked(IN_PARTS, 0)
    shop.books.buy(IN_PARTS, date(2025, 1, 20), 10, delivered=4, invoiced=3)
    shop.books.buy(IN_PARTS, date(2025, 1, 27), 10, delivered=16, invoiced=17)
    line = billed(shop, IN_PARTS, date(2025, 2, 15), 15)
    _clear(shop, "in_parts", "INV-04", line, "分批送货，合计相符")
    shop.claims.innocent(
        "in_parts", "INV-05", "medins_list_codg", IN_PARTS.own, "分几张票，合计相符"
    )


def recounted(shop: Shop, turn: int) -> None:
    """Forty missing at one count, forty found at the next."""
    shop.books.stocked(RECOUNTED, 200)
    shop.books.sell(RECOUNTED, date(2025, 2, 2), 60)
    shop.books.move(RECOUNTED, date(2025, 3, 31), "盘亏", -40)
    shop.books.move(RECOUNTED, date(2025, 4, 30), "盘盈", 40)
    key = RECOUNTED.own
    shop.claims.innocent("recounted", "INV-08", "medins_list_codg", key, "盘亏后又盘盈，相抵")


def by_the_box(shop: Shop, turn: int) -> None:
    """Two boxes charged as two, at the price of a box, forty tablets handed over."""
    shop.books.stocked(BY_BOX, 400)
    visit = shop.open(shop.quiet(date(2025, 4, 16)))
    line = visit.charge(BY_BOX, 2, price="30.00")
    visit.settle()
    for _ in range(2):
        shop.claims.scan(visit, line)
    shop.books.sell(BY_BOX, date(2025, 4, 16), 40)
    _clear(shop, "by_the_box", "INV-11", line, "整盒销售：数量按盒、价格按盒")


def ten_for_one(shop: Shop, turn: int) -> None:
    """Buy ten, get one: the free one came with a paid delivery."""
    shop.books.stocked(TEN_FOR_ONE, 0)
    shop.books.buy(TEN_FOR_ONE, date(2025, 2, 3), 10)
    shop.books.buy(TEN_FOR_ONE, date(2025, 2, 3), 1, purc_pric="0")
    line = billed(shop, TEN_FOR_ONE, date(2025, 3, 3), 11)
    _clear(shop, "ten_for_one", "INV-15", line, "买十送一，同日有付款的进货")


def back_and_paid(shop: Shop, turn: int) -> None:
    """Brought back and paid back."""
    shop.books.stocked(BACK_AND_PAID, 30)
    visit = shop.open(shop.quiet(date(2025, 3, 18)))
    line = visit.charge(BACK_AND_PAID, 4)
    shop.close(visit)
    shop.books.sell(BACK_AND_PAID, date(2025, 3, 18), 4)
    visit.undo(visit.at + timedelta(days=1))
    shop.books.move(BACK_AND_PAID, date(2025, 3, 19), "门诊销售", 4)
    billed(shop, BACK_AND_PAID, date(2025, 5, 18), 5)
    _clear(shop, "back_and_paid", "INV-16", line, "退药后已退费")


def dearer_for_good(shop: Shop, turn: int) -> None:
    """The price went up in March and stayed."""
    shop.books.stocked(DEARER, 10)
    for month in range(1, 8):
        price = "6.90" if month < 3 else "8.10"
        shop.books.buy(DEARER, date(2025, month, 14), 3, purc_pric=price)
    key = DEARER.own
    shop.claims.innocent("dearer_for_good", "INV-18", "medins_list_codg", key, "涨价不到两成")


def renamed(shop: Shop, turn: int) -> None:
    """The shop gave the drug a new code of its own; the national one is the same."""
    shop.books.stocked(RENAMED, 20)
    shop.books.sell(RENAMED, date(2025, 4, 19), 1)
    visit = shop.open(shop.quiet(date(2025, 4, 19)))
    line = visit.charge(replace(RENAMED, own=f"{RENAMED.own}N"))
    shop.close(visit)
    for rule in ("PHR-11b", "INV-19"):
        _clear(shop, "renamed", rule, line, "换了院内编码，国家编码相同")


def resold(shop: Shop, turn: int) -> None:
    """A box brought back and paid back is sold again: the same code twice."""
    visit = shop.open(shop.quiet(spread(turn, 7)))
    sold = shop.sell(visit, TWICE)
    visit.settle()
    code = shop.claims.scan(visit, sold)["drug_trac_codg"]
    visit.undo(visit.at + timedelta(hours=2))
    shop.books.move(TWICE, visit.at.date(), "门诊销售", 1)
    again = shop.open(shop.quiet(spread(turn, 8)))
    line = shop.sell(again, TWICE)
    again.settle()
    shop.claims.scan(again, line, code)
    _clear(shop, "resold", "TRC-02", line, "前一次已退药退费，再次销售")


def sold_later_elsewhere(shop: Shop, turn: int) -> None:
    """Another shop sold the code after this one did: it has to explain, not this one."""
    shop.books.stocked(ELSEWHERE, 60)
    line = shop.sale(shop.quiet(spread(turn, 61)), ELSEWHERE)
    _told(shop, shop.claims.sheets["drug_trace"][-1], spread(turn, 90), "P33010600888")
    own = shop.sale(shop.quiet(spread(turn, 65)), ELSEWHERE)
    _told(shop, shop.claims.sheets["drug_trace"][-1], spread(turn, 64), HOUSE.code)
    _clear(shop, "sold_later_elsewhere", "TRC-03", line, "外院卖在本店之后")
    _clear(shop, "its_own_name", "TRC-03", own, "名单里的机构就是本店")


def another_pack(shop: Shop, turn: int) -> None:
    """The dictionary knows the code for another pack of the same drug."""
    visit = shop.open(shop.quiet(spread(turn, 67)))
    line = shop.sell(visit, SAME_DRUG)
    visit.settle()
    shop.claims.scan(visit, line, f"{PREFIX[:-1]}2{turn + 1:013d}")
    _clear(shop, "another_pack", "TRC-04", line, "同一品种的另一规格")


def as_declared(shop: Shop, turn: int) -> None:
    """Six declared without a code, six sold without one; one more with a code."""
    if turn:
        return
    visit = shop.open(shop.quiet(date(2025, 10, 22)))
    line = shop.sell(visit, DECLARED, 6)
    visit.settle()
    shop.sale(shop.quiet(date(2025, 12, 1)), DECLARED)
    shop.sale(shop.quiet(date(2025, 8, 25)), NO_CODE)
    _clear(shop, "as_declared", "TRC-07b", line, "没有超过申报的数量")


def loose_tablets(shop: Shop, turn: int) -> None:
    """Fifteen tablets of boxes of ten: the second box is not whole and needs no code."""
    shop.books.stocked(BY_PACK, 200)
    line = billed(shop, BY_PACK, spread(turn, 189), 15)
    _clear(shop, "loose_tablets", "TRC-08", line, "拆零的零头不满一盒")


def one_big_customer(shop: Shop, turn: int) -> None:
    """Twenty-four boxes of one settlement read within six seconds."""
    day = spread(turn, 81)
    begun = datetime(day.year, day.month, day.day, 21, 40)
    visit = shop.open(datetime(day.year, day.month, day.day, 20, 25))
    line = shop.sell(visit, EVERYDAY[11], 24)
    visit.settle()
    for number in range(24):
        shop.claims.scan(visit, line, at=begun + timedelta(seconds=number // 4))
    shop.claims.innocent("one_big_customer", "TRC-11", "begun", str(begun), "一个人一次取很多盒")


def refund_named(shop: Shop, turn: int) -> None:
    """A refund that names the line it takes back; two receipts of one visit with one number."""
    visit = shop.open(shop.quiet(spread(turn, 84)))
    line = shop.sell(visit, EVERYDAY[10])
    shop.close(visit, invono=f"3300251{turn + 1:05d}")
    visit.undo(visit.at + timedelta(minutes=40))
    shop.books.move(EVERYDAY[10], visit.at.date(), "门诊销售", 1)
    visit.settlements[-1]["invono"] = f"3300251{turn + 1:05d}"
    key = f"{line['bkkp_sn']}R"
    shop.claims.innocent("refund_named", "DQ-02", "bkkp_sn", key, "退的是本次就诊的收费")
    number = f"3300251{turn + 1:05d}"
    shop.claims.innocent("refund_named", "DQ-07", "invono", number, "同一次就诊的冲销")


def _told(shop: Shop, scan: Row, day: date, institution: str) -> None:
    shop.claims.sheets["oth_trace"].append(
        {"drug_trac_codg": scan["drug_trac_codg"], "oth_medins_code": institution}
        | {"oth_medins_name": "某药店", "med_list_codg": scan["med_list_codg"]}
        | {"oth_sel_time": f"{day} 10:20:00", "oth_setl_id": f"Z{scan['ipt_otp_no']}"}
    )


def _clear(shop: Shop, kind: str, rule: str, line: Row, why: str) -> None:
    shop.claims.innocent(kind, rule, "bkkp_sn", line["bkkp_sn"], why)


ONCE: tuple[Planter, ...] = (
    next_day,
    one_short,
    borrowed,
    in_parts,
    recounted,
    by_the_box,
    ten_for_one,
    back_and_paid,
    dearer_for_good,
    renamed,
)
PLANTERS: tuple[Planter, ...] = (
    resold,
    sold_later_elsewhere,
    another_pack,
    as_declared,
    loose_tablets,
    one_big_customer,
    refund_named,
)
