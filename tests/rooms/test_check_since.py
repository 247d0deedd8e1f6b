"""A check that was stopped, a check of what has changed, and a finding recomputed years later."""

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from pathlib import Path
from unittest.mock import patch

import pytest

from inspector import steps
from inspector.errors import CheckFinished, CheckInterrupted, PackMissing
from inspector.findings import Event, Journal
from inspector.rules import Question, write_draft
from inspector.snapshot import Verified
from inspector.steps import Desk
from inspector.trust import TrustStore, home
from inspector.workspace import Case
from tests.rooms.rules_made_up import LIMITS, RULE, write_pack
from tests.rooms.snapshot_sample import AUTHORITY, INSPECTOR, verified_small

FEES = """
    CREATE TABLE fee_list_d AS SELECT *, NULL::VARCHAR AS medins_list_name,
           NULL::VARCHAR AS bilg_dept_name, NULL::VARCHAR AS bilg_dr_name, NULL::VARCHAR AS setl_id,
           NULL::VARCHAR AS acord_dept_name, NULL::DECIMAL(16, 6) AS pric FROM (VALUES
        ('F1', 'M1', 'A1', TIMESTAMP '2024-03-01 09:00:00', 3.0000, 30.00, 3.0000, 30.00),
        ('F2', 'M2', 'A1', TIMESTAMP '2024-03-02 09:00:00', 2.0000, 20.00, 2.0000, 20.00)
    ) AS t(bkkp_sn, mdtrt_id, med_list_codg, fee_ocur_time, cnt, det_item_fee_sumamt, net_cnt,
           net_amt)
"""
SECOND = RULE.replace("T-01", "T-02")


@pytest.fixture
def pack(tmp_path: Path) -> Path:
    folder = write_pack(tmp_path / "pack")
    cases = (folder / "charging" / "more_a_day.cases.toml").read_text("utf-8")
    (folder / "charging" / "second.sql").write_text(SECOND, "utf-8")
    (folder / "charging" / "second.cases.toml").write_text(cases, "utf-8")
    return folder


def at_a_desk(folder: Path, fees: str) -> Desk:
    return opened(folder / "case", [verified_small(folder, fees)])


def opened(folder: Path, snapshots: Sequence[Verified]) -> Desk:
    TrustStore(home()).trust(AUTHORITY.card)

    def begin(case: Case) -> None:
        Journal(case).append("opened-case", None, {"snapshots": [one.digest for one in snapshots]})

    Case.create(folder, snapshots, INSPECTOR, [], begin=begin).close()
    return steps.open_desk(folder, INSPECTOR)


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Desk]:
    monkeypatch.setenv("INSPECTOR_HOME", str(tmp_path / "home"))
    with at_a_desk(tmp_path, FEES) as here:
        yield here


def kept(desk: Desk) -> list[tuple[object, ...]]:
    rows = [(row.rule_id, row.status, row.hits, row.amount) for row in steps.outcomes(desk)]
    return [*rows, *map(tuple, (row.items() for row in steps.hits(desk).to_pylist()))]


def test_a_line_two_rules_claim_counts_once_at_the_larger_of_their_claims(
    desk: Desk, pack: Path
) -> None:
    assert steps.check(desk, [pack], rules=["T-01"]).amount_distinct == Decimal("30.00")
    half = SECOND.replace("(f.cnt - k.limit_cnt) /", "(f.cnt - k.limit_cnt) / 2 /")
    (pack / "charging" / "second.sql").write_text(half, "utf-8")
    cases = pack / "charging" / "second.cases.toml"
    cases.write_text(cases.read_text("utf-8").replace("| 20.00", "| 10.00"), "utf-8")
    both = steps.check(desk, [pack])
    assert [row.amount for row in both.outcomes] == [Decimal("30.00"), Decimal("15.00")]
    assert both.amount_distinct == Decimal("30.00")


def test_ctrl_c_keeps_what_is_done_and_says_how_much(desk: Desk, pack: Path) -> None:
    def stop(rule: str, done: int, total: int) -> None:
        if done == 1:
            raise KeyboardInterrupt

    with pytest.raises(CheckInterrupted) as stopped:
        steps.check(desk, [pack], progress=stop)
    assert stopped.value.facts == {"done": 1, "of": 2} and stopped.value.exit_status == 130
    assert [row.rule_id for row in steps.outcomes(desk)] == ["T-01"]
    went_on = steps.check(desk, [pack], since=True)
    assert went_on.reused == ("T-01",) and len(went_on.outcomes) == 2


def test_ctrl_c_after_the_last_rule_keeps_all_and_says_so(desk: Desk, pack: Path) -> None:
    stopped_once = iter([KeyboardInterrupt()])
    note = desk.note

    def stop(kind: str, body: Mapping[str, object]) -> Event:
        for stopping in stopped_once:
            raise stopping
        return note(kind, body)

    with patch.object(desk, "note", stop), pytest.raises(CheckFinished) as stopped:
        steps.check(desk, [pack])
    assert stopped.value.facts == {"of": 2} and stopped.value.exit_status == 130
    assert [row.rule_id for row in steps.outcomes(desk)] == ["T-01", "T-02"]
    assert steps.check(desk, [pack], since=True).reused == ("T-01", "T-02")


