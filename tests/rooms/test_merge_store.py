"""The supervisor's store: sealed, growing bundle by bundle, the same table however it came."""

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal
from itertools import permutations
from pathlib import Path

import pytest

from inspector.errors import NotRecipient, RoleForbidden, SealDamaged, StoreDamaged
from inspector.findings import Event
from inspector.merge import (
    Browser,
    Checked,
    Extent,
    Merged,
    Store,
    check_bundle,
    gather,
    hospitals_of,
    library,
    make_feedback,
    merged_of,
    open_feedback,
    resolve,
)
from inspector.merge.crossings import Seen
from inspector.merge.kept import hospital_bytes, hospital_of
from inspector.merge.kept_bundle import bundle_bytes, bundle_of
from inspector.merge.parquet import about, beside, rows, told_in, written
from inspector.report import tables
from inspector.trust import Pseudonyms, new_identity
from inspector.whole import write_whole
from tests.rooms.summary_made_up import DAY, NOON, SNAPSHOT, bundles, known, people, zhou
from tests.rooms.test_merge_figures import handed_in


@pytest.fixture
def given(tmp_path: Path) -> list[Checked]:
    return [check_bundle(one) for one in handed_in(tmp_path / "teams")]


def taken_in(store: Store, given: Sequence[Checked], settled: Sequence[Event] = ()) -> Merged:
    for one in given:
        store.keep(one)
    for group in store.stale(settled):
        store.make(group, settled, {zhou().card.key_id: zhou().card})
    return store.merged()


def test_a_store_says_what_gathering_all_bundles_at_once_says(
    tmp_path: Path, given: list[Checked]
) -> None:
    store = Store.open(tmp_path / "store", zhou())
    at_once = merged_of(hospitals_of(given, signs=Pseudonyms(store.key)))
    kept = taken_in(store, given)
    assert kept.to_json() == at_once.to_json()
    for lang in ("zh", "en"):
        assert tables(kept, lang) == tables(at_once, lang)
    assert [dict(one.held_by) for one in kept.inspections] == [
        dict(one.held_by) for one in at_once.inspections
    ]


def test_an_event_comes_back_from_a_store_as_it_was(tmp_path: Path, given: list[Checked]) -> None:
    store = Store.open(tmp_path / "store", zhou())
    for one in given:
        store.keep(one)
        again = store.bundle(one.bundle.digest).events
        assert again == one.events
        assert [(e.id, e.envelope, hash(e)) for e in again] == [
            (e.id, e.envelope, hash(e)) for e in one.events
        ]


def test_conflicts_and_what_was_left_out_come_back_from_a_store(tmp_path: Path) -> None:
    disputed = [check_bundle(one) for one in bundles(tmp_path / "teams")]
    foreign = replace(disputed[2].bundle, institution="H9", digest=f"sha256:{9:064x}")
    given = [*disputed, replace(disputed[2], bundle=foreign)]
    kept = taken_in(Store.open(tmp_path / "store", zhou()), given)
    at_once = gather(given)
    assert len(kept.conflicts) == len(kept.refused) == 1
    assert kept.conflicts == at_once.conflicts
    ours, theirs = kept.refused[0].error, at_once.refused[0].error
    assert (type(ours), ours.facts) == (type(theirs), theirs.facts)


def test_opinions_kept_without_a_role_are_read_and_made_anew_with_it(tmp_path: Path) -> None:
    given = [check_bundle(one) for one in bundles(tmp_path / "teams")]
    store = Store.open(tmp_path / "store", zhou())
    with pytest.MonkeyPatch.context() as earlier:
        earlier.setattr("inspector.merge.groups._FORM", 1)
        earlier.setattr("inspector.merge.kept._plain", _without_role)
        (before,) = taken_in(store, given).conflicts
    assert {one.role_in("zh") for one in before.opinions} == {"身份不详"}
    assert store.stale()
    (now,) = taken_in(store, []).conflicts
    assert {one.role for one in now.opinions} == {"lead"}


def test_a_store_of_an_earlier_release_is_made_anew_and_comes_to_the_same(
    tmp_path: Path, given: list[Checked]
) -> None:
    store = Store.open(tmp_path / "store", zhou())
    now = taken_in(store, given)
    for path in (tmp_path / "store" / "hospitals").iterdir():
        kept = store.read(f"hospitals/{path.name}")
        told = {**about(kept), "hospital": told_in(beside(kept), "inspector.hospital")}
        told["hospital"]["seen"] = [Seen(*one)._asdict() for one in told["hospital"]["seen"]]
        del told["institution"]
        earlier = written(rows(kept), {"inspector": told}, repeats=True)
        store.put({f"hospitals/{path.name}": earlier})
    assert [one.seen for one in store.hospitals()] and store.stale()
    assert taken_in(store, []) == now
    assert not store.stale()


