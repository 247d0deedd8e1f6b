"""Several snapshots in one case: no fee line is read twice."""

from pathlib import Path

import pytest

from inspector.errors import LinesTwice
from inspector.steps import open_case
from inspector.trust import TrustStore, home
from inspector.workspace import Case, engine
from tests.rooms.snapshot_sample import AUTHORITY, FEES, INSPECTOR, known, pack_small


@pytest.fixture(autouse=True)
def trusting(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("INSPECTOR_HOME", str(tmp_path / "home"))
    TrustStore(home()).trust(AUTHORITY.card)


def lines(folder: Path) -> int:
    with Case.open(folder, INSPECTOR, known) as case, engine(case) as made:
        return made.rows["fee_list_d"]


def test_a_snapshot_named_twice_is_read_once(tmp_path: Path) -> None:
    one = pack_small(tmp_path)
    open_case(tmp_path / "case", [one, one], INSPECTOR)
    assert lines(tmp_path / "case") == 4


def test_two_snapshots_that_share_fee_lines_make_no_case(tmp_path: Path) -> None:
    one = pack_small(tmp_path)
    corrected = FEES.replace("'B6', 'M9', 'P0'", "'B7', 'M9', 'P0'").replace("20.00", "21.00")
    other = pack_small(tmp_path, corrected, "corrected", version=2)
    with pytest.raises(LinesTwice) as caught:
        open_case(tmp_path / "case", [one, other], INSPECTOR)
    assert dict(caught.value.facts) == {"path": str(one), "other": str(other), "count": 3}
    assert not (tmp_path / "case").exists()
    # It was not taken: the older one is not refused as rolled back.
    open_case(tmp_path / "case", [one], INSPECTOR)


def test_a_number_two_visits_use_is_two_lines(tmp_path: Path) -> None:
    one = pack_small(tmp_path)
    other = pack_small(tmp_path, FEES.replace("'M", "'N"), "other", version=2)
    open_case(tmp_path / "case", [one, other], INSPECTOR)
    assert lines(tmp_path / "case") == 8


def test_what_holds_no_fee_lines_goes_with_what_does(tmp_path: Path) -> None:
    stock = "CREATE TABLE inv_balance AS SELECT 'X' AS medins_list_codg, '202401' AS year_month"
    given = [pack_small(tmp_path), pack_small(tmp_path, stock, "stock", version=2)]
    open_case(tmp_path / "case", given, INSPECTOR)
    assert lines(tmp_path / "case") == 4
