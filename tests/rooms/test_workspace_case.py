"""The case folder: sealed to the team, one writer, evidence as it was received."""

import json
import multiprocessing
import os
import threading
from decimal import Decimal
from pathlib import Path

import pyarrow as pa
import pytest

from inspector.errors import (
    CaseDamaged,
    CaseExists,
    CaseLocked,
    CaseMissing,
    NotRecipient,
    PackageDamaged,
    RoleForbidden,
    SealDamaged,
    SignerUnknown,
)
from inspector.i18n import explain
from inspector.trust import Card, new_identity
from inspector.workspace import Case
from tests.rooms.snapshot_sample import (
    CANARY,
    COLLEAGUE,
    INSPECTOR,
    STRANGER,
    known,
    pack_small,
    verified_small,
)

HITS = pa.table({"psn_name": [CANARY, "b"], "amount": pa.array([Decimal("1.50"), Decimal("0.30")])})


def make(folder: Path) -> Case:
    snapshot = verified_small(folder)
    return Case.create(folder / "case", [snapshot], INSPECTOR, [INSPECTOR.card, COLLEAGUE.card])


def test_a_colleague_opens_what_an_inspector_made(tmp_path: Path) -> None:
    with make(tmp_path) as case:
        case.keep("hits/XY2-03", HITS)
    with Case.open(tmp_path / "case", COLLEAGUE, known) as again:
        assert again.key == case.key
        assert again.id == case.id
        assert again.kept("hits/XY2-03") == HITS
        assert {card.name for card in again.cards} == {"检查员乙", "检查员丙"}
        assert [s.manifest for s in again.snapshots] == [s.manifest for s in case.snapshots]


def test_who_makes_a_case_is_on_its_roster(tmp_path: Path) -> None:
    with Case.create(tmp_path / "case", [], INSPECTOR, [COLLEAGUE.card]) as case:
        assert {card.name for card in case.cards} == {"检查员乙", "检查员丙"}


def test_a_stranger_cannot_open_a_case(tmp_path: Path) -> None:
    make(tmp_path).close()
    with pytest.raises(NotRecipient):
        Case.open(tmp_path / "case", STRANGER, known)


def test_an_institution_cannot_open_a_case(tmp_path: Path) -> None:
    hospital = new_identity("院方", "institution")
    with pytest.raises(RoleForbidden):
        Case.create(tmp_path / "case", [], hospital, [])
    assert list(tmp_path.iterdir()) == []


def test_whoever_opens_the_same_snapshots_has_the_same_case(tmp_path: Path) -> None:
    ours, other = verified_small(tmp_path), verified_small(tmp_path, name="other")
    ids = []
    for name, snapshots in (("a", [ours, other]), ("b", [other, ours]), ("c", [ours])):
        with Case.create(tmp_path / name, snapshots, INSPECTOR, []) as case:
            ids.append(case.id)
    assert ids[0] == ids[1] != ids[2]


def test_a_case_can_be_made_in_an_empty_folder_but_not_over_something(tmp_path: Path) -> None:
    (tmp_path / "case").mkdir()
    make(tmp_path).close()
    with pytest.raises(CaseExists):
        make(tmp_path)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["case", "small.snapshot"]


def test_a_case_can_be_made_where_one_stands(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "case").mkdir()
    snapshot = verified_small(tmp_path)
    monkeypatch.chdir(tmp_path / "case")
    Case.create(Path(), [snapshot], INSPECTOR, []).close()
    Case.open(Path(), INSPECTOR, known).close()


def test_where_no_case_is_none_is_opened(tmp_path: Path) -> None:
    with pytest.raises(CaseMissing):
        Case.open(tmp_path, INSPECTOR, known)


