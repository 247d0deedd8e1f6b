"""Whether times can be true: lines within the visit, uploaded in time, not all in one second.

Source: DQ-03, DQ-04, DQ-08 of the rule catalogue; none of its bounds is calibrated on a hospital.
"""

from collections.abc import Iterator

from inspector.intake.result import ControlTotal
from inspector.intake.totals.reconciled import Reconciled

# DQ-03: drugs taken home may be charged after discharge, consumables one day late.
_OUTSIDE = """
WITH day AS (
    SELECT s.lines, CASE
        WHEN s.day < v.first THEN s.lines
        WHEN s.day > v.last
        THEN greatest(s.lines - s.taken_home
             - CASE WHEN s.day = v.last + 1 THEN s.supplies ELSE 0 END, 0)
        ELSE 0 END AS off
    FROM intake.sum_fee_list_d s JOIN intake.visit v ON v.mdtrt_id = s.mdtrt_id
)
SELECT sum(lines - off), sum(lines), sum(off) FROM day
"""

# DQ-08: 30 records of 10 patients by one person within 5 seconds.
_RECORDS, _PATIENTS, _SECONDS = 30, 10, 5
_DONE_BY = (
    ("fee_list_d", "opter_id", "psn_no", ("crte_time", "opt_time")),
    ("trt_session", "staff_code", "certno", ("begntime",)),
)
_CROWDED = f"""
CREATE OR REPLACE TABLE intake.crowded AS
SELECT {{by}} AS who, epoch({{at}})::BIGINT // {_SECONDS} AS tick, count(*) AS records
FROM intake.base_{{table}}
WHERE {{by}} IS NOT NULL AND {{at}} <> date_trunc('day', {{at}})
GROUP BY ALL HAVING count(*) >= {_RECORDS}
"""
_BURSTS = f"""
SELECT sum(records), count(*) FROM (
    SELECT c.who, c.tick, any_value(c.records) AS records
    FROM intake.base_{{table}} r JOIN intake.crowded c
      ON c.who = r.{{by}} AND c.tick = epoch(r.{{at}})::BIGINT // {_SECONDS}
    GROUP BY ALL HAVING count(DISTINCT r.{{whom}}) >= {_PATIENTS}
)
"""


def outside_visits(on: Reconciled) -> Iterator[ControlTotal]:
    """Lines on a day of their visit, DQ-03."""
    if on.has("fee_list_d") and on.has("mdtrt_d", "begntime"):
        yield on.total("lines-in-visit", "fee_list_d", "行", "DQ-03", _OUTSIDE)


def lateness(on: Reconciled) -> Iterator[ControlTotal]:
    """Lines that reached the platform within a day, DQ-04."""
    if on.has("fee_list_d") and on.row("SELECT sum(timed) > 0 FROM intake.sum_fee_list_d")[0]:
        sql = "SELECT sum(timed - late), sum(timed), sum(late) FROM intake.sum_fee_list_d"
        yield on.total("lines-in-time", "fee_list_d", "行", "DQ-04", sql)


def bursts(on: Reconciled) -> Iterator[ControlTotal]:
    """Records one person made of many patients in a few seconds, DQ-08.

    A moment without a time of day is no moment; what a scheduler books at night is counted too.
    """
    for table, by, whom, moments in _DONE_BY:
        at = next((name for name in moments if on.has(table, by, whom, name)), None)
        if at is None:
            continue
        told = {"table": table, "by": by, "at": at, "whom": whom}
        on.con.execute(_CROWDED.format(**told))
        records, times = on.row(_BURSTS.format(**told))
        every = on.row(f"SELECT count(*) FROM intake.base_{table}")[0]
        sql = f"SELECT {every} - {records or 0}, {every}, {records or 0}, {times or 0}"
        yield on.total("records-one-by-one", table, "行", "DQ-08", sql)
