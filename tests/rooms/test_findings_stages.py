"""How a finding goes on from state to state, who knew what, and what is taken back."""

from dataclasses import replace
from decimal import Decimal
from itertools import permutations
from pathlib import Path

import pytest

from inspector.findings import (
    Event,
    Finding,
    Words,
    act_on,
    confirmed_at_once,
    exclusions,
    fold,
    last_act,
    last_of,
    pieces,
    told_of,
)
from inspector.i18n import speak
from inspector.tui.screens.findings import about
from tests.rooms.findings_told import Telling
from tests.rooms.journal_made_up import OPENED, YES, confirmed, desk


def folded(told: Telling) -> Finding:
    return fold(told.events)["F1"]


def test_a_finding_stands_where_it_was_last_moved_to() -> None:
    told = Telling()
    for act, state in (("take-up", "pending"), ("verify", "verifying"), ("evidence", "evidenced")):
        told.moves(act)
        assert (folded(told).state, folded(told).undecided) == (state, True)


def test_a_ruling_holds_while_the_finding_goes_on_to_the_hospital_and_to_the_bureau() -> None:
    told = Telling()
    told.rules("partly", "70.00")
    for act, state in (("present", "presented"), ("transfer", "transferred")):
        told.moves(act)
        one = folded(told)
        assert (one.state, one.ruled, one.standing) == (state, "partly", "partly")
        assert one.stands and not one.undecided
        assert one.amount_confirmed == Decimal("70.00")


def test_money_given_back_is_kept_with_its_voucher() -> None:
    told = Telling()
    told.rules("confirmed", "100.00")
    told.moves("transfer")
    told.moves("dispose", by="局")
    told.says("recovered", {"amount": "66.67", "voucher": "票 2024-17", "note": ""}, by="局")
    one = folded(told)
    assert (one.state, one.recovered, one.voucher) == ("recovered", Decimal("66.67"), "票 2024-17")
    told.says("closed", {"note": ""}, by="局")
    assert (folded(told).state, folded(told).stands) == ("closed", True)


def test_a_new_ruling_after_the_review_replaces_the_old_one() -> None:
    told = Telling()
    told.rules("confirmed", "100.00")
    told.moves("present")
    told.says("reply-received", {"answer": "disagree", "amount": "0.00", "note": ""})
    assert folded(told).state == "contested"
    told.moves("review")
    told.rules("unfounded", reason="clinically-justified")
    one = folded(told)
    assert (one.state, one.amount_confirmed) == ("unfounded", Decimal("0.00"))
    assert exclusions([one]) == {"CHG-007": {"clinically-justified": 1}}


def test_whoever_moved_it_on_while_a_colleague_ruled_did_not_know() -> None:
    told = Telling()
    ruled = told.rules("confirmed", "100.00", by="乙", saw=[told.begin])
    told.moves("take-up", saw=[told.begin])
    assert folded(told).state == "confirmed"
    told.moves("present", saw=[ruled])
    assert folded(told).state == "presented"


def test_two_who_moved_it_on_apart_leave_it_with_the_further_of_them() -> None:
    told = Telling()
    here = told.moves("verify", saw=[told.begin])
    told.moves("evidence", saw=[here])
    asked = told.says("noted", {"note": "已问"}, by="乙", saw=[told.begin])
    again = told.says("noted", {"note": "再问"}, by="乙", saw=[asked])
    told.moves("take-up", by="乙", saw=[again])
    for order in permutations(told.events):
        assert fold(order)["F1"].state == "evidenced"


def test_two_rulings_that_differ_only_in_degree_are_a_conflict() -> None:
    told = Telling()
    told.rules("confirmed", "100.00", saw=[told.begin])
    told.rules("partly", "100.00", by="乙", saw=[told.begin])
    one = folded(told)
    assert (one.state, one.standing, one.amount_confirmed) == ("conflicted",) * 2 + (Decimal(),)
    assert one.undecided


@pytest.mark.parametrize("answer", ["agree", "partly", "disagree", "无异议"])
def test_every_reply_is_kept_beside_the_teams_amount(answer: str) -> None:
    told = Telling()
    told.rules("confirmed", "100.00")
    told.moves("present")
    said = {"answer": answer, "amount": "40.00", "reason": "按说明书", "proof": "病历第 3 页"}
    reply = told.says("reply-received", {**said, "source": "回复.xlsx 第 6 行", "note": ""})
    one = folded(told)
    assert one.state == ("contested" if answer in ("partly", "disagree") else "presented")
    assert one.amount_confirmed == Decimal("100.00")
    (kept,) = one.replies
    assert (kept.answer, kept.amount, kept.reason) == (answer, Decimal("40.00"), "按说明书")
    assert (kept.proof, kept.source, kept.judged) == ("病历第 3 页", "回复.xlsx 第 6 行", "")
    told.says("reply-judged", {"reply": reply.id, "result": "refused", "note": "说明书无此条"})
    told.moves("review")
    told.rules("partly", "40.00")
    (kept,) = folded(told).replies
    assert (kept.amount, kept.judged, kept.judged_note) == (
        Decimal("40.00"),
        "refused",
        "说明书无此条",
    )


def test_the_article_chosen_and_why_stand_beside_the_candidates() -> None:
    told = Telling()
    article = told.begin.body["basis"][1]
    told.says("chosen-basis", {"article": article, "why": "同一治疗师整年补录，有主观故意"})
    one = folded(told)
    assert one.articles == tuple(told.begin.body["basis"])
    assert (one.basis, one.article) == ((article,), article)
    assert one.why.startswith("同一治疗师")


