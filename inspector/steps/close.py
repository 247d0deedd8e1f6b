"""Close the case once it is handed over: its key destroyed, a certificate of it signed.

Nothing is destroyed that nobody has received: every bundle has the supervisor's receipt first.
"""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from inspector.errors import HandoverMissing, ReceiptInvalid
from inspector.outbox import kept_receipt, listing
from inspector.steps.acting import acting
from inspector.steps.desk import Desk
from inspector.steps.sign import latest_report
from inspector.steps.submit import bundle_of
from inspector.trust import Identity, TrustStore, digest, home
from inspector.workspace import Wiped, begin_closing, finish_closing, finish_closing_alone


@acting("close")
def close_case(desk: Desk) -> Wiped:
    """Destroy the case's key and sealed data; report, bundles, receipts and certificate stay.

    Raises:
        RoleForbidden, HandoverMissing: nothing was destroyed.
        WriteFailed: closing has begun; `close_interrupted` finishes it.
    """
    receipts = _receipts(desk)
    heads = {author: list(head) for author, head in desk.journal.heads().items()}
    snapshots = sorted(package.digest for package in desk.case.snapshots)
    why = {"receipts": receipts, "journal": heads, "snapshots": snapshots}
    begin_closing(desk.case, why)
    return finish_closing(desk.case.folder, desk.known)


def close_interrupted(folder: Path, identity: Identity) -> Wiped:
    """Finish closing the case in `folder`, after it was begun and cut off.

    Raises:
        RoleForbidden, CaseLocked, SignatureInvalid, SignerUnknown, WriteFailed
    """
    return finish_closing_alone(folder, identity, TrustStore(home()).find)


def _receipts(desk: Desk) -> list[Mapping[str, Any]]:
    """Of every bundle in the outbox: its digest, the receipt's, when it came and from whom.

    Raises:
        HandoverMissing
    """
    outbox, report = desk.case.folder / "outbox", latest_report(desk)
    if report is None:
        raise _lacking(desk, "no-report")
    if len(report.signers) < report.needed:
        raise _lacking(desk, "unsigned")
    if bundle_of(report.folder, outbox) is None:
        raise _lacking(desk, "not-queued")
    told: list[Mapping[str, Any]] = []
    for entry in listing(outbox):
        try:
            receipt = kept_receipt(outbox, entry, desk.known)
        except ReceiptInvalid as error:
            raise _lacking(desk, "receipt-invalid") from error
        if receipt is None:
            raise _lacking(desk, "receipt")
        made, data = receipt
        came = {"at": made.received_at, "by": made.by.name}
        told.append({"bundle": entry.digest, "receipt": digest(data), **came})
    return told


def _lacking(desk: Desk, what: str) -> HandoverMissing:
    return HandoverMissing(path=str(desk.case.folder), lacking=what)
