"""A bundle that is not of one piece is left out of the supervisor's table, and listed."""

import json
from base64 import b64decode, b64encode
from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from inspector.errors import (
    JournalDamaged,
    PackageDamaged,
    RoleForbidden,
    SignerUnknown,
)
from inspector.findings import Event, sign_event
from inspector.i18n import say
from inspector.merge import BundleContents, gather
from inspector.trust import canonical
from tests.rooms.journal_made_up import confirmed
from tests.rooms.merge_made_up import (
    LI,
    OTHER,
    SNAPSHOT,
    STRANGER,
    WANG,
    ZHANG,
    Teams,
    bundle,
    desk,
    opened,
    teams,
    yes,
)

__all__ = ["teams"]


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
    told = lines(whole)
    at = next(at for at, one in enumerate(told) if payload(one)["kind"] == "verdict")
    richer = replace(Event.from_dict(payload(told[at])), body=yes("60.00"))
    inside = b64encode(canonical(richer.to_dict())).decode()
    told[at] = canonical({**json.loads(told[at]), "payload": inside})
    return holding(whole, told)


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
    teams: Teams,
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
        confirmed(journal, "F1", yes(amount))
    merged = gather(
        [bundle(one, [ZHANG], digest="sha256:1"), bundle(two, [ZHANG], digest="sha256:2")]
    )
    assert [refused.digest for refused in merged.refused] == ["sha256:2"]
    assert merged.refused[0].error.facts["problem"] == say("findings.journal.forked")
    assert merged.total == Decimal("60.00")


def test_one_case_under_two_hospitals_is_refused(
    teams: Teams,
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
