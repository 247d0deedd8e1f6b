"""Who belongs to a case, and whose roster says so: kept sealed, beside the case key."""

import json
from collections.abc import Iterable
from dataclasses import dataclass

from inspector.trust import Card, canonical


@dataclass(frozen=True)
class Members:
    """The cards the case key is sealed to, by key id, and the inspection; empty for no roster."""

    cards: tuple[Card, ...]
    inspection: str

    @classmethod
    def of(cls, cards: Iterable[Card], inspection: str) -> "Members":
        """Each card once, in the order of the key ids."""
        by_key = {card.key_id: card for card in cards}
        return cls(tuple(by_key[key_id] for key_id in sorted(by_key)), inspection)

    def to_bytes(self) -> bytes:
        """Canonical JSON."""
        listed = [card.to_bytes().decode() for card in self.cards]
        return canonical({"cards": listed, "inspection": self.inspection})

    @classmethod
    def from_bytes(cls, data: bytes, path: str) -> "Members":
        """What `to_bytes` wrote; the first cases kept a list of cards only."""
        told = json.loads(data)
        listed = told if isinstance(told, list) else told["cards"]
        inspection = "" if isinstance(told, list) else told["inspection"]
        return cls(tuple(Card.from_bytes(one.encode(), path) for one in listed), inspection)

    @property
    def seal_keys(self) -> list[str]:
        """Whom the case key is sealed to."""
        return [card.seal_key for card in self.cards]
