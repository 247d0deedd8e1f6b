"""Who belongs to which inspection, until when: supersession, expiry, revocation."""

from datetime import date, timedelta
from pathlib import Path

import pytest

from inspector.errors import (
    CardInvalid,
    PackageRolledBack,
    RosterInvalid,
    SignerUnknown,
    TrustStoreDamaged,
)
from inspector.trust import (
    Card,
    TrustStore,
    canonical,
    digest,
    envelope,
    make_roster,
    new_identity,
    open_envelope,
)

TODAY = date.today()
DAY = timedelta(days=1)
LATER = TODAY + 30 * DAY
SINCE = TODAY - 60 * DAY
OFFICE = new_identity("某省医保局", "authority", valid_from=SINCE)
OTHER_OFFICE = new_identity("邻省医保局", "authority")
LI, WANG = (new_identity(name, "inspector", valid_from=SINCE) for name in ("李检查", "王检查"))
HERE, THERE = "2024-康宁", "2024-仁和"


@pytest.fixture
def store(tmp_path: Path) -> TrustStore:
    store = TrustStore(tmp_path / "home")
    store.trust(OFFICE.card)
    return store


def roster(people: list[Card], serial: int = 1, start: date = TODAY, name: str = HERE) -> bytes:
    dates = {"valid_from": start, "valid_to": LATER}
    return make_roster(name, people, OFFICE, serial=serial, **dates)


def found(store: TrustStore, card: Card, inspection: str = HERE) -> Card:
    card_found = store.find(card.key_id, inspection)
    assert card_found is not None
    return card_found


def test_a_member_of_one_inspection_signs_nothing_in_another(store: TrustStore) -> None:
    store.accept_roster(roster([LI.card]))
    store.accept_roster(roster([WANG.card], name=THERE))
    assert found(store, LI.card) == LI.card
    for elsewhere in (THERE, "", "no such inspection"):
        assert store.find(LI.card.key_id, elsewhere) is None
    signed = envelope("report", b"{}", [LI])
    with pytest.raises(SignerUnknown):
        open_envelope(signed, "report", store.within(THERE))
    assert open_envelope(signed, "report", store.within(HERE)) == (b"{}", (LI.card,))


def test_whose_signature_it_is_can_be_told_whatever_the_inspection(store: TrustStore) -> None:
    store.accept_roster(roster([LI.card], name=THERE))
    assert store.anywhere(LI.card.key_id) == LI.card
    assert store.anywhere(WANG.card.key_id) is None
    store.revoke(LI.card.key_id)
    assert store.anywhere(LI.card.key_id) is None


def test_a_member_is_trusted_on_the_days_of_the_roster_only(store: TrustStore) -> None:
    store.accept_roster(roster([LI.card]))
    card = found(store, LI.card)
    days = (TODAY - DAY, TODAY, LATER, LATER + DAY)
    assert [card.valid_on(day) for day in days] == [False, True, True, False]
    assert LI.card.valid_on(LATER + DAY)


def test_a_newer_roster_takes_the_place_of_an_older_from_its_first_day(store: TrustStore) -> None:
    store.accept_roster(roster([LI.card, WANG.card], 1, TODAY - 5 * DAY))
    store.accept_roster(roster([WANG.card], 2, TODAY))
    gone = found(store, LI.card)
    assert [gone.valid_on(TODAY - n * DAY) for n in (0, 1, 5, 6)] == [False, True, True, False]
    assert found(store, WANG.card).valid_on(TODAY)
    assert found(store, WANG.card).valid_on(TODAY - 5 * DAY)
    assert [one.serial for one in store.rosters()] == [2]


def test_an_older_roster_over_a_newer_is_refused_whatever_is_left_of_the_newer(
    store: TrustStore, tmp_path: Path
) -> None:
    store.accept_roster(roster([WANG.card], 2))
    for file in (tmp_path / "home" / "rosters").iterdir():
        file.unlink()
    with pytest.raises(PackageRolledBack) as refused:
        store.accept_roster(roster([LI.card], 1), "old.roster")
    assert refused.value.facts == {"path": "old.roster", "version": 1, "floor": 2}
    assert store.find(LI.card.key_id, HERE) is None


