"""The page on forms names every placeholder and row there is."""

import re
from pathlib import Path

from inspector.report import filling
from inspector.report.filling import _ROWS
from inspector.report.forms import PARTS
from tests.rooms.test_report_forms import MATTER

PAGE = (Path(__file__).parents[2] / "docs" / "forms.md").read_text("utf-8")


def test_the_page_on_forms_names_every_fact_every_row_and_every_kind_of_part() -> None:
    told = filling(MATTER, "1", "zh")
    [facts] = re.findall(r"facts: `([^`]*)`", PAGE)
    assert facts.split() == list(told.facts)
    rows = {name: cells.split() for name, cells in re.findall(r"`(\w+)`（([^）]*)）", PAGE)}
    assert set(rows) == set(_ROWS)
    for name, cells in rows.items():
        for row in told.rows[name][:1]:
            assert cells == list(row), name
    assert {name for name in PARTS if f"| `{name}` |" in PAGE} == PARTS
