"""The whole pharmacy: an honest year, look-alikes, crimes, and the knowledge of the place.

Without crimes the same people buy the same goods at the same minutes.
"""

from sample_audits.huimin import codes, counter, goods, months, swipes, traps, traps_goods
from sample_audits.huimin.counter import WATCHED
from sample_audits.huimin.shop import HOUSE, Shop, run_year

SOURCE = "样例药店自造的名单 / made up for the sample"


def pharmacy(seed: int, fee_lines: int = 6000, *, crimes: bool = True, cases: int = 3) -> Shop:
    """A year of about `fee_lines` fee lines, `cases` of each kind; at least 2,000 lines."""
    shop = Shop(seed, crimes=crimes)
    run_year(shop, max(2, (fee_lines - 1200) * 10 // 7000))
    _look_alikes(shop, cases)
    _knowledge(shop)
    if crimes:
        for spoil in months.SPOILERS:
            spoil(shop)
        _crimes(shop, cases)
    shop.books.write()
    return shop


def _look_alikes(shop: Shop, cases: int) -> None:
    for plant in traps_goods.ONCE:
        plant(shop, 0)
    for turn in range(cases):
        for plant in (*traps.PLANTERS, *traps_goods.PLANTERS):
            plant(shop, turn)


def _crimes(shop: Shop, cases: int) -> None:
    for plant in goods.PLANTERS:
        plant(shop, 0)
    for turn in range(cases):
        for plant in (*swipes.PLANTERS, *counter.PLANTERS, *codes.PLANTERS):
            plant(shop, turn)
    swipes.round_amounts(shop, 0)


def _knowledge(shop: Shop) -> None:
    """What the bureau knows of this shop: its terminals, its lists, the codes' dictionary."""
    told = shop.knowledge
    since = {"valid_from": "2019-04-01", "valid_to": "", "source": SOURCE}
    told["registered_terminal"] = [
        {"term_no": number, "fixmedins_code": HOUSE.code, **since} for number in ("HMT01", "HMT02")
    ]
    later = {**since, "valid_from": "2025-03-04"}
    told["registered_terminal"].append({"term_no": "HMT03", "fixmedins_code": HOUSE.code, **later})
    told["watch_drug"] = [
        {"med_list_codg": WATCHED.code, "name": WATCHED.name, "valid_from": "2025-01-10"}
        | {"valid_to": "2025-01-20", "source": SOURCE}
    ]
    named = (("8399001", codes.CODED_AS), ("8399002", traps_goods.SAME_DRUG))
    told["code_dict"] = [
        {"code_prefix": prefix, "med_list_codg": item.code[:18] + "99999", "name": item.name}
        | since
        for prefix, item in named
    ]
    declared = {**since, "valid_from": "2025-07-02"}
    told["nocode_stock"] = [
        {"med_list_codg": item.code, "name": item.name, "cnt_declared": "6"} | declared
        for item in (codes.NO_CODE, traps_goods.DECLARED)
    ]
