"""Write the report of the case as it stands: PDF, annex and findings, ready to be signed."""

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from inspector.errors import NotChecked
from inspector.i18n.catalogue import Language
from inspector.steps.check import outcomes
from inspector.steps.desk import Desk
from inspector.steps.hits import raw_hits
from inspector.steps.tables import table_bytes
from inspector.trust import digest

if TYPE_CHECKING:
    from inspector.report import Figures, ReportFiles

HITS = "hits.parquet"


def make_report(desk: Desk, out: Path | None, lang: Language) -> "ReportFiles":
    """Write the report to `out`, or to a new folder under the case's `reports/`.

    Raises:
        RoleForbidden, NotChecked, ReportSigned, FontMissing: nothing was written.
    """
    from inspector.report import write_report

    desk.may("report")
    folder = out or _new_folder(desk)
    attached = {HITS: digest(hits_file(desk))}
    files = write_report(folder, case_figures(desk), lang=lang, attached=attached)
    desk.note("exported", {"what": "report", "digest": digest(files.manifest.read_bytes())})
    return files


def case_figures(desk: Desk) -> "Figures":
    """Every number of the case, each computed once.

    Raises:
        NotChecked
    """
    from inspector.report import figures

    rows = outcomes(desk)
    if not rows:
        raise NotChecked(path=str(desk.case.folder))
    return figures(
        desk.findings(),
        rows,
        [package.manifest for package in desk.case.snapshots],
        case_id=desk.case.id,
        made_on=date.today(),
        roster=desk.case.cards,
        heads=desk.journal.heads(),
    )


def hits_file(desk: Desk) -> bytes:
    """All hits as Parquet; the same hits give the same bytes."""
    return table_bytes(raw_hits(desk), "parquet")


def _new_folder(desk: Desk) -> Path:
    reports = desk.case.folder / "reports"
    return reports / f"{len(numbered(reports)) + 1:03d}"


def numbered(reports: Path) -> list[Path]:
    """The report folders of the case, oldest first."""
    return sorted(folder for folder in reports.glob("[0-9][0-9][0-9]") if folder.is_dir())