def test_nothing_in_the_folder_but_the_holder_of_the_lock_names_a_person(tmp_path: Path) -> None:
    with make(tmp_path) as case:
        case.keep("hits/XY2-03", HITS)
        case.write_sealed("packs/local.sealed", CANARY.encode())
        names = [CANARY.encode(), "康宁".encode(), "检查员".encode()]
        for path in (tmp_path / "case").rglob("*"):
            if path.is_file() and path.name != "lock.holder" and path.suffix != ".snapshot":
                assert not any(name in path.read_bytes() for name in names), path
        about = json.loads((tmp_path / "case" / "case.json").read_bytes())
    assert about.keys() == {"format", "version", "id", "made_at", "roster", "snapshots"}


# --- one writer --------------------------------------------------------------------------------


def test_a_second_writer_is_told_who_writes_and_since_when(tmp_path: Path) -> None:
    with make(tmp_path), pytest.raises(CaseLocked) as locked:
        Case.open(tmp_path / "case", COLLEAGUE, known)
    assert locked.value.facts["holder"] == "检查员乙"
    assert "检查员乙 正在写这个案卷" in explain(locked.value, "zh").what


def test_readers_read_while_one_writes(tmp_path: Path) -> None:
    with make(tmp_path) as writer:
        writer.keep("hits/A", HITS)
        with Case.open(tmp_path / "case", COLLEAGUE, known, write=False) as reader:
            assert reader.kept("hits/A") == HITS
            with pytest.raises(AssertionError):
                reader.keep("hits/A", HITS)


def test_closing_lets_the_next_one_write(tmp_path: Path) -> None:
    make(tmp_path).close()
    for _ in range(3):
        Case.open(tmp_path / "case", COLLEAGUE, known).close()
    assert not (tmp_path / "case" / "lock.holder").exists()


def _write_and_die(folder: str) -> None:
    Case.open(Path(folder), COLLEAGUE, known)
    os._exit(9)


def test_a_writer_that_died_locks_nobody_out(tmp_path: Path) -> None:
    make(tmp_path).close()
    if "fork" not in multiprocessing.get_all_start_methods():
        pytest.skip("identities of this process are needed in the child")
    child = multiprocessing.get_context("fork").Process(
        target=_write_and_die, args=(str(tmp_path / "case"),)
    )
    child.start()
    child.join()
    assert child.exitcode == 9
    Case.open(tmp_path / "case", INSPECTOR, known).close()


def test_a_case_that_cannot_be_opened_is_not_left_locked(tmp_path: Path) -> None:
    make(tmp_path).close()
    with pytest.raises(SignerUnknown):
        Case.open(tmp_path / "case", INSPECTOR, lambda _: None)
    Case.open(tmp_path / "case", INSPECTOR, known).close()


# --- evidence ----------------------------------------------------------------------------------


def only_snapshot(case: Path) -> Path:
    (path,) = (case / "snapshots").iterdir()
    return path


def test_a_snapshot_is_copied_as_it_is(tmp_path: Path) -> None:
    make(tmp_path).close()
    copy = only_snapshot(tmp_path / "case")
    assert copy.read_bytes() == (tmp_path / "small.snapshot").read_bytes()


def test_a_snapshot_changed_since_is_refused_at_open(tmp_path: Path) -> None:
    make(tmp_path).close()
    copy = only_snapshot(tmp_path / "case")
    content = bytearray(copy.read_bytes())
    content[300] ^= 1
    copy.write_bytes(content)
    with pytest.raises(PackageDamaged):
        Case.open(tmp_path / "case", INSPECTOR, known)


def test_a_snapshot_that_is_gone_or_exchanged_is_refused_at_open(tmp_path: Path) -> None:
    make(tmp_path).close()
    copy = only_snapshot(tmp_path / "case")
    copy.write_bytes(pack_small(tmp_path, name="other").read_bytes())
    with pytest.raises(CaseDamaged) as exchanged:
        Case.open(tmp_path / "case", INSPECTOR, known)
    copy.unlink()
    with pytest.raises(CaseDamaged) as gone:
        Case.open(tmp_path / "case", INSPECTOR, known)
    told = [error.value.facts["problem"] for error in (exchanged, gone)]
    assert told == ["snapshot-exchanged", "snapshot-missing"]


