"""Stock that follows from what was given out: goods of a month arrive on the 25th before.

The store counts boxes, the pharmacy split units; in both closing = opening + Σ moves, no sale finds
an empty shelf, and goods cost what they are sold for.
"""

from collections import defaultdict

from sample_audits.common.sheets import Row, Sheets
from sample_audits.kangning.clock import DAY, day_text, moment_text, month_starts, month_text
from sample_audits.kangning.spelling import money_text
from sample_audits.renhe.house import SHORT
from sample_audits.renhe.items import GOODS, Item

_RESERVE = 10
_SUPPLIER = "安和医药有限公司"
_SORT = {"09": "西药", "11": "中成药", "08": "医疗器械"}


def keep_stock(sheets: Sheets, sold: dict[tuple[str, int], int]) -> None:
    """Moves, balances, receipts and invoices for everything in `sold`."""
    by_item: dict[str, dict[int, int]] = defaultdict(dict)
    for (own, day), cnt in sold.items():
        by_item[own][day] = cnt
    for item in GOODS:
        _Shelf(sheets, item, by_item[item.own]).keep()


class _Shelf:
    """One item through the year, in the store and in the pharmacy."""

    def __init__(self, sheets: Sheets, item: Item, sold: dict[int, int]) -> None:
        self._sheets, self._item, self._sold = sheets, item, sold
        starts = month_starts()
        self._months = list(zip(starts, [*starts[1:], starts[-1] + 31], strict=True))
        need = [sum(cnt for day, cnt in sold.items() if a <= day < b) for a, b in self._months]
        self._boxes = [-(-cnt // item.pack) for cnt in need]
        self._need = need

    def keep(self) -> None:
        """Write the item's year."""
        pack = self._item.pack
        shelf = (self._boxes[0] + _RESERVE) * pack
        for number, (start, after) in enumerate(self._months):
            bought = self._boxes[(number + 1) % 12]
            if bought:
                self._buy(after - 7, bought)
            for day in sorted(day for day in self._sold if start <= day < after):
                self._move("药房", "门诊销售", -self._sold[day], day * DAY + 17 * 3600, "发药窗口")
            closing = shelf + bought * pack - self._need[number]
            self._balance("药库", start, after, (_RESERVE, bought, bought), boxes=True)
            self._balance("药房", start, after, (shelf, bought * pack, self._need[number]))
            shelf = closing

    def _buy(self, day: int, boxes: int) -> None:
        self._move("药库", "物资采购", boxes, day * DAY + 32_400, _SUPPLIER, boxes=True)
        self._move("药库", "库房调拨", -boxes, day * DAY + 36_000, "药房", boxes=True)
        self._move("药房", "药房调拨", boxes, day * DAY + 36_000, "药库", boxes=True)
        item, number = self._item, f"{self._item.own}{month_text(day)}"
        price = item.price * item.pack
        lot = {"manu_lotnum": f"L{number[-8:]}", "spler_name": _SUPPLIER}
        count = {"purc_cnt": str(boxes), "purc_unit": "盒", "med_list_codg": item.code}
        self._sheets["purchase_accept"].append(
            {
                **{**SHORT, **lot, **count, "prodname": item.name, "prodentp_name": "康泰制药"},
                **{"accept_date": day_text(day), "dlv_note_no": f"SH{number}"},
            }
        )
        self._sheets["purc_invo"].append(
            {
                **{**SHORT, **lot, **count, "invo_no": f"FP{number}", "invo_date": day_text(day)},
                **{"medins_list_codg": item.own, "purc_item_name": item.name},
                **{"purc_pric": money_text(price), "purc_sumamt": money_text(price * boxes)},
                **{"order_no": f"DD{number}", "pay_date": day_text(day + 40)},
            }
        )

    def _goods(self, place: str, *, boxes: bool) -> Row:
        item = self._item
        price = money_text(item.price * (item.pack if boxes else 1))
        return {
            **{**SHORT, "loc_type": place, "loc_name": place, "medins_list_codg": item.own},
            **{"med_list_codg": item.code, "prod_type": _SORT[item.kind], "prodname": item.name},
            **{"prodentp_name": "康泰制药", "spler_name": _SUPPLIER, "pack_unit": "盒"},
            **{"split_unit": item.unit, "pack_cnt": str(item.pack)},
            **{"purc_pric": price, "rtal_pric": price},
        }

    def _move(
        self, place: str, kind: str, cnt: int, at: int, other: str, *, boxes: bool = False
    ) -> None:
        unit = {"chg_unit": "盒" if boxes else self._item.unit, "counterpart": other}
        told = {"chg_type": kind, "chg_cnt": str(cnt), "biz_time": moment_text(at)}
        self._sheets["inv_move"].append({**self._goods(place, boxes=boxes), **told, **unit})

    def _balance(
        self,
        place: str,
        start: int,
        after: int,
        counts: tuple[int, int, int],
        *,
        boxes: bool = False,
    ) -> None:
        opening, received, given = counts
        self._sheets["inv_balance"].append(
            {
                **self._goods(place, boxes=boxes),
                **{"year_month": month_text(start), "close_date": day_text(after - 1)},
                **{"inv_unit": "盒" if boxes else self._item.unit, "open_cnt": str(opening)},
                **{"in_cnt": str(received), "out_cnt": str(given)},
                "close_cnt": str(opening + received - given),
            }
        )
