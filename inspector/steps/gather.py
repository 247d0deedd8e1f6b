"""The supervisor's table: verify each bundle, merge, write the signed summary, give receipts."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from inspector.errors import FileMissing, InspectorError, OutOfTime, SignerUnknown, writing
from inspector.findings import Event, unpack_events
from inspector.i18n import language
from inspector.merge import BundleContents, Merged, Refused
from inspector.merge import gather as merge
from inspector.outbox import receive
from inspector.steps.submit import JOURNAL
from inspector.steps.verify import known_bundle
from inspector.trust import Identity, TrustStore, allow, digest_file, home
from inspector.whole import write_whole

PAGE = "dashboard.html"

if TYPE_CHECKING:
    from inspector.report import SummaryFiles, TableOf, VerifiedBundle


@dataclass(frozen=True)
class Gathered:
    """What the accepted bundles add up to, and what was refused with its reason."""

    merged: Merged
    files: "SummaryFiles"
    accepted: int
    refused: tuple[tuple[Path, InspectorError], ...]


def gather(
    inboxes: Sequence[Path], out: Path, identity: Identity, *, page: bool = False
) -> Gathered:
    """Bring the bundles in `inboxes` (folders or files) together into the folder `out`.

    Each bundle is distrusted until it verifies; one that does not is refused with its reason and
    the others still count. An accepted bundle gets its receipt, signed, beside it.

    Args:
        page: write the figures as a page for a browser too.

    Raises:
        RoleForbidden, FileMissing: nothing was written.
        WriteFailed: doing it again goes on where it stopped.
    """
    from inspector.report import dashboard, write_summary

    allow(identity.card, "gather")
    contents: dict[str, BundleContents] = {}
    unopened: list[Refused] = []
    places = {digest_file(path): path for path in _bundles(inboxes)}
    for named, path in places.items():
        try:
            contents[named] = _open(path, identity)
        except InspectorError as error:
            unopened.append(Refused(named, "", path.name, error))
    merged = merge(contents.values())
    merged = replace(merged, refused=(*merged.refused, *unopened))
    with writing(out):
        files = write_summary(out, merged, identity, made_on=date.today(), lang=language())
        if page:
            told = dashboard(merged, date.today(), language())
            write_whole(out / PAGE, told.encode("utf-8"))
    refused = {one.digest: one.error for one in merged.refused}
    accepted = [places[named] for named in contents if named not in refused]
    for path in accepted:
        with writing(path):
            receive(path, identity, datetime.now(UTC))
    left_out = tuple((places[named], error) for named, error in refused.items())
    return Gathered(merged, files, len(accepted), left_out)


def _bundles(inboxes: Sequence[Path]) -> Iterator[Path]:
    for inbox in inboxes:
        if not inbox.exists():
            raise FileMissing(path=str(inbox))
        yield from sorted(inbox.rglob("*.bundle")) if inbox.is_dir() else [inbox]


def _open(path: Path, identity: Identity) -> BundleContents:
    from inspector.report import open_bundle

    store = TrustStore(home())
    bundle = known_bundle(path, store)
    contents = _contents(bundle, open_bundle(bundle, identity))
    for event in contents.events:
        _in_time(event, bundle, store)
    return contents


def _in_time(event: Event, bundle: "VerifiedBundle", store: TrustStore) -> None:
    """What somebody did after the card or the roster ended, or was taken back, does not count."""
    card = store.find(event.author, str(bundle.report.get("inspection", "")))
    if card is None:
        raise SignerUnknown(path=bundle.path.name, signer=event.author)
    day = date.fromisoformat(event.at[:10])
    # `at` is UTC; a day on a card is a day wherever its holder is.
    if not card.valid_between(day, day + timedelta(days=1)):
        raise OutOfTime(name=card.name, day=day.isoformat())


def _contents(bundle: "VerifiedBundle", parts: dict[str, bytes]) -> BundleContents:
    report, cards = bundle.report, bundle.roster
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
        events=tuple(unpack_events(parts[JOURNAL], cards, bundle.case_id)),
        manifest=bundle.manifest,
        digest=bundle.digest,
        cards=cards,
        heads=report["journal"],
    )


def merged_tables(merged: Merged) -> "list[TableOf]":
    """The summary's figures as tables, in the language in force."""
    from inspector.report import tables

    return list(tables(merged, language()))
