"""Tables of the request beyond visits and stock: taken, typed, and tied to the platform."""

from decimal import Decimal
from pathlib import Path

import pytest

from inspector.intake.links.tie import can_tie
from inspector.schema import FORMS, TABLES, Form
from tests.rooms.intake_exports import VISITS, ask, converted, rows, write_csv, write_workbook

SETTLED = """
setl_id | mdtrt_id | psn_no | medins_setl_id | setl_time           | medfee_sumamt | fund_pay_sumamt
S1      | M1       | P1     | J001           | 2024-03-09 11:00:00 | 41.00         | 30.00
"""
FILLED = {"DATE": "2024-03-02", "TIMESTAMP": "2024-03-02 08:30:00", "TIME": "08:00"}
VISITED = [form for form in FORMS if form.types and can_tie(form.table)]


def row(form: Form) -> dict[str, str]:
    """A full row of the form, of the patient and stay there are."""
    received = TABLES[form.table].received
    made = {
        column.name: "1"
        if column.type.startswith(("DECIMAL", "INTEGER"))
        else FILLED.get(column.type, "007")
        for column in received
    }
    return made | {"certno": "990X", "ipt_otp_no": "Z001", "medins_setl_id": "J001"}


def test_a_table_with_visits_of_its_own_is_tied_to_the_platforms() -> None:
    derived = {
        name
        for name, table in TABLES.items()
        if "mdtrt_id" in table.by_name and table.by_name["mdtrt_id"].need == "derived"
    }
    numbered = {name for name, t in TABLES.items() if "ipt_otp_no" in t.by_name} - {"mdtrt_d"}
    assert derived == numbered == set(filter(can_tie, TABLES))
    settled = {name for name in numbered if "medins_setl_id" in TABLES[name].by_name}
    assert all("setl_id" in TABLES[name].by_name for name in settled)


@pytest.mark.parametrize("form", VISITED, ids=lambda form: str(form.workbook))
def test_a_row_of_every_such_workbook_finds_its_visit(tmp_path: Path, form: Form) -> None:
    write_csv(tmp_path / "mdtrt_d.csv", rows(VISITS))
    write_csv(tmp_path / "setl_d.csv", rows(SETTLED))
    write_workbook(tmp_path / "x.xlsx", form.workbook[:3], [row(form)])
    with_setl = ", setl_id" if "setl_id" in TABLES[form.table].by_name else ""
    with converted(tmp_path) as (con, made):
        assert form.table in made.tables
        found = ask(con, f"SELECT mdtrt_id, psn_no{with_setl} FROM {form.table}")
        assert ask(con, "SELECT count(*) FROM quarantine") == [(0,)]
    assert found == [("M1", "P1", "S1") if with_setl else ("M1", "P1")]


def test_an_operation_says_whether_it_was_done_to_an_outpatient(tmp_path: Path) -> None:
    for workbook in ("2.4", "3.4"):
        form = next(form for form in FORMS if form.workbook.startswith(workbook))
        write_workbook(tmp_path / f"{workbook}.xlsx", workbook, [row(form)])
    with converted(tmp_path) as (con, _):
        assert ask(con, "SELECT med_mode, oper_dr_name FROM oprn ORDER BY 1") == [
            ("住院", "007"),
            ("门诊", "007"),
        ]


def test_a_fee_line_keeps_its_words_and_its_money(tmp_path: Path) -> None:
    form = next(form for form in FORMS if form.table == "ipt_fee")
    line = row(form) | {"sin_dos_dscr": "适量", "det_item_fee_sumamt": "1,041.50", "prd_days": "7"}
    write_workbook(tmp_path / "x.xlsx", "3.2", [line])
    with converted(tmp_path) as (con, _):
        asked = "SELECT sin_dos_dscr, det_item_fee_sumamt, prd_days, mdtrt_id FROM ipt_fee"
        assert ask(con, asked) == [("适量", Decimal("1041.50"), Decimal("7.00"), None)]
