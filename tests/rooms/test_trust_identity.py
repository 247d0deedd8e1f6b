"""Identities and cards: made, locked, unlocked, and refused for the right reason."""

import json
import time
import traceback
import unicodedata
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import rfc8785

from inspector.errors import CardInvalid, IdentityDamaged, PassphraseWrong
from inspector.trust import (
    ROLES,
    Card,
    Identity,
    Role,
    SealedReader,
    SealWriter,
    Vault,
    canonical,
    digest,
    lock,
    locked_card,
    new_identity,
    new_key,
    unlock,
)
from inspector.trust.canonical import from_base64

PASSPHRASE = "雨打芭蕉 4 点"
LEAD = new_identity("王甲", "lead", cert_no="浙医保执法-001", organisation="某省医疗保障局")
OTHER = new_identity("王甲", "lead", cert_no="浙医保执法-001", organisation="某省医疗保障局")


@pytest.fixture(autouse=True)
def _light_passphrases(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("INSPECTOR_TEST_SCRYPT", "10")


def told(data: bytes) -> dict[str, Any]:
    value = json.loads(data)
    assert isinstance(value, dict)
    return value


def rechecked(changed: dict[str, Any]) -> bytes:
    """An identity file whose check has been made to fit a change, as a forger would."""
    rest = {name: value for name, value in changed.items() if name != "check"}
    return rfc8785.dumps(rest | {"check": digest(rfc8785.dumps(rest))})


def test_an_identity_comes_back_whole_with_its_passphrase() -> None:
    locked = lock(LEAD, PASSPHRASE)
    assert unlock(locked, PASSPHRASE) == LEAD
    assert locked_card(locked) == LEAD.card


def test_locking_twice_gives_two_files_and_either_opens() -> None:
    first, second = lock(LEAD, PASSPHRASE), lock(LEAD, PASSPHRASE)
    assert first != second
    assert unlock(first, PASSPHRASE) == unlock(second, PASSPHRASE)


def test_a_wrong_passphrase_is_called_that() -> None:
    for wrong in ("", "雨打芭蕉", PASSPHRASE + " ", PASSPHRASE.replace("4", "5")):
        with pytest.raises(PassphraseWrong) as refused:
            unlock(lock(LEAD, PASSPHRASE), wrong, "wang.identity")
        assert refused.value.facts == {"path": "wang.identity"}


def test_the_same_passphrase_typed_on_another_keyboard_opens() -> None:
    composed = unicodedata.normalize("NFC", "été 2024")
    typed_apart = unicodedata.normalize("NFD", composed)
    assert composed != typed_apart
    assert unlock(lock(LEAD, composed), typed_apart) == LEAD


def test_a_damaged_file_is_called_that_whatever_the_passphrase() -> None:
    locked = lock(LEAD, PASSPHRASE)
    for position in range(0, len(locked), 37):
        touched = bytearray(locked)
        touched[position] ^= 1
        for passphrase in (PASSPHRASE, "wrong"):
            with pytest.raises(IdentityDamaged):
                unlock(bytes(touched), passphrase)


def test_a_file_cut_off_anywhere_is_damaged() -> None:
    locked = lock(LEAD, PASSPHRASE)
    for length in range(0, len(locked), 41):
        with pytest.raises(IdentityDamaged):
            unlock(locked[:length], PASSPHRASE)


@pytest.mark.parametrize(
    "change",
    [
        {"version": 2},
        {"format": "inspector.card"},
        {"algorithm": "argon2"},
        {"sealed": "%%%"},
        {"sealed": "YQ=="},
        {"card": "王甲"},
        {"card": OTHER.card.to_dict()},
        {"extra": 1},
        {"card": json.loads("[" * 700 + "]" * 700)},
    ],
)
def test_a_file_made_to_fit_its_own_check_is_still_refused(change: dict[str, object]) -> None:
    with pytest.raises(IdentityDamaged):
        unlock(rechecked(told(lock(LEAD, PASSPHRASE)) | change), PASSPHRASE)


def test_a_guess_costs_as_much_as_age_makes_it_cost_unless_a_test_says_otherwise(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.delenv("INSPECTOR_TEST_SCRYPT")
    locked = lock(LEAD, PASSPHRASE)
    sealed = from_base64(told(locked)["sealed"])
    assert sealed.split(b"\n")[1].split(b" ")[3] == b"18"
    begun = time.monotonic()
    with pytest.raises(PassphraseWrong):
        unlock(locked, "wrong")
    # Half a second to a second on an office laptop; half of that leaves room for faster ones.
    assert time.monotonic() - begun > 0.25


def test_reading_takes_the_work_from_the_file_not_from_the_setting(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    locked = lock(LEAD, PASSPHRASE)
    monkeypatch.setenv("INSPECTOR_TEST_SCRYPT", "12")
    assert unlock(locked, PASSPHRASE) == LEAD


def secrets_of(identity: Identity) -> list[str]:
    kept = [identity.pdf_key, identity._sign_key]
    shown = [identity.age_secret, *(secret.hex() for secret in kept), *map(repr, kept)]
    return [text[:24] for text in shown] + [text[-24:] for text in shown]


def test_no_repr_shows_a_secret() -> None:
    shown = f"{LEAD!r} {LEAD!s} {[LEAD]} {LEAD.card!r}"
    assert "王甲" in shown
    assert not [secret for secret in secrets_of(LEAD) if secret in shown]


def refusals() -> list[Callable[[], object]]:
    locked = lock(LEAD, PASSPHRASE)
    unreadable = replace(LEAD, age_secret="AGE-SECRET-KEY-1QQQQ")
    return [
        lambda: unlock(locked, "wrong"),
        lambda: unlock(locked[:-5], PASSPHRASE),
        lambda: unlock(lock(unreadable, PASSPHRASE), PASSPHRASE),
        lambda: unlock(lock(replace(LEAD, pdf_key=OTHER.pdf_key), PASSPHRASE), PASSPHRASE),
        lambda: unlock(lock(replace(LEAD, age_secret=OTHER.age_secret), PASSPHRASE), PASSPHRASE),
        lambda: unlock(lock(replace(LEAD, _sign_key=OTHER._sign_key), PASSPHRASE), PASSPHRASE),
        lambda: unlock(lock(replace(LEAD, pdf_key=b"not a key"), PASSPHRASE), PASSPHRASE),
    ]


def test_no_refusal_shows_a_secret_or_the_passphrase() -> None:
    for refuse in refusals():
        with pytest.raises((PassphraseWrong, IdentityDamaged)) as refused:
            refuse()
        shown = "".join(traceback.format_exception(refused.value)) + repr(refused.value.facts)
        hidden = [PASSPHRASE, "AGE-SECRET-KEY-1QQ", *secrets_of(LEAD), *secrets_of(OTHER)]
        assert not [secret for secret in hidden if secret in shown]


def test_a_passphrase_with_a_stray_byte_is_wrong_and_not_quoted() -> None:
    with pytest.raises(PassphraseWrong) as refused:
        unlock(lock(LEAD, PASSPHRASE), PASSPHRASE + "\udc80")
    assert PASSPHRASE not in "".join(traceback.format_exception(refused.value))


def test_what_works_with_a_key_does_not_show_it(tmp_path: Path) -> None:
    key = new_key()
    file = tmp_path / "x.age"
    with file.open("wb") as sink:
        writer = SealWriter(sink, [LEAD.card.seal_key])
        writer.close()
    with SealedReader(file, LEAD.age_secret) as reader:
        shown = f"{Vault(key)!r} {writer!r} {reader!r} {reader.__dict__}"
    hidden = [key.hex(), repr(key), *secrets_of(LEAD)]
    assert not [secret for secret in hidden if secret in shown]


def test_keys_that_do_not_belong_to_the_card_are_damage() -> None:
    for refuse in refusals()[2:]:
        with pytest.raises(IdentityDamaged):
            refuse()


@pytest.mark.parametrize("role", ROLES)
def test_a_card_comes_back_from_its_file(role: Role) -> None:
    card = new_identity("李乙", role, valid_to=date(2099, 1, 1)).card
    assert Card.from_bytes(card.to_bytes()) == card
    assert card.to_bytes() == canonical(json.loads(card.to_bytes()))
    assert card.key_id == digest(card.sign_key)


def test_a_card_is_valid_on_its_first_and_last_day() -> None:
    card = new_identity(
        "李乙", "inspector", valid_from=date(2024, 3, 1), valid_to=date(2024, 3, 31)
    ).card
    days = [date(2024, 2, 29), date(2024, 3, 1), date(2024, 3, 31), date(2024, 4, 1)]
    assert [card.valid_on(day) for day in days] == [False, True, True, False]


@pytest.mark.parametrize(
    ("change", "problem"),
    [
        ({"name": "王乙"}, "certificate for another name"),
        ({"role": "supervisor"}, "not signed by its own key"),
        ({"cert_no": "002"}, "not signed by its own key"),
        ({"organisation": "别处"}, "not signed by its own key"),
        ({"valid_to": "2099-01-01"}, "not signed by its own key"),
        ({"seal_key": OTHER.card.seal_key}, "not signed by its own key"),
        ({"sign_key": OTHER.card.to_dict()["sign_key"]}, "not signed by its own key"),
        ({"certificate": OTHER.card.to_dict()["certificate"]}, "not signed by its own key"),
        ({"certificate": "YQ=="}, "certificate unreadable"),
        ({"signature": OTHER.card.to_dict()["signature"]}, "not signed by its own key"),
        ({"signature": ""}, "not signed by its own key"),
        ({"sign_key": "YQ=="}, "malformed key"),
        ({"seal_key": "age1qqqq"}, "malformed key"),
        ({"seal_key": LEAD.age_secret}, "malformed key"),
        ({"sign_key": "YR=="}, "not canonical base64"),
        ({"role": "director"}, "unknown role"),
        ({"valid_from": "20240101"}, "name or dates impossible"),
        ({"valid_from": "someday"}, "name or dates impossible"),
        ({"valid_to": "1999-01-01"}, "name or dates impossible"),
        ({"name": ""}, "name or dates impossible"),
        ({"version": 2}, "not a card this version reads"),
        ({"format": "inspector.roster"}, "not a card this version reads"),
        ({"algorithm": "sm2"}, "unknown or missing field"),
        ({"extra": "field"}, "unknown or missing field"),
        ({"name": 7}, "unknown or missing field"),
    ],
)
def test_a_card_that_was_changed_is_refused_and_says_in_what(
    change: dict[str, object], problem: str
) -> None:
    with pytest.raises(CardInvalid) as refused:
        Card.from_bytes(canonical(LEAD.card.to_dict() | change), "wang.card")
    assert refused.value.facts == {"path": "wang.card", "problem": problem}


def test_a_card_without_a_field_or_that_is_no_json_is_refused() -> None:
    for name in LEAD.card.to_dict():
        rest = {key: value for key, value in LEAD.card.to_dict().items() if key != name}
        with pytest.raises(CardInvalid):
            Card.from_bytes(canonical(rest))
    for data in (b"", b"[]", b"\xff", LEAD.card.to_bytes()[:-1]):
        with pytest.raises(CardInvalid):
            Card.from_bytes(data)


@pytest.mark.parametrize(
    ("name", "organisation", "days"),
    [
        ("", "某局", (date(2024, 1, 1), date(2024, 2, 1))),
        ("王" * 65, "某局", (date(2024, 1, 1), date(2024, 2, 1))),
        ("王甲", "局" * 65, (date(2024, 1, 1), date(2024, 2, 1))),
        ("王甲", "某局", (date(2024, 2, 1), date(2024, 1, 1))),
        ("王甲", "某局", (date(2024, 2, 1), date.max)),
        ("王甲", "某局", (date(1, 1, 1), date(2024, 1, 1))),
        ("王\x1b[31m甲", "某局", (date(2024, 1, 1), date(2024, 2, 1))),
        ("王甲", "局\u202e", (date(2024, 1, 1), date(2024, 2, 1))),
        ("王\udc80", "某局", (date(2024, 1, 1), date(2024, 2, 1))),
    ],
)
def test_a_person_no_certificate_can_name_is_refused(
    name: str, organisation: str, days: tuple[date, date]
) -> None:
    with pytest.raises(CardInvalid):
        new_identity(name, "lead", organisation=organisation, valid_from=days[0], valid_to=days[1])
