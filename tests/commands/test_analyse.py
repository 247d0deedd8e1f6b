"""A profile prints its whole, formula, seed and version; a test that cannot hold is refused."""

import json

import pytest

from inspector.errors import ProfileRefused, SampleUnfit
from inspector.i18n import explain
from inspector.statistics import PROFILES
from inspector.steps import analysis_kinds, kept_analyses, open_desk, run_analysis, unlock_identity
from tests.commands.inspection import Inspection
from tests.commands.refusal import refused

pytestmark = pytest.mark.heavy


def test_profiles_are_clues_with_all_that_runs_them_again(checked: Inspection) -> None:
    team = checked.team
    for name, word in (("growth", "volume"), ("capacity", "census"), ("abc", "stratum")):
        told = json.loads(team.does("analyse", "profile", name, "--json").stdout)
        assert word in told["columns"] and told["population"] > 0
        assert told["formula"]["zh"] and "inspector" in told["version"]
        assert "never a verdict" in told["use"]["en"]
    shown = team.does(
        "analyse", "profile", "trend", "--param", "subject=item", "--lang", "zh"
    ).stdout
    assert "seed=1" in shown and "仅为线索" in shown
    kept = json.loads(team.does("log", "--kind", "analysed", "--json").stdout)
    assert [row["detail"] for row in kept] == [
        f"profile {name}" for name in ("growth", "capacity", "abc", "trend")
    ]
    listed = json.loads(team.does("analyse", "profiles", "--json").stdout)
    assert len(listed) == 11


def test_every_profile_is_a_clue_with_its_whole_formula_seed_and_version_or_refuses(
    checked: Inspection, monkeypatch: pytest.MonkeyPatch
) -> None:
    team = checked.team
    monkeypatch.setenv("INSPECTOR_HOME", str(team.folder / "home"))
    who = unlock_identity(team.folder / "zhang.identity", team.passphrase)
    ran = set()
    with open_desk(team.folder / "case", who, write=False) as desk:
        for name, profile in PROFILES.items():
            try:
                one = run_analysis(desk, name, {}, "en")
            except (ProfileRefused, SampleUnfit) as refusal:
                assert explain(refusal, "en").what
                continue
            assert one.population > 0 and one.formula and one.version, name
            assert bool(one.seed) == profile.seeded, name
            assert "never a verdict" in one.use, name
            ran.add(name)
    assert len(ran) >= 8, ran


def test_what_cannot_follow_the_law_is_refused_with_the_reason(checked: Inspection) -> None:
    team = checked.team
    fixed = ("analyse", "digits", "SELECT det_item_fee_sumamt FROM fee_net")
    said = refused(team, *fixed, code="statistics.sample-unfit", status=3)
    assert "像是固定价格" in said["zh"]
    again = json.loads(team.does("analyse", "duplicates", fixed[2], "--json").stdout)
    assert again[0]["times"] >= again[1]["times"] > 1
    made = "SELECT CAST(exp(range / 500.0) AS DECIMAL(16, 2)) AS y FROM range(5000)"
    told = json.loads(team.does("analyse", "digits", made, "--column", "y", "--json").stdout)
    assert told["tests"]["first_two"]["conformity"] == "close"
    assert told["values"] == 5000
    wrong = ("analyse", "profile", "horoscope")
    refused(team, *wrong, code="statistics.profile-refused", status=3)
    rx = ("analyse", "profile", "gaps", "--param", "series=rx.rxno")
    refused(team, *rx, code="statistics.profile-refused", status=3)
    for name, param in (("peers", "subject=moon"), ("trend", "policy=soon"), ("near", "least=x")):
        words = ("analyse", "profile", name, "--param", param)
        refused(team, *words, code="statistics.profile-refused", status=3)


def test_every_analysis_there_is_by_one_door_tells_its_limits(
    checked: Inspection, monkeypatch: pytest.MonkeyPatch
) -> None:
    team = checked.team
    monkeypatch.setenv("INSPECTOR_HOME", str(team.folder / "home"))
    who = unlock_identity(team.folder / "zhang.identity", team.passphrase)
    with open_desk(team.folder / "case", who, write=False) as desk:
        kinds = analysis_kinds("zh")
        assert [one.name for one in kinds][:2] == ["digits", "duplicates"] and len(kinds) == 13
        made = "SELECT CAST(exp(range / 500.0) AS DECIMAL(16, 2)) AS y FROM range(5000)"
        for name, told in (("digits", {"sql": made}), ("duplicates", {}), ("trend", {"p": "1"})):
            one = run_analysis(desk, name, told, "zh")
            assert one.population > 0 and one.formula and "线索" in one.use and one.version
            assert one.rows and all(len(row) == len(one.columns) for row in one.rows)
            assert bool(one.seed) == (name == "trend")
        kept = kept_analyses(desk, "zh")
        assert [one.name for one in kept][-3:] == ["digits", "duplicates", "trend"]
        assert any("尾数" in fact for fact in kept[-3].facts)
        with pytest.raises(ProfileRefused):
            run_analysis(desk, "digits", {"seed": "1"})
