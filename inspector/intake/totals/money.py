"""Whether money adds up: lines and settlements, headers and shares, the hospital and the platform.

Source: the balance equations of the national interface (2304, 5203, 5204), the hospital's
extraction request (Σ lines of a valid settlement = its total), and DQ-01, DQ-02 of the catalogue.
"""

from collections.abc import Iterator

from inspector.intake.links.line_sums import FEES
from inspector.intake.links.settlements import HEADERS
from inspector.intake.result import ControlTotal
from inspector.intake.totals.reconciled import CENT, Reconciled

_SHARES = ("fund_pay_sumamt", "psn_pay", "ownpay_hosp_part")
_FUNDS = (
    "hifp_pay",
    "hifmi_pay",
    "hifob_pay",
    "hifes_pay",
    "cvlserv_pay",
    "hifdm_pay",
    "maf_pay",
    "othfund_pay",
)
_SCOPE = ("fulamt_ownpay_amt", "overlmt_selfpay", "preselfpay_amt", "inscp_amt")
_OWN = ("acct_pay", "cash_payamt")
_EQUATIONS = (
    ("header-shares", "medfee_sumamt", _SHARES, ("psn_pay",)),
    ("header-funds", "fund_pay_sumamt", _FUNDS, ("hifp_pay",)),
    # Customary, though the interface does not write them down: all parts must be there.
    ("header-scope", "medfee_sumamt", _SCOPE, _SCOPE),
    ("header-own", "psn_pay", _OWN, ("psn_pay", *_OWN)),
)
_LINES_OF = {"otp_fee": "otp_mdtrt", "ipt_fee": "ipt_mdtrt"}

# DQ-01: 0.01 元 a line, at most 0.5 元 a settlement.
_TOLERANCE = f"greatest({CENT}, least(0.5, {CENT} * line.lines))"


def settlements(on: Reconciled) -> Iterator[ControlTotal]:
    """Lines held against the settlement they belong to, DQ-01."""
    if not (on.has("setl_d") and on.has("fee_list_d")):
        return
    owner = "setl_id" if on.has("fee_list_d", "setl_id") else "mdtrt_id"
    yield _lines_of(on, owner, "lines-of-settlements", "medfee_sumamt", "amt")
    if on.has("setl_d", "inscp_amt") and on.has("fee_list_d", "inscp_amt"):
        yield _lines_of(on, owner, "scope-of-settlements", "inscp_amt", "inscp")
    known = f"{owner} IN (SELECT {owner} FROM setl_d)"
    yield on.total(
        "lines-settled",
        "fee_list_d",
        "元",
        "DQ-01",
        f"SELECT sum(amt) FILTER ({known}), sum(amt), "
        f"sum(CASE WHEN {known} THEN 0 ELSE lines END) FROM intake.sum_fee_list_d",
    )


def _lines_of(on: Reconciled, owner: str, name: str, whole: str, part: str) -> ControlTotal:
    off = f"abs(coalesce(line.amt, 0) - header.amt) > coalesce({_TOLERANCE}, {CENT})"
    sql = (
        f"WITH header AS (SELECT {owner} AS owner, sum({whole}) AS amt FROM setl_d GROUP BY 1), "
        f"line AS (SELECT {owner} AS owner, sum({part}) AS amt, sum(lines) AS lines "
        "FROM intake.sum_fee_list_d GROUP BY 1) "
        f"SELECT sum(line.amt), sum(header.amt), count_if({off}), count(*) "
        "FROM header LEFT JOIN line USING (owner)"
    )
    return on.total(name, "fee_list_d", "元", "DQ-01", sql)


def headers(on: Reconciled) -> Iterator[ControlTotal]:
    """Each settlement's total held against its parts, DQ-01."""
    for name, whole, parts, needed in _EQUATIONS:
        if on.has("setl_d", *needed):
            added = " + ".join(f"coalesce({part}, 0)" for part in parts)
            off = f"count_if(abs({added} - {whole}) > {CENT})"
            sql = f"SELECT sum({added}), sum({whole}), {off}, count(*) FROM setl_d"
            yield on.total(name, "setl_d", "元", "DQ-01", sql)


def prices(on: Reconciled) -> Iterator[ControlTotal]:
    """Quantity times price held against the amount, line by line, as far as rounding allows."""
    for table in FEES:
        if on.has(table, "pric"):
            sql = (
                f"SELECT sum(priced - off), sum(priced), sum(off) FROM intake.sum_{table} "
                "WHERE priced > 0"
            )
            yield on.total("amounts-priced", table, "行", "DQ-01", sql)


