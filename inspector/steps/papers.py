"""What lies in the case on paper: reports and who signed them, forms, evidence, what is handed in.

Only looked at; a report that was changed since, or a piece of evidence, is told so.
"""

from pathlib import Path
from typing import TYPE_CHECKING

from inspector.evidence import Small, get, small
from inspector.outbox import Entry, kept_receipt, listing
from inspector.steps.desk import Desk
from inspector.steps.documents import FOLDER
from inspector.steps.material import exhibits
from inspector.steps.report import numbered
from inspector.steps.sign import ReportState, report_state

if TYPE_CHECKING:
    from inspector.report import Exhibit


def made_reports(desk: Desk) -> tuple[ReportState, ...]:
    """Every report of the case and the names of its signers, the oldest first.

    Raises:
        PackageDamaged: a file of a report is not what it was.
    """
    from inspector.report import read_report

    folders = numbered(desk.case.folder / "reports")
    return tuple(report_state(desk, read_report(folder)) for folder in folders)


def made_documents(desk: Desk) -> tuple[Path, ...]:
    """Every form that was filled for the case, as PDF, by name."""
    return tuple(sorted((desk.case.folder / FOLDER).glob("*.pdf")))


def kept_evidence(desk: Desk) -> "tuple[Exhibit, ...]":
    """Every piece of evidence, opened and hashed again, by finding."""
    return exhibits(desk, desk.findings())


def small_evidence(desk: Desk, digest: str, columns: int, rows: int) -> Small:
    """A photograph kept under `digest`, in at most so many cells; empty if it is none.

    Raises:
        FileMissing, NotRecipient, SealDamaged
    """
    return small(get(desk.case, digest), columns, rows)


def handed_in(desk: Desk) -> tuple[Entry, ...]:
    """Every bundle of the outbox and how far it has come."""
    return tuple(listing(desk.case.folder / "outbox"))


def kept_receipts(desk: Desk) -> dict[str, str]:
    """By bundle, who signed for it and when, as a person reads it; verified again.

    Raises:
        ReceiptInvalid
    """
    outbox = desk.case.folder / "outbox"
    kept = (kept_receipt(outbox, entry, desk.known) for entry in listing(outbox))
    return {
        one.bundle: f"{one.by.name} {one.received_at}" for one, _ in (both for both in kept if both)
    }
