"""`inspector rules edit | retire`: a rule of the case changes or goes, its number is not reused."""

import json
from pathlib import Path

import pytest

from tests.commands.inspection import Inspection, Walk

PACK = ("--pack", "case/packs/local.pack")
FORM = ("--template", "limit-per-period", "--title", "每日最多一次", "--param", "limit=1")
SHARE = ("--template", "share", "--title", "药费", "--slot", "part=drug", "--param", "most=0.01")


@pytest.fixture(scope="module")
def kept(walked: Walk, tmp_path_factory: pytest.TempPathFactory) -> Inspection:
    """A case with two rules of its own, both checked."""
    inspection = walked.stage("opened").copied(tmp_path_factory.mktemp("kept") / "at")
    team = inspection.team
    team.does("rules", "new", *FORM, "--item", "运动疗法", "--slot", "period=week", "--keep")
    team.does("rules", "new", *SHARE, "--keep")
    team.does("check", *PACK)
    return inspection


def outcomes(case: Inspection) -> dict[str, int]:
    told = json.loads(case.team.does("check", *PACK, "--json").stdout)
    return {row["rule_id"]: row["hits"] for row in told["outcomes"]}


def test_a_rule_is_changed_in_what_is_said_and_in_nothing_else(
    kept: Inspection, tmp_path: Path
) -> None:
    case = kept.copied(tmp_path / "at")
    before = outcomes(case)
    edit = ("rules", "edit", "现场-01", "--param", "limit=2")
    dry = json.loads(case.team.does(*edit, "--json").stdout)
    assert dry["rule_id"] == "现场-01" and dry["hits"] < before["现场-01"]
    assert outcomes(case) == before
    case.team.does(*edit, "--keep")
    assert outcomes(case) == before | {"现场-01": dry["hits"]}
    told = case.team.does("rules", "show", "现场-01", *PACK).stdout
    assert "每日最多一次" in told and "limit = 2" in told
    told = json.loads(case.team.does("log", "--kind", "rule-kept", "--json").stdout)
    assert [one["detail"].split()[0] for one in told] == ["现场-01", "现场-02", "现场-01"]
    assert told[0]["detail"] != told[2]["detail"]


def test_a_rule_withdrawn_runs_no_more_and_its_number_is_not_used_again(
    kept: Inspection, tmp_path: Path
) -> None:
    case = kept.copied(tmp_path / "at")
    first, *_ = case.team.does("finding", "from-hits", "--rule", "现场-01").stdout.split()
    case.team.does("rules", "retire", "现场-01", "--reason", "医院另有批文")
    assert [*outcomes(case)] == ["现场-02"]
    assert first[:8] in case.team.does("finding", "list").stdout
    case.team.does("rules", "retire", "现场-02", "--reason", "不用了")
    assert not (case.team.folder / "case" / "packs" / "local.pack").exists()
    case.team.does("rules", "new", *SHARE, "--keep")
    assert [*outcomes(case)] == ["现场-03"]
    told = json.loads(case.team.does("log", "--kind", "rule-retired", "--json").stdout)
    assert [one["detail"] for one in told] == ["现场-01  医院另有批文", "现场-02  不用了"]


@pytest.mark.parametrize("words", [("edit", "现场-09"), ("retire", "现场-09", "--reason", "x")])
def test_a_rule_this_case_has_not_is_named_so(kept: Inspection, words: tuple[str, ...]) -> None:
    done = kept.team.inspector("rules", *words)
    assert done.returncode == 5 and "rules.unknown" in done.stderr
