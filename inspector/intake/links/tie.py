"""Hospital rows tied to the platform's visits and settlements, or listed as not tied.

The hospital writes 门诊号/住院号, 身份证号, 结算流水号, the platform mdtrt_id, psn_no, setl_id. The
first kind of evidence that names any visit decides; if it names two, the row stays untied. Rows are
grouped by their evidence first, so that ten million lines make a few hundred thousand questions.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import duckdb

from inspector.intake.links.settlements import HEADERS, NUMBER, bridge_settlements
from inspector.intake.links.unlinked import candidates, key, list_problems
from inspector.schema import TABLES

DAY = {
    "otp_mdtrt": "begndate",
    "ipt_mdtrt": "begndate",
    "otp_fee": "fee_ocur_time",
    "ipt_fee": "fee_ocur_time",
    "rx": "rx_prsc_time",
    "drord": "drord_begntime",
    "oprn": "oprn_oprt_date",
    "anst": "anst_date",
    "exam_appy": "appy_date",
    "exam_report": "rpt_time",
    "lab_appy": "appy_date",
    "lab_report": "rpt_time",
    "trt_session": "begntime",
    "rehab_assess": "assess_time",
    "bed_leave": "begntime",
    "drug_trace": "scan_time",
    "identity_check": "recog_time",
    "drord_exec": "exec_time",
    "vital_sign": "meas_time",
    "device_log": "use_begntime",
    "med_note": "note_time",
}
"""When a row happened, for the tables that can be tied to a visit."""

# A number that names more visits than anybody has names none.
_NAMES_NOBODY = 1000

_VISITS = f"""
CREATE TABLE intake.visit AS
WITH settled AS ({{settled}}), visit AS ({{visits}})
SELECT v.mdtrt_id, coalesce(v.psn_no, s.psn_no) AS psn_no,
       upper(coalesce(v.certno, s.certno)) AS certno,
       CASE WHEN count(*) OVER (PARTITION BY v.ipt_otp_no) <= {_NAMES_NOBODY}
            THEN v.ipt_otp_no END AS ipt_otp_no,
       v.first, coalesce(v.last, DATE '9999-12-31') AS last
FROM visit v LEFT JOIN settled s ON s.mdtrt_id = v.mdtrt_id
"""
_SETTLED = """
SELECT mdtrt_id, min(psn_no) AS psn_no, min(certno) AS certno, min(begndate) AS first,
       max(enddate) AS last
FROM {settlements} GROUP BY mdtrt_id
"""
_NONE_SETTLED = """
SELECT CAST(NULL AS VARCHAR) AS mdtrt_id, '' AS psn_no, '' AS certno WHERE false
"""
_RECORDED = """
SELECT mdtrt_id, psn_no, certno, ipt_otp_no, CAST(begntime AS DATE) AS first,
       CAST(endtime AS DATE) AS last
FROM {visits}
"""
_FROM_SETTLED = """
SELECT mdtrt_id, psn_no, certno, CAST(NULL AS VARCHAR) AS ipt_otp_no, first, last FROM settled
"""

# Rank 1: number, and person and day agree; 2: number, and person agrees; 3: settlement number;
# 4: person and day. A number that another person holds ties nothing.
_LINKS = f"""
CREATE TABLE intake.link_{{table}} AS
WITH said AS (
    SELECT ipt_otp_no, {{certno}} AS certno, {{setl}} AS medins_setl_id,
           CAST({{day}} AS DATE) AS day, count(*) AS lines, row_number() OVER () AS said
    FROM {{rows}} GROUP BY ALL
), named AS (
    SELECT s.said, v.mdtrt_id, v.psn_no,
           CASE WHEN s.day BETWEEN v.first AND v.last THEN 1 ELSE 2 END AS rank
    FROM said s JOIN intake.visit v ON v.ipt_otp_no = s.ipt_otp_no
    WHERE s.certno IS NULL OR v.certno IS NULL OR s.certno = v.certno
    UNION ALL
    SELECT s.said, v.mdtrt_id, v.psn_no, 3
    FROM said s JOIN intake.settlement t ON t.medins_setl_id = s.medins_setl_id
    JOIN intake.visit v ON v.mdtrt_id = t.mdtrt_id
    UNION ALL
    SELECT s.said, v.mdtrt_id, v.psn_no, 4
    FROM said s JOIN intake.visit v ON v.certno = s.certno AND s.day BETWEEN v.first AND v.last
), best AS (
    SELECT *, min(rank) OVER (PARTITION BY said) AS top FROM named
), found AS (
    SELECT said, count(DISTINCT mdtrt_id) AS visits, min(mdtrt_id) AS mdtrt_id,
           min(psn_no) AS psn_no, {candidates("mdtrt_id")} AS codes
    FROM best WHERE rank = top GROUP BY said
)
SELECT s.ipt_otp_no, s.certno, s.medins_setl_id, s.day, s.lines,
       coalesce(f.visits, 0) AS visits, f.codes,
       CASE WHEN f.visits = 1 THEN f.mdtrt_id END AS mdtrt_id,
       CASE WHEN f.visits = 1 THEN f.psn_no END AS psn_no,
       s.ipt_otp_no IN (SELECT ipt_otp_no FROM intake.visit WHERE ipt_otp_no IS NOT NULL) AS held,
       t.setl_id, t.mdtrt_id AS settled_visit, coalesce(t.settlements, 0) AS settlements,
       t.codes AS settlement_codes
