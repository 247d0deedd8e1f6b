"""Asking: who may, how much at once."""

from pathlib import Path

import pytest

from inspector.errors import RoleForbidden
from inspector.query import LIMIT, ask
from inspector.trust import new_identity
from inspector.workspace import Case
from tests.rooms.snapshot_sample import INSPECTOR, verified_small


def test_only_who_may_ask_is_answered(tmp_path: Path) -> None:
    supervisor = new_identity("督导", "supervisor")
    with Case.create(tmp_path / "case", [], supervisor, []) as case, pytest.raises(RoleForbidden):
        ask(case, "SELECT 1")


def test_at_first_five_hundred_rows_are_shown_and_the_rest_is_admitted(tmp_path: Path) -> None:
    snapshot = verified_small(tmp_path, "CREATE TABLE staff AS SELECT range AS a FROM range(501)")
    with Case.create(tmp_path / "case", [snapshot], INSPECTOR, []) as case:
        answer = ask(case, "SELECT * FROM staff")
    assert (LIMIT, len(answer.rows), answer.cut) == (500, 500, True)
