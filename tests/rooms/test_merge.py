"""Many teams' bundles on the supervisor's table."""

import json
from dataclasses import replace
from decimal import Decimal
from itertools import permutations
from pathlib import Path

from inspector.findings import pack_events
from inspector.merge import gather
from tests.rooms.journal_made_up import confirmed
from tests.rooms.merge_made_up import (
    NO,
    OTHER,
    WANG,
    ZHANG,
    Teams,
    bundle,
    counted,
    desk,
    opened,
    teams,
    yes,
)

__all__ = ["teams"]


def test_a_fee_line_two_teams_and_two_rules_point_at_counts_once(
    teams: Teams,
) -> None:
    merged = gather(teams)
    assert merged.total == Decimal("130.00")
    assert counted(merged.by_hospital) == {"H1": ("190.00", "130.00")}
    assert counted(merged.by_rule) == {
        "R1": ("100.00", "100.00"),
        "R2": ("0.00", "0.00"),
        "R3": ("90.00", "30.00"),
    }
    assert counted(merged.by_team) == {
        "张检查、李检查": ("100.00", "100.00"),
        "王检查": ("190.00", "30.00"),
    }


def test_the_columns_by_hospital_rule_and_team_add_up_to_the_total(
    teams: Teams,
) -> None:
    merged = gather(teams)
    for figures in (merged.by_hospital, merged.by_rule, merged.by_team):
        assert sum(one.counted for one in figures) == merged.total


def test_who_disagrees_is_shown_side_by_side(
    teams: Teams,
) -> None:
    (conflict,) = gather(teams).conflicts
    assert (conflict.institution, conflict.finding, conflict.amount) == (
        "H1",
        "F2",
        Decimal("30.00"),
    )
    assert {
        (one.name, one.role, one.team, one.state, str(one.amount)) for one in conflict.opinions
    } == {
        ("张检查", "lead", "张检查、李检查", "confirmed", "30.00"),
        ("王检查", "lead", "王检查", "rejected", "0.00"),
    }
    expert = replace(conflict.opinions[0], role="contractor")
    assert (expert.role_in("zh"), expert.role_in("en")) == ("第三方人员", "contractor")


def test_neither_order_nor_repetition_changes_a_byte_of_the_summary(
    teams: Teams,
) -> None:
    once = gather(teams)
    for order in permutations(teams):
        assert gather(order).to_json() == once.to_json()
    twice = gather([*teams, teams[0]])
    assert twice.repeated == (teams[0].digest,)
    assert replace(twice, repeated=()).to_json() == once.to_json()


def test_a_second_and_longer_bundle_of_the_same_team_adds_only_what_is_new(
    tmp_path: Path,
) -> None:
    journal = desk(tmp_path, ZHANG)
    journal.append("opened", "F1", opened("R1", ("B1", "60.00", "60.00")))
    first = bundle(journal, [ZHANG], digest="sha256:1")
    confirmed(journal, "F1", yes("60.00"))
    second = bundle(journal, [ZHANG], digest="sha256:2")
    merged = gather([second, first])
    assert merged.refused == ()
    assert merged.to_dict()["by_team"] == gather([second]).to_dict()["by_team"]


def test_equal_line_numbers_of_two_hospitals_are_two_lines(tmp_path: Path) -> None:
    bundles = []
    for hospital, case, who in (("H1", "C-1", ZHANG), ("H2", "C-2", WANG)):
        journal = desk(tmp_path, who, case)
        journal.append("opened", "F1", opened("R1", ("B1", "60.00", "60.00")))
        confirmed(journal, "F1", yes("60.00"))
        bundles.append(bundle(journal, [who], case=case, hospital=hospital))
    merged = gather(bundles)
    assert merged.total == Decimal("120.00")
    assert [one.institution for one in merged.inspections] == ["H1", "H2"]
    assert [one.claimed for one in merged.by_rule] == [Decimal("120.00")]


def test_the_same_hospital_on_two_snapshots_is_folded_apart_and_counted_once(
    tmp_path: Path,
) -> None:
    first, second = desk(tmp_path, ZHANG), desk(tmp_path, WANG, "C-2")
    first.append("opened", "F1", opened("R1", ("B1", "60.00", "60.00")))
    confirmed(first, "F1", yes("60.00"))
    second.append("opened", "F1", opened("R1", ("B1", "60.00", "60.00"), snapshot=OTHER))
    second.append("verdict", "F1", NO)
    merged = gather(
        [
            bundle(first, [ZHANG]),
            bundle(second, [WANG], case="C-2", snapshot_digests=(OTHER,)),
        ]
    )
    assert [one.findings["F1"].state for one in merged.inspections] == ["confirmed", "rejected"]
    assert merged.conflicts == ()
    assert merged.total == Decimal("60.00")


def test_rejections_that_tell_against_a_rule_are_counted(tmp_path: Path) -> None:
    journal = desk(tmp_path, ZHANG)
    journal.append("opened", "F1", opened("R1", ("B1", "60.00", "60.00")))
    journal.append("verdict", "F1", NO)
    assert gather([bundle(journal, [ZHANG])]).false_positives == {"R1": 1}


def test_an_event_nobody_handed_in_is_named_as_missing(tmp_path: Path) -> None:
    zhang, wang = desk(tmp_path, ZHANG), desk(tmp_path, WANG)
    first = zhang.append("opened", "F1", opened("R1", ("B1", "60.00", "60.00")))
    wang.import_events([first])
    confirmed(wang, "F1", yes("60.00"))
    own = [event for event in wang.events() if event.id != first.id]
    alone = replace(bundle(wang, [WANG], heads={}), journal=pack_events(own))
    (one,) = gather([alone]).inspections
    assert one.missing == (first.id,)
    assert one.findings == {}


def test_the_summary_names_no_patient(teams: Teams) -> None:
    written = gather(teams).to_json()
    assert b"P1" not in written
    assert json.loads(written)["total"] == "130.00"
