"""The rule-feedback pack: how the rules did, signed by the supervisor, for the next inspections.

It names rules, counts and money; no hospital, no team and no patient.
"""

import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date

from inspector.errors import FileUnreadable
from inspector.merge.effects import Effect
from inspector.trust import Card, Identity, allow, canonical, envelope, open_envelope

FORMAT, VERSION, KIND = "inspector.rule-feedback", 1, "rule-feedback"


@dataclass(frozen=True)
class Feedback:
    """How each rule did over so many hospitals, as a supervisor signed it on a day."""

    made_on: date
    hospitals: int
    effects: tuple[Effect, ...]
    by: Card

    def of(self, rule_id: str) -> Effect | None:
        """How one rule did."""
        return next((one for one in self.effects if one.rule_id == rule_id), None)


def make_feedback(
    effects: Sequence[Effect], hospitals: int, supervisor: Identity, made_on: date
) -> bytes:
    """The signed pack.

    Raises:
        RoleForbidden: only a supervisor tells how rules did.
    """
    allow(supervisor.card, "gather")
    told = {
        "format": FORMAT,
        "version": VERSION,
        "made_on": made_on.isoformat(),
        "hospitals": hospitals,
        "rules": [one.to_dict() for one in effects],
    }
    return envelope(KIND, canonical(told), [supervisor])


def open_feedback(data: bytes, known: Callable[[str], Card | None], path: str = "") -> Feedback:
    """The pack, if a supervisor who is known signed it.

    Raises:
        SignatureInvalid, SignerUnknown, RoleForbidden: nobody may go by it.
        FileUnreadable: signed, but no such pack.
    """
    payload, signers = open_envelope(data, KIND, known, path)
    for card in signers:
        allow(card, "gather")
    try:
        told = json.loads(payload)
        if (told["format"], told["version"]) != (FORMAT, VERSION):
            raise ValueError("another format")
        effects = tuple(map(Effect.from_dict, told["rules"]))
        made_on, hospitals = date.fromisoformat(told["made_on"]), int(told["hospitals"])
    except (ValueError, KeyError, TypeError, AttributeError, ArithmeticError):
        raise FileUnreadable(path=path, problem=KIND) from None
    return Feedback(made_on, hospitals, effects, signers[0])
