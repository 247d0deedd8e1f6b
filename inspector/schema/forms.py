"""The forms tables arrive in: the hospital's workbooks (`forms.toml`) and the platform's extracts.

A form ties a sheet's Chinese headers to the columns of one canonical table.
"""

import tomllib
from dataclasses import dataclass, field
from pathlib import Path

from inspector.schema.tables import TABLES, Table

# Two workbooks of one table may head a column differently; 序号 numbers rows and is not kept.
_ALIASES = {"药房名称": "loc_name", "对方单位部门": "counterpart"}
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
    constants: dict[str, str] = field(default_factory=dict)

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


def _workbooks() -> list[Form]:
    listed = tomllib.loads((Path(__file__).parent / "forms.toml").read_text("utf-8"))["form"]
    return [
        Form(
            workbook=form["workbook"],
            sheet=form["sheet"],
            table=form["table"],
            headers=tuple(form["headers"].split(" ")),
            types=tuple(form["types"].split(" ")),
            instructions=tuple(tuple(line.split("|")) for line in form["instructions"]),
            constants=form.get("constants", {}),
        )
        for form in listed
    ]


def _platform(name: str) -> Form:
    return Form(name, name, name, tuple(column.name for column in TABLES[name].received))


FORMS: tuple[Form, ...] = (*map(_platform, PLATFORM), *_workbooks())
"""Every form `inspector` knows, platform extracts first."""
