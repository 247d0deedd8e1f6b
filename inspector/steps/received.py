"""Bundles as they were handed in, each distrusted until it verifies, many of them side by side.

One that does not verify is an error beside its path, never a stop for the others.
"""

import gc
import multiprocessing
import os
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor, ThreadPoolExecutor
from contextlib import contextmanager
from datetime import date, timedelta
from functools import partial
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

import pyarrow as pa
import pyarrow.parquet as pq

from inspector.errors import InspectorError, OutOfTime, SignerUnknown
from inspector.i18n import Language, language, speak
from inspector.merge import BundleContents, Checked, Extent, Store, check_bundle
from inspector.steps.report import HITS
from inspector.steps.submit import JOURNAL
from inspector.steps.verify import known_bundle
from inspector.trust import Identity, TrustStore, digest_file, home

if TYPE_CHECKING:
    from inspector.report import VerifiedBundle

_WORTH_A_PROCESS, _HANDFUL = 12, 4
"""Bundles; fewer are verified before another process has begun. A process takes a handful."""
_MANY = 100_000
Item = TypeVar("Item")
Result = TypeVar("Result")


Digest = str
Kept = tuple[Digest, InspectorError | None]
"""The bundle is in the store, or why not."""


def open_all(
    paths: Sequence[Path], identity: Identity
) -> Iterator[tuple[Digest, Checked | InspectorError]]:
    """Each bundle's digest, and it opened and verified, or why not; in the order given."""
    return side_by_side(partial(_opened, identity=identity), paths)


def keep_all(paths: Sequence[Path], identity: Identity, store: Store) -> Iterator[Kept]:
    """Take each bundle into the store as soon as it is verified, or tell why not; its digest.

    What lies in the store already is not opened again.
    """
    return _in_handfuls(partial(_kept, identity=identity, store=store), paths)


def side_by_side(work: Callable[[Item], Result], items: Sequence[Item]) -> Iterator[Result]:
    """What `work` makes of each item, in order; in processes where there are many."""
    return _in_handfuls(partial(_each, work), items)


def _each(work: Callable[[Item], Result], handful: Sequence[Item]) -> list[Result]:
    return list(map(work, handful))


def _in_handfuls(
    work: Callable[[Sequence[Item]], list[Result]], items: Sequence[Item]
) -> Iterator[Result]:
    handfuls = [items[at : at + _HANDFUL] for at in range(0, len(items), _HANDFUL)]
    workers = min(os.cpu_count() or 1, len(items) // _WORTH_A_PROCESS)
    if workers < 2:
        yield from chain.from_iterable(map(work, handfuls))
        return
    # A fork of a process with threads may hang.
    begun = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(workers, begun, initializer=_begin, initargs=(language(),)) as pool:
        yield from chain.from_iterable(pool.map(work, handfuls))


def _begin(spoken: Language) -> None:
    speak(spoken)
    gc.set_threshold(_MANY)


@contextmanager
def many_small_things() -> Iterator[None]:
    """Thousands of small things live as long as their bundle: looking for rings costs a tenth."""
    before = gc.get_threshold()
    gc.set_threshold(_MANY)
    try:
        yield
    finally:
        gc.set_threshold(*before)


def _digest(path: Path) -> Digest:
    """Of what went away since it was listed, none; opening it tells so."""
    return digest_file(path) if path.is_file() else ""


def _tried(path: Path, identity: Identity) -> Checked | InspectorError:
    try:
        return open_bundle(path, identity)
    except InspectorError as error:
        return error


def _opened(path: Path, identity: Identity) -> tuple[Digest, Checked | InspectorError]:
    return _digest(path), _tried(path, identity)


def _kept(paths: Sequence[Path], identity: Identity, store: Store) -> list[Kept]:
    """While one waits for the disk, the next is verified; all are on the disk on return."""
    with ThreadPoolExecutor(1) as behind:
        tried = [_begun(path, identity, store, behind) for path in paths]
        return [
            (named, told.result() if isinstance(told, Future) else told) for named, told in tried
        ]


def _begun(
    path: Path, identity: Identity, store: Store, behind: ThreadPoolExecutor
) -> tuple[Digest, InspectorError | Future[None] | None]:
    named = _digest(path)
    if named and store.holds(named):
        return named, None
    opened = _tried(path, identity)
    if isinstance(opened, InspectorError):
        return named, opened
    return named, behind.submit(store.put, store.parts(opened))


def open_bundle(path: Path, identity: Identity) -> Checked:
    """The bundle at `path`, verified down to every event, with whoever acted in time.

    Raises:
        FileMissing, PackageDamaged, JournalDamaged, SignatureInvalid, SignerUnknown, RoleForbidden,
        NotRecipient, OutOfTime: nothing of it may be used.
    """
    from inspector.report import open_bundle as unsealed

    store = TrustStore(home())
    bundle = known_bundle(path, store)
    checked = check_bundle(_contents(bundle, unsealed(bundle, identity)))
    _in_time(checked, bundle, store)
    return checked


def _in_time(checked: Checked, bundle: "VerifiedBundle", store: TrustStore) -> None:
    """What somebody did after the card or the roster ended, or was taken back, does not count."""
    inspection = str(bundle.report.get("inspection", ""))
    acted: dict[str, set[str]] = {}
    for event in checked.events:
        acted.setdefault(event.author, set()).add(event.at[:10])
    for author, days in acted.items():
        card = store.find(author, inspection)
        if card is None:
            raise SignerUnknown(path=bundle.path.name, signer=author)
        for day in map(date.fromisoformat, sorted(days)):
            # `at` is UTC; a day on a card is a day wherever its holder is.
            if not card.valid_between(day, day + timedelta(days=1)):
                raise OutOfTime(name=card.name, day=day.isoformat())


def _contents(bundle: "VerifiedBundle", parts: dict[str, bytes]) -> BundleContents:
    report = bundle.report
    [institution, *_] = report["institutions"]
    first, last = report["period"]
    return BundleContents(
        case_id=bundle.case_id,
        institution=institution["code"],
        institution_name=institution["name"],
        period=(date.fromisoformat(first), date.fromisoformat(last)),
        team=tuple(card.name for card in bundle.signers),
        snapshot_digests=tuple(one["digest"] for one in report["snapshots"]),
        pack_digests=tuple(one["digest"] for one in report["packs"]),
        journal=parts[JOURNAL],
        manifest=bundle.manifest,
        digest=bundle.digest,
        cards=bundle.roster,
        heads=report["journal"],
        hits=_hits(parts.get(HITS, b"")),
        extents={
            one["digest"]: Extent.from_dict({**one, "rows": one["taken"]})
            for one in report["snapshots"]
        },
        level=institution.get("level", ""),
        kind=institution.get("kind", ""),
    )


def _hits(parquet: bytes) -> dict[str, int]:
    """Hits by rule; the report names the file's digest, which has been compared."""
    if not parquet:
        return {}
    hits = pq.ParquetFile(pa.BufferReader(parquet)).read(["rule_id", "hit_id"], use_threads=False)
    pairs = hits.group_by(["rule_id", "hit_id"]).aggregate([])
    return dict(sorted(Counter(map(str, pairs.column("rule_id").to_pylist())).items()))
