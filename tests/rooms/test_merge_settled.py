"""A supervisor settles what teams disagree about, and the money follows."""

from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest

from inspector.errors import (
    AmountOver,
    FindingUnknown,
    JournalDamaged,
    MoveForbidden,
    RoleForbidden,
    SignerUnknown,
)
from inspector.merge import gather, resolve
from tests.rooms.journal_made_up import confirmed
from tests.rooms.merge_made_up import (
    NO,
    NOON,
    WANG,
    ZHANG,
    ZHOU,
    Teams,
    bundle,
    counted,
    desk,
    opened,
    teams,
    yes,
)

__all__ = ["teams"]


def test_a_supervisor_settles_a_conflict_and_the_money_follows(
    teams: Teams,
) -> None:
    (inspected,) = gather(teams).inspections
    settled = resolve(inspected, "F2", ZHOU, verdict="confirmed", amount=Decimal("25.00"), at=NOON)
    merged = gather(teams, [settled], [ZHOU.card])
    assert merged.conflicts == ()
    assert merged.inspections[0].findings["F2"].amount_confirmed == Decimal("25.00")
    assert merged.total == Decimal("155.00")
    assert counted(merged.by_team)["张检查、李检查"] == ("125.00", "125.00")


def test_resolutions_of_several_conflicts_follow_each_other(tmp_path: Path) -> None:
    a, b = desk(tmp_path, ZHANG), desk(tmp_path, WANG)
    for finding in ("F1", "F2"):
        for journal in (a, b):
            journal.append("opened", finding, opened("R1", (finding, "60.00", "60.00")))
        confirmed(a, finding, yes("60.00"))
        b.append("verdict", finding, NO)
    bundles = [bundle(a, [ZHANG]), bundle(b, [WANG])]
    first = resolve(gather(bundles).inspections[0], "F1", ZHOU, verdict="confirmed",
                    amount=Decimal("60.00"), at=NOON)  # fmt: skip
    (between,) = gather(bundles, [first], [ZHOU.card]).inspections
    second = resolve(between, "F2", ZHOU, verdict="rejected", reason="policy-allows", at=NOON)
    merged = gather(bundles, [second, first], [ZHOU.card])
    states = {name: found.state for name, found in merged.inspections[0].findings.items()}
    assert states == {"F1": "confirmed", "F2": "rejected"}


def test_what_is_not_in_conflict_or_not_there_cannot_be_resolved(
    teams: Teams,
) -> None:
    (inspected,) = gather(teams).inspections
    with pytest.raises(MoveForbidden):
        resolve(inspected, "F1", ZHOU, verdict="confirmed", amount=Decimal("1.00"), at=NOON)
    with pytest.raises(FindingUnknown):
        resolve(inspected, "F9", ZHOU, verdict="rejected", reason="double", at=NOON)
    with pytest.raises(RoleForbidden):
        resolve(inspected, "F2", ZHANG, verdict="rejected", reason="double", at=NOON)


def test_a_resolution_nobody_known_signed_stops_the_gathering(
    teams: Teams,
) -> None:
    (inspected,) = gather(teams).inspections
    settled = resolve(inspected, "F2", ZHOU, verdict="rejected", reason="double", at=NOON)
    with pytest.raises(SignerUnknown):
        gather(teams, [settled], [])
    with pytest.raises(JournalDamaged):
        gather(teams, [replace(settled, envelope=settled.envelope[:-9] + b"x" * 9)], [ZHOU.card])


def test_a_supervisor_may_uphold_a_finding_in_part_or_find_it_unfounded(teams: Teams) -> None:
    (inspected,) = gather(teams).inspections
    half = resolve(inspected, "F2", ZHOU, verdict="partly", amount=Decimal("12.00"), at=NOON)
    merged = gather(teams, [half], [ZHOU.card])
    found = merged.inspections[0].findings["F2"]
    assert (found.state, found.amount_confirmed) == ("partly", Decimal("12.00"))
    assert merged.total == Decimal("142.00")
    none = resolve(inspected, "F2", ZHOU, verdict="unfounded", reason="policy-allows", at=NOON)
    assert gather(teams, [none], [ZHOU.card]).total == Decimal("130.00")
    with pytest.raises(AmountOver):
        resolve(inspected, "F2", ZHOU, verdict="partly", amount=Decimal("30.01"), at=NOON)
