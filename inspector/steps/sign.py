"""Sign the report: two different inspectors, and the institution if it will."""

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from inspector.errors import ReportMissing
from inspector.steps.desk import Desk
from inspector.steps.report import numbered
from inspector.trust import digest

if TYPE_CHECKING:
    from inspector.report import Report


@dataclass(frozen=True)
class ReportState:
    """A report and the names of those who have signed it, in order."""

    folder: Path
    signers: tuple[str, ...]
    needed: int


def sign_report(desk: Desk, folder: Path | None = None) -> ReportState:
    """Add the signature of the person at the desk to a report, by default the latest.

    Raises:
        RoleForbidden, ReportMissing, SecondPersonNeeded, PackageDamaged: nothing was added.
    """
    from inspector.report import sign_report_folder

    desk.may("sign")
    signed = sign_report_folder(report_folder(desk, folder), desk.member)
    desk.note("signed", {"report": digest(signed.facts_bytes)})
    return _state(desk, signed)


def report_folder(desk: Desk, folder: Path | None) -> Path:
    """The folder named, else the case's latest report.

    Raises:
        ReportMissing
    """
    if folder is not None:
        return folder
    made = numbered(desk.case.folder / "reports")
    if not made:
        raise ReportMissing(path=str(desk.case.folder / "reports"))
    return made[-1]


def latest_report(desk: Desk) -> ReportState | None:
    """The case's latest report, or None if there is none."""
    from inspector.report import read_report

    made = numbered(desk.case.folder / "reports")
    return _state(desk, read_report(made[-1])) if made else None


def _state(desk: Desk, report: "Report") -> ReportState:
    names = {card.key_id: card.name for card in desk.case.cards}
    signers = tuple(names.get(key_id, key_id) for key_id in report.signers)
    return ReportState(report.files.folder, signers, report.needed)
