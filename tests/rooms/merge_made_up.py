"""Bundles made up for the tests of the supervisor's table: who is in a team, what they decided."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from inspector.findings import Journal, pack_events
from inspector.merge import BundleContents, Figure
from inspector.trust import Card, Identity, Vault, new_identity
from tests.rooms.journal_made_up import confirmed

ZHANG, LI = new_identity("张检查", "lead"), new_identity("李检查", "inspector")
WANG = new_identity("王检查", "lead")
STRANGER = new_identity("路人", "inspector")
ZHOU = new_identity("周督导", "supervisor")
TEAM = (ZHANG.card, LI.card, WANG.card)
NOON = datetime(2024, 3, 1, 4, 0, tzinfo=UTC)
YEAR = (date(2024, 1, 1), date(2024, 12, 31))
SNAPSHOT, OTHER = "sha256:" + "1" * 64, "sha256:" + "2" * 64


@dataclass
class Drawer:
    """A team's case on its own laptop: the same case id, a key of its own."""

    folder: Path
    member: Identity
    id: str = "C-1"
    cards: tuple[Card, ...] = TEAM
    writes: bool = True

    @property
    def vault(self) -> Vault:
        return Vault(bytes(32))


def desk(folder: Path, who: Identity, case: str = "C-1") -> Journal:
    return Journal(Drawer(folder / who.card.name / case, who, case), clock=lambda: NOON)


def opened(rule: str, *lines: tuple[str, str, str], snapshot: str = SNAPSHOT) -> dict[str, Any]:
    amounts = (Decimal(amount) for _, amount, _ in lines)
    return {
        "rule": rule,
        "rule_digest": "",
        "title": {"zh": f"规则 {rule}", "en": f"Rule {rule}"},
        "verdict_kind": "suspect",
        "basis": [],
        "snapshots": [snapshot],
        "params": {},
        "lines": [
            {"bkkp_sn": sn, "amount": amount, "cap": cap, "psn_no": "P1"}
            for sn, amount, cap in lines
        ],
        "amount": str(sum(amounts, Decimal("0.00"))),
    }


def yes(amount: str) -> dict[str, str]:
    return {"verdict": "confirmed", "amount": amount, "basis": "", "reason": "", "note": ""}


NO = {
    "verdict": "rejected",
    "amount": "0.00",
    "basis": "",
    "reason": "policy-allows",
    "note": "见文",
}


def bundle(
    journal: Journal,
    team: Sequence[Identity],
    *,
    case: str = "C-1",
    hospital: str = "H1",
    digest: str = "",
    **changes: Any,
) -> BundleContents:
    told: dict[str, Any] = {
        "case_id": case,
        "institution": hospital,
        "institution_name": f"{hospital} 医院",
        "period": YEAR,
        "team": tuple(one.card.name for one in team),
        "snapshot_digests": (SNAPSHOT,),
        "pack_digests": ("sha256:pack",),
        "journal": pack_events(journal.events()),
        "manifest": {},
        "digest": digest or f"sha256:{team[0].card.name}{case}",
        "cards": TEAM,
        "heads": journal.heads(),
    }
    return BundleContents(**{**told, **changes})


Teams = tuple[BundleContents, BundleContents]


def two_teams(folder: Path) -> Teams:
    """Two teams on one hospital.

    F1 both confirm; F2 they disagree about; F3 only the second has, on a line of F1.
    """
    a = desk(folder, ZHANG)
    a.append("opened", "F1", opened("R1", ("B1", "60.00", "100.00"), ("B2", "40.00", "40.00")))
    confirmed(a, "F1", yes("100.00"))
    a.append("opened", "F2", opened("R2", ("B3", "30.00", "30.00")))
    confirmed(a, "F2", yes("30.00"))
    b = desk(folder, WANG)
    b.append("opened", "F1", opened("R1", ("B1", "60.00", "100.00"), ("B2", "40.00", "40.00")))
    confirmed(b, "F1", yes("100.00"))
    b.append("opened", "F2", opened("R2", ("B3", "30.00", "30.00")))
    b.append("verdict", "F2", NO)
    b.append("opened", "F3", opened("R3", ("B1", "90.00", "100.00")))
    confirmed(b, "F3", yes("90.00"))
    return bundle(a, [ZHANG, LI]), bundle(b, [WANG])


@pytest.fixture
def teams(tmp_path: Path) -> Teams:
    """The two teams, each with its own laptop."""
    return two_teams(tmp_path)


def counted(figures: Sequence[Figure]) -> Mapping[str, tuple[str, str]]:
    """By name: what is claimed, and what is counted of it."""
    return {one.name: (str(one.claimed), str(one.counted)) for one in figures}
