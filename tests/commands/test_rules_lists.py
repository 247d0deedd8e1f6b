"""`inspector rules list` against what the state publishes: by which rules, and what is missing."""

import json

import pytest

from tests.commands.computer import Computer


def test_every_national_rule_is_listed_with_the_rules_that_look_for_it(computer: Computer) -> None:
    rows = json.loads(computer.does("rules", "list", "--national", "--json").stdout)
    assert [row["id"] for row in rows] == [str(number) for number in range(1, 89)]
    assert all(row["rules"] and row["state"] in ("done", "awaits") for row in rows)
    assert all(
        row["awaits_data"] or row["awaits_knowledge"] for row in rows if row["state"] == "awaits"
    )
    assert "NAT-27" in rows[26]["rules"]


@pytest.mark.heavy
def test_the_problem_list_of_2025_says_which_items_need_a_person(computer: Computer) -> None:
    rows = json.loads(computer.does("rules", "list", "--problem-list", "2025", "--json").stdout)
    assert len(rows) == 183 + 19
    assert "SES-02" in rows[69 - 1]["rules"] and rows[69 - 1]["state"] == "done"
    assert all((row["state"] == "none") == (not row["rules"]) for row in rows)
    said = computer.does("rules", "list", "--problem-list", "2025", INSPECTOR_LANG="en").stdout
    assert "needs a person" in said


@pytest.mark.parametrize(("lang", "word"), [("zh", "不能当作官方原文"), ("en", "do not quote")])
def test_a_list_that_is_public_in_part_is_said_not_to_be_the_states_wording(
    computer: Computer, lang: str, word: str
) -> None:
    done = computer.does("rules", "list", "--problem-list", "2026", INSPECTOR_LANG=lang)
    assert "XY4-07" in done.stdout and word in done.stderr


def test_the_catalogue_counts_each_of_its_rows_once(computer: Computer) -> None:
    rows = json.loads(computer.does("rules", "list", "--catalogue", "--json").stdout)
    by_id = {row["id"]: row for row in rows}
    assert len(by_id) == len(rows) == 222
    assert "NAT-27" in by_id["XY2-07"]["rules"] and by_id["INV-01"]["state"] == "done"
    table = computer.does("rules", "list", "--catalogue").stdout
    assert sum(len(group) > 1 for group in map(str.split, table.splitlines())) >= 12


@pytest.mark.parametrize(
    "words", [("--national", "--catalogue"), ("--problem-list", "1999")], ids=["two", "no year"]
)
def test_what_cannot_be_listed_is_refused(computer: Computer, words: tuple[str, ...]) -> None:
    done = computer.inspector("rules", "list", *words)
    assert done.returncode == 2 and "[usage]" in done.stderr and not done.stdout
