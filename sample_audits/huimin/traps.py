"""Innocent look-alikes of wrong swipes: each differs from a crime in the one thing that matters."""

from datetime import date, datetime, timedelta

from sample_audits.common.outpatients import Visit
from sample_audits.common.sheets import Row
from sample_audits.huimin.counter import WATCHED
from sample_audits.huimin.items import BANDAGE, EVERYDAY, SITAGLIPTIN, STATIN, drug
from sample_audits.huimin.shop import TERMINALS, Shop
from sample_audits.huimin.swipes import Planter, elsewhere, spread

SENT = drug("XA12AXA", "碳酸钙D3片", "39.95")
ON_SHELF = drug("XD06AXA", "莫匹罗星软膏", "21.70")
ROUND = drug("ZC02AA", "复方板蓝根口服液", "20.00", "中成药")


def sent_home(shop: Shop, turn: int) -> None:
    """Paid today, sent tomorrow: the code is read then, for this settlement."""
    visit, line = _half(shop, spread(turn, 42))
    shop.claims.scan(visit, line, at=visit.at + timedelta(days=1))
    shop.books.sell(SENT, (visit.at + timedelta(days=1)).date(), 1)
    _clear(shop, "sent_home", "PHR-01", line, "外送，次日按本单扫码出库")


def dated_only(shop: Shop, turn: int) -> None:
    """No code was read, but the stock book has the sale of that day, without an hour."""
    visit, line = _half(shop, spread(turn, 46))
    shop.books.sell(SENT, visit.at.date(), 1)
    _clear(shop, "dated_only", "PHR-01", line, "出库单只记日期，当日有出库")


def goods_only(shop: Shop, turn: int) -> None:
    """Plasters need no code."""
    visit = shop.open(shop.quiet(spread(turn, 47)))
    line = shop.sell(visit, BANDAGE)
    shop.close(visit)
    _clear(shop, "goods_only", "PHR-01", line, "只买药品以外的商品")


def passed_at_last(shop: Shop, turn: int) -> None:
    """Failed once, passed a moment later; and a special registration."""
    visit = shop.open(shop.quiet(spread(turn, 14)))
    shop.claims.check(visit, TERMINALS[0], "2", recog_time=str(visit.at - timedelta(seconds=55)))
    line = shop.sell(visit, EVERYDAY[turn])
    shop.close(visit)
    other = shop.open(shop.quiet(spread(turn, 16)), recog_rslt="4")
    special = shop.sell(other, EVERYDAY[turn])
    shop.close(other)
    for rule in ("PHR-02", "XY1-11"):
        _clear(shop, "passed_at_last", rule, line, "先失败、后成功")
        _clear(shop, "special_registration", rule, special, "特殊登记的老人")


def family_account(shop: Shop, turn: int) -> None:
    """A daughter's face, paid from the family's shared account."""
    daughter = shop.claims.person("2")
    visit = shop.open(shop.quiet(spread(turn, 18)), certno=daughter.certno, psn_name=daughter.name)
    line = shop.sell(visit, EVERYDAY[turn + 4])
    shop.close(visit, acct_mulaid_pay="5.00")
    _clear(shop, "family_account", "PHR-02", line, "家庭共济支付")


def couple(shop: Shop, turn: int) -> None:
    """Husband and wife one after the other on four evenings."""
    two = [shop.claims.person("1"), shop.claims.person("2")]
    for evening in range(4):
        day = spread(turn, 21) + timedelta(days=evening * 7)
        for place, person in enumerate(two):
            at = datetime(day.year, day.month, day.day, 19, 50, place * 45)
            visit = shop.open(at, person, TERMINALS[1])
            shop.sell(visit, EVERYDAY[3])
            shop.close(visit)
    for person in two:
        shop.claims.innocent("couple", "PHR-03", "psn_no", person.psn_no, "夫妻两人，只有两张卡")


def uploaded_together(shop: Shop, turn: int) -> None:
    """Six settlements of one second: the line was down and they went up together."""
    day = spread(turn, 63)
    at = datetime(day.year, day.month, day.day, 20, 55)
    for number in range(6):
        visit = shop.open(at, terminal=TERMINALS[1])
        shop.sell(visit, EVERYDAY[number])
        shop.close(visit)
        key = visit.settlements[0]["setl_id"]
        shop.claims.innocent("uploaded_together", "PHR-05", "setl_id", key, "同一秒整批上传")


def corrected(shop: Shop, turn: int) -> None:
    """Taken back twice to correct the amount, and paid once more."""
    at = shop.quiet(spread(turn, 73))
    visit = shop.open(at)
    for number in (1, 2):
        visit.charge(EVERYDAY[5], number, at)
        visit.settle(at)
        visit.undo(at + timedelta(minutes=2))
        at += timedelta(minutes=4)
    line = shop.sell(visit, EVERYDAY[5], 3, at=at)
    visit.settle(at)
    shop.code_each(visit, line)
    key = visit.person.psn_no
    shop.claims.innocent("corrected", "PHR-06", "psn_no", key, "退后改了数量再刷，只有两次")


