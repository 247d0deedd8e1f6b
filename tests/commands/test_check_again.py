"""What a check keeps and signs, as the commands tell it."""

import json
from pathlib import Path

from tests.commands.inspection import PICKED, RULES, Inspection
from tests.rooms.rules_made_up import write_pack


def test_nothing_has_changed_so_nothing_runs(checked: Inspection) -> None:
    again = checked.team.does("check", "--since", "--json", *PICKED)
    told = json.loads(again.stdout)
    assert len(told["reused"]) == len(told["outcomes"])
    assert "0 run" in again.stderr


def test_a_rule_asked_for_is_shown_alone(checked: Inspection) -> None:
    done = checked.team.does("check", "--since", *PICKED[:2], "--rule", RULES[0])
    assert [rule for rule in RULES if rule in done.stdout] == [RULES[0]]
    assert "rules asked for only (1)" in done.stderr
    assert "INV-02" in checked.team.does("hits", "--format", "csv").stdout


def test_a_finding_is_recomputed_and_equal(checked: Inspection) -> None:
    team = checked.team
    if not json.loads(team.does("finding", "list", "--json").stdout):
        team.does("finding", "from-hits")
    first = json.loads(team.does("finding", "list", "--json").stdout)[0]["id"]
    done = team.does("finding", "rerun", first)
    assert done.stdout.startswith("Equal")


def test_a_pack_signed_by_the_lead_is_verified_and_run(checked: Inspection) -> None:
    team = checked.team
    folder = write_pack(team.folder / "ours")
    team.does("rules", "sign", folder, "--as", "zhang.identity", "-o", "ours.pack")
    assert "rule pack, verified" in team.does("verify", "ours.pack").stdout
    told = json.loads(team.does("check", "--pack", "ours.pack", "--rule", "T-01", "--json").stdout)
    (ours,) = told["outcomes"]
    assert ours["standing"] == "signed"
    assert Path(team.folder / "ours.pack").is_file()
