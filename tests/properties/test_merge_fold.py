"""What holds of every set of events, however it was made and however it arrives."""

from dataclasses import replace
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from inspector.findings import AFTER, Event, fold, last_of, latest
from inspector.findings.lifecycle import DECISIONS

LINE = {"bkkp_sn": "B1", "amount": "100.00", "cap": "100.00"}
OPENED: dict[str, Any] = {
    "rule": "CHG-007",
    "rule_digest": "",
    "title": {"zh": "多收", "en": "Overcharged"},
    "verdict_kind": "suspect",
    "basis": [],
    "snapshots": [],
    "params": {},
    "lines": [LINE],
    "amount": "100.00",
}
AUTHORS = ("甲", "乙", "丙")
ACTS = (
    *("opened", "confirmed", "partly", "rejected", "amended", "resolved", "withdrawn", "noted"),
    *("photo", "verify", "present", "review", "reply", "undone"),
)


def _body(act: str, amount: int) -> tuple[str, dict[str, Any]]:
    decided = {"amount": f"{amount}.00", "basis": "", "reason": "", "note": ""}
    match act:
        case "opened":
            return "opened", OPENED
        case "confirmed" | "partly" | "rejected":
            return "verdict", {**decided, "verdict": act}
        case "resolved":
            return "conflict-resolved", {**decided, "verdict": "confirmed"}
        case "amended":
            return "amended", {"amount": f"{amount}.00", "note": ""}
        case "withdrawn":
            return "withdrawn", {"note": ""}
        case "verify" | "present" | "review":
            return "moved", {"act": act, "note": ""}
        case "reply":
            return "reply-received", {"answer": "partly", "amount": f"{amount}.00", "note": ""}
        case "noted":
            return "noted", {"note": str(amount)}
    return "evidence-added", {"digest": f"sha256:{amount:064x}", "name": "照片", "size": 1}


def _in_order(known: dict[str, Event]) -> list[Event]:
    return sorted(known.values(), key=lambda event: (event.lamport, event.id))


@st.composite
def journals(draw: st.DrawFn) -> list[Event]:
    """The events of three colleagues who work apart and now and then exchange what they have."""
    knows: dict[str, dict[str, Event]] = {author: {} for author in AUTHORS}
    for number in range(draw(st.integers(0, 14))):
        author = draw(st.sampled_from(AUTHORS))
        if draw(st.booleans()):
            knows[author] |= knows[draw(st.sampled_from(AUTHORS))]
        act, finding = draw(st.sampled_from(ACTS)), draw(st.sampled_from(("F1", "F2")))
        if act == "undone":
            own = last_of(author, [e for e in _in_order(knows[author]) if e.finding == finding])
            if own is None:
                continue
            kind, body = "undone", {"event": own.id, "note": ""}
        else:
            kind, body = _body(act, draw(st.sampled_from((40, 100))))
        event = Event(
            case="C",
            author=author,
            lamport=1 + max((known.lamport for known in knows[author].values()), default=0),
            seen=latest([known for known in knows[author].values() if known.finding == finding]),
            finding=finding,
            kind=kind,
            at=f"2024-03-01T02:03:{number:02}Z",
            body=body,
            prev="",
        )
        knows[author][event.id] = event
    return list({**knows["甲"], **knows["乙"], **knows["丙"]}.values())


@given(journal=journals(), data=st.data())
def test_any_arrival_order_folds_to_the_same_findings(
    journal: list[Event], data: st.DataObject
) -> None:
    arrival = data.draw(st.permutations(journal))
    assert fold(arrival) == fold(journal)


@given(journal=journals())
def test_merging_the_same_journal_twice_changes_nothing(journal: list[Event]) -> None:
    assert fold(journal + journal) == fold(journal)


@given(journal=journals(), data=st.data())
def test_any_grouping_into_bundles_folds_to_the_same_findings(
    journal: list[Event], data: st.DataObject
) -> None:
    cut = data.draw(st.integers(0, len(journal)))
    overlap = data.draw(st.integers(0, cut))
    assert fold([*journal[overlap:], *journal[:cut]]) == fold(journal)


@given(journal=journals())
def test_events_of_the_same_clock_are_told_apart_by_their_ids(journal: list[Event]) -> None:
    """With every clock equal only the ids are left to order by; the findings still do not move."""
    level = [replace(event, lamport=7) for event in journal]
    assert fold(level) == fold(reversed(level))


@given(journal=journals())
@settings(max_examples=200)
def test_a_state_is_one_of_the_table_and_a_conflict_has_sides_that_differ(
    journal: list[Event],
) -> None:
    for finding in fold(journal).values():
        assert finding.state in AFTER
        assert (finding.state == "conflicted") == bool(finding.conflict)
        assert len(finding.conflict) != 1
        assert finding.amount_confirmed == 0 or finding.stands


@given(journal=journals())
def test_one_resolution_that_saw_everything_settles_every_conflict(journal: list[Event]) -> None:
    for name, finding in fold(journal).items():
        kind, body = _body("resolved", 40)
        last = Event(
            case="C",
            author="督",
            lamport=99,
            seen=latest(finding.history),
            finding=name,
            kind=kind,
            at="2024-03-02T02:03:04Z",
            body=body,
            prev="",
        )
        settled = fold([*journal, last])[name]
        assert settled.state == "confirmed"
        assert [e.id for e in settled.history if e.kind in DECISIONS][-1] == last.id