def refunds(on: Reconciled) -> Iterator[ControlTotal]:
    """Refunds that found the charge they take back, DQ-02."""
    if on.has("fee_list_d"):
        sql = (
            "SELECT count(r.back), count(*), count_if(r.back IS NULL), "
            "sum(CASE WHEN r.back IS NULL THEN amt END) "
            "FROM intake.negative n LEFT JOIN intake.reversal r ON r.back = n.bkkp_sn"
        )
        yield on.total("refunds-paired", "fee_list_d", "行", "DQ-02", sql)


def hospital(on: Reconciled) -> Iterator[ControlTotal]:
    """The hospital's own settlements and lines held against each other and the platform's."""
    for table in HEADERS:
        if on.has(table, "setl_id"):
            for name, amount in (
                ("hospital-settlements", "medfee_sumamt"),
                ("hospital-funds", "fund_pay_sumamt"),
            ):
                if on.has(table, amount):
                    yield on.total(name, table, "元", "DQ-01", _against_platform(table, amount))
    if all(on.has(table, "setl_id") for table in HEADERS):
        yield on.total("settlements-in-hospital", "setl_d", "笔", "DQ-09", _IN_HOSPITAL)
    for lines, header in _LINES_OF.items():
        if on.has(lines, "medins_setl_id") and on.has(header, "medins_setl_id", "medfee_sumamt"):
            sql = _AGAINST_HEADER.format(lines=lines, header=header)
            yield on.total("hospital-lines", lines, "元", "DQ-01", sql)
        if on.has(lines, "setl_id") and on.has("fee_list_d", "setl_id"):
            sql = _AGAINST_LINES.format(lines=lines)
            yield on.total("hospital-lines-platform", lines, "元", "DQ-01", sql)


def _against_platform(table: str, amount: str) -> str:
    return (
        f"WITH said AS (SELECT setl_id, sum({amount}) AS amt, count(*) AS lines FROM {table} "
        "GROUP BY 1) "
        f"SELECT sum(said.amt), sum(p.{amount}), "
        f"count_if(abs(coalesce(said.amt, 0) - p.{amount}) > {CENT}), "
        "(SELECT sum(lines) FROM said WHERE setl_id IS NULL) "
        "FROM said JOIN setl_d p ON p.setl_id = said.setl_id"
    )


# The request asks for settlements that stand: reversed ones and what reverses them are left out.
_IN_HOSPITAL = """
WITH said AS (SELECT setl_id FROM otp_mdtrt UNION SELECT setl_id FROM ipt_mdtrt)
SELECT count(said.setl_id), count(*), count_if(said.setl_id IS NULL)
FROM setl_d p LEFT JOIN said ON said.setl_id = p.setl_id
WHERE p.init_setl_id IS NULL AND p.refd_setl_flag IS DISTINCT FROM '1'
  AND NOT EXISTS (FROM setl_d back WHERE back.init_setl_id = p.setl_id)
"""
_AGAINST_HEADER = f"""
WITH line AS (
    SELECT medins_setl_id, sum(amt) AS amt, sum(lines) AS lines FROM intake.sum_{{lines}} GROUP BY 1
), header AS (
    SELECT medins_setl_id, sum(medfee_sumamt) AS amt FROM {{header}}
    WHERE medins_setl_id IS NOT NULL GROUP BY 1
)
SELECT sum(line.amt), sum(header.amt),
       count_if(abs(coalesce(line.amt, 0) - header.amt) > coalesce({_TOLERANCE}, {CENT})),
       (SELECT sum(lines) FROM line
        WHERE medins_setl_id IS NULL OR medins_setl_id NOT IN (SELECT medins_setl_id FROM header))
FROM header LEFT JOIN line USING (medins_setl_id)
"""
_AGAINST_LINES = f"""
WITH line AS (
    SELECT t.setl_id, sum(s.amt) AS amt, sum(s.lines) AS lines
    FROM intake.sum_{{lines}} s JOIN intake.settlement t ON t.medins_setl_id = s.medins_setl_id
    WHERE t.setl_id IS NOT NULL GROUP BY 1
), platform AS (
    SELECT setl_id, sum(amt) AS amt FROM intake.sum_fee_list_d GROUP BY 1
)
SELECT sum(line.amt), sum(platform.amt),
       count_if(abs(line.amt - coalesce(platform.amt, 0)) > {_TOLERANCE})
FROM line LEFT JOIN platform USING (setl_id)
"""
