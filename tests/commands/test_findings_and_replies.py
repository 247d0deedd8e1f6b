"""Findings from 疑点 to 销号 by command, and the hospital's reply in between, on a real case."""

import json
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook

from tests.commands.computer import Computer, Run
from tests.commands.inspection import Inspection

pytestmark = pytest.mark.heavy


def findings(team: Computer, rule: str) -> list[dict[str, Any]]:
    told = json.loads(team.does("finding", "list", "--json").stdout)
    return [one for one in told if one["rule_id"] == rule]


def shown(team: Computer, name: str) -> dict[str, Any]:
    told: dict[str, Any] = json.loads(team.does("finding", "show", name, "--json").stdout)
    return told


def refused(team: Computer, lang: str, *words: str) -> Run:
    done = team.inspector(*words, lang=lang)
    assert done.returncode and not done.stdout
    return done


def states(team: Computer, rule: str) -> set[str]:
    return {one["state"] for one in findings(team, rule)}


def test_a_finding_carries_what_it_was_made_of_and_its_money_adds_up(checked: Inspection) -> None:
    for one in findings(checked.team, "XY2-03"):
        origin = one["origin"]
        assert origin["pack_digest"].startswith("sha256:") and one["snapshots"]
        assert origin["scope"]["amount_field"] == "fee_net.det_item_fee_sumamt"
        assert origin["scope"]["denominator"]["rows"] > origin["scope"]["numerator"]["rows"] > 0
        assert one["articles"] == one["basis"] and len(one["articles"]) > 0
        settled = {line["setl_id"] for line in one["lines"]}
        assert settled == set(origin["settlements"]), "every line says what its settlement paid"
        share = one["fund_share"]
        parts = [share[name] for name in ("fund", "other", "unknown")]
        assert sum(map(_cents, parts)) == _cents(one["amount"]) and _cents(share["fund"]) > 0


def _cents(amount: str) -> int:
    return int(amount.replace(".", ""))


def test_a_bulk_act_goes_and_comes_back_as_one(checked: Inspection) -> None:
    team = checked.team
    team.does("finding", "move", "--rule", "XY2-31", "--to", "核实中")
    assert states(team, "XY2-31") == {"verifying"}
    back = team.does("finding", "undo")
    assert len(back.stdout.splitlines()) == len(findings(team, "XY2-31")) > 1
    assert states(team, "XY2-31") == {"suspected"}


def test_an_illegal_move_is_refused_whole_with_what_is_allowed_in_both_languages(
    checked: Inspection,
) -> None:
    team = checked.team
    one, other = (found["id"] for found in findings(team, "XY2-31")[:2])
    team.does("finding", "move", one, "--to", "verifying")
    for lang, word in (("zh", "取证完成"), ("en", "finish taking evidence")):
        done = refused(team, lang, "finding", "move", one, other, "--to", "evidenced")
        assert done.returncode == 6
        done = refused(team, lang, "finding", "move", one, "--to", "closed")
        assert done.returncode == 6 and word in done.stderr
        done = refused(team, lang, "finding", "move", one, "--to", "partly")
        assert done.returncode == 6 and word in done.stderr, "nobody rules without evidence"
    assert shown(team, other)["state"] == "suspected"


def test_an_article_is_chosen_with_why_and_not_without(checked: Inspection) -> None:
    team = checked.team
    name = findings(team, "XY2-31")[0]["id"]
    assert refused(team, "zh", "finding", "set", name, "--article", "1").returncode == 3
    team.does(
        *(
            "finding",
            "set",
            name,
            "--article",
            "R40",
            "--why",
            "全年同一手法",
            "--severity",
            "grave",
        ),
        *("--department", "住院部", "--data-quality"),
    )
    one = shown(team, name)
    assert "第四十条" in one["article"] and one["why"] == "全年同一手法"
    assert one["basis"] == [one["article"]]
    assert (one["severity"], one["department"], one["data_quality"]) == ("grave", "住院部", True)


def test_the_hospital_replies_and_both_amounts_stay(checked: Inspection) -> None:
    team = checked.team
    names = [one["id"] for one in findings(team, "XY2-31")[:3]]
    first, second, third = names
    team.does("finding", "confirm", *names, "--note", "已核")
    team.does("reply", "export", "-o", "q.xlsx", *names)
    assert refused(team, "zh", "reply", "export", "-o", "q.xlsx", first).returncode == 3
    assert {shown(team, name)["state"] for name in names} == {"presented"}
    asked = {name: shown(team, name)["amount_confirmed"] for name in names}
    _fill(team.folder / "q.xlsx", {first: ("认可",), second: ("部分认可", 1, "有记录", "病历")})
    proposed = json.loads(team.does("reply", "import", "q.xlsx", "--json").stdout)
    assert {one["finding"] for one in proposed["proposals"]} == {first, second}
    assert proposed["unanswered"] == [third] and not proposed["problems"]
    assert shown(team, second)["replies"] == [], "nothing is kept before somebody says so"
    team.does("reply", "import", "q.xlsx", "--keep")
    one = shown(team, second)
    assert (one["state"], one["amount_confirmed"]) == ("contested", asked[second])
    assert (one["replies"][0]["amount"], one["replies"][0]["proof"]) == ("1.00", "病历")
    team.does("reply", "judge", second, "--result", "采纳", "--note", "病历属实")
    team.does("finding", "move", second, "--to", "复核")
    team.does("finding", "move", second, "--to", "部分属实", "--amount", "1.00")
    one = shown(team, second)
    assert (one["state"], one["amount_confirmed"]) == ("partly", "1.00")
    assert (one["replies"][0]["amount"], one["replies"][0]["judged"]) == ("1.00", "accepted")
    again = json.loads(team.does("reply", "import", "q.xlsx", "--json").stdout)
    assert first in again["repeated"] and not again["proposals"]


def _fill(path: Path, answers: dict[str, tuple[Any, ...]]) -> None:
    book = load_workbook(path)
    for row in book.worksheets[0].iter_rows():
        for cell, value in zip(row[8:], answers.get(str(row[0].value), ()), strict=False):
            cell.value = value
    book.save(path)


def test_from_suspicion_to_the_money_given_back(checked: Inspection) -> None:
    team = checked.team
    name = findings(team, "XY2-31")[0]["id"]
    for state in ("待核", "核实中", "已取证", "已反馈", "复核", "属实", "移交", "处理中"):
        team.does("finding", "move", name, "--to", state)
    assert refused(team, "zh", "finding", "move", name, "--to", "已退回").returncode == 3
    team.does("finding", "move", name, "--to", "已退回", "--voucher", "票2024-17")
    team.does("finding", "move", name, "--to", "销号")
    one = shown(team, name)
    assert (one["state"], one["standing"], one["voucher"]) == ("closed", "confirmed", "票2024-17")
    assert one["recovered"] == one["amount_confirmed"] != "0.00"
    told = json.loads(team.does("status", "--json").stdout)
    assert told["findings_by_state"]["closed"] == 1
    assert _cents(told["confirmed"]) == _cents(one["amount_confirmed"])
