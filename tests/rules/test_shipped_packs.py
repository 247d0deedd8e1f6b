"""The release answers for exactly the bytes of the packs it ships."""

import re
import shutil
import tomllib
from pathlib import Path

import pytest

from inspector import shipped
from inspector.rules import load_pack, proved_on

FOLDERS = [file.parent for file in sorted(shipped.folder("rulepacks").glob("*/pack.toml"))]


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda folder: str(folder.name))
def test_a_shipped_pack_is_the_one_pinned_in_shipped_toml(folder: Path) -> None:
    pack = load_pack(folder)
    assert pack.standing == "shipped", f'write {pack.name} = "{pack.digest}" into shipped.toml'


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda folder: str(folder.name))
def test_the_table_of_a_pack_has_a_row_for_each_of_its_rules_and_no_other(folder: Path) -> None:
    rows = re.findall(
        r"^\|\s*([A-Z0-9]+-\w+)\s*\|", (folder / "README.md").read_text("utf-8"), re.M
    )
    assert sorted(rows) == sorted(rule.id for rule in load_pack(folder).rules)


def test_an_edited_copy_of_a_shipped_pack_is_a_local_one(tmp_path: Path) -> None:
    edited = tmp_path / "general"
    shutil.copytree(shipped.folder("rulepacks") / "general", edited)
    ceilings = edited / "knowledge" / "limit_price.csv"
    ceilings.write_text(ceilings.read_text("utf-8").replace(",41,", ",40,"), "utf-8")
    pack = load_pack(edited)
    assert pack.standing == "local"
    price = next(rule for rule in pack.rules if rule.id == "XY2-01")
    assert price.verdict == "breach"
    assert pack.verdict(price) == "suspect"


def test_the_release_answers_for_its_packs_on_the_engine_its_tests_pin() -> None:
    pinned = tomllib.loads((Path(__file__).parents[2] / "pyproject.toml").read_text("utf-8"))
    assert f"duckdb=={proved_on()}" in pinned["project"]["dependencies"]
