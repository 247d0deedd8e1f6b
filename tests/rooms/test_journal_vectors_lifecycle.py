"""A journal with every act of the lifecycle, frozen when the lifecycle came: it folds as it did."""

import json
from pathlib import Path
from typing import Any

import pytest

from inspector.errors import JournalDamaged
from inspector.findings import Finding, fold, pack_events, unpack_events
from inspector.trust import Card

FROZEN = Path(__file__).parents[1] / "vectors" / "findings" / "v1-lifecycle"
CARDS = tuple(Card.from_bytes(path.read_bytes()) for path in sorted(FROZEN.glob("*.card")))
PACKED = (FROZEN / "packed.events").read_bytes()


def told(one: Finding) -> dict[str, Any]:
    return {
        "state": one.state,
        "ruled": one.ruled,
        "confirmed": str(one.amount_confirmed),
        "article": one.article,
        "why": one.why,
        "severity": one.severity,
        "department": one.department,
        "therapist": one.therapist,
        "voucher": one.voucher,
        "recovered": str(one.recovered),
        "replies": [[reply.answer, str(reply.amount), reply.judged] for reply in one.replies],
    }


def test_every_kind_of_event_of_the_lifecycle_is_read_and_folds_as_it_did() -> None:
    events = unpack_events(PACKED, CARDS, "C-vector")
    expected = json.loads((FROZEN / "expected.json").read_text("utf-8"))
    assert {name: told(one) for name, one in fold(events).items()} == expected
    assert {"moved", "referred", "recovered", "closed", "undone", "chosen-basis", "described"} <= {
        event.kind for event in events
    }
    assert pack_events(events) == PACKED


def test_an_act_told_otherwise_than_it_was_signed_is_no_event() -> None:
    with pytest.raises(JournalDamaged):
        unpack_events(PACKED.replace(b"payload", b"payl0ad", 1), CARDS, "C-vector")
