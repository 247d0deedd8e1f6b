"""Sign the report: two different inspectors, and the institution if it will."""

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from inspector.errors import ReportMissing, writing
from inspector.steps.acting import acting
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
    unsound: tuple[str, ...] = ()
    """Findings with evidence that was missing, changed or shut when the report was made."""


@acting("sign")
def sign_report(desk: Desk, folder: Path | None = None, refused: str = "") -> ReportState:
    """Add the signature of the person at the desk to a report, by default the latest.

    Args:
        refused: the words in which the institution refused to sign; who signs then witnesses them.

    Raises:
        RoleForbidden, ReportMissing, SecondPersonNeeded, PackageDamaged: nothing was added.
    """
    from inspector.report import read_report, sign_report_folder

    signed = read_report(report_folder(desk, folder))
    if refused or not _cut_off(desk, signed):
        with writing(signed.files.folder):
            signed = sign_report_folder(signed.files.folder, desk.member, refused)
    told = {"report": digest(signed.facts_bytes)}
    desk.note("signed", told | ({"refused": refused} if refused else {}))
    return report_state(desk, signed)


def _cut_off(desk: Desk, report: "Report") -> bool:
    """Whether the person's signature is there, but what was to be noted of it is not."""
    own, told = desk.member.card.key_id, digest(report.facts_bytes)
    noted = any(
        (event.kind, event.author, event.body.get("report")) == ("signed", own, told)
        for event in desk.journal.events()
    )
    return own in report.signers and not noted


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
    return report_state(desk, read_report(made[-1])) if made else None


def report_state(desk: Desk, report: "Report") -> ReportState:
    """A report as read, with the names of its signers."""
    names = {card.key_id: card.name for card in desk.case.cards}
    signers = tuple(names.get(key_id, key_id) for key_id in report.signers)
    files = report.files
    return ReportState(files.folder, signers, report.needed, files.unsound)
