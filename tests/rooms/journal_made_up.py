"""A journal made up for the tests: who writes it, where it lies, and three events to begin with."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from inspector.findings import Event, Journal
from inspector.trust import Card, Identity, Vault, new_identity

LI, WANG = new_identity("李𬭎", "inspector"), new_identity("王䶮", "inspector")
EXPERT = new_identity("第三方", "contractor")
STRANGER = new_identity("路人", "inspector")
KEY = bytes(range(32))
NOON = datetime(2024, 3, 1, 4, 0, tzinfo=UTC)
OPENED: dict[str, Any] = {
    "rule": "CHG-007",
    "rule_digest": "",
    "title": {"zh": "多收", "en": "Overcharged"},
    "verdict_kind": "suspect",
    "basis": [],
    "snapshots": [],
    "params": {},
    "lines": [{"bkkp_sn": "B1", "amount": "100.00", "cap": "120.00"}],
    "amount": "100.00",
}
YES = {"verdict": "confirmed", "amount": "90.00", "basis": "", "reason": "", "note": ""}
NO = {"verdict": "rejected", "amount": "0.00", "basis": "", "reason": "refunded", "note": ""}


def confirmed(journal: Journal, finding: str, body: Mapping[str, Any] = YES) -> Event:
    """A ruling, with the moves that lead to it from 疑点 as one act."""
    way = [
        ("moved", finding, {"act": act, "note": ""}) for act in ("take-up", "verify", "evidence")
    ]
    return journal.append_all([*way, ("verdict", finding, body)])[-1]


@dataclass
class Drawer:
    folder: Path
    member: Identity
    cards: tuple[Card, ...] = (LI.card, WANG.card, EXPERT.card)
    id: str = "C-1"
    key: bytes = KEY
    writes: bool = True

    @property
    def vault(self) -> Vault:
        return Vault(self.key)


def desk(folder: Path, who: Identity = LI) -> Journal:
    return Journal(Drawer(folder, who), clock=lambda: NOON)


def log_of(folder: Path, who: Identity = LI) -> Path:
    return folder / "journal" / f"{who.card.key_id.removeprefix('sha256:')[:16]}.log"


def three(folder: Path) -> Journal:
    journal = desk(folder)
    journal.append("opened", "F1", OPENED)
    journal.append("verdict", "F1", NO)
    journal.append("asked", None, {"sql": "SELECT 1", "rows": 1, "cut": False})
    return journal


def made(**changes: Any) -> Event:
    told: dict[str, Any] = {
        "case": "C-1",
        "author": LI.card.key_id,
        "lamport": 1,
        "seen": (),
        "finding": "F1",
        "kind": "opened",
        "at": "2024-03-01T04:00:00Z",
        "body": OPENED,
        "prev": "",
    }
    return Event(**{**told, **changes})
