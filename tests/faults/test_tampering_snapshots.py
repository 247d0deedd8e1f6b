"""A snapshot somebody laid hands on: refused, with the reason, before anything in it is used."""

import json
import random
import shutil
from collections.abc import Iterator, Sequence
from itertools import permutations
from pathlib import Path

import pytest

from inspector.errors import (
    CaseDamaged,
    InspectorError,
    PackageDamaged,
    PackageRolledBack,
    SealDamaged,
)
from inspector.i18n import explain
from inspector.snapshot import locate, verify
from inspector.snapshot.shell import ShellWriter, walk
from inspector.steps import open_case, open_desk
from inspector.trust import SealedReader, TrustStore, home
from inspector.workspace import Case
from inspector.workspace.case_files import case_id_of
from tests.rooms.snapshot_sample import (
    ABOUT,
    AUTHORITY,
    FEES,
    INSPECTOR,
    Forger,
    known,
    pack_small,
    verified_small,
)

BIG = """
    CREATE TABLE fee_list_d AS SELECT md5(range::VARCHAR) AS bkkp_sn, hash(range) AS cnt
    FROM range(90000)
"""
TWO = FEES + "; CREATE TABLE staff AS SELECT 'S1' AS staff_code"
PARTS = ("tables/fee_list_d.parquet.age", "tables/staff.parquet.age")


