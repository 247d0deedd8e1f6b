"""Write the report of the case as it stands: PDF, annex and findings, ready to be signed."""

import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from inspector.errors import NotChecked, writing
from inspector.i18n.catalogue import Language
from inspector.steps.acting import acting
from inspector.steps.desk import Desk
from inspector.steps.hits import raw_hits
from inspector.steps.material import material
from inspector.steps.outcomes import outcomes
from inspector.steps.shown import shown_findings
from inspector.steps.tables import table_bytes
from inspector.trust import digest
from inspector.whole import put_in_place

if TYPE_CHECKING:
    from inspector.report import Figures, ReportFiles

HITS = "hits.parquet"
DRAFT = "new"
"""Where a report of the case is written, before it has its number."""


PARTS = ("figures", "evidence", "pages", "keep")
"""What making a report goes through, in order; while one begins it can still be left undone."""


def _on(part: str) -> None:
    """Go on, and tell nobody."""


@acting("report")
def make_report(
    desk: Desk,
    out: Path | None,
    lang: Language,
    template: str = "standard",
    going: Callable[[str], None] = _on,
) -> "ReportFiles":
    """Write the report to `out`, or to a new folder under the case's `reports/`.

    Args:
        template: the name of one that is shipped, or the file of a local one.
        going: told which of `PARTS` begins; what it raises leaves nothing written.

    Raises:
        RoleForbidden, NotChecked, ReportSigned, FontMissing: nothing was written.
        FileMissing, FileUnreadable: no such template, or not one; nothing was written.
    """
    from inspector.report import load_template, write_report

    arranged = load_template(template)
    going("figures")
    reports, told = desk.case.folder / "reports", case_figures(desk)
    shown = {finding.id: finding for finding in told.findings}
    going("evidence")
    attached = {HITS: digest(hits_file(desk))}
    drawn = material(desk, shown, arranged.pictures)
    going("pages")
    with _drafts(reports) as drafts, writing(out or drafts):
        files = write_report(
            out or drafts,
            told,
            material=drawn,
            lang=lang,
            template=template,
            attached=attached,
            inspection=desk.case.inspection,
            drafts=drafts,
        )
        going("keep")
        # Noted before it has its name: no report lies in the case that the journal does not know.
        desk.note("exported", {"what": "report", "digest": digest(files.manifest.read_bytes())})
        if out is not None:
            return files
        place = reports / f"{len(numbered(reports)) + 1:03d}"
        put_in_place(drafts, place)
    return type(files)(place)


@contextmanager
def _drafts(reports: Path) -> Iterator[Path]:
    """Where rows may lie in the clear meanwhile; after a crash the next opening sweeps it."""
    drafts = reports / DRAFT
    try:
        with writing(drafts):
            drafts.mkdir(parents=True, exist_ok=True)
        yield drafts
    finally:
        shutil.rmtree(drafts, ignore_errors=True)


def case_figures(desk: Desk) -> "Figures":
    """Every number of the case, each computed once.

    Raises:
        NotChecked
    """
    from inspector.report import figures, register

    rows = outcomes(desk)
    if not rows:
        raise NotChecked(path=str(desk.case.folder))
    return figures(
        shown_findings(desk, desk.findings().values()),
        rows,
        [package.manifest for package in desk.case.snapshots],
        case_id=desk.case.id,
        made_on=date.today(),
        roster=desk.case.cards,
        heads=desk.journal.heads(),
        register=register(desk.engine().con, desk.engine().have),
    )


def hits_file(desk: Desk) -> bytes:
    """All hits as Parquet; the same hits give the same bytes."""
    return table_bytes(raw_hits(desk), "parquet")


def numbered(reports: Path) -> list[Path]:
    """The report folders of the case, oldest first."""
    return sorted(folder for folder in reports.glob("[0-9][0-9][0-9]") if folder.is_dir())
