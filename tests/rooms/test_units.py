"""Charge units: every wording of one hospital's price list, and what is not understood."""

import csv
from decimal import Decimal
from pathlib import Path
from typing import get_args

import pytest

from inspector.schema import ChargeUnit, Kind, charge_unit

REVIEWED = Path(__file__).parents[1] / "vectors" / "units.csv"
PRICES = Path(__file__).parents[3] / "shared" / "reference" / "service_items" / "service_items.csv"


def reviewed() -> list[dict[str, str]]:
    with REVIEWED.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@pytest.mark.parametrize("row", reviewed(), ids=lambda row: str(row["unit"]))
def test_a_unit_means_what_was_reviewed(row: dict[str, str]) -> None:
    found = charge_unit(row["unit"])
    if not row["kind"]:
        assert found is None
        return
    assert found is not None
    assert (found.kind, found.n, found.text) == (row["kind"], Decimal(row["n"]), row["unit"])


def test_every_unit_has_a_kind_and_a_number_but_the_six_that_say_neither() -> None:
    silent = {row["unit"] for row in reviewed() if charge_unit(row["unit"]) is None}
    assert silent == {"", "各种", "每体", "每照", "起步价", "面积"}
    for row in reviewed():
        found = charge_unit(row["unit"])
        assert found is None or (found.kind in get_args(Kind) and found.n > 0)


def test_the_reviewed_units_are_all_of_a_hospitals_price_list() -> None:
    units = [row["unit"] for row in reviewed()]
    assert len(units) == len(set(units)) == 150
    assert {row["kind"] for row in reviewed()} - {""} == set(get_args(Kind))
    if PRICES.is_file():
        with PRICES.open(encoding="utf-8-sig", newline="") as file:
            assert {row["unit"] for row in csv.DictReader(file)} == set(units)


@pytest.mark.parametrize(
    ("text", "kind", "n"),
    [
        ("每１５分钟", "minutes", "15"),
        ("1.5小时", "minutes", "90"),
        ("一百二十分钟", "minutes", "120"),
        ("十次", "times", "10"),
        ("每 关 节", "joint", "1"),
        ("次/日", "times", "1"),
        ("5%体表面积", "body-surface", "5"),
    ],
)
def test_other_places_write_it_otherwise(text: str, kind: Kind, n: str) -> None:
    assert charge_unit(text) == ChargeUnit(kind, Decimal(n), text)


@pytest.mark.parametrize("text", ["", "盒", "每", "分之一", "次以上", "三", "起步价"])
def test_what_is_not_understood_is_none_and_not_one(text: str) -> None:
    assert charge_unit(text) is None
