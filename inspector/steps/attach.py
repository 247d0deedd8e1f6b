"""Keep evidence: a file sealed under the hash of its content, tied to a finding."""

from collections.abc import Sequence
from pathlib import Path

from inspector.errors import FileMissing, FindingUnknown
from inspector.evidence import attach as seal_evidence
from inspector.steps.acting import acting
from inspector.steps.desk import Desk


@acting("attach")
def attach(desk: Desk, finding: str, files: Sequence[Path]) -> list[str]:
    """Seal `files` into the case and note each in the journal under `finding`.

    Returns:
        The digest of each file's content, in order.

    Raises:
        RoleForbidden, FindingUnknown, FileMissing: nothing was kept.
    """
    if finding not in desk.findings():
        raise FindingUnknown(finding=finding)
    for file in files:
        if not file.is_file():
            raise FileMissing(path=str(file))
    kept = {seal_evidence(desk.case, file): file for file in files}
    # What is not named yet is named in one act; a try that was cut off left sealed files at most.
    named = desk.findings()[finding].evidence
    added = [(one, file) for one, file in kept.items() if one not in named]
    desk.journal.append_all([("evidence-added", finding, _told(*one)) for one in added])
    return list(kept)


def _told(kept: str, file: Path) -> dict[str, object]:
    return {"digest": kept, "name": file.name, "size": file.stat().st_size}
