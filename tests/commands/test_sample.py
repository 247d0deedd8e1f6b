"""A sample is planned, seeded, drawn, redrawn and appraised, and the log has it in that order."""

import csv
import io
import json
from pathlib import Path
from typing import Any

import pytest

from tests.commands.computer import Computer
from tests.commands.inspection import Inspection
from tests.commands.refusal import refused

pytestmark = pytest.mark.heavy

FRAME = "SELECT setl_id, medfee_sumamt, med_type, mdtrt_id FROM setl_d"
BED = "001109000010000"
LINES = "SELECT bkkp_sn, det_item_fee_sumamt AS yuan, mdtrt_id FROM fee_net"


def planned(team: Computer, *words: str) -> str:
    return team.does("sample", "plan", *words).stdout.strip()


def drawn(team: Computer, *words: str, seed: str = "426135") -> dict[str, Any]:
    told = team.does("sample", "draw", planned(team, *words), "--seed", seed, "--json").stdout
    sample: dict[str, Any] = json.loads(told)
    return sample


def kinds(team: Computer) -> list[str]:
    told = json.loads(team.does("log", "--json").stdout)
    return [row["kind"] for row in told if row["kind"].startswith("sample-")]


def test_the_seed_is_in_the_log_before_the_frame_opens(checked: Inspection) -> None:
    team = checked.team
    name = planned(team, FRAME, "--key", "nowhere", "--size", "5")
    assert kinds(team) == ["sample-planned"]
    # The frame cannot be opened; the seed stands, and no other is taken for this plan.
    draw = ("sample", "draw", name, "--seed", "426135")
    refused(team, *draw, code="statistics.frame-invalid", status=3)
    assert kinds(team) == ["sample-planned", "sample-seeded"]
    draw = ("sample", "draw", name, "--seed", "7")
    refused(team, *draw, code="statistics.sample-seeded", status=3)
    drawn(team, FRAME, "--key", "setl_id", "--size", "5")
    assert kinds(team)[2:] == ["sample-planned", "sample-seeded", "sample-drawn"]


def test_a_colleague_redraws_the_same_units(
    checked: Inspection,
) -> None:
    team = checked.team
    for words in (
        (FRAME, "--key", "setl_id", "--size", "20", "--method", "ratstats"),
        (LINES, "--key", "bkkp_sn", "--kind", "monetary", "--amount", "yuan", "--size", "30"),
        ("--rule", "INV-02", "--size", "2"),
    ):
        sample = drawn(team, *words)
        again = team.does("sample", "redraw", sample["id"][:8], "--json", "--as", "li.identity")
        assert json.loads(again.stdout)["equal"], words
        assert json.loads(again.stdout)["frame"] == sample["drawn"]["frame"]


def test_whoever_draws_again_until_it_pleases_is_told_with_every_sample(
    checked: Inspection,
) -> None:
    first, second = (
        drawn(checked.team, FRAME, "--key", "setl_id", "--size", "5", seed=seed)
        for seed in ("426135", "7")
    )
    told = checked.team.does("sample", "show", first["id"][:8]).stdout
    assert f"{second['id'][:8]} (7)" in told
    assert second["beside"] == [f"{first['id'][:8]} (426135)"]


def test_a_frame_that_changes_after_the_draw_is_told_and_estimates_nothing(
    checked: Inspection,
) -> None:
    team = checked.team
    rule = ("--template", "limit-per-period", "--slot", "period=month", "--title", "bed days")
    team.does("rules", "new", *rule, "--item", BED, "--param", "limit=8", "--keep")
    team.does("check", "--rule", "现场-01")
    sample = drawn(team, "--rule", "现场-01", "--size", "3")["id"][:8]
    team.does("rules", "edit", "现场-01", "--param", "limit=9", "--keep")
    team.does("check", "--rule", "现场-01")
    again = team.inspector("sample", "redraw", sample)
    assert again.returncode == 4 and "frame" in again.stdout
    words = ("sample", "appraise", sample, "--findings")
    refused(team, *words, code="statistics.frame-invalid", status=3)


def test_a_worksheet_waits_for_the_draw(checked: Inspection) -> None:
    name = planned(checked.team, FRAME, "--key", "setl_id", "--size", "5")
    words = ("sample", "show", name, "-o", "sheet.csv")
    refused(checked.team, *words, code="statistics.sample-undrawn", status=3)
    assert not (checked.team.folder / "sheet.csv").exists()


def test_the_hospital_redraws_with_a_sha256_tool_alone(checked: Inspection) -> None:
    team, frame = checked.team, checked.team.folder / "frame.csv"
    sample = drawn(team, FRAME, "--key", "setl_id", "--size", "12")
    team.does("sample", "show", sample["id"], "--frame", "-o", frame)
    rows = list(csv.DictReader(io.StringIO(frame.read_text("utf-8"))))
    lowest = sorted(rows, key=lambda row: row["ticket"])[:12]
    assert [row["key"] for row in lowest] == [unit["key"] for unit in sample["drawn"]["drawn"]]
    assert "exported" in {row["kind"] for row in json.loads(team.does("log", "--json").stdout)}


