"""Hospital settlement numbers to the platform's settlements: by the number, else by what it says.

A number the platform does not have is tied by person, day and amount of its header row, only where
exactly one number and one settlement fit each other.
"""

from collections.abc import Sequence

import duckdb

from inspector.intake.links.unlinked import candidates

HEADERS = ("otp_mdtrt", "ipt_mdtrt")
"""The hospital's tables with one row a settlement."""

NUMBER = (
    "coalesce(medins_setl_id, "
    "'|' || concat_ws('|', upper(certno), CAST(setl_time AS DATE), medfee_sumamt))"
)
"""SQL over a header row: its number; one without is called by what it says, after a bar."""

_BY_NUMBER = f"""
CREATE TABLE intake.settlement AS
SELECT medins_setl_id, count(DISTINCT setl_id) AS settlements,
       CASE WHEN count(DISTINCT setl_id) = 1 THEN min(setl_id) END AS setl_id,
       CASE WHEN count(DISTINCT setl_id) = 1 THEN min(mdtrt_id) END AS mdtrt_id,
       {candidates("setl_id")} AS codes
FROM {{settlements}} WHERE medins_setl_id IS NOT NULL
GROUP BY medins_setl_id
"""

_BY_AMOUNT = f"""
INSERT INTO intake.settlement
WITH loose AS (
    SELECT DISTINCT {NUMBER} AS number, upper(certno) AS certno, CAST(setl_time AS DATE) AS day,
           medfee_sumamt AS amt
    FROM intake.header WHERE number NOT IN (SELECT medins_setl_id FROM intake.settlement)
), free AS (
    SELECT s.setl_id, s.mdtrt_id, coalesce(upper(s.certno), v.certno) AS certno,
           s.medfee_sumamt AS amt, coalesce(s.begndate, v.first) AS first,
           greatest(coalesce(s.enddate, v.last), CAST(s.setl_time AS DATE)) AS last
    FROM {{settlements}} s LEFT JOIN intake.visit v ON v.mdtrt_id = s.mdtrt_id
    WHERE NOT EXISTS (FROM intake.header h WHERE h.medins_setl_id = s.medins_setl_id)
), pair AS (
    SELECT l.number, f.setl_id, f.mdtrt_id,
           greatest(count(*) OVER (PARTITION BY l.number),
                    count(*) OVER (PARTITION BY f.setl_id)) AS fit
    FROM loose l JOIN free f
      ON f.certno = l.certno AND f.amt = l.amt AND l.day BETWEEN f.first AND f.last
)
SELECT number, max(fit), CASE WHEN max(fit) = 1 THEN min(setl_id) END,
       CASE WHEN max(fit) = 1 THEN min(mdtrt_id) END, {candidates("setl_id")}
FROM pair GROUP BY number
"""

_NOBODY = """
CREATE TABLE intake.settlement (medins_setl_id VARCHAR, settlements BIGINT, setl_id VARCHAR,
    mdtrt_id VARCHAR, codes VARCHAR)
"""


def bridge_settlements(
    con: duckdb.DuckDBPyConnection, settlements: str | None, headers: Sequence[str]
) -> None:
    """Make `intake.settlement`: each number and the one settlement it means, if it is one.

    `settlements` is the platform's table, `headers` the hospital's; needs `intake.visit`.
    """
    if settlements is None:
        con.execute(_NOBODY)
        return
    con.execute(_BY_NUMBER.format(settlements=settlements))
    if headers:
        said = " UNION ALL ".join(
            f"SELECT medins_setl_id, certno, setl_time, medfee_sumamt FROM {name}"
            for name in headers
        )
        con.execute(f"CREATE TABLE intake.header AS {said}")
        con.execute(_BY_AMOUNT.format(settlements=settlements))
