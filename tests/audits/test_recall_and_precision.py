"""An inspection of the sample hospital finds all that was planted, to the 分, and nothing else."""

from decimal import Decimal
from typing import Any

import pytest

from benchmarks.hospitals import Inspected, Score
from benchmarks.recall import (
    RULES,
    hits_of,
    inspect,
    listed,
    named_money,
    page,
    plain,
    planted_money,
    recall,
    table,
    trapped,
)

pytestmark = [pytest.mark.heavy, pytest.mark.xdist_group("recall")]
Hits = list[dict[str, Any]]


@pytest.fixture(scope="session")
def hits(tmp_path_factory: pytest.TempPathFactory) -> Hits:
    """Packed, opened and checked once, at a computer of its own."""
    folder = tmp_path_factory.mktemp("recall")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("INSPECTOR_HOME", str(folder / "home"))
        patch.setenv("INSPECTOR_TEST_SCRYPT", "10")
        return hits_of(*inspect(folder))


@pytest.mark.parametrize("kind", RULES)
def test_a_planted_kind_is_found_to_the_cent_and_nothing_else(hits: Hits, kind: str) -> None:
    key, planted = planted_money(kind)
    assert planted
    assert named_money(hits, RULES[kind], key) == planted


def test_no_innocent_look_alike_is_hit(hits: Hits) -> None:
    assert trapped(hits) == []


def test_every_row_with_money_stands_on_a_line_that_was_planted(hits: Hits) -> None:
    """Other rules may see the same crime from their side; none may see one that is not there."""
    planted = {row["bkkp_sn"] for row in listed("truth.csv")}
    with_money = [hit for hit in hits if hit["amount"]]
    assert set(RULES.values()) <= {hit["rule_id"] for hit in with_money}
    elsewhere = {hit["rule_id"] for hit in with_money if hit["bkkp_sn"] not in planted}
    assert elsewhere == set()


def test_every_kind_a_rule_is_meant_for_is_looked_for() -> None:
    assert {row["kind"] for row in listed("truth.csv") if row["rule_hint"]} == set(RULES)


def test_a_missed_a_wrong_and_a_false_amount_are_each_counted() -> None:
    key, planted = planted_money("exclusive_items")
    (missed, _), *right = planted.items()
    (wrong, due), *right = right
    named = [(wrong, due + Decimal("0.01")), *right, (("no such line", "no such line"), due)]
    rows = [
        {"rule_id": RULES["exclusive_items"], key: place[0], "bkkp_sn": place[1], "amount": amount}
        for place, amount in named
    ]
    told = recall(rows, "exclusive_items")
    assert missed not in dict(named)
    assert (told.planted, told.found, told.false) == (len(planted), len(planted) - 2, 1)


def test_the_table_has_a_line_for_each_kind_and_the_sum() -> None:
    rows = [recall([], kind) for kind in RULES]
    told = table(rows, traps=1, hit=0).splitlines()
    assert len(told) == 2 + len(RULES) + 1 + 2
    assert f"| all | | {sum(row.planted for row in rows)} | 0 | 0 |" in told[-3]


def test_a_page_names_the_rules_that_found_nothing_of_theirs() -> None:
    scores = [Score("R-1", planted=3, found=2, false=1), Score("R-2", planted=1, false=9)]
    told = page("renhe", 7, scores, leads={"R-2"})
    assert "Recall 50.0% (2 of 4), precision 66.7% (1 false)" in told
    assert "9 more rows of clues" in told
    assert "Planted and not found: R-2." in told


def test_an_honest_hospital_is_told_by_hits_not_by_rows() -> None:
    row = {"rule_id": "R-1", "hit_id": "h", "verdict": "suspect"}
    seen = Inspected([row, row], {"R-1": "suspect"}, {"R-1": "hit"}, settlements=500)
    assert "0 breach, 1 suspect (2.00 per 1,000 of 500 settlements)" in plain("renhe", 7, seen)
