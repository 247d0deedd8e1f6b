"""Bundles as they were handed in, each distrusted until it verifies, many of them side by side.

One that does not verify is an error beside its path, never a stop for the others.
"""

import multiprocessing
import os
from collections import Counter
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from datetime import date, timedelta
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import pyarrow as pa
import pyarrow.parquet as pq

from inspector.errors import InspectorError, OutOfTime, SignerUnknown
from inspector.i18n import language, speak
from inspector.merge import BundleContents, Checked, check_bundle
from inspector.steps.report import HITS
from inspector.steps.submit import JOURNAL
from inspector.steps.verify import known_bundle
from inspector.trust import Identity, TrustStore, home

if TYPE_CHECKING:
    from inspector.report import VerifiedBundle

_WORTH_A_PROCESS = 12
"""Bundles; fewer are verified before another process has begun."""


def open_all(
    paths: Sequence[Path], identity: Identity
) -> Iterator[tuple[Path, Checked | InspectorError]]:
    """Each bundle, opened and verified, or why it was not; in the order given, on all cores."""
    cores = min(os.cpu_count() or 1, len(paths) // _WORTH_A_PROCESS)
    opening = partial(_tried, identity=identity)
    if cores < 2:
        yield from zip(paths, map(opening, paths), strict=True)
        return
    # A fork of a process with threads may hang.
    begun = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(cores, begun, initializer=speak, initargs=(language(),)) as pool:
        yield from zip(paths, pool.map(opening, paths, chunksize=4), strict=True)


def _tried(path: Path, identity: Identity) -> Checked | InspectorError:
    try:
        return open_bundle(path, identity)
    except InspectorError as error:
        return error


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
        rows={one["digest"]: int(one["taken"]) for one in report["snapshots"]},
    )


def _hits(parquet: bytes) -> dict[str, int]:
    """Hits by rule; the report names the file's digest, which has been compared."""
    if not parquet:
        return {}
    hits = pq.ParquetFile(pa.BufferReader(parquet)).read(["rule_id", "hit_id"], use_threads=False)
    pairs = hits.group_by(["rule_id", "hit_id"]).aggregate([])
    return dict(sorted(Counter(map(str, pairs.column("rule_id").to_pylist())).items()))