@pytest.fixture(scope="module")
def big(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return pack_small(tmp_path_factory.mktemp("big"), BIG)


@pytest.fixture
def opened_nothing(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """No sealed byte is read while this holds: whoever refuses has used no content."""

    def read(*_: object) -> None:
        raise AssertionError("content was used before it was verified")

    monkeypatch.setattr(SealedReader, "__init__", read)
    yield


def refused(path: Path) -> str:
    """The sentence; empty if it was let through."""
    try:
        verify(path, known)
    except InspectorError as error:
        return explain(error, "zh").what
    return ""


def put_together(honest: Path, parts: Sequence[tuple[str, bytes]]) -> Path:
    """Entries in the right layout, with the signatures they came with."""
    out = honest.with_name("altered.snapshot")
    with out.open("wb") as file:
        shell = ShellWriter(file)
        for name, content in parts:
            shell.add(name, content)
        shell.finish()
    return out


# --- bits, ends, parts -------------------------------------------------------------------------


@pytest.mark.heavy
def test_two_thousand_random_bits_of_a_big_snapshot_are_each_refused(
    big: Path, tmp_path: Path, opened_nothing: None
) -> None:
    dice, altered = random.Random(20240701), tmp_path / "big.snapshot"
    altered.write_bytes(big.read_bytes())
    size = altered.stat().st_size
    assert size > 2_000_000
    with altered.open("r+b", buffering=0) as file:
        for _ in range(2000):
            place, bit = dice.randrange(size), 1 << dice.randrange(8)
            file.seek(place)
            [honest] = file.read(1)
            for byte, expected in ((honest ^ bit, True), (honest, False)):
                file.seek(place)
                file.write(bytes([byte]))
                assert not expected or refused(altered), (place, bit)
    assert not refused(altered)


@pytest.mark.heavy
def test_a_big_snapshot_cut_or_grown_anywhere_is_refused(
    big: Path, tmp_path: Path, opened_nothing: None
) -> None:
    content, altered = big.read_bytes(), tmp_path / "big.snapshot"
    with big.open("rb") as file:
        edges = {edge for entry in walk(file) for edge in (entry.offset, entry.start, entry.end)}
    dice = random.Random(1)
    ends = {max(0, edge + by) for edge in edges for by in (-1, 0, 1)}
    ends |= {dice.randrange(len(content)) for _ in range(300)} | set(range(len(content) - 99, 0))
    for end in sorted(ends - {len(content)}):
        altered.write_bytes(content[:end])
        assert refused(altered), end
    for tail in (b"\0", b"\n", b"PK\5\6" + bytes(18), content[:100], content):
        altered.write_bytes(content + tail)
        assert refused(altered)
        altered.write_bytes(tail + content)
        assert refused(altered)


def test_parts_dropped_repeated_or_in_another_order_are_refused(
    tmp_path: Path, opened_nothing: None
) -> None:
    honest = pack_small(tmp_path, TWO)
    parts = list(Forger(honest).entries.items())
    assert refused(put_together(honest, parts)) == ""
    for order in permutations(range(len(parts))):
        if order != tuple(sorted(order)):
            moved = [parts[at] for at in order]
            assert refused(put_together(honest, moved)), order
    for at in range(len(parts)):
        assert refused(put_together(honest, parts[:at] + parts[at + 1 :])), at
        for into in range(len(parts) + 1):
            assert refused(put_together(honest, [*parts[:into], parts[at], *parts[into:]]))


def test_tables_exchanged_within_a_snapshot_are_refused(
    tmp_path: Path, opened_nothing: None
) -> None:
    honest = pack_small(tmp_path, TWO)
    forger = Forger(honest)
    first, second = (forger.entries[name] for name in PARTS)
    forger.entries |= {PARTS[0]: second, PARTS[1]: first}
    assert refused(forger.write())


def test_tables_exchanged_between_two_honest_snapshots_are_refused(
    tmp_path: Path, opened_nothing: None
) -> None:
    # Same tables, same rows, same people: only the seals and the signatures differ.
    one, other = (Forger(pack_small(tmp_path, TWO, name)) for name in ("one", "other"))
    for name in one.entries:
        mixed = {**one.entries, name: other.entries[name]}
        assert refused(put_together(one.path, list(mixed.items()))), name
    ends = {name: other.entries[name] for name in ("manifest.json", "signatures.json")}
    assert refused(put_together(one.path, list({**one.entries, **ends}.items())))
    assert refused(put_together(one.path, list(other.entries.items()))) == ""


# --- an older one over a newer one -------------------------------------------------------------


@pytest.fixture
def trusting(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> TrustStore:
    monkeypatch.setenv("INSPECTOR_HOME", str(tmp_path / "home"))
    store = TrustStore(home())
    store.trust(AUTHORITY.card)
    return store


def test_an_older_snapshot_over_a_newer_one_is_refused_and_nothing_is_made(
    tmp_path: Path, trusting: TrustStore
) -> None:
    older, newer = (pack_small(tmp_path, name=f"v{n}", version=n) for n in (1, 2))
    open_case(tmp_path / "first", [older], INSPECTOR)
    open_case(tmp_path / "second", [newer], INSPECTOR)
    for folder in ("first", "third"):
        with pytest.raises(PackageRolledBack) as caught:
            open_case(tmp_path / folder / "again", [older], INSPECTOR)
        assert (caught.value.facts["version"], caught.value.facts["floor"]) == (1, 2)
        assert not (tmp_path / folder / "again").exists()
    # Another line has a floor of its own, and the newer one opens as often as one likes.
    open_case(tmp_path / "other", [pack_small(tmp_path, name="o", line="H2")], INSPECTOR)
    open_case(tmp_path / "fourth", [newer], INSPECTOR)


def test_an_older_snapshot_under_a_newer_version_is_no_longer_signed(
    tmp_path: Path, trusting: TrustStore, opened_nothing: None
) -> None:
    forger = Forger(pack_small(tmp_path, version=1))
    honest = forger.entries["manifest.json"]
    forger.entries["manifest.json"] = honest.replace(b'"version":1', b'"version":9')
    assert forger.entries["manifest.json"] != honest
    with pytest.raises(PackageDamaged):
        open_case(tmp_path / "case", [forger.write()], INSPECTOR)
    assert not (tmp_path / "case").exists()
    assert trusting.floor(f"snapshot {ABOUT.line}") == 0


def test_another_honest_snapshot_in_the_place_of_the_one_received_is_refused(
    tmp_path: Path, opened_nothing: None
) -> None:
    ours, other = verified_small(tmp_path), verified_small(tmp_path, name="other", version=2)
    with Case.create(tmp_path / "case", [ours], INSPECTOR, []) as case:
        [inside] = (case.folder / "snapshots").iterdir()
    inside.write_bytes(other.path.read_bytes())
    with pytest.raises(CaseDamaged) as caught:
        Case.open(case.folder, INSPECTOR, known)
    assert caught.value.facts["problem"] == "snapshot-exchanged"


@pytest.mark.parametrize("write", [True, False])
@pytest.mark.parametrize("journal", ["kept", "deleted"])
def test_an_older_snapshot_put_into_a_case_by_writing_its_description_anew_is_refused(
    tmp_path: Path, trusting: TrustStore, write: bool, journal: str
) -> None:
    older, newer = pack_small(tmp_path, version=1), pack_small(tmp_path, name="newer", version=2)
    folder = open_case(tmp_path / "case", [newer], INSPECTOR).folder
    open_desk(folder, INSPECTOR, write=write).close()
    package = verify(older, trusting.find)
    place = folder / "snapshots" / f"{package.manifest.snapshot_id}.snapshot"
    place.write_bytes(older.read_bytes())
    about = json.loads((folder / "case.json").read_bytes())
    about["snapshots"] = [{"id": package.manifest.snapshot_id, "digest": package.digest}]
    (folder / "case.json").write_text(json.dumps(about))
    if journal == "deleted":
        shutil.rmtree(folder / "journal")
    with pytest.raises(CaseDamaged) as caught:
        open_desk(folder, INSPECTOR, write=write)
    assert caught.value.facts["problem"] == "snapshot-exchanged"
    # Under the id of the case it would be, nothing that was sealed opens.
    (folder / "case.json").write_text(json.dumps(about | {"id": case_id_of([package])}))
    with pytest.raises(SealDamaged):
        open_desk(folder, INSPECTOR, write=write)


@pytest.mark.parametrize("write", [True, False])
def test_a_case_without_its_journal_does_not_open_as_an_empty_one(
    tmp_path: Path, trusting: TrustStore, write: bool
) -> None:
    folder = open_case(tmp_path / "case", [pack_small(tmp_path)], INSPECTOR).folder
    for log in (folder / "journal").glob("*.log"):
        log.unlink()
    with pytest.raises(CaseDamaged) as caught:
        open_desk(folder, INSPECTOR, write=write)
    assert caught.value.facts["problem"] == "journal-missing"
    assert "日志" in explain(caught.value, "zh").what


def test_a_table_that_changed_under_an_open_case_gives_no_row(tmp_path: Path) -> None:
    snapshot = verified_small(tmp_path)
    offset, length = locate(snapshot, "fee_list_d")
    content = bytearray(snapshot.path.read_bytes())
    for place in range(offset, offset + length, 11):
        content[place] ^= 4
        snapshot.path.write_bytes(content)
        content[place] ^= 4
        with (
            pytest.raises(InspectorError),
            SealedReader(snapshot.path, INSPECTOR.age_secret, offset, length) as sealed,
        ):
            sealed.read_at(0, sealed.size)
