"""A supervisor settles what teams disagree about: kept, signed, and counted from then on."""

import json
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from inspector.cli.resolve import resolve
from inspector.errors import (
    AmountOver,
    FileMissing,
    FindingUnknown,
    NotRecipient,
    RoleForbidden,
)
from inspector.findings import Words
from inspector.merge import Store, check_bundle
from inspector.steps import OpenTable, gather, gathered_findings, open_table
from inspector.trust import TrustStore, new_identity
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


def test_a_second_supervisor_opens_the_store_and_what_either_settles_holds(
    table: OpenTable, tmp_path: Path
) -> None:
    zheng, folder = new_identity("郑督导", "supervisor"), table.store.folder
    with pytest.raises(NotRecipient):
        open_table(folder, zheng)
    card = tmp_path / "zheng.card"
    card.write_bytes(zheng.card.to_bytes())
    assert table.admit(card) == zheng.card
    open_table(folder, zheng).settle("F2", "partly", Words(amount=Decimal("12.00"), note="病历"))
    for one in (ZHOU, zheng):
        again = open_table(folder, one)
        assert again.conflicts() == [] and again.store.merged().total == Decimal("142.00")
        assert [told.by for told in again.settled()] == ["郑督导"]


def test_nobody_but_a_supervisor_is_let_in(table: OpenTable, tmp_path: Path) -> None:
    card = tmp_path / "wang.card"
    card.write_bytes(WANG.card.to_bytes())
    with pytest.raises(RoleForbidden):
        table.admit(card)
    with pytest.raises(FileMissing):
        table.admit(tmp_path / "nobody.card")
    with pytest.raises(RoleForbidden):
        Store.open(table.store.folder, WANG)


def test_the_list_for_machines_tells_the_opinions_and_what_was_settled(
    table: OpenTable, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("inspector.cli.session.identity", lambda named, file: ZHOU)
    resolve(table.store.folder, as_json=True)
    told = json.loads(capsys.readouterr().out)
    [conflict] = told["conflicts"]
    assert conflict["finding"] == "F2" and len(conflict["opinions"]) == 2
    assert told["settled"] == []
    resolve(table.store.folder, "F2", "partly", "12.00", note="病历为证", as_json=True)
    told = json.loads(capsys.readouterr().out)
    [settled] = told["settled"]
    assert (settled["case"], settled["finding"], settled["by"]) == ("C-1", "F2", "周督导")
    assert (settled["verdict"], settled["amount"], told["conflicts"]) == ("partly", "12.00", [])


def test_a_key_taken_back_later_marks_what_its_holder_did_since_and_drops_nothing(
    table: OpenTable, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("INSPECTOR_HOME", str(tmp_path / "home"))
    folder, trusted = table.store.folder, TrustStore(tmp_path / "home")
    assert not any(row["taken_back"] for row in table.findings().to_pylist())
    before = gather([], tmp_path / "before", ZHOU, store=folder).merged
    trusted.revoke(WANG.card.key_id, date(2024, 3, 2))
    assert gather([], tmp_path / "same", ZHOU, store=folder).merged.taken_back == ()
    trusted.revoke(WANG.card.key_id, date(2024, 3, 1))
    merged = gather([], tmp_path / "after", ZHOU, store=folder, page=True).merged
    [told] = merged.taken_back
    assert (told.name, told.institution, told.since) == ("王检查", "H1", date(2024, 3, 1))
    assert told.findings == ("F1", "F2", "F3") and merged.total == before.total
    assert "王检查" in (tmp_path / "after" / "dashboard.html").read_text("utf-8")
    assert b'"taken_back":[{' in (tmp_path / "after" / "summary.json").read_bytes()
    page = gathered_findings(folder, ZHOU, where={"taken_back": "王检查"})
    assert page.total == 3
    assert {row["taken_back"] for row in open_table(folder, ZHOU).findings().to_pylist()} == {
        "王检查"
    }
