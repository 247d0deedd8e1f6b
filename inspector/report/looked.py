"""What the pictures of a report show, read from the case: stock over time, a therapist's day.

Only the findings with the most money are drawn; patients appear by visit, staff by number.
"""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from decimal import Decimal
from typing import Any, Protocol

from inspector.findings import Finding
from inspector.report.material import StaffDay, Stock
from inspector.report.plots import Level, Span


class Connection(Protocol):
    """What is asked of DuckDB."""

    def execute(self, query: str, parameters: object = ...) -> Any: ...


Row = Mapping[str, Any]
Session = tuple[datetime, datetime, str, str]
"""Start, end, visit, item."""
_STOCK = """
WITH first_month AS (SELECT MIN(year_month) AS m FROM inv_balance),
changes AS (
    SELECT CAST(strptime(concat(year_month, '01'), '%Y%m%d') AS DATE) AS day, open_cnt_min AS cnt
    FROM inv_balance JOIN first_month ON year_month = m WHERE medins_list_codg = $item
    UNION ALL
    SELECT CAST(biz_time AS DATE), chg_cnt_min FROM inv_move
    WHERE medins_list_codg = $item AND coalesce(chg_type, '') NOT IN ('门诊销售', '住院销售')
    UNION ALL
    SELECT CAST(fee_ocur_time AS DATE), -cnt FROM fee_net CROSS JOIN first_month
    WHERE medins_list_codg = $item AND strftime(fee_ocur_time, '%Y%m') >= m
)
SELECT day, SUM(SUM(cnt)) OVER (ORDER BY day) FROM changes GROUP BY day ORDER BY day
"""
_DAY = """
SELECT begntime, endtime, mdtrt_id, item_name FROM trt_session
WHERE $staff IN (staff_code, staff_name) AND CAST(begntime AS DATE) = $day AND endtime > begntime
ORDER BY begntime, endtime, session_id
"""


def stocks(con: Connection, rows: Iterable[Row], drawn: Sequence[Finding]) -> tuple[Stock, ...]:
    """The stock behind each of `drawn`.

    Args:
        rows: of the hits contract; those that tell the stock before a sale are used.
    """
    items = {row["hit_id"]: row for row in rows if '"stock_before"' in row["detail"]}
    names = {one.id: one.lines[0].name for one in drawn if one.lines}
    made = []
    for one in drawn:
        code = items.get(one.id, {}).get("medins_list_codg")
        if code:
            levels = tuple(Level(day, left) for day, left in stock_levels(con, code))
            made.append(Stock(one.id, f"{names.get(one.id, '')} {code}", levels))
    return tuple(stock for stock in made if stock.levels)


def stock_levels(con: Connection, item: str) -> list[tuple[date, Decimal]]:
    """What the books leave of `item` (the hospital's own code) at the end of each day it changed.

    As the rule counts: opening balance, all moves that are no sales, less what was charged.
    """
    found = con.execute(_STOCK, {"item": item}).fetchall()
    return [(day, Decimal(count or 0)) for day, count in found]


def sessions_of(con: Connection, staff: str, day: date) -> Sequence[Session]:
    """Start, end, visit and item of the sessions of a day, of staff by number or by name."""
    found: Sequence[Session] = con.execute(_DAY, {"staff": staff, "day": day}).fetchall()
    return found


def staff_days(
    con: Connection, rows: Iterable[Row], drawn: Sequence[Finding]
) -> tuple[StaffDay, ...]:
    """The day behind each of `drawn` on which one member of staff was in two places."""
    sessions = {row["hit_id"]: row for row in rows if row["staff_code"] and row["session_id"]}
    made = []
    for one in drawn:
        row = sessions.get(one.id)
        if row:
            staff, day = row["staff_code"], row["occurred_on"].date()
            made.append(StaffDay(one.id, staff, str(day), _spans(sessions_of(con, staff, day))))
    return tuple(day for day in made if any(span.over for span in day.spans))


def _spans(found: Sequence[Session]) -> tuple[Span, ...]:
    return tuple(
        Span(
            label=f"{began:%H:%M}–{ended:%H:%M} {visit} {item or ''}",
            start=_minute(began),
            end=max(_minute(ended), _minute(began) + 1),
            over=any(
                other != at and began < found[other][1] and found[other][0] < ended
                for other in range(len(found))
            ),
        )
        for at, (began, ended, visit, item) in enumerate(found)
    )


def _minute(at: datetime) -> int:
    return at.hour * 60 + at.minute


def worth_drawing(findings: Iterable[Finding], most: int, hits: frozenset[str]) -> list[Finding]:
    """Of the findings whose hits are among `hits`, most money first, cleared ones left out."""
    alive = [one for one in findings if one.id in hits and (one.stands or one.undecided)]
    return sorted(alive, key=lambda one: (-max(one.amount_confirmed, one.amount), one.id))[:most]
