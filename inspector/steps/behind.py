"""What stands behind a hit beside its own lines: settlement, a therapist's day, stock, swipes.

People stay covered; what the hospital did not hand over gives nothing, never a zero.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from inspector.steps.acting import acting
from inspector.steps.desk import Desk
from inspector.steps.hits import LINE_FACTS

_SETTLED = (
    *("setl_id", "psn_no", "mdtrt_id", "setl_time", "med_type", "insutype"),
    *("medfee_sumamt", "fund_pay_sumamt", "hifp_pay", "acct_pay", "psn_cash_pay"),
)
_LINE = (*LINE_FACTS, "psn_no", "medins_list_codg")
_STOCK = {"inv_balance": {"year_month", "open_cnt_min"}, "inv_move": {"biz_time", "chg_cnt_min"}}
_SESSIONS = {"trt_session": {"staff_code", "begntime", "endtime"}}
_SWIPES = """
SELECT date_trunc('minute', setl_time) AS minute, count(*), count(DISTINCT psn_no),
       CAST(sum(medfee_sumamt) AS DECIMAL(16, 2))
FROM setl_d WHERE CAST(setl_time AS DATE) = $day AND strftime(setl_time, '%H%M%S') <> '000000'
GROUP BY minute ORDER BY minute
"""


@dataclass(frozen=True)
class Settlement:
    """What was paid for, line by line, masked; `facts` by column, empty ones left out."""

    facts: Mapping[str, Any]
    lines: tuple[Mapping[str, Any], ...]


@dataclass(frozen=True)
class Session:
    """One session of a therapist; `over` where it overlaps another of the same day."""

    began: datetime
    ended: datetime
    visit: str
    item: str
    over: bool


@dataclass(frozen=True)
class Swipes:
    """What was settled within one minute; 元."""

    minute: datetime
    swipes: int
    people: int
    yuan: Decimal


@acting("ask")
def settlement(desk: Desk, setl_id: str) -> Settlement:
    """The settlement with all its fee lines, in the order they were charged.

    Raises:
        RoleForbidden: nothing was read.
    """
    have = desk.engine().have
    told = [one for one in _SETTLED if one in have.get("setl_d", ())]
    facts = _rows(desk, "setl_d", told, setl_id)
    named = [one for one in _LINE if one in have["fee_list_d"]]
    lines = _rows(desk, "fee_list_d", named, setl_id)
    ordered = sorted(lines, key=lambda one: (str(one.get("fee_ocur_time")), one["bkkp_sn"]))
    desk.note("asked", {"sql": f"setl_id {setl_id}", "rows": len(lines), "cut": False})
    filled = {name: cell for one in facts[:1] for name, cell in one.items() if cell is not None}
    return Settlement(filled, tuple(ordered))


def _rows(desk: Desk, table: str, columns: Sequence[str], setl_id: str) -> list[dict[str, Any]]:
    if not columns:
        return []
    found = desk.engine().con.execute(
        f"SELECT {', '.join(columns)} FROM {table} WHERE setl_id = $setl_id", {"setl_id": setl_id}
    )
    rows = [dict(zip(columns, row, strict=True)) for row in found.fetchall()]
    told: list[dict[str, Any]] = desk.masks().plain(rows)
    return told


def staff_day(desk: Desk, staff: str, day: date) -> tuple[Session, ...]:
    """The sessions of a therapist (number or name) on a day, earliest first."""
    from inspector.report import sessions_of

    if not _has(desk, _SESSIONS):
        return ()
    found = sessions_of(desk.engine().con, staff, day)
    return tuple(
        Session(
            *(began, ended, visit or "", item or ""),
            any(
                at != other and began < found[other][1] and found[other][0] < ended
                for other in range(len(found))
            ),
        )
        for at, (began, ended, visit, item) in enumerate(found)
    )


def stock(desk: Desk, item: str) -> tuple[tuple[date, Decimal], ...]:
    """What the books leave of an item (the hospital's own code) after each day of change."""
    from inspector.report import stock_levels

    return tuple(stock_levels(desk.engine().con, item)) if _has(desk, _STOCK) else ()


def swipes(desk: Desk, day: date) -> tuple[Swipes, ...]:
    """The settlements of a day by minute; those of an unknown hour are left out."""
    if not _has(desk, {"setl_d": {"setl_time"}}):
        return ()
    found = desk.engine().con.execute(_SWIPES, {"day": day}).fetchall()
    return tuple(Swipes(*row) for row in found)


def _has(desk: Desk, wanted: Mapping[str, set[str]]) -> bool:
    have = desk.engine().have
    return all(columns <= set(have.get(table, ())) for table, columns in wanted.items())
