"""A supervisor settles what teams disagree about: kept, signed, and counted from then on."""

from decimal import Decimal
from pathlib import Path

import pytest

from inspector.cli.resolve import resolve
from inspector.errors import AmountOver, FindingUnknown, RoleForbidden
from inspector.findings import Words
from inspector.merge import Store, check_bundle
from inspector.steps import OpenTable, open_table
from tests.rooms.merge_made_up import WANG, ZHOU, two_teams


@pytest.fixture
def table(tmp_path: Path) -> OpenTable:
    store = Store.open(tmp_path / "store", ZHOU)
    for bundle in two_teams(tmp_path):
        store.keep(check_bundle(bundle))
    return open_table(store.folder, ZHOU)


def test_who_disagrees_stands_side_by_side_with_what_each_said(table: OpenTable) -> None:
    [conflict] = table.conflicts()
    assert conflict.finding == "F2"
    assert {(side.name, side.state) for side in conflict.opinions} == {
        ("张检查", "confirmed"),
        ("王检查", "rejected"),
    }


def test_a_line_that_two_teams_claim_is_told_with_both(table: OpenTable) -> None:
    [twice] = table.twice("H1")
    assert twice.line == "B1"
    claimed = {name: (teams, amount) for name, teams, amount in twice.findings}
    assert claimed["F3"] == ("王检查", Decimal("90.00"))
    assert "张检查" in claimed["F1"][0]


def test_what_is_settled_is_kept_signed_and_counted_by_whoever_opens_next(table: OpenTable) -> None:
    table.settle("F2", "partly", Words(amount=Decimal("12.00"), note="病历为证"))
    [event] = table.store.resolutions()
    assert (event.author, event.body["verdict"]) == (ZHOU.card.key_id, "partly")
    again = open_table(table.store.folder, ZHOU)
    assert again.conflicts() == []
    [found] = again.findings("R2").to_pylist()
    assert (found["state"], found["amount_confirmed"]) == ("partly", Decimal("12.00"))
    assert again.store.merged().total == Decimal("142.00")


def test_upheld_without_an_amount_is_upheld_as_suspected(table: OpenTable) -> None:
    table.settle("F2", "confirmed", Words())
    assert table.store.merged().total == Decimal("160.00")


def test_what_cannot_be_settled_is_refused_and_nothing_is_kept(table: OpenTable) -> None:
    with pytest.raises(FindingUnknown):
        table.settle("F1", "confirmed", Words())
    with pytest.raises(FindingUnknown):
        table.settle("", "confirmed", Words())
    with pytest.raises(AmountOver):
        table.settle("F2", "partly", Words(amount=Decimal("30.01")))
    assert table.store.resolutions() == []
    with pytest.raises(RoleForbidden):
        open_table(table.store.folder, WANG)


def test_the_list_of_conflicts_says_in_which_role_each_spoke(
    table: OpenTable, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("INSPECTOR_LANG", "zh")
    monkeypatch.setattr("inspector.cli.session.identity", lambda named, file: ZHOU)
    resolve(table.store.folder)
    told = capsys.readouterr().out
    assert "张检查 (组长) 属实" in told and "王检查 (组长) 已排除" in told
