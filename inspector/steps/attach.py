"""Keep evidence: a file sealed under the hash of its content, tied to a finding."""

from collections.abc import Sequence
from pathlib import Path

from inspector.errors import FileMissing, FindingUnknown
from inspector.evidence import attach as seal_evidence
from inspector.steps.desk import Desk


def attach(desk: Desk, finding: str, files: Sequence[Path]) -> list[str]:
    """Seal `files` into the case and note each in the journal under `finding`.

    Returns:
        The digest of each file's content, in order.

    Raises:
        RoleForbidden, FindingUnknown, FileMissing: nothing was kept.
    """
    desk.may("attach")
    if finding not in desk.findings():
        raise FindingUnknown(finding=finding)
    for file in files:
        if not file.is_file():
            raise FileMissing(path=str(file))
    return [_keep(desk, finding, file) for file in files]


def _keep(desk: Desk, finding: str, file: Path) -> str:
    kept = seal_evidence(desk.case, file)
    body = {"digest": kept, "name": file.name, "size": file.stat().st_size}
    desk.journal.append("evidence-added", finding, body)
    return kept
