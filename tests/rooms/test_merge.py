"""Many teams' bundles on the supervisor's table."""

import json
from base64 import b64decode, b64encode
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from decimal import Decimal
from itertools import permutations
from pathlib import Path
from typing import Any

import pytest

from inspector.errors import (
    FindingUnknown,
    JournalDamaged,
    MoveForbidden,
    PackageDamaged,
    RoleForbidden,
    SignerUnknown,
)
from inspector.findings import Event, Journal, pack_events, sign_event
from inspector.i18n import say
from inspector.merge import BundleContents, Figure, gather, resolve
from inspector.trust import Card, Identity, Vault, canonical, new_identity

ZHANG, LI = new_identity("张检查", "lead"), new_identity("李检查", "inspector")
WANG = new_identity("王检查", "lead")
STRANGER = new_identity("路人", "inspector")
ZHOU = new_identity("周督导", "supervisor")
TEAM = (ZHANG.card, LI.card, WANG.card)
NOON = datetime(2024, 3, 1, 4, 0, tzinfo=UTC)
YEAR = (date(2024, 1, 1), date(2024, 12, 31))
SNAPSHOT, OTHER = "sha256:" + "1" * 64, "sha256:" + "2" * 64


@dataclass
class Drawer:
    """A team's case on its own laptop: the same case id, a key of its own."""

    folder: Path
    member: Identity
    id: str = "C-1"
    cards: tuple[Card, ...] = TEAM
    writes: bool = True

    @property
    def vault(self) -> Vault:
        return Vault(bytes(32))


def desk(folder: Path, who: Identity, case: str = "C-1") -> Journal:
    return Journal(Drawer(folder / who.card.name / case, who, case), clock=lambda: NOON)


def opened(rule: str, *lines: tuple[str, str, str], snapshot: str = SNAPSHOT) -> dict[str, Any]:
    amounts = (Decimal(amount) for _, amount, _ in lines)
    return {
        "rule": rule,
        "rule_digest": "",
        "title": {"zh": f"规则 {rule}", "en": f"Rule {rule}"},
        "verdict_kind": "suspect",
        "basis": [],
        "snapshots": [snapshot],
        "params": {},
        "lines": [
            {"bkkp_sn": sn, "amount": amount, "cap": cap, "psn_no": "P1"}
            for sn, amount, cap in lines
        ],
        "amount": str(sum(amounts, Decimal("0.00"))),
    }


def yes(amount: str) -> dict[str, str]:
    return {"verdict": "confirmed", "amount": amount, "basis": "", "reason": "", "note": ""}


NO = {
    "verdict": "rejected",
    "amount": "0.00",
    "basis": "",
    "reason": "policy-allows",
    "note": "见文",
}


def bundle(
    journal: Journal,
    team: Sequence[Identity],
    *,
    case: str = "C-1",
    hospital: str = "H1",
    digest: str = "",
    **changes: Any,
) -> BundleContents:
    told: dict[str, Any] = {
        "case_id": case,
        "institution": hospital,
        "institution_name": f"{hospital} 医院",
        "period": YEAR,
        "team": tuple(one.card.name for one in team),
        "snapshot_digests": (SNAPSHOT,),
        "pack_digests": ("sha256:pack",),
        "journal": pack_events(journal.events()),
        "manifest": {},
        "digest": digest or f"sha256:{team[0].card.name}{case}",
        "cards": TEAM,
        "heads": journal.heads(),
    }
    return BundleContents(**{**told, **changes})