def test_what_is_described_last_holds_field_by_field() -> None:
    told = Telling()
    told.says("described", {"department": "内科", "severity": "grave", "note": ""})
    told.says("described", {"therapist": "Z017", "data_quality": True, "note": ""})
    one = folded(told)
    assert (one.department, one.doctor, one.therapist) == ("内科", "李大夫", "Z017")
    assert (one.severity, one.data_quality) == ("grave", True)


def test_what_is_taken_back_counts_no_more_and_stays_in_the_history() -> None:
    told = Telling()
    told.moves("verify")
    wrong = told.rules("rejected", reason="refunded")
    assert folded(told).state == "rejected"
    told.undoes(wrong)
    one = folded(told)
    assert (one.state, one.reason, len(one.history)) == ("verifying", "", 4)
    told.rules("confirmed", "100.00")
    assert folded(told).state == "confirmed"


def test_taking_back_ones_side_of_a_conflict_ends_it() -> None:
    told = Telling()
    told.rules("confirmed", "100.00", saw=[told.begin])
    mistaken = told.rules("rejected", by="乙", saw=[told.begin], reason="refunded")
    assert folded(told).state == "conflicted"
    told.undoes(mistaken, by="乙")
    assert folded(told).state == "confirmed"


def test_nobody_takes_back_what_another_did() -> None:
    told = Telling()
    ruled = told.rules("confirmed", "100.00")
    assert last_of("甲", told.events) == ruled
    assert last_of("乙", told.events) is None
    told.undoes(ruled, by="乙")
    assert folded(told).state == "confirmed"


def test_the_last_act_is_all_of_a_bulk_and_nothing_others_have_built_on() -> None:
    told = [Telling() for _ in range(3)]
    bulk: list[Event] = []
    for number, one in enumerate(told):
        body = {"verdict": "confirmed", "amount": "1.00", "basis": "", "reason": "", "note": ""}
        one.says("verdict", {**body, "batch": "b1"})
        bulk += [replace(event, finding=f"F{number}") for event in one.events]
    found = last_act("甲", bulk)
    assert [event.finding for event in found] == ["F0", "F1", "F2"]
    later = Telling()
    later.says("verdict", {**body, "batch": "b1"})
    later.moves("present", by="乙")
    built = [replace(event, finding="F9") for event in later.events]
    assert {event.finding for event in last_act("甲", [*bulk, *built])} == {"F0", "F1", "F2"}


def test_confirming_at_once_records_the_moves_it_implies_and_is_taken_back_as_one_act(
    tmp_path: Path,
) -> None:
    journal = desk(tmp_path)
    journal.append("opened", "F1", OPENED)
    drafts = confirmed_at_once(fold(journal.events())["F1"], Words(note="病历已核"))
    made = journal.append_all([(kind, "F1", {**body, "batch": "b"}) for kind, body in drafts])
    acts = [event.body.get("act", event.kind) for event in made]
    assert acts == ["take-up", "verify", "evidence", "verdict"]
    assert all(event.body["note"] for event in made)
    found = fold(journal.events())["F1"]
    assert (found.state, found.amount_confirmed) == ("confirmed", Decimal("100.00"))
    for event in act_on(made[0].author, found.history):
        journal.append("undone", "F1", {"event": event.id, "note": ""})
    back = fold(journal.events())["F1"]
    assert (back.state, back.amount_confirmed) == ("suspected", Decimal("0.00"))


def test_confirming_at_once_begins_where_the_finding_stands() -> None:
    told = Telling()
    told.moves("verify")
    kinds = [kind for kind, _ in confirmed_at_once(folded(told), Words())]
    assert kinds == ["moved", "verdict"]
    told.moves("evidence")
    told.moves("present")
    assert [kind for kind, _ in confirmed_at_once(folded(told), Words())] == ["verdict"]


def test_of_a_piece_of_evidence_the_circumstances_told_last_hold(tmp_path: Path) -> None:
    journal = desk(tmp_path)
    journal.append("opened", "F1", OPENED)
    piece = {"digest": "sha256:" + "a" * 64, "name": "照片.jpg", "size": 9}
    first = journal.append("evidence-added", "F1", {**piece, "place": "一楼药房", "holder": "王"})
    journal.append("evidence-added", "F1", {**piece, "place": "二楼药房"})
    [(digest, kept)] = pieces(fold(journal.events())["F1"]).items()
    assert (digest, kept.at, kept.author) == (piece["digest"], first.at, first.author)
    assert (kept.told["place"], kept.told["holder"]) == ("二楼药房", "王")


def test_an_event_is_told_by_its_act_and_evidence_by_how_it_was_taken(tmp_path: Path) -> None:
    speak("zh")
    journal = desk(tmp_path)
    opened = journal.append("opened", "F1", OPENED)
    piece = {"digest": "sha256:" + "a" * 64, "name": "照片.jpg", "size": 9}
    taken = journal.append("evidence-added", "F1", {**piece, "place": "一楼药房", "holder": "王"})
    ruled = confirmed(journal, "F1", {**YES, "note": "病历相符"})
    history = str(about(fold(journal.events())["F1"]))
    told = [told_of(one) for one in (opened, taken, ruled)]
    speak(None)
    assert told == ["登记疑点", "补充证据  照片.jpg  一楼药房  王", "认定属实  病历相符"]
    assert all(words in history for words in told)
