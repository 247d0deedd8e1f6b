"""Planted wrongs of trace codes, and of the data themselves."""

from datetime import date, datetime, timedelta
from decimal import Decimal

from sample_audits.common.marks import Item
from sample_audits.common.outpatients import Visit
from sample_audits.common.sheets import Row
from sample_audits.huimin.items import EVERYDAY, drug
from sample_audits.huimin.shop import HOUSE, TERMINALS, Shop
from sample_audits.huimin.swipes import Planter, spread

TWICE = drug("XA09AAA", "复方消化酶胶囊", "36.85")
ELSEWHERE = drug("XC03CAA", "托拉塞米片", "23.70")
RETURNING = drug("XB01AFA", "利伐沙班片", "92.40")
OTHER_DRUG = drug("XG03CAA", "雌二醇片", "48.15")
CODED_AS = drug("XN06DAA", "盐酸多奈哌齐片", "65.35")
NO_CODE = drug("XV03AEA", "碳酸镧咀嚼片", "57.25")
FEWER = drug("XJ05AFA", "恩替卡韦分散片", "20.95")
PREFIX = "8399001"
PLACEHOLDER = "000000000000"


def code_twice(shop: Shop, turn: int) -> None:
    """One box's code settled for two people."""
    first = _sold(shop, TWICE, spread(turn, 5))
    visit = _counter(shop, spread(turn, 9))
    line = shop.sell(visit, TWICE)
    visit.settle()
    shop.claims.scan(visit, line, first["drug_trac_codg"])
    shop.claims.wrong("code_twice", "TRC-02", line)


def sold_elsewhere(shop: Shop, turn: int) -> None:
    """The box had been sold at another shop a month before."""
    shop.books.stocked(ELSEWHERE, 60)
    scan = _sold(shop, ELSEWHERE, spread(turn, 62))
    _told_elsewhere(shop, scan, spread(turn, 30))
    shop.claims.wrong("sold_elsewhere", "TRC-03", _line_of(shop, scan))


def came_back(shop: Shop, turn: int) -> None:
    """Sold elsewhere, then bought in by this shop and sold again."""
    shop.books.stocked(RETURNING, 40)
    shop.books.buy(RETURNING, spread(turn, 55), 5)
    scan = _sold(shop, RETURNING, spread(turn, 64))
    _told_elsewhere(shop, scan, spread(turn, 35))
    for rule in ("TRC-03", "TRC-06"):
        shop.claims.wrong("came_back", rule, _line_of(shop, scan))


def code_of_another(shop: Shop, turn: int) -> None:
    """The code says donepezil, the settlement oestradiol."""
    code = f"{PREFIX}{turn + 1:013d}"
    visit = _counter(shop, spread(turn, 66))
    line = shop.sell(visit, OTHER_DRUG)
    visit.settle()
    shop.claims.scan(visit, line, code)
    shop.claims.wrong("code_of_another", "TRC-04", line)


def over_declared(shop: Shop, turn: int) -> None:
    """Six boxes declared as having no code, eight sold without one."""
    if turn:
        return
    for day, over in ((date(2025, 7, 21), 0), (date(2025, 8, 21), 2)):
        visit = _counter(shop, day)
        line = shop.sell(visit, NO_CODE, 4)
        visit.settle()
        if over:
            worth = over * Decimal(NO_CODE.price)
            shop.claims.wrong("over_declared", "TRC-07b", line, worth)


def fewer_codes(shop: Shop, turn: int) -> None:
    """Three boxes, one code."""
    visit = _counter(shop, spread(turn, 200))
    line = shop.sell(visit, FEWER, 3)
    visit.settle()
    shop.claims.scan(visit, line)
    worth = 2 * Decimal(FEWER.price)
    shop.claims.wrong("fewer_codes", "TRC-08", line, worth)


def scanned_in_bulk(shop: Shop, turn: int) -> None:
    """Twenty-four codes of six settlements read within six seconds at closing time."""
    day = spread(turn, 78)
    begun = datetime(day.year, day.month, day.day, 21, 50)
    for number in range(6):
        at = datetime(day.year, day.month, day.day, 20, 20) + timedelta(minutes=number * 3)
        visit = shop.open(at, terminal=TERMINALS[0])
        line = shop.sell(visit, EVERYDAY[number], 4)
        visit.settle()
        for _ in range(4):
            shop.claims.scan(visit, line, at=begun + timedelta(seconds=number))
    shop.claims.lead("scanned_in_bulk", "TRC-11", "begun", str(begun))


def refund_of_nothing(shop: Shop, turn: int) -> None:
    """A refund line for a drug this visit never bought."""
    visit = _counter(shop, spread(turn, 80))
    line = shop.sell(visit, EVERYDAY[6])
    back = visit.charge(EVERYDAY[8], -1)
    visit.settle()
    shop.claims.scan(visit, line)
    shop.claims.lead("refund_of_nothing", "DQ-02", "bkkp_sn", back["bkkp_sn"])
    shop.claims.lead("refund_of_nothing", "NAT-35", "setl_id", back["setl_id"])


def invoice_twice(shop: Shop, turn: int) -> None:
    """One receipt number on the settlements of two people."""
    number = f"3300250{turn + 1:05d}"
    for offset in (0, 3):
        visit = _counter(shop, spread(turn, 82 + offset))
        shop.sell(visit, EVERYDAY[9])
        shop.close(visit, invono=number)
    shop.claims.lead("invoice_twice", "DQ-07", "invono", number)


def _counter(shop: Shop, day: date) -> Visit:
    return shop.open(shop.quiet(day))


def _sold(shop: Shop, item: Item, day: date) -> Row:
    shop.sale(shop.quiet(day), item)
    return shop.claims.sheets["drug_trace"][-1]


def _line_of(shop: Shop, scan: Row) -> Row:
    return next(
        line
        for line in reversed(shop.claims.sheets["fee_list_d"])
        if line["medins_list_codg"] == scan["medins_list_codg"]
    )


def _told_elsewhere(shop: Shop, scan: Row, day: date) -> None:
    shop.claims.sheets["oth_trace"].append(
        {"drug_trac_codg": scan["drug_trac_codg"], "oth_medins_code": "P33010600888"}
        | {"oth_medins_name": "康民药店", "med_list_codg": scan["med_list_codg"]}
        | {"oth_sel_time": f"{day} 10:20:00", "oth_setl_id": f"{HOUSE.region}{scan['ipt_otp_no']}"}
    )


PLANTERS: tuple[Planter, ...] = (
    code_twice,
    sold_elsewhere,
    came_back,
    code_of_another,
    over_declared,
    fewer_codes,
    scanned_in_bulk,
    refund_of_nothing,
    invoice_twice,
)
