"""One pass over each table of fee lines: sums by settlement, visit and day, by item, by number.

Everything that is later reconciled about fee lines is read from these sums. Ten million lines make
some hundred thousand of them, and no line is read twice.
"""

from collections.abc import Set

import duckdb

FEES = {
    "fee_list_d": ("setl_id", "mdtrt_id"),
    "otp_fee": ("medins_setl_id", "ipt_otp_no"),
    "ipt_fee": ("medins_setl_id", "ipt_otp_no"),
}
"""Tables of fee lines, and what names the settlement and the visit of a line."""

_LATE_HOURS = 24

# Extracts cut prices and quantities to two decimals (data requests do so by to_char), so a price or
# a quantity of two decimals may stand for up to 0.01 more.
_OFF = """abs(CAST(cnt * pric AS DECIMAL(38,10)) - det_item_fee_sumamt) > 0.01
    + CASE WHEN pric * 100 = trunc(pric * 100) THEN 0.01 * abs(cnt) ELSE 0 END
    + CASE WHEN cnt * 100 = trunc(cnt * 100) AND cnt <> trunc(cnt)
           THEN 0.01 * abs(pric) ELSE 0 END"""

_SCAN = """
CREATE TABLE intake.scan_{table} AS
SELECT {setl}, {visit}, day, medins_list_codg, med_list_codg, head, width, year, block,
       grouping({setl}, medins_list_codg, block) AS kind,
       count(*) AS lines, sum(amt) AS amt, sum(inscp) AS inscp, count_if(off) AS off,
       count_if(priced) AS priced, count_if(late) AS late, count_if(timed) AS timed,
       count_if(taken_home) AS taken_home, count_if(supply) AS supplies,
       min(happened) AS first, max(happened) AS last, min(number) AS low, max(number) AS high,
       bit_or(bit) AS bits
FROM (
    SELECT {setl}, {visit}, CAST(fee_ocur_time AS DATE) AS day, medins_list_codg, med_list_codg,
           det_item_fee_sumamt AS amt, {inscp} AS inscp, pric IS NOT NULL AS priced, {off} AS off,
           {uploaded} IS NOT NULL AS timed,
           {uploaded} > fee_ocur_time + INTERVAL {hours} HOUR AS late,
           {taken_home} AS taken_home, med_list_codg LIKE 'C%' AS supply, fee_ocur_time AS happened,
           {series}
    FROM {base}
)
GROUP BY GROUPING SETS (
    ({setl}, {visit}, day), (medins_list_codg, med_list_codg), (head, width, year, block)
)
"""
_SUMS = """
CREATE TABLE intake.sum_{table} AS
SELECT {setl}, {visit}, day, lines, amt, inscp, off, priced, late, timed, taken_home, supplies,
       first, last
FROM intake.scan_{table} WHERE kind = 3;
CREATE TABLE intake.item_{table} AS
SELECT medins_list_codg, med_list_codg, lines, amt FROM intake.scan_{table} WHERE kind = 5;
CREATE TABLE intake.block_{table} AS
SELECT head, width, year, block, lines, low, high, bits FROM intake.scan_{table}
WHERE kind = 6 AND block IS NOT NULL;
DROP TABLE intake.scan_{table}
"""


def sum_lines(con: duckdb.DuckDBPyConnection, table: str, base: str, supplied: Set[str]) -> None:
    """Make `intake.sum_…`, `intake.item_…` and `intake.block_…` of the fee lines `base`.

    `sum` has a row a settlement, visit and day; `item` a row a pair of codes; `block` a row for
    each 64 consecutive numbers of `bkkp_sn`, with a bit for each number there is.
    """
    setl, visit = FEES[table]
    uploaded = next((name for name in ("crte_time", "opt_time") if name in supplied), None)
    con.execute(
        _SCAN.format(
            table=table,
            base=base,
            setl=setl,
            visit=visit,
            off=_OFF,
            hours=_LATE_HOURS,
            inscp="inscp_amt" if "inscp_amt" in supplied else "CAST(NULL AS DECIMAL(16,2))",
            uploaded=uploaded or "CAST(NULL AS TIMESTAMP)",
            taken_home="dscg_tkdrug_flag = '1'" if "dscg_tkdrug_flag" in supplied else "false",
            series=numbered("bkkp_sn", "fee_ocur_time") if "bkkp_sn" in supplied else _NO_SERIES,
        )
    )
    con.execute(_SUMS.format(table=table, setl=setl, visit=visit))


_NO_SERIES = (
    "CAST(NULL AS VARCHAR) AS head, 0 AS width, 0 AS year, CAST(NULL AS BIGINT) AS number, "
    "CAST(NULL AS BIGINT) AS block, CAST(NULL AS UBIGINT) AS bit"
)


def numbered(number: str, at: str) -> str:
    """SQL of a serial number's place: head, width and year of its series, block of 64, bit.

    A number that does not end in digits has no block.
    """
    digits = f"TRY_CAST(regexp_extract({number}, '(\\d{{1,18}})$', 1) AS BIGINT)"
    return (
        f"regexp_replace({number}, '\\d{{1,18}}$', '') AS head, length({number}) AS width, "
        f"year({at}) AS year, {digits} AS number, number // 64 AS block, "
        "CAST(1 AS UBIGINT) << CAST(number % 64 AS UBIGINT) AS bit"
    )
