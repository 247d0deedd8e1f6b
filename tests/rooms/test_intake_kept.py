"""A table that is kept and one that is read anew wherever it is asked are the same."""

import importlib
from pathlib import Path

import pytest

from inspector.intake import Intake
from tests.rooms.intake_exports import ask, converted

RAW = Path(__file__).parents[2] / "sample_audits" / "kangning" / "raw"
BESIDE = ("quarantine", "link_problem", "code_unknown")


def told() -> tuple[Intake, dict[str, list[tuple[object, ...]]]]:
    """The account of the sample hospital's exports, and of each table its rows and their sum."""
    with converted(RAW) as (con, made):
        summed = "SELECT count(*), sum(hash({0})::HUGEINT) FROM {0}"
        return made, {name: ask(con, summed.format(name)) for name in (*made.tables, *BESIDE)}


@pytest.mark.heavy
def test_a_small_table_is_what_it_would_be_as_a_large_one(monkeypatch: pytest.MonkeyPatch) -> None:
    kept, rows = told()
    room = importlib.import_module("inspector.intake.convert")
    monkeypatch.setattr(room, "_FEW", -1)
    monkeypatch.setattr(room, "_SMALL", -1)
    anew, same = told()
    assert (kept, rows) == (anew, same)
