"""Rule files are read strictly, and every refusal names the line it is about."""

from pathlib import Path

import pytest

from inspector.errors import FileMissing, PackInvalid, RuleFileInvalid
from inspector.rules import load_pack
from tests.rooms.rules_made_up import CASES, LIMITS, PACK, RULE, write_pack


def refusal(folder: Path) -> tuple[str, int]:
    with pytest.raises(RuleFileInvalid) as caught:
        load_pack(folder)
    return Path(str(caught.value.facts["path"])).name, int(caught.value.facts["line"])


def test_a_pack_is_its_folder(tmp_path: Path) -> None:
    pack = load_pack(write_pack(tmp_path))
    (rule,) = pack.rules
    assert (pack.name, pack.standing, rule.id, rule.group) == ("trial", "local", "T-01", "charging")
    assert rule.sql.startswith("SELECT") and rule.sql_line == 25
    assert rule.params["spare"].note == "how many more are forgiven, times; made up"
    assert [case.kind for case in rule.cases] == ["hit", "border", "clears", "refund", "missing"]
    assert pack.knowledge["limit_per_day"].num_rows == 1


@pytest.mark.parametrize(
    ("spoiled", "line"),
    [
        (RULE.replace("/*+++\n", "-- \n", 1), 1),
        (RULE.replace('seed     = "test"', "seed     = test"), 8),
        (RULE.replace('seed     = "test"\n', ""), 1),
        (RULE.replace('seed     = "test"', 'colour   = "red"'), 8),
        (RULE.replace('"breach"', '"guilty"'), 5),
        (RULE.replace('title.en = "More than allowed a day"\n', ""), 3),
        (RULE.replace('unit      = ["mdtrt_id", "med_list_codg"]', "unit = [1]"), 10),
        (RULE.replace('unit      = ["mdtrt_id", "med_list_codg"]', 'unit = "x"'), 10),
        (RULE.replace("SELECT f.mdtrt_id", "DELETE FROM f; SELECT f.mdtrt_id"), 25),
        (RULE.replace("FROM fee_net", "FROM read_csv('/etc/passwd')"), 25),
    ],
)
def test_a_spoiled_rule_is_refused_with_its_line(tmp_path: Path, spoiled: str, line: int) -> None:
    assert refusal(write_pack(tmp_path, rule=spoiled)) == ("more_a_day.sql", line)


@pytest.mark.parametrize(
    ("spoiled", "line"),
    [
        (CASES.replace('kind = "hit"', 'kind = "good"'), 2),
        (CASES.replace('name = "exactly one"\n', ""), 14),
        (CASES.replace("F1      | 1           | 20.00", "F1      | 1"), 2),
        (CASES + "[[case]]\nname = ", CASES.count("\n") + 2),
    ],
)
def test_a_spoiled_case_is_refused_with_its_line(tmp_path: Path, spoiled: str, line: int) -> None:
    assert refusal(write_pack(tmp_path, cases=spoiled)) == ("more_a_day.cases.toml", line)


def test_a_rule_that_is_not_utf_8_is_refused(tmp_path: Path) -> None:
    write_pack(tmp_path)
    (tmp_path / "charging" / "more_a_day.sql").write_bytes(RULE.encode("gb18030"))
    assert refusal(tmp_path) == ("more_a_day.sql", 3)


def test_knowledge_may_not_shadow_a_table_of_the_data(tmp_path: Path) -> None:
    write_pack(tmp_path, pack=PACK.replace("knowledge.limit_per_day", "knowledge.fee_net"))
    with pytest.raises(PackInvalid):
        load_pack(tmp_path)


@pytest.mark.parametrize("spoiled", ["name = ", 'name = "x"', PACK.replace("title.en", "title.fr")])
def test_a_pack_without_a_usable_head_is_refused(tmp_path: Path, spoiled: str) -> None:
    with pytest.raises(PackInvalid):
        load_pack(write_pack(tmp_path, pack=spoiled))


def test_a_folder_without_pack_toml_is_no_pack(tmp_path: Path) -> None:
    with pytest.raises(FileMissing):
        load_pack(tmp_path)


def test_one_byte_anywhere_in_the_pack_changes_its_digest(tmp_path: Path) -> None:
    first = load_pack(write_pack(tmp_path / "a"))
    same = load_pack(write_pack(tmp_path / "b"))
    other = load_pack(write_pack(tmp_path / "c", limits=LIMITS.replace("A1,1", "A1,2")))
    assert first.digest == same.digest != other.digest
    assert first.rules[0].digest == other.rules[0].digest
