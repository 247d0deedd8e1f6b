"""Hand in: seal the signed report into a bundle, queue it, send what waits, keep the receipts."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from inspector.errors import SupervisorMissing
from inspector.findings import pack_events
from inspector.outbox import Entry, Receipt, listing, queue, send_all
from inspector.steps.desk import Desk
from inspector.steps.people import cards_of
from inspector.steps.report import HITS, hits_file
from inspector.steps.sign import report_folder
from inspector.trust import Card, digest

JOURNAL = "journal.sealed"
EVIDENCE = "evidence"


@dataclass(frozen=True)
class Sent:
    """How far each bundle of the outbox has come, and the receipts that are new."""

    entries: tuple[Entry, ...]
    receipts: tuple[Receipt, ...]


def submit(desk: Desk, to: str | None = None, folder: Path | None = None) -> Sent:
    """Queue the signed report as a bundle, once, and send what waits to `to`, if that is named.

    Safe to repeat: a report is bundled once, a bundle is delivered once.

    Raises:
        RoleForbidden, ReportMissing, SignaturesMissing, SupervisorMissing: nothing was queued.
        TargetUnreachable, ReceiptInvalid: what was queued still waits.
    """
    desk.may("submit")
    outbox = desk.case.folder / "outbox"
    _bundle_once(desk, report_folder(desk, folder), outbox)
    if to is None:
        return Sent(tuple(listing(outbox)), ())
    before = {entry.digest for entry in listing(outbox) if to in entry.targets}
    entries, receipts = send_all(outbox, to, desk.store.find)
    for entry in entries:
        if entry.digest not in before:
            desk.note("submitted", {"bundle": entry.digest, "target": to})
    return Sent(tuple(entries), tuple(receipts))


def _bundle_once(desk: Desk, folder: Path, outbox: Path) -> None:
    """Sealing draws fresh keys, so the same report sealed twice would be two bundles."""
    from inspector.report import bundle_report, read_report

    report = read_report(folder)
    named = digest(report.facts_bytes).removeprefix("sha256:")
    kept = outbox / f"{named}.report"
    if kept.exists() and any(entry.digest == kept.read_text("ascii") for entry in listing(outbox)):
        return
    made = bundle_report(
        outbox / f".{named}.new",
        folder,
        parts=_parts(desk),
        signers=[desk.member],
        recipients=_supervisors(),
        known=desk.store.find,
    )
    entry = queue(outbox, made)
    kept.write_text(entry.digest, "ascii")
    made.unlink()


def _parts(desk: Desk) -> dict[str, bytes | Path]:
    """What goes along: the journal, the hits, and every piece of evidence a finding names."""
    from inspector.evidence import get

    named = sorted({one for found in desk.findings().values() for one in found.evidence})
    evidence = {f"{EVIDENCE}/{one.removeprefix('sha256:')}": get(desk.case, one) for one in named}
    return {JOURNAL: pack_events(desk.journal.events()), HITS: hits_file(desk), **evidence}


def _supervisors() -> Sequence[Card]:
    """Who will open the bundle: every supervisor trusted here.

    Raises:
        SupervisorMissing
    """
    cards = cards_of(("supervisor",))
    if not cards:
        raise SupervisorMissing()
    return cards
