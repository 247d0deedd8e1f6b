"""`inspector rules new`: a rule written on site, from the form to the check to the office."""

import json
from pathlib import Path

import pytest

from tests.commands.inspection import Inspection, Walk

FORM = ("--template", "limit-per-period", "--title", "每日最多一次", "--param", "limit=1")
DRY = ("rules", "new", *FORM, "--item", "运动疗法", "--seed", "dice")


@pytest.fixture(scope="module")
def kept(walked: Walk, tmp_path_factory: pytest.TempPathFactory) -> Inspection:
    """A checked case in which one rule was written on site and run."""
    inspection = walked.stage("checked").copied(tmp_path_factory.mktemp("kept") / "at")
    team = inspection.team
    team.does(*DRY, "--slot", "period=week", "--keep")
    team.does("check", "--pack", "case/packs/local.pack")
    return inspection


def test_a_dry_run_keeps_nothing_and_its_draw_can_be_repeated(walked: Walk, tmp_path: Path) -> None:
    team = walked.stage("checked").copied(tmp_path / "at").team
    told = [json.loads(team.does(*DRY, "--slot", "period=month", "--json").stdout) for _ in "ab"]
    assert told[0] == told[1]
    one = told[0]
    assert one["rule_id"] == "现场-01" and one["hits"] > 0 and len(one["examples"]) <= 5
    assert sum(float(part["amount"]) for part in one["months"]) == pytest.approx(
        float(one["amount"])
    )
    assert not (team.folder / "case" / "packs" / "local.pack").exists()


def test_a_rule_that_was_kept_is_checked_and_never_says_breach(kept: Inspection) -> None:
    told = json.loads(kept.team.does("check", "--pack", "case/packs/local.pack", "--json").stdout)
    (row,) = told["outcomes"]
    assert (row["rule_id"], row["standing"], row["verdict"]) == ("现场-01", "local", "suspect")
    assert row["hits"] > 0


def test_the_office_gets_a_pack_of_its_own_that_holds(kept: Inspection, tmp_path: Path) -> None:
    kept.team.does("rules", "export-draft", "现场-01", "-o", tmp_path / "draft")
    files = {path.name for path in (tmp_path / "draft").rglob("*") if path.is_file()}
    assert files == {"pack.toml", "site-01.sql", "site-01.cases.toml", "site_01.csv"}
    kept.team.does("rules", "test", tmp_path / "draft")
    refused = kept.team.inspector("rules", "export-draft", "现场-01", "-o", tmp_path / "draft")
    assert refused.returncode == 3 and "input.file-exists" in refused.stderr


def test_a_confirmed_finding_fills_the_form(kept: Inspection, tmp_path: Path) -> None:
    team = kept.copied(tmp_path / "at").team
    first, *_ = team.does("finding", "from-hits", "--rule", "现场-01").stdout.split()
    refused = team.inspector("rules", "new", "--from-finding", first)
    assert refused.returncode == 5 and "rules.draft-invalid" in refused.stderr
    team.does("finding", "confirm", first)
    again = json.loads(team.does("rules", "new", "--from-finding", first, "--json").stdout)
    assert again["rule_id"] == "现场-02" and again["hits"] > 0


@pytest.mark.heavy
def test_a_question_that_was_kept_becomes_a_rule_like_the_others(
    kept: Inspection, tmp_path: Path
) -> None:
    team = kept.copied(tmp_path / "at").team
    sql = "SELECT bkkp_sn, fee_ocur_time, cnt, det_item_fee_sumamt AS paid FROM fee_net"
    team.does("ask", f"{sql} WHERE cnt >= $most", "--param", "most=2", "--keep", "several")
    asked = ("rules", "new", "--from-question", "several", "--title", "several at once")
    dry = json.loads(
        team.does(
            *asked, "--param", "most=3", "--amount", "paid", "--seed", "dice", "--json"
        ).stdout
    )
    assert dry["rule_id"] == "现场-02" and dry["hits"] > 0 and len(dry["examples"]) == 5
    assert sum(part["hits"] for part in dry["months"]) == dry["hits"]
    team.does(*asked, "--param", "most=3", "--amount", "paid", "--keep")
    team.does("rules", "edit", "现场-02", "--sentence", "{cnt} at once", "--keep")
    told = json.loads(team.does("check", "--pack", "case/packs/local.pack", "--json").stdout)
    assert told["outcomes"][1]["hits"] == dry["hits"]
    assert told["outcomes"][1]["amount"] == dry["amount"]
    team.does("rules", "export-draft", "现场-02", "-o", tmp_path / "draft")
    linted = team.inspector("rules", "lint", tmp_path / "draft")
    assert linted.returncode == 5 and linted.stdout.count("site-01.sql:") == 0
    assert linted.stdout.count("site-02.sql:2: 现场-02") == 3
    signed = team.inspector("rules", "sign", tmp_path / "draft", "-o", tmp_path / "x.pack")
    assert signed.returncode == 5 and not (tmp_path / "x.pack").exists()
    team.does("rules", "retire", "现场-02", "--reason", "not needed")
    told = json.loads(team.does("check", "--pack", "case/packs/local.pack", "--json").stdout)
    assert [row["rule_id"] for row in told["outcomes"]] == ["现场-01"]


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (("--from-question", "nothing", "--title", "x"), "query.unknown"),
        (("--from-question", "x", "--template", "share"), "usage"),
        ((*FORM, "--item", "运动疗法", "--unit", "bkkp_sn"), "usage"),
        (("--template", "nothing", "--title", "x", "--item", "运动疗法"), "rules.draft-invalid"),
        ((*FORM, "--item", "没有这个项目"), "rules.draft-invalid"),
        ((*FORM, "--item", "运动疗法", "--param", "limit"), "usage"),
        ((), "usage"),
    ],
)
def test_what_cannot_become_a_rule_is_refused(
    kept: Inspection, words: tuple[str, ...], code: str
) -> None:
    done = kept.team.inspector("rules", "new", *words)
    assert done.returncode in (2, 3, 5) and f"[{code}]" in done.stderr