def test_a_bundle_an_earlier_release_kept_with_its_rows_only_is_still_ranked(
    given: list[Checked],
) -> None:
    kept = bundle_bytes(given[0])
    told = about(kept)
    size = {named: one["rows"] for named, one in told.pop("extents").items()}
    del told["level"], told["kind"]
    before = written(rows(kept), {"inspector": {**told, "rows": size}}, repeats=False)
    assert bundle_of(before) == bundle_of(kept)
    assert bundle_of(before).bundle.extents == {SNAPSHOT: Extent(20_000)}


def test_a_hospital_an_earlier_release_kept_opens_and_is_as_large_as_it_was(
    given: list[Checked],
) -> None:
    [hospital] = hospitals_of(given[:2], signs=Pseudonyms(b"k" * 32))
    kept = hospital_bytes(hospital, {})
    told = told_in(beside(kept), "inspector.hospital")
    [one] = told["inspections"]
    for name in ("extents", "level", "kind"):
        del one[name]
    one["rows"] = 20_000
    told["seen"] = [one._asdict() for one in hospital.seen]
    before = written(rows(kept), {"inspector": {"of": "", "hospital": told}}, repeats=True)
    read = hospital_of(before, lambda _: ({}, {}))
    assert sum(size.rows for size in read.inspections[0].extents.values()) == 20_000
    assert read.seen == hospital.seen and read.seen


def _without_role(told: object) -> object:
    if isinstance(told, dict):
        return {name: _without_role(one) for name, one in told.items() if name != "role"}
    if isinstance(told, (list, tuple)):
        return [_without_role(one) for one in told]
    return str(told) if isinstance(told, Decimal) else told


def test_any_order_and_any_number_of_sittings_makes_the_same_table(
    tmp_path: Path, given: list[Checked]
) -> None:
    first = Store.open(tmp_path / "one", zhou())
    assert taken_in(first, given).total == Decimal("637.00")
    for at, order in enumerate(permutations(given)):
        folder = tmp_path / f"{at}"
        _same_key(first, folder)
        store = Store.open(folder, zhou())
        for one in order:
            kept = taken_in(store, [one])
        assert kept.to_json() == first.merged().to_json()


def _same_key(store: Store, folder: Path) -> None:
    folder.mkdir()
    for name in ("store.json", "key.sealed"):
        (folder / name).write_bytes((store.folder / name).read_bytes())


def test_adding_a_bundle_reads_no_bundle_of_another_hospital(
    tmp_path: Path, given: list[Checked], monkeypatch: pytest.MonkeyPatch
) -> None:
    store = Store.open(tmp_path / "store", zhou())
    taken_in(store, given[:3])
    read: list[str] = []
    original = Store.read
    monkeypatch.setattr(Store, "read", lambda at, name: read.append(name) or original(at, name))  # type: ignore[func-returns-value]
    taken_in(store, given[3:])
    opened = {name for name in read if name.startswith("bundles/")}
    assert opened <= {f"bundles/{4:064x}.parquet.sealed"}


@pytest.mark.parametrize("nth", range(1, 10))
def test_killed_at_any_write_it_goes_on_from_there(
    tmp_path: Path, given: list[Checked], monkeypatch: pytest.MonkeyPatch, nth: int
) -> None:
    written, whole = [0], write_whole

    def killed(path: Path, data: bytes) -> None:
        written[0] += 1
        if written[0] == nth:
            raise KeyboardInterrupt
        whole(path, data)

    monkeypatch.setattr("inspector.merge.store.write_whole", killed)
    with pytest.raises(KeyboardInterrupt):
        taken_in(Store.open(tmp_path / "store", zhou()), given)
    monkeypatch.undo()
    store = Store.open(tmp_path / "store", zhou())
    kept = taken_in(store, [one for one in given if not store.holds(one.bundle.digest)])
    assert kept.to_json() == merged_of(hospitals_of(given, signs=Pseudonyms(store.key))).to_json()


