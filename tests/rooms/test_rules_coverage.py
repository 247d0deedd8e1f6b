"""What is looked for is told with the rules that look for it, and with what they still wait for."""

import csv
from pathlib import Path

import pytest

from inspector.knowledge import families, national_rules, problem_items
from inspector.rules import Covered, Topic, by_catalogue, by_number, catalogue, covered, load_pack
from inspector.steps import problems_covered, problems_official
from tests.rooms.rules_made_up import LIMITS, RULE, write_pack

LIST = "问题清单（2025年）"
CATALOGUE = Path(__file__).parents[3] / "shared" / "domain" / "rule-catalogue.csv"


def looked_for(tmp_path: Path, rule: str, *ids: str, limits: str = LIMITS) -> list[Covered]:
    pack = load_pack(write_pack(tmp_path, rule=rule, cases="", limits=limits))
    topics = [Topic(one, "", {"zh": one, "en": one}) for one in ids]
    return [*covered(topics, [pack], by_number(LIST))]


def named(national: str) -> str:
    return RULE.replace('national = "test"', f'national = "{national}"')


def test_a_rule_looks_for_every_number_it_names_of_that_list_and_of_no_other(
    tmp_path: Path,
) -> None:
    rule = named(
        "两库（2025年版）第4项；问题清单（2025年）第69、70项 康复、第7项；药店清单（2025年）第5项"
    )
    rows = looked_for(tmp_path, rule, "4", "5", "7", "6", "69", "70")
    assert [row.state for row in rows] == ["none", "none", "done", "none", "done", "done"]
    assert rows[-1].rules == ("T-01",)


def test_a_rule_without_a_row_of_knowledge_makes_nothing_done(tmp_path: Path) -> None:
    bare = LIMITS.splitlines()[0] + "\n"
    (row,) = looked_for(tmp_path, named(f"{LIST}第7项"), "7", limits=bare)
    assert (row.state, row.knowledge, row.data) == ("awaits", ("limit_per_day",), ())


def test_a_rule_whose_data_no_table_holds_says_what_it_awaits(tmp_path: Path) -> None:
    head = named(f"{LIST}第7项").partition("[needs]")[0]
    gone = ("partition", "unit", "knowledge", "false_positives", "sentence")
    kept = [line for line in head.splitlines() if not line.startswith(gone)]
    rule = "\n".join([*kept, 'awaits.zh = "门禁"', 'awaits.en = "a gate"', "+++*/\n"])
    (row,) = looked_for(tmp_path, rule, "7")
    assert (row.state, row.data) == ("awaits", ({"zh": "门禁", "en": "a gate"},))


def test_a_rule_stands_for_its_own_row_of_the_catalogue_and_for_those_it_names(
    tmp_path: Path,
) -> None:
    rule = RULE.replace('seed     = "test"', 'seed     = "test"\ncatalogue = ["XY2-07"]')
    (one,) = load_pack(write_pack(tmp_path, rule=rule, cases="")).rules
    assert by_catalogue(one) == {"T-01", "XY2-07"}


def test_all_88_rules_and_every_item_of_2025_are_there_once() -> None:
    assert [rule.number for rule in national_rules()] == [*range(1, 89)]
    items = problem_items(2025)
    for which, count in (("institution", 183), ("pharmacy", 19)):
        assert [one.number for one in items if one.list == which] == [*range(1, count + 1)]
    assert all(one.title and one.source == "医保函〔2025〕2号" for one in items)
    assert all(one.official and one.like == (str(one.number),) for one in items)


def test_what_is_known_of_2024_and_2026_says_that_it_is_not_the_states_wording() -> None:
    for year, count in ((2024, 25), (2026, 9)):
        items = problem_items(year)
        assert [one.number for one in items] == [*range(1, count + 1)]
        assert not any(one.official for one in items) and not problems_official(year)
    assert problems_official(2025)


@pytest.mark.heavy
def test_an_item_of_another_year_is_looked_for_by_the_rules_of_what_it_is_like() -> None:
    of_2025 = {row.topic.id: row for row in problems_covered(2025) if row.topic.group != "零售药店"}
    of_2024 = {row.topic.id: row for row in problems_covered(2024)}
    for item in problem_items(2024):
        numbers = [one for one in item.like if one.isdigit()]
        rules = {rule for one in numbers for rule in of_2025[one].rules}
        rules |= {one for one in item.like if not one.isdigit()}
        assert set(of_2024[str(item.number)].rules) == rules
    assert [row.state for row in problems_covered(2026)].count("none") == 3


def test_a_national_rule_is_called_the_same_where_its_knowledge_is_told() -> None:
    names = {rule.number: rule.name for rule in national_rules()}
    told = {number: name for one in families().values() for number, name in one.national.items()}
    assert told == {number: names[number] for number in told}


@pytest.mark.skipif(not CATALOGUE.is_file(), reason="the catalogue is not here")
def test_the_catalogue_is_shipped_row_by_row() -> None:
    with CATALOGUE.open(encoding="utf-8", newline="") as lines:
        rows = {row["id"]: (row["name_zh"], row["name_en"]) for row in csv.DictReader(lines)}
    assert {one.id: (one.name["zh"], one.name["en"]) for one in catalogue()} == rows
