"""The canonical tables: one CSV a table under `tables/`, read once.

Names are the national interface's, Chinese names ride along for screens and reports. Money is
`DECIMAL(16,2)` 元, quantity `DECIMAL(16,4)`, unit price `DECIMAL(16,6)`; never a float.
"""

import csv
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Literal, get_args

from inspector.errors import TableUnknown

Need = Literal["", "required", "derived", "constant"]


@dataclass(frozen=True)
class Column:
    """One column: `need` tells a required one, one made at pack time, one the form supplies."""

    name: str
    zh: str
    type: str
    unit: str
    need: Need
    sensitive: str
    """"" or what it identifies a person by: name, certno, phone, address."""
    source: str


@dataclass(frozen=True)
class Table:
    """One canonical table; `key` names a row, `order` is how rows lie in a snapshot."""

    name: str
    zh: str
    en: str
    key: tuple[str, ...]
    order: tuple[str, ...]
    columns: tuple[Column, ...]

    @cached_property
    def by_name(self) -> dict[str, Column]:
        """Columns by their name."""
        return {column.name: column for column in self.columns}

    @property
    def received(self) -> tuple[Column, ...]:
        """The columns a source can fill, that is, all but the derived ones."""
        return tuple(column for column in self.columns if column.need != "derived")


# name: (Chinese, English, key, sort order in a snapshot: person, visit, time where there are any)
_CATALOGUE: dict[str, tuple[str, str, str, str]] = {
    "setl_d": ("结算", "Settlements", "setl_id", "psn_no mdtrt_id setl_time setl_id"),
    "mdtrt_d": ("就诊", "Visits", "mdtrt_id", "psn_no mdtrt_id"),
    "fee_list_d": ("费用明细", "Fee lines", "bkkp_sn", "psn_no mdtrt_id fee_ocur_time bkkp_sn"),
    "setl_list_diag_d": (
        "结算清单诊断",
        "Diagnoses",
        "setl_list_diag_id",
        "psn_no mdtrt_id setl_list_diag_id",
    ),
    "setl_list_oprn_d": (
        "结算清单手术",
        "Operations",
        "setl_list_oprn_id",
        "psn_no mdtrt_id setl_list_oprn_id",
    ),
    "medins_info": ("机构执业信息", "Institution", "fixmedins_code", "fixmedins_code"),
    "staff": ("人员信息", "Staff", "staff_code begndate", "staff_code begndate"),
    "device": ("设备台账", "Devices", "device_id", "device_id"),
    "otp_mdtrt": (
        "门诊就医",
        "Outpatient visits (hospital)",
        "ipt_otp_no medins_setl_id",
        "certno ipt_otp_no medins_setl_id",
    ),
    "ipt_mdtrt": (
        "住院就医",
        "Inpatient stays (hospital)",
        "ipt_otp_no medins_setl_id",
        "certno ipt_otp_no medins_setl_id",
    ),
    "inv_balance": (
        "进销存结转",
        "Stock balances",
        "year_month loc_type loc_name medins_list_codg",
        "medins_list_codg year_month loc_type loc_name",
    ),
    "inv_move": (
        "出入库",
        "Stock moves",
        "",
        "medins_list_codg biz_time loc_type loc_name chg_type chg_cnt counterpart",
    ),
    "trt_session": (
        "治疗记录",
        "Treatment sessions",
        "session_id",
        "psn_no mdtrt_id begntime session_id",
    ),
    "rehab_assess": (
        "康复评定",
        "Rehab assessments",
        "assess_id",
        "psn_no mdtrt_id assess_time assess_id",
    ),
    "staff_shift": (
        "人员排班",
        "Shifts",
        "staff_code shift_date on_time",
        "staff_code shift_date on_time",
    ),
    "bed_leave": ("床位请假", "Bed leave", "", "psn_no mdtrt_id begntime event_type"),
    "drug_trace": (
        "追溯码",
        "Trace codes",
        "",
        "drug_trac_codg scan_time ipt_otp_no medins_setl_id",
    ),
    "identity_check": ("刷卡核验", "Identity checks", "", "psn_no recog_time term_no ipt_otp_no"),
    "purchase_accept": (
        "采购验收",
        "Purchase receipts",
        "",
        "med_list_codg accept_date dlv_note_no manu_lotnum",
    ),
}

_FOLDER = Path(__file__).parent / "tables"


def _column(row: dict[str, str]) -> Column:
    needs: tuple[Need, ...] = get_args(Need)
    need = next(need for need in needs if need == row["need"])
    return Column(
        row["name"], row["zh"], row["type"], row["unit"], need, row["sensitive"], row["source"]
    )


def _columns(name: str) -> tuple[Column, ...]:
    with (_FOLDER / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return tuple(_column(row) for row in csv.DictReader(file))


def _load(name: str) -> Table:
    zh, en, key, order = _CATALOGUE[name]
    return Table(name, zh, en, tuple(key.split()), tuple(order.split()), _columns(name))


TABLES: dict[str, Table] = {name: _load(name) for name in _CATALOGUE}
"""All canonical tables by name, platform tables first."""


def table(name: str) -> Table:
    """The canonical table `name`.

    Raises:
        TableUnknown: there is none of that name.
    """
    if name not in TABLES:
        raise TableUnknown(table=name, known=", ".join(TABLES))
    return TABLES[name]
