"""Hand in: seal the signed report into a bundle, queue it, send what waits, keep the receipts."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from inspector.errors import ReportMissing, SignaturesMissing, SupervisorMissing, writing
from inspector.findings import pack_events
from inspector.outbox import (
    Entry,
    Progress,
    Receipt,
    listing,
    queue,
    send_all,
    shown,
    silently,
    time_server,
    to_send,
)
from inspector.steps.acting import acting
from inspector.steps.desk import Desk
from inspector.steps.people import cards_of
from inspector.steps.report import HITS, hits_file
from inspector.steps.sign import report_folder
from inspector.trust import Card, digest_file
from inspector.whole import write_whole

JOURNAL = "journal.sealed"
EVIDENCE = "evidence"


@dataclass(frozen=True)
class Sent:
    """How far each bundle of the outbox has come, and the receipts that are new."""

    entries: tuple[Entry, ...]
    receipts: tuple[Receipt, ...]


@dataclass(frozen=True)
class Plan:
    """What `submit` would do now: seal the report or not, and send which bundles where.

    `sending` is what has no receipt yet, and whether it lies at the target already.
    """

    report: Path
    to_seal: bool
    sending: tuple[tuple[Entry, bool], ...]


@acting("submit")
def plan_submit(desk: Desk, to: str | None = None, folder: Path | None = None) -> Plan:
    """Whatever `submit` would refuse is refused; nothing is sealed, queued or sent.

    Raises:
        RoleForbidden, ReportMissing, SignaturesMissing, SupervisorMissing, TargetUnreachable
    """
    outbox, report = desk.case.folder / "outbox", report_folder(desk, folder)
    to_seal = bundle_of(report, outbox) is None
    if to_seal:
        _check_signed(report)
        _supervisors(desk)
    sending = to_send(outbox, to) if to is not None else []
    return Plan(report, to_seal, tuple(sending))


@acting("submit")
def submit(
    desk: Desk,
    to: str | None = None,
    folder: Path | None = None,
    timestamp: str = "",
    progress: Progress = silently,
) -> Sent:
    """Queue the signed report as a bundle, once, and send what waits to `to`, if that is named.

    Safe to repeat: a report is bundled once, a bundle is delivered once.

    Args:
        to: a folder or an address; a password in it is neither noted nor told.
        timestamp: the address of a time server, whose trusted time goes into the report first.

    Raises:
        RoleForbidden, ReportMissing, SignaturesMissing, SupervisorMissing: nothing was queued.
        TargetUnreachable, ReceiptInvalid: what was queued still waits.
    """
    outbox = desk.case.folder / "outbox"
    _bundle_once(desk, report_folder(desk, folder), outbox, timestamp)
    if to is None:
        return Sent(tuple(listing(outbox)), ())
    with writing(outbox):
        entries, receipts = send_all(outbox, to, desk.known, progress)
    _note_delivered(desk, entries, shown(to))
    return Sent(tuple(entries), tuple(receipts))


def _note_delivered(desk: Desk, entries: Sequence[Entry], to: str) -> None:
    """Each bundle and place once, also after a try that was cut off before it was noted."""
    noted = {
        (event.body["bundle"], event.body["target"])
        for event in desk.journal.events()
        if event.kind == "submitted"
    }
    for entry in entries:
        if to in entry.targets and (entry.digest, to) not in noted:
            desk.note("submitted", {"bundle": entry.digest, "target": to})


def _bundle_once(desk: Desk, folder: Path, outbox: Path, timestamp: str) -> None:
    """Sealing draws fresh keys, so the same report sealed twice would be two bundles."""
    from inspector.report import bundle_report

    if bundle_of(folder, outbox) is not None:
        return
    named = _named(folder)
    if timestamp:
        _stamp(folder, timestamp)
    with writing(outbox):
        made = bundle_report(
            outbox / f"{named}.new",
            folder,
            parts=_parts(desk),
            signers=[desk.member],
            recipients=_supervisors(desk),
            known=desk.known,
        )
        # First which bundle is the report's, then the bundle: cut off between, it is made anew.
        write_whole(outbox / f"{named}.report", digest_file(made).encode("ascii"))
        queue(outbox, made)
        made.unlink()


def _stamp(folder: Path, server: str) -> None:
    """A trusted time on the signed report; a try that was cut off may have left one already.

    Raises:
        SignaturesMissing: nobody stamps what is not signed yet.
    """
    from inspector.report import stamp_pdf

    pdf = _check_signed(folder)
    with writing(folder):
        stamp_pdf(pdf, time_server(server))


def _check_signed(folder: Path) -> Path:
    """The PDF of a report that enough people signed.

    Raises:
        SignaturesMissing
    """
    from inspector.report import read_report

    report = read_report(folder)
    if report.missing:
        have = report.needed - report.missing
        raise SignaturesMissing(path=str(folder), have=have, need=report.needed)
    return report.files.pdf


def bundle_of(folder: Path, outbox: Path) -> Entry | None:
    """The bundle the report in `folder` was sealed into, or None if it was not yet."""
    noted = outbox / f"{_named(folder)}.report"
    told = noted.read_text("ascii") if noted.exists() else ""
    return next((entry for entry in listing(outbox) if entry.digest == told), None)


def _named(folder: Path) -> str:
    from inspector.report import ReportFiles

    manifest = ReportFiles(folder).manifest
    if not manifest.is_file():
        raise ReportMissing(path=str(folder))
    return digest_file(manifest).removeprefix("sha256:")


def _parts(desk: Desk) -> dict[str, bytes | Path]:
    """What goes along: the journal, the hits, and every piece of evidence a finding names."""
    from inspector.evidence import get

    named = sorted({one for found in desk.findings().values() for one in found.evidence})
    evidence = {f"{EVIDENCE}/{one.removeprefix('sha256:')}": get(desk.case, one) for one in named}
    return {JOURNAL: pack_events(desk.journal.events()), HITS: hits_file(desk), **evidence}


def _supervisors(desk: Desk) -> Sequence[Card]:
    """Who will open the bundle: every supervisor of this inspection, or trusted directly.

    Raises:
        SupervisorMissing
    """
    cards = [card for card in cards_of(("supervisor",)) if desk.known(card.key_id)]
    if not cards:
        raise SupervisorMissing()
    return cards
