"""Hospital rows tied to the platform's visits and settlements, or counted as not tied.

The hospital writes 门诊号/住院号, 身份证号, 结算流水号, the platform mdtrt_id, psn_no, setl_id. The
first kind of evidence that names any visit decides; if it names two, the row stays untied.
"""

from dataclasses import dataclass

import duckdb

from inspector.schema import TABLES

# The day a row happened, for the tables that can be tied to a visit.
_DAY = {
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
}

_VISITS = """
CREATE TABLE intake.visit AS
SELECT mdtrt_id, psn_no, upper(certno) AS certno, ipt_otp_no, medins_setl_id,
       CAST(begntime AS DATE) AS first, coalesce(CAST(endtime AS DATE), DATE '9999-12-31') AS last
FROM {visits}
"""
_SETTLEMENTS = """
CREATE TABLE intake.settlement AS
SELECT medins_setl_id, min(setl_id) AS setl_id, min(mdtrt_id) AS mdtrt_id
FROM {settlements} WHERE medins_setl_id IS NOT NULL
GROUP BY medins_setl_id HAVING count(DISTINCT setl_id) = 1
"""

# Rank 1: number, and person and day agree; 2: number, and person agrees; 3: settlement number;
# 4: person and day. A number that another person holds ties nothing.
_LINKS = """
CREATE TABLE intake.link_{table} AS
WITH said AS (
    SELECT DISTINCT ipt_otp_no, {certno} AS certno, {setl} AS medins_setl_id,
           CAST({day} AS DATE) AS day
    FROM {rows}
), named AS (
    SELECT s.*, v.mdtrt_id, v.psn_no,
           CASE WHEN s.day BETWEEN v.first AND v.last THEN 1 ELSE 2 END AS rank
    FROM said s JOIN intake.visit v ON v.ipt_otp_no = s.ipt_otp_no
    WHERE s.certno IS NULL OR v.certno IS NULL OR s.certno = v.certno
    UNION ALL
    SELECT s.*, v.mdtrt_id, v.psn_no, 3
    FROM said s JOIN intake.settlement t ON t.medins_setl_id = s.medins_setl_id
    JOIN intake.visit v ON v.mdtrt_id = t.mdtrt_id
    UNION ALL
    SELECT s.*, v.mdtrt_id, v.psn_no, 4
    FROM said s JOIN intake.visit v ON v.certno = s.certno AND s.day BETWEEN v.first AND v.last
), best AS (
    SELECT *, min(rank) OVER (PARTITION BY ipt_otp_no, certno, medins_setl_id, day) AS top
    FROM named
)
SELECT ipt_otp_no, certno, medins_setl_id, day,
       count(DISTINCT mdtrt_id) AS visits, min(mdtrt_id) AS mdtrt_id, min(psn_no) AS psn_no
FROM best WHERE rank = top GROUP BY ALL
"""

_LINKED = """
SELECT h.*, CASE WHEN k.visits = 1 THEN k.mdtrt_id END AS mdtrt_id,
       CASE WHEN k.visits = 1 THEN k.psn_no END AS psn_no{setl_column}
FROM {rows} h LEFT JOIN intake.link_{table} k
  ON k.ipt_otp_no IS NOT DISTINCT FROM h.ipt_otp_no
 AND k.certno IS NOT DISTINCT FROM {certno}
 AND k.medins_setl_id IS NOT DISTINCT FROM {setl}
 AND k.day IS NOT DISTINCT FROM CAST(h.{day} AS DATE)
{setl_join}
"""


@dataclass(frozen=True)
class Linking:
    """The platform's visits and settlements as views, None where they were not handed over."""

    con: duckdb.DuckDBPyConnection
    visits: str | None
    settlements: str | None

    def prepare(self) -> None:
        """Read visits and settlements once, the few columns that tie."""
        if self.visits:
            self.con.execute(_VISITS.format(visits=self.visits))
            empty = "(SELECT NULL::VARCHAR AS medins_setl_id, '' AS setl_id, '' AS mdtrt_id)"
            settlements = self.settlements or empty
            self.con.execute(_SETTLEMENTS.format(settlements=settlements))

    def tie(self, table: str, rows: str) -> str:
        """SQL of the hospital rows `rows` of `table` with mdtrt_id, psn_no (and setl_id)."""
        columns = TABLES[table].by_name
        with_setl = "setl_id" in columns
        if not self.visits:
            nothing = "CAST(NULL AS VARCHAR)"
            setl = f", {nothing} AS setl_id" if with_setl else ""
            return f"SELECT *, {nothing} AS mdtrt_id, {nothing} AS psn_no{setl} FROM {rows}"
        said = {
            "table": table,
            "rows": rows,
            "day": _DAY[table],
            "certno": "upper(certno)" if "certno" in columns else "CAST(NULL AS VARCHAR)",
            "setl": "medins_setl_id" if with_setl else "CAST(NULL AS VARCHAR)",
        }
        self.con.execute(_LINKS.format(**said))
        said["certno"] = said["certno"].replace("certno", "h.certno")
        said["setl"] = said["setl"].replace("medins", "h.medins")
        joined = "LEFT JOIN intake.settlement t ON t.medins_setl_id = h.medins_setl_id"
        return _LINKED.format(
            **said,
            setl_column=", t.setl_id" if with_setl else "",
            setl_join=joined if with_setl else "",
        )


def can_tie(table: str) -> bool:
    """Whether rows of `table` are to be tied to visits."""
    return table in _DAY