def test_rules_asked_for_are_told_alone_and_the_others_stay_kept(desk: Desk, pack: Path) -> None:
    whole = steps.check(desk, [pack])
    part = steps.check(desk, [pack], rules=["T-02"])
    assert [row.rule_id for row in part.outcomes] == ["T-02"]
    assert part.amount_distinct == whole.outcomes[1].amount > 0
    assert [row.rule_id for row in steps.outcomes(desk)] == ["T-01", "T-02"]
    again = steps.check(desk, [pack], rules=["T-02"], since=True)
    assert again.reused == ("T-02",) and len(again.outcomes) == 1


def test_only_what_has_changed_runs_and_the_hits_are_those_of_a_whole_run(
    desk: Desk, pack: Path
) -> None:
    steps.check(desk, [pack])
    assert steps.check(desk, [pack], since=True).reused == ("T-01", "T-02")
    changed = pack / "charging" / "second.sql"
    changed.write_text(SECOND.replace("spare = 0", "spare = 1"), "utf-8")
    part = steps.check(desk, [pack], since=True)
    found = kept(desk)
    assert part.reused == ("T-01",)
    whole = steps.check(desk, [pack])
    assert whole.reused == () and kept(desk) == found
    assert (part.outcomes[0].hits, part.outcomes[1].hits) == (2, 1)


def test_a_changed_limit_runs_the_rules_that_join_it(desk: Desk, pack: Path) -> None:
    steps.check(desk, [pack])
    write_pack(pack, limits=LIMITS.replace("A1,1,", "A1,2,"))
    # The cases were written for one a day; only whether it is run is looked at here.
    with pytest.raises(Exception, match="case-failed"):
        steps.check(desk, [pack], since=True)
    write_pack(pack, limits=LIMITS + "A2,5,2024-01-01,,made up for the test\n")
    assert steps.check(desk, [pack], since=True).reused == ()


def test_a_snapshot_more_changes_what_reads_its_tables_and_no_other_rule(
    tmp_path: Path, pack: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Data never change inside a case; what would run again is told by what a rule is made of."""
    monkeypatch.setenv("INSPECTOR_HOME", str(tmp_path / "home"))
    settled = "CREATE TABLE setl_d AS SELECT 'S1' AS setl_id"
    first = verified_small(tmp_path, f"{FEES}; {settled}", "first")
    second = verified_small(tmp_path, settled.replace("S1", "S2"), "second")
    write_draft(tmp_path / "site", Question("", "SELECT setl_id FROM setl_d", "settled"), 1)
    made_of = []
    for name, snapshots in (("one", [first]), ("two", [first, second])):
        with opened(tmp_path / name, snapshots) as desk:
            found = steps.check(desk, [pack, tmp_path / "site"]).outcomes
            made_of.append({row.rule_id: (row.made_of, row.hits) for row in found})
            assert len(steps.check(desk, [pack, tmp_path / "site"], since=True).reused) == 3
    one, two = made_of
    assert {rule: two[rule] == one[rule] for rule in one} == {
        "T-01": True,
        "T-02": True,
        "现场-01": False,
    }
    assert (one["现场-01"][1], two["现场-01"][1]) == (1, 2)


def test_why_a_rule_did_not_run_is_read_in_the_language_of_the_reader(
    tmp_path: Path, pack: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("INSPECTOR_HOME", str(tmp_path / "home"))
    monkeypatch.setenv("INSPECTOR_LANG", "zh")
    nobody = FEES.replace("'M1'", "NULL::VARCHAR").replace("'M2'", "NULL")
    with at_a_desk(tmp_path, nobody) as desk:
        steps.check(desk, [pack], rules=["T-01"])
        (row,) = steps.outcomes(desk)
    assert (row.status, row.reason) == ("not_run", row.reason_in("zh"))
    assert "mdtrt_id" in row.reason_in("en") and "只填了" in row.reason_in("zh")
    assert row.reason_in("en").isascii()


def test_a_finding_comes_out_as_it_was_recorded_with_the_pack_of_its_time(
    desk: Desk, pack: Path
) -> None:
    steps.check(desk, [pack], rules=["T-01"])
    first, _ = steps.from_hits(desk)
    write_pack(pack, rule=RULE.replace("spare = 0", "spare = 9"))
    again = steps.rerun(desk, first)
    assert again.equal and again.was == again.now and again.lines == ()
    event = desk.journal.events()[-1]
    assert (event.kind, event.body["equal"], event.body["finding"]) == ("rerun", True, first)


def test_a_finding_that_comes_out_otherwise_is_told_line_by_line(desk: Desk, pack: Path) -> None:
    steps.check(desk, [pack], rules=["T-01"])
    steps.from_hits(desk)
    opened = next(event for event in desk.journal.events() if event.kind == "opened")
    spoilt = {**opened.body, "lines": [{**opened.body["lines"][0], "amount": "1.00"}]}
    desk.journal.append("opened", "ffffffffffffffff", {**spoilt, "amount": "1.00"})
    again = steps.rerun(desk, "ffff")
    assert not again.equal
    assert [(one.was, one.now) for one in again.lines] == [(Decimal("1.00"), Decimal("0.00"))]


def test_without_the_pack_of_its_time_nothing_is_claimed(desk: Desk, pack: Path) -> None:
    steps.check(desk, [pack], rules=["T-01"])
    first, _ = steps.from_hits(desk)
    for file in (desk.case.folder / "packs").iterdir():
        file.unlink()
    with pytest.raises(PackMissing):
        steps.rerun(desk, first)
