"""The schema holds together: keys, orders, types and forms all name columns that exist."""

import re

import pytest

from inspector.errors import TableUnknown
from inspector.schema import FORMS, TABLES, Form, Table, table

TYPES = re.compile(r"VARCHAR|DATE|TIMESTAMP|TIME|INTEGER|DECIMAL\(\d+,\d+\)")


@pytest.mark.parametrize("found", TABLES.values(), ids=list(TABLES))
def test_a_table_holds_together(found: Table) -> None:
    names = [column.name for column in found.columns]
    assert len(set(names)) == len(names)
    assert set(found.key) <= set(names)
    assert set(found.order) <= set(names)
    assert all(TYPES.fullmatch(column.type) for column in found.columns)
    assert all(column.zh and column.source for column in found.columns)


@pytest.mark.parametrize("found", TABLES.values(), ids=list(TABLES))
def test_money_is_never_a_float_and_says_its_unit(found: Table) -> None:
    for column in found.columns:
        if column.unit == "元":
            assert column.type in ("DECIMAL(16,2)", "DECIMAL(16,6)")
        if column.name.endswith(("_sumamt", "_payamt", "net_amt")):
            assert column.unit == "元"


@pytest.mark.parametrize("form", FORMS, ids=lambda form: str(form.workbook))
def test_every_header_of_a_form_is_a_column_that_can_be_received(form: Form) -> None:
    received = {column.name for column in TABLES[form.table].received}
    assert set(form.columns.values()) <= received
    assert len(set(form.columns.values())) == len(form.columns)
    assert set(form.constants) == {
        column.name for column in TABLES[form.table].columns if column.need == "constant"
    }


@pytest.mark.parametrize("form", FORMS, ids=lambda form: str(form.workbook))
def test_every_required_column_is_asked_for(form: Form) -> None:
    required = {c.name for c in TABLES[form.table].columns if c.need == "required"}
    assert required <= set(form.columns.values())


@pytest.mark.parametrize("form", FORMS, ids=lambda form: str(form.workbook))
def test_every_header_of_a_workbook_has_its_type(form: Form) -> None:
    assert len(form.types) in (0, len(form.headers))


def test_every_table_arrives_in_some_form() -> None:
    assert {form.table for form in FORMS} == set(TABLES)


def test_a_table_that_is_not_there_is_refused_with_those_that_are() -> None:
    with pytest.raises(TableUnknown) as refused:
        table("setl")
    assert "setl_d" in str(refused.value.facts["known"])
