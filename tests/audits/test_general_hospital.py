"""The made-up general hospital: the same again from one seed, consistent, and told completely."""

from collections import defaultdict
from decimal import Decimal
from pathlib import Path

import pyarrow.parquet as pq
import pytest

from benchmarks.hospitals import listed
from inspector.rules import Pack, load_pack
from inspector.schema import TABLES
from sample_audits.renhe.deliver import deliver
from sample_audits.renhe.hospital import EDGES, PACKS, WITHOUT, Made, criminal, honest

UNPLANTED = {"DQ-09"}
"""Counted month by month for everybody; the pharmacy loses a month."""
PACKS_FOLDER = Path(__file__).parents[2] / "rulepacks"


@pytest.fixture(scope="module")
def packs() -> list[Pack]:
    return [load_pack(PACKS_FOLDER / name) for name in PACKS]


@pytest.fixture(scope="module")
def quiet() -> Made:
    return honest(7, 1_500)


@pytest.fixture(scope="module")
def planted(packs: list[Pack]) -> Made:
    return criminal(7, 600, packs)


def test_one_seed_makes_the_same_bytes_and_another_does_not(tmp_path: Path) -> None:
    for name, seed in (("one", 3), ("again", 3), ("other", 4)):
        deliver(tmp_path / name, seed, 100, packs=("drg", "inventory"))
    files = sorted(path.relative_to(tmp_path / "one") for path in (tmp_path / "one").rglob("*.*"))
    assert len(files) > 30
    for file in files:
        assert (tmp_path / "one" / file).read_bytes() == (tmp_path / "again" / file).read_bytes()
    lines = "raw/fee_list_d.parquet"
    assert (tmp_path / "one" / lines).read_bytes() != (tmp_path / "other" / lines).read_bytes()


def test_every_settlement_is_the_sum_of_its_lines_and_of_its_payers(quiet: Made) -> None:
    sums: dict[str, Decimal] = defaultdict(Decimal)
    for line in quiet.sheets["fee_list_d"]:
        sums[line["setl_id"]] += Decimal(line["det_item_fee_sumamt"])
    settled = {row["setl_id"]: row for row in quiet.sheets["setl_d"]}
    assert {key: Decimal(row["medfee_sumamt"]) for key, row in settled.items()} == sums
    for row in settled.values():
        paid = Decimal(row["fund_pay_sumamt"]) + Decimal(row["psn_pay"])
        assert paid == Decimal(row["medfee_sumamt"])


def test_stock_closes_as_it_opened_plus_what_moved(quiet: Made) -> None:
    shelves: dict[tuple[str, str], Decimal] = {}
    for row in quiet.sheets["inv_balance"]:
        place = row["loc_type"], row["medins_list_codg"]
        opened = Decimal(row["open_cnt"])
        assert shelves.get(place, opened) == opened
        shelves[place] = opened + Decimal(row["in_cnt"]) - Decimal(row["out_cnt"])
        assert shelves[place] == Decimal(row["close_cnt"]) >= 0


def test_every_row_is_of_a_table_and_under_its_columns(planted: Made) -> None:
    for name, rows in planted.sheets.items():
        known = TABLES[name].by_name
        assert {column for row in rows for column in row} <= known.keys(), name


def test_every_rule_is_planted_or_says_why_it_cannot_be(planted: Made, packs: list[Pack]) -> None:
    crimes = {one.graft.rule.id for one in planted.planted if one.crime}
    crimes |= {row["rule"] for row in planted.woven}
    waiting = {rule.id for pack in packs for rule in pack.rules if rule.awaits}
    every = {rule.id for pack in packs for rule in pack.rules}
    assert every - crimes - waiting == UNPLANTED
    assert WITHOUT.keys() - {row["rule"] for row in planted.woven} == {"DQ-09"}
    assert len(crimes) >= 244


def test_most_crimes_have_a_look_alike(planted: Made) -> None:
    crimes = {one.graft.rule.id for one in planted.planted if one.crime}
    alike = {one.graft.rule.id for one in planted.planted if not one.crime}
    assert len(crimes - alike) <= 24
    assert alike - crimes == set()


def test_cases_about_where_reports_begin_and_end_stand_there(planted: Made) -> None:
    at_edges = [
        (one, EDGES[place])
        for one in planted.planted
        if (place := (one.graft.rule.id, one.graft.case.name)) in EDGES
    ]
    assert len(at_edges) == 8
    for one, (table, column, edge) in at_edges:
        end = min if edge == "first" else max
        its, whole = (
            end(row[column][:10] for row in sheets[table])
            for sheets in (one.graft.sheets, planted.sheets)
        )
        assert its == whole and not one.crime


def test_no_two_grafts_share_a_visit_a_person_or_a_line(planted: Made) -> None:
    for column in ("mdtrt_id", "psn_no", "bkkp_sn", "setl_id"):
        owners: dict[str, set[int]] = defaultdict(set)
        for one in planted.planted:
            for rows in one.graft.sheets.values():
                for row in rows:
                    if row.get(column):
                        owners[row[column]].add(one.graft.number)
        assert [key for key, who in owners.items() if len(who) > 1] == []


def test_every_key_of_truth_and_traps_is_in_the_exports(tmp_path: Path) -> None:
    deliver(tmp_path, 7, 100, packs=("drg", "inventory", "treatment"))
    held: dict[str, set[str]] = defaultdict(set)
    for file in (tmp_path / "raw").iterdir():
        table = pq.read_table(file)
        for column in ("bkkp_sn", "mdtrt_id", "session_id", "setl_id", "psn_no"):
            if column in table.column_names:
                held[column] |= {str(cell) for cell in table[column].to_pylist()}
    told = [*listed(tmp_path, "truth.csv"), *listed(tmp_path, "traps.csv")]
    assert len(told) > 200
    for row in told:
        if row["key_type"] in held:
            assert row["key"] in held[row["key_type"]], row


def test_identity_numbers_are_of_a_region_no_place_has(planted: Made) -> None:
    numbers = {row["certno"] for row in planted.sheets["mdtrt_d"] if row.get("certno")}
    assert len(numbers) > 500
    assert {number[:2] for number in numbers} == {"99"}
