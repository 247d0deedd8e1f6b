"""Questions kept in the case: asked again by name, by anybody on the team, and never lost."""

import json
from typing import Any

from tests.commands.computer import Computer
from tests.commands.inspection import Inspection
from tests.commands.refusal import sentence

SQL = "SELECT count(*) AS n FROM fee_list_d WHERE fee_ocur_time >= $since"


def told(computer: Computer, *words: str) -> Any:
    return json.loads(computer.does("ask", *words, "--json").stdout)


def test_a_question_is_kept_asked_again_with_other_values_and_dropped(checked: Inspection) -> None:
    team = checked.team
    [every] = told(team, SQL, "--param", "since=2000-01-01", "--keep", "收费行数")
    assert told(team, "--list") == [{"name": "收费行数", "params": "since", "sql": SQL}]
    [none] = told(team, "--kept", "收费行数", "--param", "since=2100-01-01", "--as", "li.identity")
    assert every["n"] > 0 == none["n"]
    sentence(team.inspector("ask", "--kept", "收费行数"), "en", "query.parameter-open", 3)
    team.does("ask", "--forget", "收费行数")
    assert told(team, "--list") == []
    sentence(team.inspector("ask", "--kept", "收费行数"), "en", "query.unknown", 3)
    log = json.loads(team.does("log", "--json").stdout)
    kinds = [one["kind"] for one in log if one["kind"].startswith("question")]
    assert kinds == ["question-kept", "question-dropped"]


def test_the_tables_that_can_be_asked_have_their_chinese_names(checked: Inspection) -> None:
    columns = {(one["table"], one["column"]): one for one in told(checked.team, "--tables")}
    assert columns["fee_net", "med_list_codg"]["column_zh"] == "医疗目录编码"
    assert columns["fee_list_d", "net_amt"]["table_zh"]
    assert columns["quarantine", "raw"]["table_zh"] == "隔离的行"
    assert columns["link_problem", "row_key"]["column_zh"] == "行的标识"
    assert all(one["table_zh"] and one["column_zh"] for one in columns.values())


def test_one_thing_is_asked_at_a_time(checked: Inspection) -> None:
    for words in ((), ("SELECT 1", "--list"), ("--kept", "a", "--tables")):
        sentence(checked.team.inspector("ask", *words), "en", "usage", 2)
