"""Rosters, and whom a computer trusts."""

import json
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from filelock import FileLock

from inspector.errors import CardInvalid, RoleForbidden, RosterInvalid, TrustStoreDamaged
from inspector.trust import (
    Identity,
    TrustStore,
    canonical,
    envelope,
    home,
    make_roster,
    new_identity,
    open_roster,
)
from inspector.trust.envelope import unverified_payload

TODAY = date.today()
LATER = TODAY + timedelta(days=30)
OFFICE = new_identity("某省医保局", "authority")
LEAD = new_identity("王甲", "lead")
SECOND = new_identity("李乙", "inspector")
STRANGER = new_identity("赵丙", "authority")
ROSTER = make_roster("2024-示例", [LEAD.card, SECOND.card], OFFICE, valid_to=LATER)


@pytest.fixture
def store(tmp_path: Path) -> TrustStore:
    return TrustStore(tmp_path / "home")


def changed(change: Callable[[dict[str, Any]], object], signer: Identity = OFFICE) -> bytes:
    """A roster as somebody with the issuer's key, or without, might forge it."""
    told = json.loads(unverified_payload(ROSTER))
    change(told)
    return envelope("roster", canonical(told), [signer])


def test_a_roster_says_who_takes_part_and_when() -> None:
    roster = open_roster(ROSTER)
    assert (roster.inspection, roster.issuer) == ("2024-示例", OFFICE.card)
    assert [member.card for member in roster.members] == [LEAD.card, SECOND.card]
    days = [TODAY - timedelta(days=1), TODAY, LATER, LATER + timedelta(days=1)]
    assert [roster.allows(LEAD.card.key_id, day) for day in days] == [False, True, True, False]
    assert not roster.allows(STRANGER.card.key_id, TODAY)
    assert roster.card(SECOND.card.key_id) == SECOND.card
    assert roster.card(OFFICE.card.key_id) is None


def test_a_member_whose_card_has_run_out_no_longer_takes_part() -> None:
    brief = new_identity("周丁", "inspector", valid_to=TODAY + timedelta(days=3)).card
    roster = open_roster(make_roster("x", [brief], OFFICE, valid_to=LATER))
    assert roster.allows(brief.key_id, TODAY + timedelta(days=3))
    assert not roster.allows(brief.key_id, TODAY + timedelta(days=4))


def test_only_an_authority_or_a_lead_makes_a_roster() -> None:
    make_roster("x", [SECOND.card], LEAD, valid_to=LATER)
    with pytest.raises(RoleForbidden):
        make_roster("x", [LEAD.card], SECOND, valid_to=LATER)


@pytest.mark.parametrize(
    ("inspection", "people", "valid_to"),
    [
        ("", [LEAD], LATER),
        ("x", [], LATER),
        ("x", [LEAD, SECOND, LEAD], LATER),
        ("x", [LEAD], TODAY - timedelta(days=1)),
    ],
)
def test_a_roster_of_nobody_or_of_no_day_is_not_made(
    inspection: str, people: list[Identity], valid_to: date
) -> None:
    with pytest.raises(RosterInvalid):
        make_roster(inspection, [person.card for person in people], OFFICE, valid_to=valid_to)


@pytest.mark.parametrize(
    "change",
    [
        lambda told: told.update(version=1),
        lambda told: told.update(version=3),
        lambda told: told.update(serial=0),
        lambda told: told.update(serial=True),
        lambda told: told.update(format="inspector.card"),
        lambda told: told.update(extra=1),
        lambda told: told.pop("inspection"),
        lambda told: told.update(members={}),
        lambda told: told.update(members=["x"]),
        lambda told: told.update(issued="someday"),
        lambda told: told.update(issued="2001-01-01"),
        lambda told: told.update(issuer=SECOND.card.to_dict()),
        lambda told: told.update(issuer=STRANGER.card.to_dict()),
        lambda told: told["members"][0].update(extra=1),
        lambda told: told["members"][0].update(valid_to=7),
        lambda told: told["members"][0]["card"].update(role="supervisor"),
        lambda told: told["members"].append(told["members"][0]),
    ],
)
def test_a_roster_that_was_changed_is_refused_even_signed_again(
    change: Callable[[dict[str, Any]], object],
) -> None:
    with pytest.raises(RosterInvalid):
        open_roster(changed(change), "team.roster")


def test_a_roster_an_inspector_issues_to_themselves_is_refused() -> None:
    forged = changed(lambda told: told.update(issuer=SECOND.card.to_dict()), SECOND)
    with pytest.raises(RosterInvalid) as refused:
        open_roster(forged, "team.roster")
    assert refused.value.facts["problem"] == "issuer may not issue it"


def test_a_roster_signed_by_somebody_else_or_by_no_one_is_refused() -> None:
    for data in (changed(dict, STRANGER), b"", b"{}", ROSTER[:-1], LEAD.card.to_bytes()):
        with pytest.raises(RosterInvalid):
            open_roster(data)


def test_a_trusted_card_is_found_and_a_stranger_is_not(store: TrustStore) -> None:
    assert store.cards() == []
    store.trust(LEAD.card)
    store.trust(OFFICE.card)
    store.trust(LEAD.card)
    assert store.cards() == sorted([LEAD.card, OFFICE.card], key=lambda card: card.name)
    assert store.find(LEAD.card.key_id) == LEAD.card
    assert store.find(STRANGER.card.key_id) is None
    assert store.find("../../../etc/passwd") is None