def old_prescription(shop: Shop, turn: int) -> None:
    """Written three days before; the hospital's code for the drug is another, its name the same."""
    visit = shop.open(shop.quiet(spread(turn, 45)))
    line = shop.sell(visit, STATIN)
    shop.prescribe(visit, line, visit.at - timedelta(days=3), medins_list_codg=f"YY{turn}")
    shop.close(visit)
    _clear(shop, "old_prescription", "PHR-09", line, "处方在三日之内，药名相同、编码不同")


def twelve_weeks(shop: Shop, turn: int) -> None:
    """Three boxes of 28: as much as a long prescription may give."""
    visit = shop.open(shop.quiet(spread(turn, 49)))
    line = shop.sell(visit, SITAGLIPTIN, 3)
    shop.close(visit)
    _clear(shop, "twelve_weeks", "PHR-10", line, "恰为长期处方的十二周")


def steady_buyer(shop: Shop, turn: int) -> None:
    """As much in December as in the other months."""
    person = shop.claims.person()
    for month in (3, 6, 9, 12):
        shop.sale(shop.quiet(date(2025, month, 8 + turn)), EVERYDAY[7], 2, person)
    key = person.psn_no
    shop.claims.innocent("steady_buyer", "PHR-10", "psn_no", key, "十二月与平常一样")


def carried_terminal(shop: Shop, turn: int) -> None:
    """A terminal carried to the bedridden, entered in the register twenty days later."""
    visit = shop.open(shop.quiet(date(2025, 2, 12 + turn)), terminal="HMT03")
    line = shop.sell(visit, EVERYDAY[8])
    shop.close(visit)
    _clear(shop, "carried_terminal", "PHR-11", line, "移动终端，登记晚于刷卡三十天以内")


def on_the_shelf(shop: Shop, turn: int) -> None:
    """Nothing came in all year; it had stood on the shelf before."""
    shop.books.stocked(ON_SHELF, 20)
    line = shop.sale(shop.quiet(spread(turn, 35)), ON_SHELF)
    for rule in ("PHR-11b", "INV-19"):
        _clear(shop, "on_the_shelf", rule, line, "只有期初库存")


def hour_unknown(shop: Shop, turn: int) -> None:
    """Sold at midnight says that nobody wrote the hour; a pharmacist was there that day."""
    day = spread(turn, 171)
    visit = shop.open(datetime(day.year, day.month, day.day))
    line = shop.sell(visit, STATIN)
    shop.prescribe(visit, line, visit.at - timedelta(days=1))
    shop.close(visit)
    for rule in ("PHR-12", "PHR-01"):
        _clear(shop, "hour_unknown", rule, line, "时刻不明，当日有班、有货")


def round_price(shop: Shop, turn: int) -> None:
    """A month of a bestseller that costs twenty yuan sharp."""
    for number in range(20):
        visit = shop.open(datetime(2025, (10, 6, 12)[turn], 1 + number, 19, 25))
        shop.sell(visit, ROUND, 2)
        shop.close(visit)
    month = ("2025-10", "2025-06", "2025-12")[turn]
    shop.claims.innocent("round_price", "PHR-13", "month", month, "单价本来就是整数")


def not_watched_yet(shop: Shop, turn: int) -> None:
    """The drug of the watch list, bought before the list was in force."""
    line = shop.sale(shop.quiet(date(2025, 1, 3 + turn)), WATCHED)
    _clear(shop, "not_watched_yet", "PHR-15", line, "书面要求的期限以外")


def day_of_death(shop: Shop, turn: int) -> None:
    """Bought in the morning of the day the owner died."""
    visit = shop.open(shop.quiet(spread(turn, 103)))
    line = shop.sell(visit, EVERYDAY[1], hi_nego_drug_flag="1")
    shop.close(visit)
    person, day = visit.person, str(visit.at.date())
    shop.claims.sheets["psn_death"].append(
        {"psn_no": person.psn_no, "certno": person.certno, "die_date": day}
    )
    for rule in ("XY1-10", "SPA-17"):
        _clear(shop, "day_of_death", rule, line, "死亡当日上午购药")


def time_enough(shop: Shop, turn: int) -> None:
    """Fifty minutes later in another shop: one can walk there."""
    visit = shop.open(shop.quiet(spread(turn, 76)))
    shop.sell(visit, EVERYDAY[10])
    shop.close(visit)
    at = visit.at + timedelta(minutes=50)
    shop.claims.sheets["oth_setl"].append(elsewhere(visit, at, f"Y{turn}"))
    key = visit.settlements[0]["setl_id"]
    shop.claims.innocent("time_enough", "XY1-12", "setl_id", key, "相隔五十分钟")


def _half(shop: Shop, day: date) -> tuple[Visit, Row]:
    """Settled and not yet handed over."""
    visit = shop.open(shop.quiet(day))
    line = visit.charge(SENT)
    visit.settle()
    return visit, line


def _clear(shop: Shop, kind: str, rule: str, line: Row, why: str) -> None:
    shop.claims.innocent(kind, rule, "bkkp_sn", line["bkkp_sn"], why)


PLANTERS: tuple[Planter, ...] = (
    sent_home,
    dated_only,
    goods_only,
    passed_at_last,
    family_account,
    couple,
    uploaded_together,
    corrected,
    old_prescription,
    twelve_weeks,
    steady_buyer,
    carried_terminal,
    on_the_shelf,
    hour_unknown,
    round_price,
    not_watched_yet,
    day_of_death,
    time_enough,
)
