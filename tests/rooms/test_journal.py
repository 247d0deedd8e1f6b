"""The journal on a real disk: what it keeps and what it refuses."""

from pathlib import Path
from typing import Any

import pytest

from inspector.errors import (
    AmountOver,
    CaseReadOnly,
    FindingUnknown,
    MoveForbidden,
    NoteMissing,
    NothingToUndo,
    ReasonUnknown,
    RoleForbidden,
    WordsMissing,
)
from inspector.findings import (
    EventInvalid,
    Journal,
    fold,
    latest,
)
from inspector.trust import Identity
from tests.rooms.journal_made_up import (
    EXPERT,
    LI,
    NO,
    NOON,
    OPENED,
    WANG,
    YES,
    Drawer,
    confirmed,
    desk,
    log_of,
    three,
)


def test_what_was_appended_is_there_when_the_case_is_opened_again(tmp_path: Path) -> None:
    written = three(tmp_path).events()
    read = desk(tmp_path, WANG)
    assert read.events() == written
    assert [event.kind for event in written] == ["opened", "verdict", "asked"]
    assert read.heads() == {LI.card.key_id: (3, written[-1].id)}
    assert fold(read.events())["F1"].state == "rejected"


def test_an_event_tells_its_author_its_place_and_what_the_author_had_seen(tmp_path: Path) -> None:
    first, second, _ = three(tmp_path).events()
    assert (first.lamport, first.seen, first.prev) == (1, (), "")
    assert (second.lamport, second.seen, second.prev) == (2, (first.id,), first.id)
    assert (second.author, second.case, second.at) == (
        LI.card.key_id,
        "C-1",
        "2024-03-01T04:00:00Z",
    )


def test_no_word_of_a_finding_lies_readable_on_the_disk(tmp_path: Path) -> None:
    three(tmp_path)
    on_disk = b"".join(path.read_bytes() for path in tmp_path.rglob("*") if path.is_file())
    for word in ("多收".encode(), b"CHG-007", b"SELECT", b'B1"', LI.card.key_id.encode()):
        assert word not in on_disk


def test_every_author_has_a_file_of_their_own_and_clocks_go_on(tmp_path: Path) -> None:
    three(tmp_path)
    later = desk(tmp_path, WANG).append("verdict", "F1", YES)
    assert later.lamport == 4
    assert log_of(tmp_path, WANG).exists()
    assert fold(desk(tmp_path).events())["F1"].state == "confirmed"


REFUSED: list[tuple[Identity, str, str, dict[str, Any], type[Exception]]] = [
    (LI, "verdict", "F9", YES, FindingUnknown),
    (LI, "opened", "F1", OPENED, MoveForbidden),
    (LI, "conflict-resolved", "F1", YES, RoleForbidden),
    (EXPERT, "verdict", "F1", YES, RoleForbidden),
    (LI, "verdict", "F1", YES, MoveForbidden),
    (LI, "amended", "F1", {"amount": "500.00", "note": ""}, AmountOver),
    (LI, "verdict", "F1", {**NO, "reason": ""}, ReasonUnknown),
    (LI, "verdict", "F1", {**NO, "reason": "looks-fine"}, ReasonUnknown),
    (LI, "verdict", "F1", {**NO, "reason": "other"}, NoteMissing),
    (LI, "verdict", "F1", {**YES, "amount": 90}, EventInvalid),
    (LI, "guessed", "F1", {}, EventInvalid),
    (LI, "chosen-basis", "F1", {"article": "第四十条", "why": " "}, WordsMissing),
    (EXPERT, "chosen-basis", "F1", {"article": "第四十条", "why": "故意"}, RoleForbidden),
    (LI, "moved", "F1", {"act": "present", "note": ""}, MoveForbidden),
    (LI, "moved", "F1", {"act": "fly", "note": ""}, EventInvalid),
    (LI, "undone", "F1", {"event": "sha256:" + "0" * 64, "note": ""}, NothingToUndo),
    (LI, "closed", "F1", {"note": ""}, RoleForbidden),
]


@pytest.mark.parametrize(("who", "kind", "finding", "body", "error"), REFUSED)
def test_what_may_not_be_written_leaves_the_journal_as_it_was(
    tmp_path: Path,
    who: Identity,
    kind: str,
    finding: str,
    body: dict[str, Any],
    error: type[Exception],
) -> None:
    desk(tmp_path).append("opened", "F1", OPENED)
    before = log_of(tmp_path).read_bytes()
    with pytest.raises(error):
        desk(tmp_path, who).append(kind, finding, body)
    assert log_of(tmp_path).read_bytes() == before
    assert not log_of(tmp_path, EXPERT).exists()


def test_no_more_is_confirmed_than_the_fee_lines_cost(tmp_path: Path) -> None:
    journal = desk(tmp_path)
    journal.append("opened", "F1", OPENED)
    with pytest.raises(AmountOver):
        confirmed(journal, "F1", {**YES, "amount": "120.01"})
    assert len(journal.events()) == 1


def test_a_verdict_is_judged_by_what_its_author_had_before_the_eyes(tmp_path: Path) -> None:
    """Li decided while Wang's screen still showed the finding undecided: both verdicts stand."""
    opened = desk(tmp_path).append("opened", "F1", OPENED)
    confirmed(desk(tmp_path), "F1")
    desk(tmp_path, WANG).append("verdict", "F1", NO, seen=[opened.id])
    assert fold(desk(tmp_path).events())["F1"].state == "conflicted"


def test_the_latest_events_of_a_finding_are_what_the_next_one_says_it_saw(tmp_path: Path) -> None:
    journal = three(tmp_path)
    expected = latest([event for event in journal.events() if event.finding == "F1"])
    assert journal.append("verdict", "F1", YES).seen == expected


def test_a_case_open_for_reading_takes_no_decision_but_keeps_who_asked(tmp_path: Path) -> None:
    reader = Journal(Drawer(tmp_path, LI, writes=False), clock=lambda: NOON)
    with pytest.raises(CaseReadOnly):
        reader.append("opened", "F1", OPENED)
    assert not (tmp_path / "journal").exists()
    reader.append("asked", None, {"sql": "SELECT 1", "rows": 1, "cut": False})
    assert [event.kind for event in desk(tmp_path).events()] == ["asked"]
