"""What a power cut, a full disk and a second program leave of a journal."""

from errno import EIO, ENOSPC
from pathlib import Path

import pytest

from inspector.errors import (
    MoveForbidden,
    WriteFailed,
)
from inspector.findings.frames import MAGIC, frame, unframe
from inspector.i18n import explain
from tests.rooms.journal_made_up import LI, NO, OPENED, WANG, YES, desk, log_of, three


def test_a_journal_cut_at_any_byte_of_its_last_record_keeps_all_before_it(tmp_path: Path) -> None:
    written = three(tmp_path).events()
    path = log_of(tmp_path)
    whole = path.read_bytes()
    last = len(frame(unframe(whole).records[-1]))
    for cut in range(1, last + 1):
        path.write_bytes(whole[:-cut])
        journal = desk(tmp_path)
        assert journal.events() == written[:2]
        assert [tail.size for tail in journal.torn] == ([last - cut] if cut < last else [])


@pytest.mark.parametrize("zeros", [1, 7, 8, 40])
def test_a_tail_the_power_cut_left_as_zeros_is_torn(tmp_path: Path, zeros: int) -> None:
    written = three(tmp_path).events()
    path = log_of(tmp_path)
    path.write_bytes(path.read_bytes() + bytes(zeros))
    journal = desk(tmp_path)
    assert journal.events() == written
    assert [(tail.position, tail.size) for tail in journal.torn] == [(3, zeros)]


def test_a_last_record_whose_end_was_never_written_is_torn(tmp_path: Path) -> None:
    written = three(tmp_path).events()
    path = log_of(tmp_path)
    path.write_bytes(path.read_bytes()[:-30] + bytes(30))
    assert desk(tmp_path).events() == written[:2]


def test_a_last_record_with_a_sector_never_written_is_torn(tmp_path: Path) -> None:
    written = three(tmp_path).events()
    journal = desk(tmp_path)
    journal.append("asked", None, {"sql": "SELECT 1" * 300, "rows": 1, "cut": False})
    path = log_of(tmp_path)
    whole = path.read_bytes()
    path.write_bytes(whole[:-1600] + bytes(512) + whole[-1088:])
    assert desk(tmp_path).events() == written


def test_many_events_of_one_act_are_written_all_or_none(tmp_path: Path) -> None:
    journal = desk(tmp_path)
    drafts = [("opened", f"F{number}", OPENED) for number in range(5)]
    with pytest.raises(MoveForbidden):
        journal.append_all([*drafts, drafts[0]])
    assert journal.events() == desk(tmp_path).events() == []
    written = journal.append_all([*drafts, ("verdict", "F3", NO)])
    assert journal.append_all([]) == []
    assert journal.append("verdict", "F4", NO).lamport == 7
    assert desk(tmp_path).events() == journal.events()
    assert len(unframe(log_of(tmp_path).read_bytes()).records) == 2
    assert [event.lamport for event in written] == [1, 2, 3, 4, 5, 6]


def test_a_power_cut_in_the_middle_of_an_act_leaves_none_of_it(tmp_path: Path) -> None:
    desk(tmp_path).append("opened", "F0", OPENED)
    desk(tmp_path).append_all([("verdict", "F0", NO), ("opened", "F1", OPENED)])
    path = log_of(tmp_path)
    path.write_bytes(path.read_bytes()[:-1])
    assert [event.kind for event in desk(tmp_path).events()] == ["opened"]


def test_a_full_disk_leaves_the_journal_as_it_was(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    journal = three(tmp_path)
    written, before = journal.events(), log_of(tmp_path).read_bytes()

    def full(handle: int) -> None:
        raise OSError(ENOSPC, "no space")

    with monkeypatch.context() as patched:
        patched.setattr("os.fsync", full)
        with pytest.raises(WriteFailed) as failed:
            journal.append("verdict", "F1", YES)
    assert "磁盘已满" in explain(failed.value, "zh").what
    assert journal.events() == written
    assert log_of(tmp_path).read_bytes() == before
    journal.append("verdict", "F1", YES)
    assert desk(tmp_path).events() == journal.events()


@pytest.mark.parametrize("left", range(len(MAGIC)))
def test_a_file_torn_in_its_first_line_is_an_empty_journal(tmp_path: Path, left: int) -> None:
    three(tmp_path)
    log_of(tmp_path).write_bytes(MAGIC[:left])
    journal = desk(tmp_path)
    assert journal.events() == []
    assert journal.append("opened", "F1", OPENED).lamport == 1
    assert len(desk(tmp_path).events()) == 1


def test_a_torn_tail_is_set_aside_when_its_author_next_appends(tmp_path: Path) -> None:
    three(tmp_path)
    path = log_of(tmp_path)
    path.write_bytes(path.read_bytes()[:-5])
    torn = unframe(path.read_bytes())
    journal = desk(tmp_path)
    desk(tmp_path, WANG).append("verdict", "F1", YES)
    assert unframe(path.read_bytes()).torn, "a colleague leaves it alone"
    journal.append("exported", None, {"what": "hits"})
    assert journal.torn == []
    again = desk(tmp_path)
    assert again.torn == []
    assert [event.kind for event in again.events() if event.author == LI.card.key_id] == [
        "opened",
        "verdict",
        "exported",
    ]
    assert path.with_suffix(".2.torn").stat().st_size == torn.torn


def test_two_programs_of_one_person_write_one_chain(tmp_path: Path) -> None:
    here, there = three(tmp_path), desk(tmp_path)
    there.append("asked", None, {"sql": "SELECT 2", "rows": 1, "cut": False})
    here.append("verdict", "F1", YES)
    there.append("exported", None, {"what": "hits"})
    assert [event.kind for event in desk(tmp_path).events()][3:] == ["asked", "verdict", "exported"]


def test_a_disk_that_will_not_even_give_room_back_breaks_no_chain(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The record is on the disk, nobody was told of it, and the next one stands behind it."""
    journal = three(tmp_path)

    def broken(*_: object) -> None:
        raise OSError(EIO, "broken")

    with monkeypatch.context() as patched:
        patched.setattr("os.fsync", broken)
        patched.setattr("inspector.findings.journal_file._shorten", broken)
        with pytest.raises(WriteFailed):
            journal.append("asked", None, {"sql": "SELECT 2", "rows": 1, "cut": False})
    journal.append("verdict", "F1", YES)
    kinds = [event.kind for event in desk(tmp_path).events()]
    assert kinds == ["opened", "verdict", "asked", "asked", "verdict"]