@pytest.fixture
def teams(tmp_path: Path) -> tuple[BundleContents, BundleContents]:
    """Two teams on one hospital.

    F1 both confirm; F2 they disagree about; F3 only the second has, on a line of F1.
    """
    a = desk(tmp_path, ZHANG)
    a.append("opened", "F1", opened("R1", ("B1", "60.00", "100.00"), ("B2", "40.00", "40.00")))
    a.append("verdict", "F1", yes("100.00"))
    a.append("opened", "F2", opened("R2", ("B3", "30.00", "30.00")))
    a.append("verdict", "F2", yes("30.00"))
    b = desk(tmp_path, WANG)
    b.append("opened", "F1", opened("R1", ("B1", "60.00", "100.00"), ("B2", "40.00", "40.00")))
    b.append("verdict", "F1", yes("100.00"))
    b.append("opened", "F2", opened("R2", ("B3", "30.00", "30.00")))
    b.append("verdict", "F2", NO)
    b.append("opened", "F3", opened("R3", ("B1", "90.00", "100.00")))
    b.append("verdict", "F3", yes("90.00"))
    return bundle(a, [ZHANG, LI]), bundle(b, [WANG])


def counted(figures: Sequence[Figure]) -> Mapping[str, tuple[str, str]]:
    return {one.name: (str(one.claimed), str(one.counted)) for one in figures}


def test_a_fee_line_two_teams_and_two_rules_point_at_counts_once(
    teams: tuple[BundleContents, BundleContents],
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
    teams: tuple[BundleContents, BundleContents],
) -> None:
    merged = gather(teams)
    for figures in (merged.by_hospital, merged.by_rule, merged.by_team):
        assert sum(one.counted for one in figures) == merged.total


def test_who_disagrees_is_shown_side_by_side(
    teams: tuple[BundleContents, BundleContents],
) -> None:
    (conflict,) = gather(teams).conflicts
    assert (conflict.institution, conflict.finding, conflict.amount) == (
        "H1",
        "F2",
        Decimal("30.00"),
    )
    assert {(one.name, one.team, one.state, str(one.amount)) for one in conflict.opinions} == {
        ("张检查", "张检查、李检查", "confirmed", "30.00"),
        ("王检查", "王检查", "rejected", "0.00"),
    }


