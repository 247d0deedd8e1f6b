"""The made-up pharmacy and dialysis centre: the same from one seed, consistent, told completely."""

from collections import defaultdict
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path

import pytest

from inspector.rules import load_pack
from inspector.schema import TABLES
from sample_audits.common.lists import deliver
from sample_audits.common.outpatients import Claims
from sample_audits.huimin.pharmacy import pharmacy
from sample_audits.zekang.dialysis import dialysis

PACKS = Path(__file__).parents[2] / "rulepacks"
Made = Callable[..., Claims]


def shop(seed: int, *, crimes: bool = True) -> Claims:
    """A small pharmacy, one case of each kind."""
    return pharmacy(seed, 2_000, crimes=crimes, cases=1).claims


def centre(seed: int, *, crimes: bool = True) -> Claims:
    """A small dialysis centre, one case of each kind."""
    return dialysis(seed, 2_000, crimes=crimes, cases=1).claims


BOTH = pytest.mark.parametrize("made", [shop, centre])


@BOTH
def test_one_seed_makes_the_same_cells_and_another_does_not(made: Made, tmp_path: Path) -> None:
    for name, seed in (("one", 3), ("again", 3), ("other", 4)):
        deliver(made(seed), {}, tmp_path / name)
    files = sorted(path.relative_to(tmp_path / "one") for path in (tmp_path / "one").rglob("*.*"))
    for file in files:
        assert (tmp_path / "one" / file).read_bytes() == (tmp_path / "again" / file).read_bytes()
    people = "raw/mdtrt_d.parquet"
    assert (tmp_path / "one" / people).read_bytes() != (tmp_path / "other" / people).read_bytes()


@BOTH
def test_every_settlement_is_the_sum_of_its_lines_and_of_its_payers(made: Made) -> None:
    claims = made(7)
    sums: dict[str, Decimal] = defaultdict(Decimal)
    for line in claims.sheets["fee_list_d"]:
        assert Decimal(line["cnt"]) * Decimal(line["pric"]) == Decimal(line["det_item_fee_sumamt"])
        sums[line["setl_id"]] += Decimal(line["det_item_fee_sumamt"])
    for row in claims.sheets["setl_d"]:
        whole = Decimal(row["medfee_sumamt"])
        assert whole == sums[row["setl_id"]]
        assert whole == Decimal(row["fund_pay_sumamt"]) + Decimal(row["psn_pay"])


@BOTH
def test_stock_closes_as_it_opened_plus_what_moved_and_never_below_nothing(made: Made) -> None:
    shelves: dict[str, Decimal] = {}
    for row in made(7, crimes=False).sheets["inv_balance"]:
        opened = Decimal(row["open_cnt"])
        assert shelves.get(row["medins_list_codg"], opened) == opened
        closed = opened + Decimal(row["in_cnt"]) - Decimal(row["out_cnt"])
        assert closed == Decimal(row["close_cnt"]) >= 0
        shelves[row["medins_list_codg"]] = closed


@BOTH
def test_every_row_is_of_a_table_and_under_its_columns(made: Made) -> None:
    for name, rows in made(7).sheets.items():
        known = {column.name for column in TABLES[name].received}
        assert {column for row in rows for column in row} <= known, name


@BOTH
def test_an_honest_place_has_the_look_alikes_and_no_crime(made: Made) -> None:
    honest, wrong = made(7, crimes=False), made(7)
    assert honest.truth == []
    assert honest.traps == wrong.traps
    kept = {row["bkkp_sn"] for row in wrong.sheets["fee_list_d"]}
    lines = [row["bkkp_sn"] for row in honest.sheets["fee_list_d"]]
    assert sum(line in kept for line in lines) > len(lines) * 8 // 10


@BOTH
def test_the_truth_names_lines_that_are_there_and_no_more_than_they_cost(made: Made) -> None:
    claims = made(7)
    costs = {
        row["bkkp_sn"]: Decimal(row["det_item_fee_sumamt"]) for row in claims.sheets["fee_list_d"]
    }
    for one in claims.truth:
        assert not one.line or Decimal(0) < one.amount <= costs[one.line], one
    innocent = {(one.rule, one.key) for one in claims.traps}
    assert innocent & {(one.rule, one.key) for one in claims.truth} == set()


@pytest.mark.parametrize(("made", "name"), [(shop, "pharmacy"), (centre, "dialysis")])
def test_every_rule_of_its_pack_finds_something_and_leaves_something_alone(
    made: Made, name: str
) -> None:
    claims = made(7)
    rules = {rule.id for rule in load_pack(PACKS / name).rules if not rule.awaits}
    assert rules - {one.rule for one in claims.truth} == set()
    # What stands out only against last year or among thousands has no single look-alike.
    of_a_whole_year = {"PHR-04", "PHR-08", "SES-17", "SES-21b", "SES-24b"}
    assert rules - {one.rule for one in claims.traps} == of_a_whole_year & rules