def test_a_frame_of_persons_holds_pseudonyms(checked: Inspection) -> None:
    sample = drawn(
        checked.team, "SELECT DISTINCT psn_no FROM setl_d", "--key", "psn_no", "--size", "9"
    )
    keys = [unit["key"] for unit in sample["drawn"]["drawn"]]
    assert all(key.startswith("人-") for key in keys)


def filled(team: Computer, sample: str, error: str) -> Path:
    """The worksheet with `error` in every third unit."""
    sheet = team.folder / "sheet.csv"
    team.does("sample", "show", sample, "-o", sheet)
    rows = list(csv.DictReader(io.StringIO(sheet.read_text("utf-8"))))
    for at, row in enumerate(rows):
        row["error"] = error if at % 3 == 0 else "0"
    with sheet.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, list(rows[0]))
        writer.writeheader()
        writer.writerows(rows)
    return sheet


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_an_appraisal_says_for_what_it_may_be_used(checked: Inspection, lang: str) -> None:
    team = checked.team
    sample = drawn(
        team,
        FRAME,
        "--key",
        "setl_id",
        "--kind",
        "variable",
        "--amount",
        "medfee_sumamt",
        "--size",
        "30",
    )
    sheet = filled(team, sample["id"], "3.00")
    words = ("sample", "appraise", sample["id"][:6], "--results", sheet, "--lang", lang)
    told = team.does(*words).stdout
    assert ("处罚须逐笔查实" if lang == "zh" else "No authority is known") in told
    kept = json.loads(team.does("sample", "show", sample["id"], "--json").stdout)["appraisals"]
    rate, difference, _ = kept[-1]["estimates"]
    assert (rate["found"], rate["sample"]) == (10, 30)
    assert float(difference["point"]) == sample["drawn"]["units"]
    assert set(kept[-1]["use"]) == {"zh", "en"}


def test_results_come_from_the_findings_too_once_all_are_decided(checked: Inspection) -> None:
    team = checked.team
    sample = drawn(team, "--rule", "INV-02", "--size", "2")
    words = ("sample", "appraise", sample["id"], "--findings")
    refused(team, *words, code="statistics.sample-unfit", status=3)
    one, other = [unit["key"] for unit in sample["drawn"]["drawn"]]
    team.does("finding", "confirm", one)
    team.does("finding", "reject", other, "--reason", "refunded")
    [told] = json.loads(team.does(*words, "--json").stdout)["estimates"]
    assert (told["found"], told["sample"]) == (1, 2)


def test_what_cannot_be_read_is_refused(checked: Inspection) -> None:
    team = checked.team
    draw = ("sample", "draw", "ffff")
    refused(team, *draw, code="statistics.sample-unknown", status=3)
    plan = ("sample", "plan", FRAME, "--size", "5")
    refused(team, *plan, code="usage", status=2)
    refused(
        team,
        *plan,
        "--key",
        "setl_id",
        "--kind",
        "cluster",
        code="statistics.frame-invalid",
        status=3,
    )
    refused(
        team,
        "sample",
        "plan",
        "DROP TABLE x",
        "--key",
        "k",
        "--size",
        "1",
        code="query.refused",
        status=3,
    )
    name = planned(team, FRAME, "--key", "setl_id", "--size", "5")
    refused(team, "sample", "redraw", name, code="statistics.sample-undrawn", status=3)
    team.does("sample", "draw", name)
    wrong = team.folder / "wrong.csv"
    wrong.write_text(
        "setl_id,error\n"
        + json.loads(team.does("sample", "show", name, "--json").stdout)["drawn"]["drawn"][0]["key"]
        + ",viele\n",
        "utf-8",
    )
    refused(
        team,
        "sample",
        "appraise",
        name,
        "--results",
        wrong,
        code="statistics.result-unfit",
        status=3,
    )


def test_sizes_and_numbers_are_the_published_ones(computer: Computer) -> None:
    words: tuple[str, ...] = (
        "sample",
        "size",
        "attribute",
        "--units",
        "10000",
        "--rate",
        "20%",
        "--width",
        "6%",
    )
    told = json.loads(computer.does(*words, "--json").stdout)
    assert [row["size"] for row in told["rows"]] == [314, 488, 666, 1079]
    words = ("sample", "size", "monetary", "--tolerable", "1%", "--expected", "0.1%")
    assert json.loads(computer.does(*words, "--json").stdout)["rows"][2]["size"] == 368
    words = (
        "sample",
        "numbers",
        "--seed",
        "48863.78",
        "--range",
        "1-1000",
        "-n",
        "10",
        "--spares",
        "4",
    )
    told = json.loads(computer.does(*words, "--json").stdout)
    assert told["spares"] == [[980], [507], [440], [557]]
    assert told["summation"] == 6520
    words = ("sample", "numbers", "--seed", "12345", "--range", "1-1050", "--range", "8405-9565")
    told = json.loads(computer.does(*words, "-n", "3", "--joined", "--json").stdout)
    assert told["sequential"] == [[1, 20], [2, 8452], [2, 8584]]
    refused(computer, "sample", "size", "attribute", code="usage", status=2)
