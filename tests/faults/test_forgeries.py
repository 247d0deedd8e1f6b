"""Forgeries by the thousand: none is accepted, each is refused for the reason of its kind."""

from collections import Counter
from dataclasses import replace
from random import Random

import pytest

from inspector.i18n import say
from inspector.merge import BundleContents, Merged, Refused, gather
from inspector.trust import digest
from tests.faults.forging import KINDS, forgeries, honest

COUNT = 1000


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> BundleContents:
    return honest(tmp_path_factory.mktemp("whole"))


@pytest.fixture(scope="module")
def other(tmp_path_factory: pytest.TempPathFactory) -> BundleContents:
    return honest(tmp_path_factory.mktemp("other"), "C-2")


def reason(refused: Refused) -> str:
    """The key of the sentence a supervisor reads."""
    keys = [key for _, key in KINDS.values()]
    named = {say(key): key for key in keys if not key.startswith("trust.")}
    return named.get(str(refused.error.facts.get("problem", "")), refused.error.code)


def figures(merged: Merged) -> object:
    told = merged.to_dict()
    return [told[name] for name in ("total", "inspections", "by_hospital", "by_rule", "by_team")]


def test_what_the_forgeries_are_made_of_is_accepted(
    whole: BundleContents, other: BundleContents
) -> None:
    merged = gather([whole, other])
    # The same lines of the same hospital: two cases, one sum.
    assert merged.refused == () and len(merged.inspections) == 1
    assert str(merged.total) == "110.00"


def test_each_kind_has_a_reason_of_its_own() -> None:
    assert len({why for _, why in KINDS.values()}) == len(KINDS)


@pytest.mark.parametrize("count", [20, pytest.param(COUNT, marks=pytest.mark.heavy)])
@pytest.mark.parametrize("kind", KINDS)
def test_no_forgery_is_accepted_and_each_is_refused_for_its_own_reason(
    kind: str, count: int, whole: BundleContents, other: BundleContents
) -> None:
    made = forgeries(kind, whole, other, count)
    merged = gather([whole, *made])
    assert Counter(map(reason, merged.refused)) == {KINDS[kind][1]: count}
    assert {one.digest for one in merged.refused} == {one.digest for one in made}
    assert figures(merged) == figures(gather([whole]))


def test_a_thousand_replays_are_one_bundle_and_are_named(
    whole: BundleContents, other: BundleContents
) -> None:
    given = [whole] * COUNT + [other]
    Random(1).shuffle(given)
    merged = gather(given)
    assert figures(merged) == figures(gather([whole, other]))
    assert (merged.repeated, merged.refused) == ((whole.digest,), ())


def test_the_same_journal_sealed_anew_adds_nothing(whole: BundleContents) -> None:
    again = [replace(whole, digest=digest(f"{number}".encode())) for number in range(50)]
    merged = gather([whole, *again])
    assert (merged.by_rule, merged.total) == (gather([whole]).by_rule, gather([whole]).total)
