"""Ten thousand orders and groupings of colleagues' journals, and one result."""

from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from inspector.findings import Event, fold
from tests.properties.test_merge_fold import journals

ORDERS = 100


def grouped(journal: list[Event], dice: Random) -> list[Event]:
    """The journal as it comes in up to four bundles, which overlap, each in an order of its own."""
    bundles: list[list[Event]] = [[] for _ in range(dice.randint(1, 4))]
    for event in journal:
        for bundle in dice.sample(bundles, dice.randint(1, len(bundles))):
            bundle.append(event)
    for bundle in bundles:
        dice.shuffle(bundle)
    return [event for bundle in bundles for event in bundle]


@pytest.mark.heavy
@given(journal=journals(), dice=st.randoms(use_true_random=False))
@settings(max_examples=100, deadline=None)
def test_ten_thousand_orders_and_groupings_fold_to_one_result(
    journal: list[Event], dice: Random
) -> None:
    settled = fold(journal)
    order = Random(dice.random())
    for _ in range(ORDERS):
        assert fold(grouped(journal, order)) == settled
