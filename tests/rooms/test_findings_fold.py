"""What the events of a finding add up to."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

import pytest

from inspector.findings import Event, EventInvalid, exclusions, false_positives, fold, latest

LINES = [
    {"bkkp_sn": "B1", "amount": "60.00", "cap": "80.00", "dept": "康复科", "net_amt": "82.00"},
    {"bkkp_sn": "B2", "amount": "40.00", "cap": "40.00"},
]
OPENED: dict[str, Any] = {
    "rule": "CHG-007",
    "rule_digest": "sha256:00",
    "title": {"zh": "按日计价项目多收", "en": "Charged more often than the stay"},
    "verdict_kind": "suspect",
    "basis": ["计价单位为“日”"],
    "snapshots": ["sha256:11"],
    "params": {},
    "lines": LINES,
    "amount": "100.00",
}


def said(
    kind: str,
    body: Mapping[str, Any],
    *,
    clock: int,
    by: str = "甲",
    saw: tuple[Event, ...] = (),
    finding: str = "F1",
) -> Event:
    seen = tuple(sorted(event.id for event in saw))
    return Event(
        case="C",
        author=by,
        lamport=clock,
        seen=seen,
        finding=finding,
        kind=kind,
        at="2024-03-01T02:03:04Z",
        body=body,
        prev="",
    )


def verdict(
    told: str, amount: str = "0.00", reason: str = "", *, kind: str = "verdict", **how: Any
) -> Event:
    body = {"verdict": told, "amount": amount, "basis": "", "reason": reason, "note": ""}
    return said(kind, body, **how)


BEGIN = said("opened", OPENED, clock=1)


def test_an_opened_finding_is_suspected_of_what_its_lines_say() -> None:
    finding = fold([BEGIN])["F1"]
    assert (finding.state, finding.amount, finding.amount_confirmed) == (
        "suspected",
        Decimal("100.00"),
        Decimal("0.00"),
    )
    assert finding.amount_billed == Decimal("122.00")
    assert finding.department == "康复科"
    assert [line.bkkp_sn for line in finding.lines] == ["B1", "B2"]


def test_a_confirmed_finding_holds_the_confirmed_amount_beside_the_suspected_one() -> None:
    yes = verdict("confirmed", "90.00", clock=2, saw=(BEGIN,))
    finding = fold([BEGIN, yes])["F1"]
    assert (finding.state, finding.amount, finding.amount_confirmed) == (
        "confirmed",
        Decimal("100.00"),
        Decimal("90.00"),
    )


def test_a_later_verdict_that_saw_the_earlier_replaces_it() -> None:
    yes = verdict("confirmed", "90.00", clock=2, saw=(BEGIN,))
    no = verdict("rejected", reason="refunded", clock=3, saw=(yes,))
    finding = fold([BEGIN, yes, no])["F1"]
    assert (finding.state, finding.reason, finding.amount_confirmed) == (
        "rejected",
        "refunded",
        Decimal("0.00"),
    )


def test_two_verdicts_that_had_not_seen_each_other_and_differ_are_a_conflict() -> None:
    yes = verdict("confirmed", "90.00", clock=2, saw=(BEGIN,), by="甲")
    no = verdict("rejected", reason="refunded", clock=2, saw=(BEGIN,), by="乙")
    finding = fold([BEGIN, yes, no])["F1"]
    assert finding.state == "conflicted"
    assert finding.amount_confirmed == Decimal("0.00")
    assert {(side.author, side.state) for side in finding.conflict} == {
        ("甲", "confirmed"),
        ("乙", "rejected"),
    }


def test_confirming_different_amounts_is_a_conflict_too() -> None:
    yes = verdict("confirmed", "90.00", clock=2, saw=(BEGIN,), by="甲")
    also = verdict("confirmed", "80.00", clock=2, saw=(BEGIN,), by="乙")
    assert fold([BEGIN, yes, also])["F1"].state == "conflicted"


def test_two_verdicts_that_agree_are_no_conflict() -> None:
    yes = verdict("confirmed", "90.00", clock=2, saw=(BEGIN,), by="甲")
    also = verdict("confirmed", "90.00", clock=2, saw=(BEGIN,), by="乙")
    assert fold([BEGIN, yes, also])["F1"].state == "confirmed"


def test_only_a_resolution_that_saw_both_sides_settles_a_conflict() -> None:
    yes = verdict("confirmed", "90.00", clock=2, saw=(BEGIN,), by="甲")
    no = verdict("rejected", reason="refunded", clock=2, saw=(BEGIN,), by="乙")
    half = verdict("confirmed", "50.00", kind="conflict-resolved", clock=3, saw=(yes,), by="督")
    whole = verdict("confirmed", "50.00", kind="conflict-resolved", clock=3, saw=(yes, no), by="督")
    assert fold([BEGIN, yes, no, half])["F1"].state == "conflicted"
    settled = fold([BEGIN, yes, no, whole])["F1"]
    assert (settled.state, settled.amount_confirmed) == ("confirmed", Decimal("50.00"))
    assert settled.conflict == ()


def test_a_third_opinion_does_not_settle_a_conflict() -> None:
    yes = verdict("confirmed", "90.00", clock=2, saw=(BEGIN,), by="甲")
    no = verdict("rejected", reason="refunded", clock=2, saw=(BEGIN,), by="乙")
    third = verdict("confirmed", "90.00", clock=3, saw=(yes, no), by="丙")
    assert fold([BEGIN, yes, no, third])["F1"].state == "conflicted"


def test_a_verdict_that_had_not_seen_an_amendment_conflicts_with_it() -> None:
    less = said("amended", {"amount": "60.00", "note": ""}, clock=2, saw=(BEGIN,), by="甲")
    yes = verdict("confirmed", "100.00", clock=2, saw=(BEGIN,), by="乙")
    finding = fold([BEGIN, less, yes])["F1"]
    assert (finding.state, finding.amount) == ("conflicted", Decimal("100.00"))


def test_an_amendment_changes_amount_and_lines_and_waits_for_a_verdict() -> None:
    body = {"amount": "40.00", "note": "仅一条", "lines": LINES[1:], "department": "内科"}
    less = said("amended", body, clock=2, saw=(BEGIN,))
    finding = fold([BEGIN, less])["F1"]
    assert (finding.state, finding.amount, finding.note) == ("pending", Decimal("40.00"), "仅一条")
    assert [line.bkkp_sn for line in finding.lines] == ["B2"]
    assert (finding.amount_billed, finding.department) == (Decimal("40.00"), "内科")


def test_evidence_is_listed_and_changes_no_state() -> None:
    body = {"digest": "sha256:" + "a" * 64, "name": "照片.jpg", "size": 3}
    photo = said("evidence-added", body, clock=2, saw=(BEGIN,))
    finding = fold([BEGIN, photo])["F1"]
    assert (finding.state, finding.evidence) == ("suspected", ("sha256:" + "a" * 64,))


def test_notes_are_listed_in_order_and_change_no_verdict() -> None:
    yes = verdict("confirmed", "90.00", clock=2, saw=(BEGIN,))
    later = said("noted", {"note": "再核一次库存"}, clock=4, saw=(yes,), by="乙")
    first = said("noted", {"note": "已问护士长"}, clock=3, saw=(BEGIN,))
    finding = fold([later, first, yes, BEGIN])["F1"]
    assert finding.notes == ("已问护士长", "再核一次库存")
    assert (finding.state, finding.amount_confirmed) == ("confirmed", Decimal("90.00"))


def test_a_verdict_that_saw_only_a_note_on_a_verdict_has_seen_the_verdict() -> None:
    yes = verdict("confirmed", "90.00", clock=2, saw=(BEGIN,))
    note = said("noted", {"note": "请复核"}, clock=3, saw=(yes,), by="乙")
    no = verdict("rejected", reason="refunded", clock=4, saw=(note,), by="乙")
    assert fold([BEGIN, yes, note, no])["F1"].state == "rejected"


def test_events_of_a_finding_that_was_never_opened_are_kept_out() -> None:
    stray = verdict("confirmed", "90.00", clock=2, finding="F9")
    assert set(fold([BEGIN, stray])) == {"F1"}


def test_a_finding_opened_by_two_teams_is_one_finding() -> None:
    again = said("opened", OPENED, clock=1, by="乙")
    finding = fold([BEGIN, again])["F1"]
    assert finding.state == "suspected"
    assert len(finding.history) == 2


def test_the_latest_events_are_those_nobody_had_seen() -> None:
    yes = verdict("confirmed", "90.00", clock=2, saw=(BEGIN,))
    no = verdict("rejected", reason="refunded", clock=2, saw=(BEGIN,), by="乙")
    assert latest([BEGIN, yes, no]) == tuple(sorted((yes.id, no.id)))


def test_rejections_are_counted_by_rule_and_reason_and_against_the_rule_when_it_erred() -> None:
    other = said("opened", OPENED, clock=1, finding="F2")
    events = [
        BEGIN,
        other,
        verdict("rejected", reason="policy-allows", clock=2, saw=(BEGIN,)),
        verdict("rejected", reason="evidence-insufficient", clock=3, saw=(other,), finding="F2"),
    ]
    findings = fold(events).values()
    assert exclusions(findings) == {"CHG-007": {"policy-allows": 1, "evidence-insufficient": 1}}
    assert false_positives(findings) == {"CHG-007": 1}


def test_an_event_read_back_is_the_same_event() -> None:
    told = BEGIN.to_dict()
    assert Event.from_dict(told) == BEGIN
    assert Event.from_dict(told).id == told["id"]


@pytest.mark.parametrize(
    ("changed", "problem"),
    [
        ({"lamport": 2}, "id"),
        ({"id": "sha256:0"}, "id"),
        ({"version": 2}, "format"),
        ({"format": "other"}, "format"),
        ({"seen": "F"}, "seen"),
        ({"seen": [{}]}, "seen"),
        ({"lamport": 0}, "lamport"),
        ({"lamport": "1"}, "lamport"),
        ({"at": "2024-03-01 02:03"}, "at"),
        ({"kind": ["opened"]}, "kind"),
        ({"kind": "guessed"}, "body.kind"),
        ({"body": []}, "fields"),
        ({"more": 1}, "fields"),
    ],
)
def test_an_event_that_was_edited_is_no_event(changed: dict[str, Any], problem: str) -> None:
    with pytest.raises(EventInvalid, match=problem):
        Event.from_dict({**BEGIN.to_dict(), **changed})


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("amount", 100),
        ("amount", "-1.00"),
        ("amount", "1.001"),
        ("lines", [{"bkkp_sn": "B1", "amount": "1.00"}]),
        ("title", {"zh": "只有中文"}),
        ("basis", "一句话"),
        ("rule", None),
    ],
)
def test_a_body_that_is_not_what_its_kind_wants_is_never_made(field: str, value: object) -> None:
    with pytest.raises(EventInvalid, match=rf"body\.{field}"):
        said("opened", {**OPENED, field: value}, clock=1)


def test_a_body_with_a_field_of_a_later_version_is_read() -> None:
    assert fold([said("opened", {**OPENED, "colour": "red"}, clock=1)])["F1"].state == "suspected"