@pytest.mark.parametrize(
    "about",
    [
        b"",
        b"[]",
        b'{"format":"inspector.case","version":1,"id":"x","roster":[]}',
        b'{"format":"other","version":1,"id":"x","snapshots":[]}',
        b'{"format":"inspector.case","version":1,"id":"x","snapshots":[{"id":"../../x"}]}',
        b'{"format":"inspector.case","version":2,"id":"x","snapshots":[]}',
    ],
    ids=["empty", "a list", "no snapshots", "another format", "a path for an id", "newer"],
)
def test_a_case_description_that_is_none_is_refused(tmp_path: Path, about: bytes) -> None:
    make(tmp_path).close()
    (tmp_path / "case" / "case.json").write_bytes(about)
    with pytest.raises(CaseDamaged):
        Case.open(tmp_path / "case", INSPECTOR, known)


def test_a_case_is_made_whole_or_not_at_all(tmp_path: Path) -> None:
    snapshot = verified_small(tmp_path)
    (tmp_path / "small.snapshot").unlink()
    with pytest.raises(FileNotFoundError):
        Case.create(tmp_path / "case", [snapshot], INSPECTOR, [])
    assert list(tmp_path.iterdir()) == []


# --- what is kept ------------------------------------------------------------------------------


def test_kept_results_are_listed_by_prefix_and_replaced_by_name(tmp_path: Path) -> None:
    with make(tmp_path) as case:
        assert case.kept("hits/A") is None
        for name in ("hits/B", "hits/A", "links"):
            case.keep(name, HITS)
        case.keep("hits/A", HITS.slice(0, 1))
        assert case.kept_names("hits/") == ["hits/A", "hits/B"]
        assert case.kept_names() == ["hits/A", "hits/B", "links"]
        again = case.kept("hits/A")
        assert again is not None and again.num_rows == 1


@pytest.mark.parametrize("name", ["../x", "/x", "a/../b", "", "a//b", "a/.hidden"])
def test_a_name_stays_inside_the_case(tmp_path: Path, name: str) -> None:
    with make(tmp_path) as case, pytest.raises(AssertionError):
        case.write_sealed(name, b"x")


def test_a_sealed_file_moved_or_touched_does_not_open(tmp_path: Path) -> None:
    with make(tmp_path) as case:
        case.write_sealed("packs/a.sealed", b"one")
        case.write_sealed("packs/b.sealed", b"two")
        a, b = (case.folder / "packs" / name for name in ("a.sealed", "b.sealed"))
        b.write_bytes(a.read_bytes())
        with pytest.raises(SealDamaged) as damaged:
            case.read_sealed("packs/b.sealed")
        assert damaged.value.facts["path"] == str(b)
        assert case.read_sealed("packs/a.sealed") == b"one"
        a.unlink()
        with pytest.raises(CaseDamaged):
            case.read_sealed("packs/a.sealed")


def test_a_reader_never_sees_half_a_result(tmp_path: Path) -> None:
    with make(tmp_path) as case:
        case.keep("hits/A", HITS)
        done = threading.Event()

        def rewrite() -> None:
            for _ in range(30):
                case.keep("hits/A", HITS)
            done.set()

        writer = threading.Thread(target=rewrite)
        writer.start()
        while not done.is_set():
            assert case.kept("hits/A") == HITS
        writer.join()


def test_the_roster_is_read_from_the_case_and_not_from_the_store(tmp_path: Path) -> None:
    make(tmp_path).close()

    def authority_only(key_id: str) -> Card | None:
        return known(key_id)

    with Case.open(tmp_path / "case", INSPECTOR, authority_only, write=False) as case:
        assert len(case.cards) == 2