FROM said s LEFT JOIN found f ON f.said = s.said
LEFT JOIN intake.settlement t ON t.medins_setl_id = s.medins_setl_id
"""

_LINKED = """
SELECT h.*, k.mdtrt_id, k.psn_no{setl_column}
FROM {rows} h LEFT JOIN intake.link_{table} k
  ON k.ipt_otp_no IS NOT DISTINCT FROM h.ipt_otp_no
 AND k.certno IS NOT DISTINCT FROM {certno}
 AND k.medins_setl_id IS NOT DISTINCT FROM {setl}
 AND k.day IS NOT DISTINCT FROM CAST({day} AS DATE)
"""

_EVIDENCE = key(
    ipt_otp_no="ipt_otp_no",
    certno="certno",
    # A header without a number was called by what it says.
    medins_setl_id="CASE WHEN medins_setl_id NOT LIKE '|%' THEN medins_setl_id END",
)
_LISTED = f"""
SELECT '{{table}}', {{kind}} AS kind, {_EVIDENCE} AS row_key, sum(lines), min(day), max(day),
       max({{codes}})
FROM intake.link_{{table}} WHERE kind IS NOT NULL GROUP BY row_key, kind ORDER BY row_key, kind
"""
_VISIT_KIND = """CASE WHEN visits > 1 THEN 'visit-ambiguous'
    WHEN visits = 0 AND held THEN 'visit-other-person'
    WHEN visits = 0 THEN 'visit-unlinked' END"""
_SETTLEMENT_KIND = """CASE WHEN settlements > 1 THEN 'settlement-ambiguous'
    WHEN settlements = 0 THEN 'settlement-unlinked'
    WHEN settled_visit <> mdtrt_id THEN 'settlement-other-visit' END"""


@dataclass(frozen=True)
class Linking:
    """The platform's visits and settlements as views, None where they were not handed over."""

    con: duckdb.DuckDBPyConnection
    visits: str | None
    settlements: str | None

    def prepare(self, headers: Sequence[str]) -> None:
        """Read visits and settlements once, the few columns that tie.

        Without visits those that were settled stand in for them. `headers` are the hospital's own
        settlements, as views.
        """
        settled = _SETTLED.format(settlements=self.settlements)
        visits = _RECORDED.format(visits=self.visits) if self.visits else _FROM_SETTLED
        if self.possible:
            told = settled if self.settlements else _NONE_SETTLED
            self.con.execute(_VISITS.format(settled=told, visits=visits))
            bridge_settlements(self.con, self.settlements, headers)

    @property
    def possible(self) -> bool:
        """Whether there is anything to tie to."""
        return bool(self.visits or self.settlements)

    def derived(self, table: str) -> set[str]:
        """The columns `tie` fills in `table`."""
        setl = {"setl_id"} if self.settlements and "setl_id" in TABLES[table].by_name else set()
        return {"mdtrt_id", "psn_no"} | setl if self.possible else set()

    def tie(self, table: str, base: str, rows: str) -> str:
        """SQL of the rows `rows` of `table` with mdtrt_id, psn_no (and setl_id).

        `base` is the same rows as they were taken. What stays untied is listed.
        """
        with_setl = "setl_id" in TABLES[table].by_name
        if not self.possible:
            nothing = "CAST(NULL AS VARCHAR)"
            setl = f", {nothing} AS setl_id" if with_setl else ""
            return f"SELECT *, {nothing} AS mdtrt_id, {nothing} AS psn_no{setl} FROM {rows}"
        said = _evidence(table)
        self.con.execute(_LINKS.format(table=table, rows=base, **said))
        list_problems(self.con, _LISTED.format(table=table, kind=_VISIT_KIND, codes="codes"))
        if with_setl and self.settlements:
            told = {"kind": _SETTLEMENT_KIND, "codes": "settlement_codes"}
            list_problems(self.con, _LISTED.format(table=table, **told))
        column = ", k.setl_id" if with_setl else ""
        return _LINKED.format(table=table, rows=rows, setl_column=column, **_evidence(table, "h."))


def _evidence(table: str, of: str = "") -> dict[str, str]:
    """SQL of what a row of `table` says about its visit, its columns called after `of`."""
    columns = TABLES[table].by_name
    nothing = "CAST(NULL AS VARCHAR)"
    number = f"{of}medins_setl_id" if "medins_setl_id" in columns else nothing
    if table in HEADERS:
        number = NUMBER
        for name in ("medins_setl_id", "certno", "setl_time", "medfee_sumamt"):
            number = number.replace(name, f"{of}{name}")
    return {
        "certno": f"upper({of}certno)" if "certno" in columns else nothing,
        "setl": number,
        "day": f"{of}{DAY[table]}",
    }


def can_tie(table: str) -> bool:
    """Whether rows of `table` are to be tied to visits."""
    return table in DAY
