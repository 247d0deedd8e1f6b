"""Envelopes: every signature holds and is somebody's we know, or nothing comes out."""

import base64
import json
from collections.abc import Callable
from typing import Any

import pytest

from inspector.errors import SignatureInvalid, SignerUnknown
from inspector.trust import (
    Card,
    Identity,
    add_signature,
    canonical,
    envelope,
    new_identity,
    open_envelope,
    signed_once,
    signer_ids,
)

LEAD = new_identity("王甲", "lead")
SECOND = new_identity("李乙", "inspector")
STRANGER = new_identity("赵丙", "inspector")
TEAM = {person.card.key_id: person.card for person in (LEAD, SECOND)}
PAYLOAD = canonical({"case": "2024-示例"})
SIGNED = envelope("manifest", PAYLOAD, [LEAD, SECOND])


def opened(data: bytes) -> tuple[bytes, tuple[Card, ...]]:
    return open_envelope(data, "manifest", TEAM.get, "x.bundle")


def changed(change: Callable[[dict[str, Any]], object]) -> bytes:
    told = json.loads(SIGNED)
    change(told)
    return canonical(told)


def test_what_was_signed_comes_out_with_its_signers_in_order() -> None:
    assert opened(SIGNED) == (PAYLOAD, (LEAD.card, SECOND.card))
    assert signer_ids(SIGNED) == (LEAD.card.key_id, SECOND.card.key_id)


def test_a_second_person_adds_a_signature_later() -> None:
    first = envelope("manifest", PAYLOAD, [LEAD])
    assert opened(add_signature(first, SECOND)) == opened(SIGNED)


def test_nobody_signs_twice() -> None:
    with pytest.raises(SignatureInvalid):
        add_signature(SIGNED, LEAD)
    with pytest.raises(ValueError, match="different people"):
        envelope("manifest", PAYLOAD, [LEAD, LEAD])


def test_an_envelope_nobody_signs_is_not_made() -> None:
    with pytest.raises(ValueError, match="one or more"):
        envelope("manifest", PAYLOAD, [])


def test_one_unknown_signer_among_known_ones_is_named_and_nothing_comes_out() -> None:
    with pytest.raises(SignerUnknown) as refused:
        opened(envelope("manifest", PAYLOAD, [LEAD, STRANGER]))
    assert refused.value.facts == {"path": "x.bundle", "signer": STRANGER.card.key_id}


def test_a_card_of_another_key_is_not_taken_for_the_signers() -> None:
    with pytest.raises(SignerUnknown):
        open_envelope(SIGNED, "manifest", lambda _: STRANGER.card)


def test_an_envelope_of_another_kind_is_refused_even_when_relabelled() -> None:
    with pytest.raises(SignatureInvalid) as refused:
        open_envelope(SIGNED, "roster", TEAM.get)
    assert refused.value.facts["problem"] == "envelope of another kind"
    relabelled = changed(
        lambda told: told.update(payloadType="application/vnd.inspector.roster+json")
    )
    with pytest.raises(SignatureInvalid) as refused:
        open_envelope(relabelled, "roster", TEAM.get)
    assert refused.value.facts["problem"] == "signature does not hold"


def _swap_signatures(told: dict[str, Any]) -> None:
    first, second = told["signatures"]
    first["sig"], second["sig"] = second["sig"], first["sig"]


def _with_signature(**change: object) -> Callable[[dict[str, Any]], object]:
    return lambda told: told["signatures"][0].update(change)


STRAY_BITS = json.loads(SIGNED)["signatures"][0]["sig"][:-3] + "B=="


@pytest.mark.parametrize(
    ("change", "problem"),
    [
        (lambda told: told.update(payload="e30="), "signature does not hold"),
        (_swap_signatures, "signature does not hold"),
        (lambda told: told.update(signatures=[]), "no signature"),
        (lambda told: told["signatures"].append(told["signatures"][0]), "signed twice by one key"),
        (lambda told: told.update(extra=1), "not an envelope"),
        (lambda told: told.pop("payload"), "not an envelope"),
        (lambda told: told.update(signatures={}), "not an envelope"),
        (lambda told: told.update(payload=7), "not an envelope"),
        (lambda told: told.update(payloadType=None), "not an envelope"),
        (_with_signature(extra=1), "not an envelope"),
        (_with_signature(keyid="../../cards/x"), "not an envelope"),
        (_with_signature(sig=""), "not an envelope"),
        (_with_signature(sig="YQ=="), "not an envelope"),
        (_with_signature(sig=STRAY_BITS), "not canonical base64"),
        (lambda told: told.update(payload=told["payload"] + "\n"), "not canonical base64"),
    ],
)
def test_an_envelope_that_was_touched_is_refused_and_says_how(
    change: Callable[[dict[str, Any]], object], problem: str
) -> None:
    with pytest.raises(SignatureInvalid) as refused:
        opened(changed(change))
    assert refused.value.facts == {"path": "x.bundle", "problem": problem}


def test_one_flipped_bit_in_an_envelope_is_refused() -> None:
    accepted = []
    for position in range(len(SIGNED)):
        touched = bytearray(SIGNED)
        touched[position] ^= 1
        try:
            opened(bytes(touched))
        except (SignatureInvalid, SignerUnknown):
            continue
        accepted.append(position)
    assert accepted == []


def test_what_is_no_envelope_has_no_signers() -> None:
    for data in (b"", b"[]", b"{}", b"\xff", SIGNED[:-1]):
        with pytest.raises(SignatureInvalid):
            signer_ids(data)


def test_base64_is_the_plain_kind_other_tools_read(leader: Identity = LEAD) -> None:
    told = json.loads(envelope("manifest", b"\xfb\xff", [leader]))
    assert told["payload"] == "+/8="
    assert len(base64.b64decode(told["signatures"][0]["sig"])) == 64
    assert told["payloadType"] == "application/vnd.inspector.manifest+json"


ONCE = envelope("event", PAYLOAD, [LEAD])


def test_an_envelope_with_one_signature_is_read_without_looking_at_the_signature() -> None:
    assert signed_once(ONCE, "event") == (PAYLOAD, LEAD.card.key_id)


OTHERS: dict[str, Callable[[bytes], bytes]] = {
    "two signatures": lambda _: envelope("event", PAYLOAD, [LEAD, SECOND]),
    "another kind": lambda _: envelope("manifest", PAYLOAD, [LEAD]),
    "a line's end": lambda once: once + b"\n",
    "a space": lambda once: once.replace(b":", b": ", 1),
    "another order": lambda once: json.dumps(
        dict(reversed(json.loads(once).items())), separators=(",", ":")
    ).encode(),
    "an escape": lambda once: once.replace(b"/vnd.", b"\\/vnd."),
    "a name twice": lambda once: once.replace(b'{"payload"', b'{"payload":"","payload"', 1),
    "a field more": lambda once: once.replace(b"}]}", b'}],"more":1}'),
    "no padding": lambda once: once.replace(b'=="}]}', b'"}]}'),
    # Of the last character of a signature only two bits count.
    "bits that count for nothing": lambda once: once[:-7] + bytes([once[-7] + 1]) + once[-6:],
}


@pytest.mark.parametrize("how", OTHERS)
def test_any_other_spelling_of_an_envelope_is_not_taken_for_it(how: str) -> None:
    with pytest.raises(ValueError, match=r"."):
        signed_once(OTHERS[how](ONCE), "event")
