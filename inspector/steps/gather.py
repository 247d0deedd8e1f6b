"""The supervisor's table: verify each bundle, merge, write the signed summary, give receipts."""

from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from inspector.errors import FileMissing, InspectorError, StoreDamaged, Usage, writing
from inspector.i18n import language, say
from inspector.merge import (
    COLUMNS,
    FINDINGS,
    Browser,
    Checked,
    Merged,
    Refused,
    Store,
    check_resolutions,
    is_store,
    taken_back,
)
from inspector.merge import gather as merge
from inspector.outbox import receive
from inspector.steps.packages import write_packages
from inspector.steps.received import keep_all, many_small_things, open_all, side_by_side
from inspector.steps.settle import supervisors_of
from inspector.trust import Identity, TrustStore, allow, home
from inspector.whole import write_whole

PAGE = "dashboard.html"
_WRITERS = 8

if TYPE_CHECKING:
    from inspector.report import SummaryFiles, TableOf


@dataclass(frozen=True)
class Gathered:
    """What the accepted bundles add up to, and what was refused with its reason."""

    merged: Merged
    files: "SummaryFiles"
    accepted: int
    refused: tuple[tuple[Path, InspectorError], ...]


def gather(
    inboxes: Sequence[Path],
    out: Path,
    identity: Identity,
    *,
    page: bool = False,
    store: Path | None = None,
    packages: bool = False,
) -> Gathered:
    """Bring the bundles in `inboxes` (folders or files) together into the folder `out`.

    Each bundle is distrusted until it verifies; one that does not is refused with its reason and
    the others still count. An accepted bundle gets its receipt, signed, beside it.

    Args:
        page: write the figures as a page for a browser too.
        store: the supervisor's store; what is in it counts too, and what is accepted stays in it.
        packages: write the case packages too; they are made from the store.

    Raises:
        RoleForbidden, FileMissing, StoreDamaged, NotRecipient: nothing was written.
        WriteFailed: doing it again goes on where it stopped.
    """
    from inspector.report import dashboard, write_summary

    allow(identity.card, "gather")
    paths = list(_bundles(inboxes))
    held = Store.open(store, identity) if store else None
    with many_small_things():
        merged, places, unopened = (
            _into(held, paths, identity) if held else _at_once(paths, identity)
        )
    merged = replace(merged, refused=(*merged.refused, *unopened))
    with writing(out):
        files = write_summary(out, merged, identity, made_on=date.today(), lang=language())
        if page:
            told = dashboard(merged, date.today(), language())
            write_whole(out / PAGE, told.encode("utf-8"))
        if held and packages:
            write_packages(out, held, merged, identity)
    refused = {one.digest: one.error for one in merged.refused}
    accepted = {named: path for named, path in places.items() if named not in refused}
    _acknowledge(accepted, identity)
    left_out = {places[named]: error for named, error in refused.items() if named in places}
    return Gathered(merged, files, len(accepted), tuple(left_out.items()))


Places = Mapping[str, Path]
"""Where each bundle lies, by digest."""


def _acknowledge(accepted: Places, identity: Identity) -> None:
    """Each receipt waits for the disk, so that many are written at a time."""

    def acknowledge(named: str) -> None:
        with writing(accepted[named]):
            receive(accepted[named], identity, datetime.now(UTC), named)

    with ThreadPoolExecutor(_WRITERS) as pool:
        for _ in pool.map(acknowledge, accepted):
            pass


def _at_once(paths: Sequence[Path], identity: Identity) -> tuple[Merged, Places, list[Refused]]:
    tried = list(open_all(paths, identity))
    merged = merge({named: one for named, one in tried if isinstance(one, Checked)}.values())
    places = {named: path for path, (named, _) in zip(paths, tried, strict=True)}
    return merged, places, _unopened(places, tried)


def _into(
    store: Store, paths: Sequence[Path], identity: Identity
) -> tuple[Merged, Places, list[Refused]]:
    """What lies in the store already is not opened again; what was settled there holds."""
    tried = list(keep_all(paths, identity, store))
    places = {named: path for path, (named, _) in zip(paths, tried, strict=True)}
    cards = supervisors_of(store, identity)
    settled = check_resolutions(store.resolutions(), [*cards.values()])
    anew = partial(store.make, resolutions=settled, cards=cards)
    for _ in side_by_side(anew, store.stale(settled)):
        pass
    trusted = TrustStore(home())
    found = store.findings() if trusted.anything_revoked() else FINDINGS.empty_table()
    gone = taken_back(found, trusted.revoked_since)
    return replace(store.merged(), taken_back=gone), places, _unopened(places, tried)


def _unopened(places: Places, tried: Sequence[tuple[str, object]]) -> list[Refused]:
    return [
        Refused(named, "", places[named].name, error)
        for named, error in dict(tried).items()
        if isinstance(error, InspectorError)
    ]


@dataclass(frozen=True)
class GatheredPage:
    """Some of a store's findings; `total` is how many there are in all."""

    columns: tuple[str, ...]
    rows: tuple[tuple[object, ...], ...]
    total: int


def gathered_findings(
    store: Path,
    identity: Identity,
    *,
    offset: int = 0,
    limit: int = 50,
    order: Sequence[str] = ("institution", "rule_id", "id"),
    descending: bool = False,
    where: Mapping[str, str] | None = None,
) -> GatheredPage:
    """One page of the findings in a supervisor's store.

    Args:
        order: columns. where: column → the value it must have.

    Raises:
        RoleForbidden, StoreDamaged, NotRecipient
        Usage: there is no such column.
    """
    if not is_store(store):
        raise StoreDamaged(path=str(store))
    for name in (*order, *(where or {})):
        if name not in COLUMNS:
            known = ", ".join(COLUMNS)
            raise Usage(problem=say("merge.column-unknown", column=name, columns=known))
    with Browser(Store.open(store, identity), TrustStore(home()).revoked_since) as browser:
        found = browser.page(offset, limit, order=order, descending=descending, where=where)
    return GatheredPage(COLUMNS, found.rows, found.total)


def _bundles(inboxes: Sequence[Path]) -> Iterator[Path]:
    for inbox in inboxes:
        if not inbox.exists():
            raise FileMissing(path=str(inbox))
        yield from sorted(inbox.rglob("*.bundle")) if inbox.is_dir() else [inbox]


def merged_tables(merged: Merged, most: int) -> "list[TableOf]":
    """The summary's figures as tables of about `most` rows, in the language in force."""
    from inspector.report import heads

    return list(heads(merged, language(), most))
