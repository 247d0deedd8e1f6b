"""The supervisor's table: verify each bundle, merge, write the signed summary, give receipts."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from inspector.errors import FileMissing, InspectorError, writing
from inspector.i18n import language
from inspector.merge import Checked, Merged, Refused
from inspector.merge import gather as merge
from inspector.outbox import receive
from inspector.steps.received import open_all
from inspector.trust import Identity, allow, digest_file
from inspector.whole import write_whole

PAGE = "dashboard.html"

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
    contents: dict[str, Checked] = {}
    unopened: list[Refused] = []
    places = {digest_file(path): path for path in _bundles(inboxes)}
    for named, (path, opened) in zip(places, open_all([*places.values()], identity), strict=True):
        if isinstance(opened, InspectorError):
            unopened.append(Refused(named, "", path.name, opened))
        else:
            contents[named] = opened
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


def merged_tables(merged: Merged) -> "list[TableOf]":
    """The summary's figures as tables, in the language in force."""
    from inspector.report import tables

    return list(tables(merged, language()))