def test_nothing_in_a_store_lies_in_the_clear_or_opens_to_another(
    tmp_path: Path, given: list[Checked]
) -> None:
    store = Store.open(tmp_path / "store", zhou())
    taken_in(store, given)
    files = [path for path in (tmp_path / "store").rglob("*") if path.is_file()]
    assert len(files) == 2 + 4 + 3
    for path in files:
        data = path.read_bytes()
        assert not [word for word in (b"PAR1", b"P00000001", b"H3301", b"DSSE") if word in data]
    with pytest.raises(NotRecipient):
        Store.open(tmp_path / "store", new_identity("别的督导", "supervisor"))
    with pytest.raises(RoleForbidden):
        Store.open(tmp_path / "store", people()["zhang"])


def test_a_sealed_file_moved_or_changed_no_longer_opens(
    tmp_path: Path, given: list[Checked]
) -> None:
    store = Store.open(tmp_path / "store", zhou())
    taken_in(store, given)
    one, two, *_ = sorted((tmp_path / "store" / "hospitals").iterdir())
    one.write_bytes(two.read_bytes())
    with pytest.raises(SealDamaged):
        store.merged()


def test_a_folder_that_is_no_store_is_not_made_one(tmp_path: Path) -> None:
    (tmp_path / "holiday.jpg").write_bytes(b"")
    with pytest.raises(StoreDamaged):
        Store.open(tmp_path, zhou())
    assert [path.name for path in tmp_path.iterdir()] == ["holiday.jpg"]


def test_a_resolution_makes_its_hospital_anew_and_no_other(tmp_path: Path) -> None:
    given = [check_bundle(one) for one in bundles(tmp_path / "teams")]
    store = Store.open(tmp_path / "store", zhou())
    taken_in(store, given)
    inspected = next(one for one in gather(given).inspections if "F2" in one.findings)
    settled = resolve(inspected, "F2", zhou(), verdict="rejected", reason="double", at=NOON)
    assert store.stale([settled]) == [tuple(one.bundle.digest for one in given[:2])]
    kept = taken_in(store, [], [settled])
    assert kept.conflicts == ()
    assert (
        kept.to_json()
        == merged_of(hospitals_of(given, [settled], signs=Pseudonyms(store.key))).to_json()
    )


def test_findings_are_browsed_page_by_page(tmp_path: Path, given: list[Checked]) -> None:
    store = Store.open(tmp_path / "store", zhou())
    taken_in(store, given)
    with Browser(store) as browser:
        whole = browser.page()
        assert whole.total == len(whole.rows) == 5
        paged = [browser.page(at, 1).rows[0] for at in range(5)]
        assert tuple(paged) == whole.rows
        dear = browser.page(0, 2, order=["amount"], descending=True)
        assert [row[-4] for row in dear.rows] == [Decimal("500.00"), Decimal("100.00")]
        assert browser.page(where={"rule_id": "SES-01", "standing": "rejected"}).total == 1


def test_a_signed_feedback_pack_comes_back_and_a_forged_one_does_not(
    tmp_path: Path, given: list[Checked]
) -> None:
    effects = gather(given).effects
    pack = make_feedback(effects, 3, zhou(), DAY)
    told = open_feedback(pack, known)
    assert (told.effects, told.hospitals, told.by.name) == (effects, 3, "周督导")
    best = told.of("XY2-03")
    assert best is not None and best.hits == 30
    with pytest.raises(RoleForbidden):
        make_feedback(effects, 3, people()["zhang"], DAY)
    assert not [word for word in ("H3301", "张检查", "P000") if word.encode() in pack]


def test_the_library_tells_only_what_five_persons_share(
    tmp_path: Path, given: list[Checked]
) -> None:
    store = Store.open(tmp_path / "store", zhou())
    taken_in(store, given)
    rows = store.findings().to_pylist()
    seen = [one for hospital in store.hospitals() for one in hospital.seen]
    cases, left_out = library(rows, seen)
    assert (cases, left_out) == ((), 4)
    pretended = [
        one._replace(sign=f"{at}") for one in seen if one.kind == "person" for at in range(5)
    ]
    cases, left_out = library(rows, pretended)
    assert left_out == 0 and {one.people for one in cases} == {5}
    shared = next(one for one in cases if one.rule_id == "XY2-03")
    assert (shared.province, shared.year, shared.findings) == ("33", "2024", 2)
    assert shared.money == Decimal(600)
    four = [one for one in pretended if one.sign != "4"]
    assert library(rows, four) == ((), 4)
