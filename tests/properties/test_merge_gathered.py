"""Ten thousand orders and groupings of bundles, and one table, byte for byte."""

from dataclasses import replace
from functools import cache
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from inspector.merge import Checked, Hospital, check_bundle, gather, hospitals_of, merged_of
from tests.rooms.summary_made_up import NOTE, bundle, no
from tests.rooms.test_merge_figures import INVENTED, desk, handed_in, suspected

ORDERS = 100


@cache
def checked() -> tuple[Checked, ...]:
    """Six bundles: teams that agree and overlap, one in conflict, one that contradicts another."""
    with TemporaryDirectory() as folder:
        whole = handed_in(Path(folder) / "four")
        against = desk(Path(folder), "li", "C-1")
        body = suspected("SES-01", INVENTED, ("B1", "90.00", "2024-01-31"))
        against.append("opened", "F2", body)
        against.append("verdict", "F2", no("clinically-justified", NOTE))
        whole.append(bundle(against, ["li"], 5, "H33010200001", "C-1"))
        restored = desk(Path(folder) / "restored", "wang", "C-2")
        restored.append("opened", "F9", body)
        forked = bundle(restored, ["wang"], 6, "H33010200001", "C-2")
        whole.append(replace(forked, institution="H33020000002"))
    return tuple(map(check_bundle, whole))


@pytest.mark.heavy
@given(dice=st.randoms(use_true_random=False))
@settings(max_examples=100, deadline=None)
def test_ten_thousand_orders_and_groupings_of_bundles_give_one_table(dice: Random) -> None:
    whole = checked()
    once = gather(whole)
    assert len(once.refused) == len(once.conflicts) == 1
    table = once.to_json()
    order = Random(dice.random())
    for _ in range(ORDERS):
        given = [*whole, *order.sample(whole, order.randint(0, 2))]
        order.shuffle(given)
        assert replace(gather(given), repeated=()).to_json() == table
        if order.randint(0, 9) == 0:
            assert merged_of(by_hospital(order)).to_json() == table


def by_hospital(order: Random) -> list[Hospital]:
    """Each hospital by itself, in any order, then laid side by side."""
    groups: dict[str, list[Checked]] = {}
    for one in checked():
        groups.setdefault(one.bundle.institution, []).append(one)
    names = list(groups)
    order.shuffle(names)
    made = [hospital for name in names for hospital in hospitals_of(groups[name])]
    return sorted(made, key=lambda hospital: hospital.institution)
