"""Whether numbers run on: no key twice, no long gap in what is numbered one by one.

A series is what shares head, length and year and is at least half full; other numbers are drawn
from a wider pool and say nothing. Source: DQ-07 of the rule catalogue.
"""

from collections.abc import Iterator

from inspector.intake.links.line_numbers import SHARED
from inspector.intake.links.line_sums import numbered
from inspector.intake.result import ControlTotal
from inspector.intake.rows.take import QUARANTINE
from inspector.intake.totals.reconciled import Reconciled

_RUN = 5
"""A run of missing numbers longer than this is a gap."""
_FEW = 20
"""So few numbers are no series."""

_BLOCKS = """
SELECT head, width, year, block, count(*) AS lines, min(number) AS low, max(number) AS high,
       bit_or(bit) AS bits
FROM (SELECT {place} FROM {rows}) WHERE block IS NOT NULL GROUP BY ALL
"""
# A block knows its first and last number, so a gap lies either in one block or between two.
_SERIES = f"""
WITH block AS ({{blocks}}), part AS (
    SELECT *, bit_count(CAST(bits AS HUGEINT)) AS there FROM block
), series AS (
    SELECT head, width, year, sum(lines) AS lines, sum(there) AS there,
           max(high) - min(low) + 1 AS span
    FROM part GROUP BY ALL
    HAVING sum(there) >= {_FEW} AND sum(there) * 2 >= max(high) - min(low) + 1
), kept AS (
    SELECT p.* FROM part p JOIN series s ON s.head = p.head AND s.width = p.width
     AND s.year IS NOT DISTINCT FROM p.year
), between_blocks AS (
    SELECT low - lag(high) OVER (PARTITION BY head, width, year ORDER BY block) - 1 AS missing
    FROM kept
), within_block AS (
    SELECT head, width, year, unnest(range(low, high)) AS number, bits
    FROM kept WHERE there < high - low + 1
), run AS (
    SELECT missing FROM between_blocks
    UNION ALL
    SELECT count(*) FROM (
        SELECT head, width, year, number,
               number - row_number() OVER (PARTITION BY head, width, year ORDER BY number) AS island
        FROM within_block WHERE (bits >> CAST(number % 64 AS UBIGINT)) & 1 = 0
    ) GROUP BY head, width, year, island
)
SELECT sum(there), sum(span), (SELECT count_if(missing > {_RUN}) FROM run), sum(lines - there)
FROM series
"""


def repeated_keys(on: Reconciled) -> Iterator[ControlTotal]:
    """Rows that say the key of a row before them again, DQ-07."""
    sql = (
        "SELECT count_if(reason = 'repeated-key'), count(*), count_if(reason = 'repeated-key') "
        f"FROM {QUARANTINE}"
    )
    yield on.total("keys-repeated", QUARANTINE, "行", "DQ-07", sql)


def numbers_apart(on: Reconciled) -> Iterator[ControlTotal]:
    """Fee lines whose number other visits use too, DQ-07; the note counts the numbers.

    None of them is wrong: a number need be unique within its visit only.
    """
    if on.made(SHARED):
        sql = (
            "SELECT sum(lines), (SELECT sum(lines) FROM intake.sum_fee_list_d), 0, count(*) "
            f"FROM intake.{SHARED}"
        )
        yield on.total("numbers-apart", "fee_list_d", "行", "DQ-07", sql)


def series(on: Reconciled) -> Iterator[ControlTotal]:
    """Numbered lines, invoices and sessions without long gaps, DQ-07."""
    asked = {
        ("fee_list_d", "bkkp_sn"): "FROM intake.block_fee_list_d",
        ("setl_d", "invono"): _BLOCKS.format(
            place=numbered("invono", "setl_time"), rows="intake.base_setl_d"
        ),
        ("trt_session", "session_id"): _BLOCKS.format(
            place=numbered("session_id", "begntime"), rows="intake.base_trt_session"
        ),
    }
    for (table, column), blocks in asked.items():
        if on.has(table, column):
            yield on.total(
                "numbers-without-gap", table, "号", "DQ-07", _SERIES.format(blocks=blocks)
            )
