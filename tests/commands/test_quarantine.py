"""What was not taken is listed for everybody; what it said, for those who may, and on record."""

import json

from tests.commands.inspection import Inspection


def test_quarantined_rows_are_listed_by_place_and_reason_without_a_word_of_theirs(
    checked: Inspection, patients: frozenset[str]
) -> None:
    done = checked.team.does("quarantine", "--as", "chen.identity")
    assert "not a number" in done.stdout or "required and empty" in done.stdout
    assert not any(secret in done.stdout for secret in patients)
    told = json.loads(checked.team.does("quarantine", "--json").stdout)
    assert not told["cut"]
    assert all(row["raw"] is None and row["row"] > 1 for row in told["rows"])


def test_rows_as_received_are_shown_to_officials_and_the_journal_keeps_that(
    checked: Inspection,
) -> None:
    told = json.loads(checked.team.does("quarantine", "--raw", "--json").stdout)
    assert all(row["raw"] for row in told["rows"])
    kept = json.loads(checked.team.does("log", "--json").stdout)
    assert [event["kind"] for event in kept][-1] == "revealed"


def test_a_hired_expert_is_not_shown_rows_as_received(checked: Inspection) -> None:
    done = checked.team.inspector("quarantine", "--raw", "--as", "chen.identity")
    assert (done.returncode, done.stdout) == (4, "")


def test_a_long_list_says_that_it_is_cut(checked: Inspection) -> None:
    done = checked.team.does("quarantine", "--limit", "1", "--json")
    assert json.loads(done.stdout)["cut"]
    assert len(json.loads(done.stdout)["rows"]) == 1


def test_what_could_not_be_bridged_travels_with_the_snapshot(checked: Inspection) -> None:
    done = checked.team.does("quarantine", "--links", "--json")
    assert json.loads(done.stdout) == {"rows": [], "cut": False}
    count = checked.team.does("ask", "SELECT count(*) AS n FROM link_problem", "--json")
    assert "0" in count.stdout


def test_codes_no_list_knows_travel_with_the_snapshot_and_are_listed(checked: Inspection) -> None:
    told = json.loads(checked.team.does("quarantine", "--codes", "--json").stdout)
    totals = json.loads(checked.team.does("status", "--json").stdout)["totals"]
    unknown = [one for one in totals if one["name"] == "intake.total.codes-known"]
    assert sum(row["rows"] for row in told["rows"]) == sum(one["problem_rows"] for one in unknown)
    assert {row["column"] for row in told["rows"]} == {one["note"].split()[0] for one in unknown}
