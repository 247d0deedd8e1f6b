"""A byte of a pack that was damaged on the way: the pack is refused or read, and nothing else."""

import random
from collections.abc import Iterator
from pathlib import Path
from shutil import copytree

import pytest

from inspector.errors import InspectorError
from inspector.rules import lint, load_pack
from tests.rooms.rules_made_up import CASES, LIMITS, PACK, write_pack

ROOT = Path(__file__).parents[2]
FILES = {
    "pack.toml": PACK,
    "charging/more_a_day.cases.toml": CASES,
    "knowledge/limit_per_day.csv": LIMITS,
}
DAMAGE = (0x01, 0x80, 0x10)
"""Bits: a neighbouring sign, no UTF-8 any more, another kind of sign."""


def damaged(file: Path, places: range | list[int]) -> Iterator[None]:
    """The file with one byte of it damaged, place after place; whole again in the end."""
    whole, dice = file.read_bytes(), random.Random(7)
    for place in places:
        spoiled = bytearray(whole)
        spoiled[place] ^= dice.choice(DAMAGE)
        file.write_bytes(spoiled)
        yield
    file.write_bytes(whole)


def refused_or_read(folder: Path) -> bool:
    """Whether the pack was refused; any other error fails the test."""
    try:
        lint(load_pack(folder))
    except InspectorError as refused:
        assert Path(str(refused.facts["path"])).exists()
        return True
    return False


@pytest.mark.parametrize("name", FILES)
def test_a_damaged_byte_of_a_pack_is_refused_or_read_and_nothing_else(
    tmp_path: Path, name: str
) -> None:
    file = write_pack(tmp_path) / name
    places = sorted(random.Random(7).sample(range(file.stat().st_size), 40))
    assert sum(refused_or_read(tmp_path) for _ in damaged(file, places))


@pytest.mark.heavy
@pytest.mark.parametrize("name", [*FILES, "charging/more_a_day.sql"])
def test_every_byte_of_a_small_pack_may_be_damaged(tmp_path: Path, name: str) -> None:
    file = write_pack(tmp_path) / name
    every = range(file.stat().st_size)
    assert sum(refused_or_read(tmp_path) for _ in damaged(file, every))


@pytest.mark.heavy
def test_any_file_of_a_shipped_pack_may_be_damaged(tmp_path: Path) -> None:
    folder = tmp_path / "rehab"
    copytree(ROOT / "rulepacks" / "rehab", folder)
    dice = random.Random(7)
    for file in sorted(path for path in folder.rglob("*") if path.is_file()):
        for _ in damaged(file, [dice.randrange(file.stat().st_size) for _ in range(2)]):
            refused_or_read(folder)


@pytest.mark.parametrize(
    ("name", "was", "now", "line"),
    [
        ("knowledge/limit_per_day.csv", "A1,1", "A1,NaN", 2),
        ("knowledge/limit_per_day.csv", "A1,1", "A1,1.23456", 2),
        ("knowledge/limit_per_day.csv", "A1,1", "A1,1,1", 2),
        ("knowledge/limit_per_day.csv", "limit_cnt,", "valid_to,", 1),
        ("charging/more_a_day.cases.toml", 'kind = "border"', "kind = 1", 14),
        ("charging/more_a_day.cases.toml", "[[case]]", "[[caze]]", 2),
        ("charging/more_a_day.cases.toml", "M1       | A1 ", "M1       | A1 \0", 7),
    ],
)
def test_what_is_damaged_is_refused_with_its_file_and_line(
    tmp_path: Path, name: str, was: str, now: str, line: int
) -> None:
    file = write_pack(tmp_path) / name
    file.write_bytes(file.read_bytes().replace(was.encode(), now.encode(), 1))
    with pytest.raises(InspectorError) as refused:
        load_pack(tmp_path)
    assert (refused.value.facts["path"], refused.value.facts["line"]) == (str(file), line)


@pytest.mark.parametrize(
    ("was", "now"),
    [
        ('key = ["med_list_codg"]', 'kex = ["med_list_codg"]'),
        ('key = ["med_list_codg"]', "key = 7"),
        ("DECIMAL(16,4)", "DECIMAL(16,x)"),
        ("DECIMAL(16,4)", "DECIMAL(99,4)"),
        ("title.zh", "title.xx"),
        ('version = "1"', "version = 1"),
        ('version = "1"', 'version = "1"\nsince = "soon"'),
        ("[knowledge.limit_per_day]", "[knowledge.'limit\"per_day']"),
    ],
)
def test_a_head_of_a_pack_says_what_it_should_or_is_refused(
    tmp_path: Path, was: str, now: str
) -> None:
    write_pack(tmp_path, pack=PACK.replace(was, now))
    assert refused_or_read(tmp_path)
