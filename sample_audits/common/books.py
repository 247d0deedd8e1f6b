"""An institution's stock books: receipts, sales and monthly balances of what it keeps.

Quantities are in the unit charged. Unless a plant says otherwise, every closing is opening plus
moves, goods for a month come on the 25th of the month before, and whatever comes has its delivery
note and its invoice.
"""

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal

from sample_audits.common.marks import Item
from sample_audits.common.outpatients import Claims
from sample_audits.common.sheets import Row

BOUGHT, SOLD = "物资采购", "门诊销售"
SUPPLIER = "安和医药有限公司"
RESERVE = 6


@dataclass
class Shelf:
    """One item's year; `hidden` left without a move, by month.

    A shelf that is `planned` says its receipts itself; one not `counted` has no monthly balance.
    """

    item: Item
    opening: int = 0
    moves: list[Row] = field(default_factory=list)
    hidden: dict[str, int] = field(default_factory=lambda: defaultdict(int))
    planned: bool = False
    counted: bool = True


class Books:
    """The shelves of one place; written once all sales are known."""

    def __init__(self, claims: Claims, place: tuple[str, str], months: list[date]) -> None:
        self.claims = claims
        self.place = place
        self.months = months
        self.shelves: dict[str, Shelf] = {}
        self.off_platform: tuple[str, ...] = ()
        self._invoices = 0

    def shelf(self, item: Item) -> Shelf:
        """The shelf of an item."""
        return self.shelves.setdefault(item.own, Shelf(item))

    def stocked(self, item: Item, opening: int) -> Shelf:
        """A shelf whose receipts are told one by one, instead of following the sales."""
        shelf = self.shelf(item)
        shelf.opening, shelf.planned = opening, True
        return shelf

    def move(self, item: Item, at: datetime | date, kind: str, cnt: int, **more: str) -> Row:
        """Book a move; `cnt` in the unit charged, negative when it goes out."""
        row = {
            **self._said(item),
            "chg_type": kind,
            "chg_cnt": str(cnt),
            "chg_unit": item.unit,
            "purc_pric": str(item.bought_at),
            "rtal_pric": item.price,
            "biz_time": str(at)[:10] + " 00:00:00" if len(str(at)) == 10 else str(at),
            **more,
        }
        self.shelf(item).moves.append(row)
        return row

    def buy(
        self,
        item: Item,
        day: date,
        cnt: int,
        *,
        delivered: int | None = None,
        invoiced: int | None = None,
        **more: str,
    ) -> Row:
        """Receive goods; as much is on the delivery note and the invoice unless told otherwise."""
        row = self.move(item, day, BOUGHT, cnt, counterpart=SUPPLIER, **more)
        self._note(item, day, cnt if delivered is None else delivered, row)
        self._invoice(item, day, cnt if invoiced is None else invoiced, row)
        return row

    def sell(self, item: Item, day: date, cnt: int) -> Row:
        """Hand goods over on a day; the form writes no hour."""
        return self.move(item, day, SOLD, -cnt, counterpart="顾客")

    def _note(self, item: Item, day: date, cnt: int, row: Row) -> None:
        if cnt and item.code:
            self.claims.sheets["purchase_accept"].append(
                {
                    **self._house(),
                    "med_list_codg": item.code,
                    "prodname": item.name,
                    "spler_name": row["spler_name"],
                    "manu_lotnum": f"L{day:%Y%m}{len(self.shelf(item).moves):02d}",
                    "purc_cnt": str(cnt),
                    "purc_unit": item.unit,
                    "accept_date": str(day),
                    "dlv_note_no": f"SH{item.own}{day:%m%d}",
                }
            )

    def _invoice(self, item: Item, day: date, cnt: int, row: Row) -> None:
        if cnt:
            self._invoices += 1
            worth = Decimal(row["purc_pric"]) * cnt
            self.claims.sheets["purc_invo"].append(
                {
                    **self._house(),
                    "invo_codg": "033002400111",
                    "invo_no": f"{self._invoices:08d}",
                    "invo_date": str(day),
                    "spler_name": row["spler_name"],
                    "medins_list_codg": item.own,
                    "med_list_codg": item.code,
                    "purc_item_name": item.name,
                    "purc_cnt": str(cnt),
                    "purc_unit": item.unit,
                    "purc_pric": row["purc_pric"],
                    "purc_sumamt": str(worth.quantize(Decimal("0.01"))),
                    "order_no": ""
                    if f"{day:%Y%m}" in self.off_platform
                    else f"DD{self._invoices:08d}",
                }
            )

    def write(self) -> None:
        """Receive what the sales need, then write moves and balances."""
        for own in sorted(self.shelves):
            shelf = self.shelves[own]
            if not shelf.planned:
                self._supply(shelf)
            shelf.moves.sort(key=lambda row: row["biz_time"])
            self.claims.sheets["inv_move"] += shelf.moves
            if shelf.counted:
                self._balance(shelf)

    def _supply(self, shelf: Shelf) -> None:
        need = [shelf.hidden[f"{month:%Y%m}"] - _sum(shelf, month) for month in self.months]
        shelf.opening = max(need[0], 0) + RESERVE
        for month, cnt in zip(self.months[:-1], need[1:], strict=True):
            if cnt > 0:
                self.buy(shelf.item, month.replace(day=25), cnt)

    def _balance(self, shelf: Shelf) -> None:
        open_cnt = shelf.opening
        for month in self.months:
            name = f"{month:%Y%m}"
            mine = [int(row["chg_cnt"]) for row in shelf.moves if _month(row) == name]
            out = sum(-cnt for cnt in mine if cnt < 0) + shelf.hidden[name]
            come = sum(cnt for cnt in mine if cnt > 0)
            self.claims.sheets["inv_balance"].append(
                {
                    "year_month": name,
                    **self._said(shelf.item),
                    "inv_unit": shelf.item.unit,
                    "open_cnt": str(open_cnt),
                    "in_cnt": str(come),
                    "out_cnt": str(out),
                    "close_cnt": str(open_cnt + come - out),
                    "purc_pric": str(shelf.item.bought_at),
                    "rtal_pric": shelf.item.price,
                }
            )
            open_cnt += come - out

    def _house(self) -> Row:
        return {
            "fixmedins_code": self.claims.house.code,
            "fixmedins_name": self.claims.house.name,
        }

    def _said(self, item: Item) -> Row:
        return {
            **self._house(),
            "loc_type": self.place[0],
            "loc_name": self.place[1],
            "medins_list_codg": item.own,
            "med_list_codg": item.code,
            "prod_type": item.sort,
            "prodname": item.name,
            "spler_name": SUPPLIER,
            "pack_unit": item.pack_unit,
            "split_unit": item.unit,
            "pack_cnt": str(item.pack),
        }


def _month(row: Row) -> str:
    return row["biz_time"][:4] + row["biz_time"][5:7]


def _sum(shelf: Shelf, month: date) -> int:
    name = f"{month:%Y%m}"
    return sum(int(row["chg_cnt"]) for row in shelf.moves if _month(row) == name)
