"""Where a person is seen in the data: one SELECT over all tables that say when.

Every part has the same columns: when, until when, kind, what, by whom, 元, visit, and the code the
hospital has for what was charged. What it did not hand over is left out, never guessed.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass

COLUMNS = ("began", "ended", "kind", "what", "whom", "yuan", "visit", "item")


@dataclass(frozen=True)
class Source:
    """One table in which a person is seen; columns are tried in turn, "" stands for none."""

    kind: str
    table: str
    at: str
    until: str = ""
    what: tuple[str, ...] = ()
    by: tuple[str, ...] = ()
    yuan: str = ""
    item: str = ""
    grouped: bool = False
    """Fee lines of a day, an item and a visit are told in one."""


SOURCES = (
    Source(
        "visit",
        "mdtrt_d",
        "begntime",
        "endtime",
        ("dscg_maindiag_name", "med_type"),
        ("chfpdr_name", "adm_dept_name"),
    ),
    Source("settlement", "setl_d", "setl_time", "", ("setl_id",), ("med_type",), "medfee_sumamt"),
    Source(
        "fee",
        "fee_net",
        "fee_ocur_time",
        "",
        ("medins_list_name", "med_list_codg"),
        ("bilg_dr_name", "bilg_dept_name"),
        "det_item_fee_sumamt",
        "medins_list_codg",
        True,
    ),
    Source(
        "session", "trt_session", "begntime", "endtime", ("item_name",), ("staff_name", "device_id")
    ),
    Source(
        "order",
        "drord",
        "drord_begntime",
        "drord_endtime",
        ("drord_detl_name",),
        ("isu_drord_dr_name",),
    ),
    Source("execution", "drord_exec", "exec_time", "", ("drord_detl_name",), ("exec_psn_name",)),
    Source(
        "operation",
        "oprn",
        "oprn_oprt_begntime",
        "oprn_oprt_endtime",
        ("oprn_oprt_name",),
        ("oper_dr_name",),
    ),
    Source(
        "anaesthesia",
        "anst",
        "anst_begntime",
        "anst_endtime",
        ("anst_mtd_name",),
        ("anst_dr_name",),
    ),
    Source(
        "lab", "lab_report", "rpt_time", "", ("exam_item_detl_name", "exam_mtd"), ("exam_dr_name",)
    ),
    Source("exam", "exam_report", "rpt_time", "", ("exam_part", "exam_mtd"), ("exam_dr_name",)),
    Source("vital", "vital_sign", "meas_time", "", ("meas_item",), ("meas_psn_name",)),
    Source(
        "prescription",
        "rx",
        "rx_prsc_time",
        "",
        ("medins_list_name",),
        ("prsc_dr_name",),
        "item_sumamt",
    ),
    Source("assessment", "rehab_assess", "assess_time", "", ("scale_name",), ("staff_name",)),
    Source("note", "med_note", "note_time", "", ("note_type",), ("note_dr_name",)),
    Source("leave", "bed_leave", "begntime", "endtime", ("event_type",)),
    Source(
        "device",
        "device_log",
        "use_begntime",
        "use_endtime",
        ("device_name", "device_id"),
        ("oper_name",),
    ),
    Source("check", "identity_check", "recog_time", "", ("recog_rslt",), ("oper_name",)),
    Source("trace", "drug_trace", "scan_time", "", ("prodname", "med_list_codg")),
)

KINDS_SEEN = (*(source.kind for source in SOURCES), "hit")
"""What can happen to a person; a hit is what a rule saw."""


def question(have: Mapping[str, Collection[str]], column: str, value: str) -> str:
    """The SELECT of all that happened to `value` (as people are shown it) in `column`.

    Args:
        have: columns with values, by table.
        column: `psn_no` or `mdtrt_id`.
    """
    assert "'" not in value and column in ("psn_no", "mdtrt_id")
    parts = [
        _part(source, have[source.table], f"{column} = '{value}'")
        for source in SOURCES
        if {source.at, column} <= set(have.get(source.table, ()))
    ]
    return " UNION ALL ".join(parts) + " ORDER BY began, ended, kind, what, visit, whom, yuan"


def _part(source: Source, have: Collection[str], wanted: str) -> str:
    at = f"CAST({source.at} AS TIMESTAMP)"
    until = f"CAST({source.until} AS TIMESTAMP)" if source.until in have else "NULL"
    what, by = (_first(names, have) for names in (source.what, source.by))
    yuan = source.yuan if source.yuan in have else "NULL"
    visit = "mdtrt_id" if "mdtrt_id" in have else "NULL"
    item = source.item if source.item in have else "NULL"
    if source.grouped:
        at = f"date_trunc('day', {at})"
        yuan = f"sum({yuan})"
        what = f"{what} || ' × ' || format('{{:g}}', CAST(sum(cnt) AS DOUBLE))"
        item = f"min({item})"
    told = (at, until, f"'{source.kind}'", what, by, f"CAST({yuan} AS DECIMAL(16, 2))", visit)
    cells = zip((*told, f"CAST({item} AS VARCHAR)"), COLUMNS, strict=True)
    select = ", ".join(f"{cell} AS {name}" for cell, name in cells)
    grouped = ""
    if source.grouped:
        grouped = f" GROUP BY {at}, {_first(source.what, have)}, {by}, {visit}"
    return (
        f'SELECT {select} FROM "{source.table}" WHERE {wanted} AND {source.at} IS NOT NULL{grouped}'
    )


def _first(names: tuple[str, ...], have: Collection[str]) -> str:
    """The first of these columns that says something, row by row."""
    kept = [f"nullif(CAST({name} AS VARCHAR), '')" for name in names if name in have]
    return f"coalesce({', '.join([*kept, chr(39) * 2])})"