def test_a_card_with_a_changed_role_is_not_trusted(store: TrustStore) -> None:
    with pytest.raises(CardInvalid):
        store.trust(replace(SECOND.card, role="authority"))
    assert store.cards() == []


def test_a_revoked_card_is_gone_and_stays_gone(store: TrustStore) -> None:
    store.trust(LEAD.card)
    store.revoke(LEAD.card.key_id)
    store.revoke(LEAD.card.key_id)
    assert store.find(LEAD.card.key_id) is None
    assert store.cards() == []
    with pytest.raises(CardInvalid):
        store.trust(LEAD.card)


def test_an_accepted_roster_brings_its_members_along(store: TrustStore) -> None:
    store.trust(OFFICE.card)
    store.accept_roster(ROSTER)
    assert store.find(SECOND.card.key_id, "2024-示例") == SECOND.card
    assert store.cards() == [OFFICE.card]
    assert [roster.inspection for roster in store.rosters()] == ["2024-示例"]


def test_a_roster_of_an_unknown_issuer_is_not_kept(store: TrustStore) -> None:
    with pytest.raises(RosterInvalid) as refused:
        store.accept_roster(ROSTER, "team.roster")
    assert refused.value.facts == {"path": "team.roster", "problem": "issuer not trusted here"}
    store.trust(OFFICE.card)
    assert store.find(LEAD.card.key_id) is None


def test_a_lead_known_only_from_a_roster_cannot_bring_others_in(store: TrustStore) -> None:
    store.trust(OFFICE.card)
    store.accept_roster(ROSTER)
    with pytest.raises(RosterInvalid):
        store.accept_roster(make_roster("x", [STRANGER.card], LEAD, valid_to=LATER))


def test_revoking_an_issuer_takes_back_whom_it_brought(store: TrustStore) -> None:
    store.trust(OFFICE.card)
    store.accept_roster(ROSTER)
    store.revoke(OFFICE.card.key_id)
    assert store.find(SECOND.card.key_id, "2024-示例") is None
    assert store.rosters() == []


def test_revoking_a_member_takes_out_that_member_only(store: TrustStore) -> None:
    store.trust(OFFICE.card)
    store.accept_roster(ROSTER)
    store.revoke(SECOND.card.key_id)
    assert store.find(SECOND.card.key_id, "2024-示例") is None
    assert store.find(LEAD.card.key_id, "2024-示例") == LEAD.card


def test_a_card_put_under_another_key_is_not_found_there(store: TrustStore, tmp_path: Path) -> None:
    store.trust(LEAD.card)
    (file,) = (tmp_path / "home" / "cards").iterdir()
    file.write_bytes(STRANGER.card.to_bytes())
    assert store.find(LEAD.card.key_id) is None


def test_a_floor_only_rises(store: TrustStore) -> None:
    assert store.floor("H33010200001") == 0
    for version in (3, 2, 3, 7, 1):
        store.raise_floor("H33010200001", version)
    assert store.floor("H33010200001") == 7
    assert store.floor("rulepacks/general") == 0


def test_many_who_raise_a_floor_at_once_leave_the_highest(store: TrustStore) -> None:
    with ThreadPoolExecutor(8) as threads:
        list(threads.map(lambda version: store.raise_floor("line", version), range(1, 41)))
    assert store.floor("line") == 40


def test_a_floor_waits_while_another_process_raises_one(store: TrustStore, tmp_path: Path) -> None:
    store.raise_floor("line", 1)
    with ThreadPoolExecutor(1) as threads:
        with FileLock(tmp_path / "home" / "lock"):
            raising = threads.submit(store.raise_floor, "line", 2)
            with pytest.raises(TimeoutError):
                raising.result(timeout=0.3)
        raising.result(timeout=120)
    assert store.floor("line") == 2


def test_a_floor_that_cannot_be_read_is_not_taken_for_none(
    store: TrustStore, tmp_path: Path
) -> None:
    store.raise_floor("line", 3)
    (file,) = (tmp_path / "home" / "floors").iterdir()
    for damaged in (b"", b"{}", b"[]", b'{"line":"other","version":1}', b"\xff"):
        file.write_bytes(damaged)
        with pytest.raises(TrustStoreDamaged):
            store.floor("line")
        with pytest.raises(TrustStoreDamaged):
            store.raise_floor("line", 9)


def test_another_process_sees_the_same_decisions(store: TrustStore, tmp_path: Path) -> None:
    store.trust(OFFICE.card)
    store.accept_roster(ROSTER)
    store.raise_floor("line", 4)
    again = TrustStore(tmp_path / "home")
    assert again.find(LEAD.card.key_id, "2024-示例") == LEAD.card
    assert again.floor("line") == 4


def test_nothing_half_written_is_left_behind(store: TrustStore, tmp_path: Path) -> None:
    store.trust(OFFICE.card)
    store.raise_floor("line", 4)
    assert not [file for file in (tmp_path / "home").rglob(".*") if file.is_file()]


def test_home_is_where_the_setting_says(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("INSPECTOR_HOME", str(tmp_path))
    assert home() == tmp_path
    monkeypatch.delenv("INSPECTOR_HOME")
    assert home().name == "inspector"
