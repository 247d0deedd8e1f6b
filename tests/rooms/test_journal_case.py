"""Journal and evidence in a real case folder, carried on by a colleague."""

from pathlib import Path
from typing import Any

import pytest

from inspector.errors import NotRecipient
from inspector.evidence import attach, get, verify_all
from inspector.findings import Journal, fold
from inspector.trust import Card, new_identity
from inspector.workspace import Case
from tests.rooms.journal_made_up import confirmed

ZHANG, LI = new_identity("张检查", "lead"), new_identity("李检查", "inspector")
STRANGER = new_identity("路人", "inspector")
OPENED: dict[str, Any] = {
    "rule": "",
    "rule_digest": "",
    "title": {"zh": "病历缺页", "en": "Pages of the record are missing"},
    "verdict_kind": "clue",
    "basis": [],
    "snapshots": [],
    "params": {},
    "lines": [],
    "amount": "0.00",
}


def nobody(key_id: str) -> Card | None:
    return None


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    with Case.create(tmp_path / "case", [], ZHANG, [ZHANG.card, LI.card]):
        return tmp_path / "case"


def test_a_colleague_carries_on_where_the_case_was_left(folder: Path, tmp_path: Path) -> None:
    photo = tmp_path / "照片.jpg"
    photo.write_bytes(b"a photograph")
    with Case.open(folder, ZHANG, nobody) as case:
        digest = attach(case, photo)
        journal = Journal(case)
        journal.append("opened", "F1", OPENED)
        named = {"digest": digest, "name": photo.name, "size": photo.stat().st_size}
        journal.append("evidence-added", "F1", named)
    with Case.open(folder, LI, nobody) as case:
        journal = Journal(case)
        yes = {"verdict": "confirmed", "amount": "0.00", "basis": "", "reason": "", "note": ""}
        confirmed(journal, "F1", yes)
        finding = fold(journal.events())["F1"]
        assert (finding.state, finding.evidence) == ("confirmed", (digest,))
        assert get(case, digest) == b"a photograph"
        assert verify_all(case, finding.evidence) == []


def test_a_reader_beside_the_writer_sees_what_was_written_once_it_reads_again(
    folder: Path,
) -> None:
    with Case.open(folder, ZHANG, nobody) as case, Case.open(folder, LI, nobody, False) as beside:
        writer, reader = Journal(case), Journal(beside)
        writer.append("opened", "F1", OPENED)
        assert reader.events() == []
        reader.reload()
        assert reader.events() == writer.events()


def test_somebody_not_on_the_roster_does_not_get_as_far_as_the_journal(folder: Path) -> None:
    with pytest.raises(NotRecipient):
        Case.open(folder, STRANGER, nobody)