def test_two_rosters_of_one_number_are_not_both_accepted(store: TrustStore) -> None:
    store.accept_roster(roster([LI.card]))
    store.accept_roster(roster([LI.card]))
    with pytest.raises(RosterInvalid) as refused:
        store.accept_roster(roster([WANG.card]))
    assert refused.value.facts["problem"] == "another of the same number"


def test_another_issuer_does_not_replace_the_roster_of_this_one(store: TrustStore) -> None:
    store.trust(OTHER_OFFICE.card)
    store.accept_roster(roster([LI.card]))
    store.accept_roster(make_roster(HERE, [WANG.card], OTHER_OFFICE, valid_to=LATER, serial=9))
    assert found(store, LI.card).valid_on(TODAY)
    assert found(store, WANG.card).valid_on(TODAY)


@pytest.mark.parametrize("role", ["inspector", "contractor", "supervisor", "institution"])
def test_a_roster_signed_in_the_wrong_role_is_refused(store: TrustStore, role: str) -> None:
    signer = new_identity("冒名", role)  # type: ignore[arg-type]
    store.trust(signer.card)
    told = {"format": "inspector.roster", "version": 2, "inspection": HERE, "serial": 1}
    told |= {"issued": TODAY.isoformat(), "issuer": signer.card.to_dict()}
    member = {"card": LI.card.to_dict(), "valid_from": TODAY.isoformat()}
    told |= {"members": [member | {"valid_to": LATER.isoformat()}]}
    with pytest.raises(RosterInvalid) as refused:
        store.accept_roster(envelope("roster", canonical(told), [signer]))
    assert refused.value.facts["problem"] == "issuer may not issue it"


def test_what_was_signed_before_a_dated_revocation_stays_good(store: TrustStore) -> None:
    store.accept_roster(roster([LI.card], start=TODAY - 9 * DAY))
    store.revoke(LI.card.key_id, TODAY - 3 * DAY)
    card = found(store, LI.card)
    assert [card.valid_on(TODAY - n * DAY) for n in (0, 3, 4, 9)] == [False, False, True, True]
    assert store.revoked_on(LI.card.key_id, TODAY - 3 * DAY)
    assert not store.revoked_on(LI.card.key_id, TODAY - 4 * DAY)
    with pytest.raises(CardInvalid):
        store.trust(LI.card)


def test_a_revocation_never_goes_back(store: TrustStore) -> None:
    store.accept_roster(roster([LI.card], start=TODAY - 9 * DAY))
    store.revoke(LI.card.key_id, TODAY - 3 * DAY)
    store.revoke(LI.card.key_id, TODAY)
    assert not found(store, LI.card).valid_on(TODAY - 2 * DAY)
    store.revoke(LI.card.key_id)
    store.revoke(LI.card.key_id, TODAY)
    assert store.find(LI.card.key_id, HERE) is None


def test_a_revoked_roster_brings_nobody_along(store: TrustStore) -> None:
    data = roster([LI.card], start=TODAY - 9 * DAY)
    store.accept_roster(data)
    store.revoke(digest(data), TODAY - DAY)
    assert found(store, LI.card).valid_on(TODAY - 2 * DAY)
    assert not found(store, LI.card).valid_on(TODAY - DAY)
    store.revoke(digest(data))
    assert store.find(LI.card.key_id, HERE) is None
    with pytest.raises(RosterInvalid) as refused:
        store.accept_roster(data)
    assert refused.value.facts["problem"] == "revoked before"


def test_an_issuer_revoked_since_a_day_keeps_the_rosters_of_before(store: TrustStore) -> None:
    store.accept_roster(roster([LI.card], start=TODAY - 9 * DAY))
    store.revoke(OFFICE.card.key_id, TODAY)
    assert found(store, LI.card).valid_on(TODAY)
    with pytest.raises(RosterInvalid):
        store.accept_roster(roster([WANG.card], 2, TODAY))


def test_a_revocation_that_cannot_be_read_is_not_taken_for_none(
    store: TrustStore, tmp_path: Path
) -> None:
    store.revoke(OFFICE.card.key_id, TODAY)
    [file] = (tmp_path / "home" / "revoked").iterdir()
    for damaged in (b"", b"{}", b'{"key_id":"other"}', b"[]"):
        file.write_bytes(damaged)
        with pytest.raises(TrustStoreDamaged):
            store.find(OFFICE.card.key_id)