def test_neither_order_nor_repetition_changes_a_byte_of_the_summary(
    teams: tuple[BundleContents, BundleContents],
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
    journal.append("verdict", "F1", yes("60.00"))
    second = bundle(journal, [ZHANG], digest="sha256:2")
    merged = gather([second, first])
    assert merged.refused == ()
    assert merged.to_dict()["by_team"] == gather([second]).to_dict()["by_team"]


def test_equal_line_numbers_of_two_hospitals_are_two_lines(tmp_path: Path) -> None:
    bundles = []
    for hospital, case, who in (("H1", "C-1", ZHANG), ("H2", "C-2", WANG)):
        journal = desk(tmp_path, who, case)
        journal.append("opened", "F1", opened("R1", ("B1", "60.00", "60.00")))
        journal.append("verdict", "F1", yes("60.00"))
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
    first.append("verdict", "F1", yes("60.00"))
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
    verdict = wang.append("verdict", "F1", yes("60.00"))
    alone = replace(bundle(wang, [WANG], heads={}), journal=pack_events([verdict]))
    (one,) = gather([alone]).inspections
    assert one.missing == (first.id,)
    assert one.findings == {}


def test_the_summary_names_no_patient(teams: tuple[BundleContents, BundleContents]) -> None:
    written = gather(teams).to_json()
    assert b"P1" not in written
    assert json.loads(written)["total"] == "130.00"


# --- forgeries: one for each check ----------------------------------------------------------------


def lines(whole: BundleContents) -> list[bytes]:
    """Its events as they travel, one signed envelope a line."""
    return whole.journal.splitlines()


def holding(whole: BundleContents, envelopes: Sequence[bytes], **changes: Any) -> BundleContents:
    return replace(whole, journal=b"".join(one + b"\n" for one in envelopes), **changes)


def payload(envelope: bytes) -> dict[str, Any]:
    told: dict[str, Any] = json.loads(b64decode(json.loads(envelope)["payload"]))
    return told


def edited(whole: BundleContents) -> BundleContents:
    """The amount of a verdict is changed, the signature of the true one is kept."""
    first, verdict, *rest = lines(whole)
    richer = replace(Event.from_dict(payload(verdict)), body=yes("60.00"))
    inside = b64encode(canonical(richer.to_dict())).decode()
    return holding(whole, [first, canonical({**json.loads(verdict), "payload": inside}), *rest])


def cross_case(whole: BundleContents) -> BundleContents:
    return replace(whole, case_id="C-9")


def mixed_snapshot(whole: BundleContents) -> BundleContents:
    return replace(whole, snapshot_digests=(OTHER,))


def stranger(whole: BundleContents) -> BundleContents:
    body = opened("R1", ("B1", "1.00", "1.00"))
    first = Event.from_dict(payload(lines(whole)[0]))
    event = replace(first, author=STRANGER.card.key_id, finding="F7", body=body)
    return holding(whole, [*lines(whole), sign_event(event, STRANGER).envelope])


def cut_off(whole: BundleContents) -> BundleContents:
    return holding(whole, lines(whole)[:-1])


def holed(whole: BundleContents) -> BundleContents:
    first, _, *rest = lines(whole)
    return holding(whole, [first, *rest], heads={})


def unsigned(whole: BundleContents) -> BundleContents:
    bare = [canonical({**json.loads(one), "signatures": []}) for one in lines(whole)]
    return holding(whole, bare)


def torn(whole: BundleContents) -> BundleContents:
    return replace(whole, journal=whole.journal[:-1])


def unroled(whole: BundleContents) -> BundleContents:
    """The roster says the verdict's author is an institution."""
    posing = replace(ZHANG.card, role="institution")
    return replace(whole, cards=(posing, LI.card, WANG.card))


FORGED = [
    (edited, JournalDamaged, "findings.journal.signature"),
    (cross_case, JournalDamaged, "findings.journal.case"),
    (mixed_snapshot, PackageDamaged, "merge.problem.other-snapshot"),
    (stranger, SignerUnknown, ""),
    (cut_off, PackageDamaged, "merge.problem.cut-off"),
    (holed, JournalDamaged, "findings.journal.gap"),
    (unsigned, JournalDamaged, "findings.journal.signature"),
    (torn, JournalDamaged, "findings.journal.event"),
    (unroled, RoleForbidden, ""),
]


@pytest.mark.parametrize(("forge", "error", "problem"), FORGED)
def test_a_bundle_that_is_not_of_one_piece_is_left_out_and_listed(
    teams: tuple[BundleContents, BundleContents],
    forge: Any,
    error: type[Exception],
    problem: str,
) -> None:
    a, b = teams
    merged = gather([forge(a), b])
    assert merged.to_dict()["by_rule"] == gather([b]).to_dict()["by_rule"]
    (refused,) = merged.refused
    assert (refused.digest, refused.institution) == (a.digest, "H1")
    assert isinstance(refused.error, error)
    if problem:
        assert refused.error.facts["problem"] == say(problem)
    assert merged.to_dict()["refused"][0]["code"] == refused.error.code


def test_two_journals_of_one_author_that_contradict_each_other_do_not_both_count(
    tmp_path: Path,
) -> None:
    one, two = desk(tmp_path / "laptop", ZHANG), desk(tmp_path / "restored", ZHANG)
    for journal, amount in ((one, "60.00"), (two, "50.00")):
        journal.append("opened", "F1", opened("R1", ("B1", amount, "60.00")))
        journal.append("verdict", "F1", yes(amount))
    merged = gather(
        [bundle(one, [ZHANG], digest="sha256:1"), bundle(two, [ZHANG], digest="sha256:2")]
    )
    assert [refused.digest for refused in merged.refused] == ["sha256:2"]
    assert merged.refused[0].error.facts["problem"] == say("findings.journal.forked")
    assert merged.total == Decimal("60.00")


def test_one_case_under_two_hospitals_is_refused(
    teams: tuple[BundleContents, BundleContents],
) -> None:
    a, b = teams
    merged = gather([a, replace(b, institution="H2")])
    assert [refused.digest for refused in merged.refused] == [max(a.digest, b.digest)]


def test_one_case_on_snapshots_of_which_none_contains_the_other_is_refused(
    tmp_path: Path,
) -> None:
    a, b = desk(tmp_path, ZHANG), desk(tmp_path, WANG)
    a.append("opened", "F1", opened("R1", ("B1", "60.00", "60.00")))
    b.append("opened", "F2", opened("R1", ("B1", "60.00", "60.00"), snapshot=OTHER))
    two = [bundle(a, [ZHANG]), bundle(b, [WANG], snapshot_digests=(OTHER,))]
    assert len(gather(two).refused) == 1
    extended = replace(two[1], snapshot_digests=(SNAPSHOT, OTHER))
    assert gather([two[0], extended]).refused == ()


# --- resolutions ----------------------------------------------------------------------------------


def test_a_supervisor_settles_a_conflict_and_the_money_follows(
    teams: tuple[BundleContents, BundleContents],
) -> None:
    (inspected,) = gather(teams).inspections
    settled = resolve(inspected, "F2", ZHOU, verdict="confirmed", amount=Decimal("25.00"), at=NOON)
    merged = gather(teams, [settled], [ZHOU.card])
    assert merged.conflicts == ()
    assert merged.inspections[0].findings["F2"].amount_confirmed == Decimal("25.00")
    assert merged.total == Decimal("155.00")
    assert counted(merged.by_team)["张检查、李检查"] == ("125.00", "125.00")


def test_resolutions_of_several_conflicts_follow_each_other(tmp_path: Path) -> None:
    a, b = desk(tmp_path, ZHANG), desk(tmp_path, WANG)
    for journal, verdict in ((a, yes("60.00")), (b, NO)):
        for finding in ("F1", "F2"):
            journal.append("opened", finding, opened("R1", (finding, "60.00", "60.00")))
            journal.append("verdict", finding, verdict)
    bundles = [bundle(a, [ZHANG]), bundle(b, [WANG])]
    first = resolve(gather(bundles).inspections[0], "F1", ZHOU, verdict="confirmed",
                    amount=Decimal("60.00"), at=NOON)  # fmt: skip
    (between,) = gather(bundles, [first], [ZHOU.card]).inspections
    second = resolve(between, "F2", ZHOU, verdict="rejected", reason="policy-allows", at=NOON)
    merged = gather(bundles, [second, first], [ZHOU.card])
    states = {name: found.state for name, found in merged.inspections[0].findings.items()}
    assert states == {"F1": "confirmed", "F2": "rejected"}


def test_what_is_not_in_conflict_or_not_there_cannot_be_resolved(
    teams: tuple[BundleContents, BundleContents],
) -> None:
    (inspected,) = gather(teams).inspections
    with pytest.raises(MoveForbidden):
        resolve(inspected, "F1", ZHOU, verdict="confirmed", amount=Decimal("1.00"), at=NOON)
    with pytest.raises(FindingUnknown):
        resolve(inspected, "F9", ZHOU, verdict="rejected", reason="double", at=NOON)
    with pytest.raises(RoleForbidden):
        resolve(inspected, "F2", ZHANG, verdict="rejected", reason="double", at=NOON)


def test_a_resolution_nobody_known_signed_stops_the_gathering(
    teams: tuple[BundleContents, BundleContents],
) -> None:
    (inspected,) = gather(teams).inspections
    settled = resolve(inspected, "F2", ZHOU, verdict="rejected", reason="double", at=NOON)
    with pytest.raises(SignerUnknown):
        gather(teams, [settled], [])
    with pytest.raises(JournalDamaged):
        gather(teams, [replace(settled, envelope=settled.envelope[:-9] + b"x" * 9)], [ZHOU.card])
