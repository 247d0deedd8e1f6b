"""The forms tables arrive in: the hospital's workbooks (`forms.toml`) and the platform's extracts.

A form ties a sheet's Chinese headers to the columns of one canonical table.
"""

import tomllib
from dataclasses import dataclass, field
from pathlib import Path

from inspector.schema.tables import TABLES, Table

# Two workbooks of one table may head a column differently; 序号 numbers rows and is not kept.
_ALIASES = {
    "药房名称": "loc_name",
    "对方单位部门": "counterpart",
    "门诊号": "ipt_otp_no",
    "住院号": "ipt_otp_no",
    "门诊科室名称": "dept_name",
    "住院科室名称": "dept_name",
}
_UNKEPT = "序号"

PLATFORM = ("setl_d", "mdtrt_d", "fee_list_d", "setl_list_diag_d", "setl_list_oprn_d")


@dataclass(frozen=True)
class Form:
    """One workbook or platform extract: its sheet, the rows above its data, its headers."""

    workbook: str
    sheet: str
    table: str
    headers: tuple[str, ...]
    types: tuple[str, ...] = ()
    instructions: tuple[tuple[str, ...], ...] = ()
    """The rows above the types, cell by cell from column A."""
    constants: dict[str, str] = field(default_factory=dict)
    sql_sheet: str = ""
    """The second sheet, left blank for the query the hospital ran; not every form has one."""
    required: bool = False
    """Whether every inspection asks for it; the others are asked for where they help."""

    @property
    def columns(self) -> dict[str, str]:
        """Header → canonical column, for the headers that are kept."""
        return _headers_to_columns(TABLES[self.table], self.headers)


def _headers_to_columns(table: Table, headers: tuple[str, ...]) -> dict[str, str]:
    by_header = {column.zh: column.name for column in table.received}
    by_header |= {column.name: column.name for column in table.received}
    return {
        header: _ALIASES.get(header) or by_header[header] for header in headers if header != _UNKEPT
    }


def _cells(line: str) -> tuple[str, ...]:
    """“label：|text” is cells A and B; a line without a label stands in B. Text may hold a bar."""
    label, bar, text = line.partition("：|")
    return (f"{label}：", text) if bar else ("", line)


def _workbooks() -> list[Form]:
    listed = tomllib.loads((Path(__file__).parent / "forms.toml").read_text("utf-8"))["form"]
    return [
        Form(
            workbook=form["workbook"],
            sheet=form["sheet"],
            table=form["table"],
            headers=tuple(form["headers"].split(" ")),
            types=tuple(form["types"].split(" ")),
            instructions=tuple(map(_cells, form["instructions"])),
            constants=form.get("constants", {}),
            sql_sheet=form.get("sql_sheet", ""),
            required=form.get("required", False),
        )
        for form in listed
    ]


def _platform(name: str) -> Form:
    return Form(name, name, name, tuple(column.name for column in TABLES[name].received))


FORMS: tuple[Form, ...] = (*map(_platform, PLATFORM), *_workbooks())
"""Every form `inspector` knows, platform extracts first."""
