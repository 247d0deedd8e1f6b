"""Keep evidence: a file sealed under the hash of its content, tied to a finding."""

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from inspector.errors import FileMissing, FindingUnknown, SecondPersonNeeded, SignerUnknown
from inspector.evidence import Taken, camera_time
from inspector.evidence import attach as seal_evidence
from inspector.steps.acting import acting
from inspector.steps.desk import Desk


@acting("attach")
def attach(
    desk: Desk, finding: str, files: Sequence[Path], taken: Taken | None = None
) -> list[str]:
    """Seal `files` into the case and note each in the journal under `finding`.

    Args:
        taken: how they were taken; its `second` names a member of the team, by name or 执法证号.

    Returns:
        The digest of each file's content, in order.

    Raises:
        RoleForbidden, FindingUnknown, FileMissing: nothing was kept.
        SignerUnknown, SecondPersonNeeded: the second operator is nobody of the team, or the first.
    """
    if finding not in desk.findings():
        raise FindingUnknown(finding=finding)
    for file in files:
        if not file.is_file():
            raise FileMissing(path=str(file))
    how = _with_second(desk, taken or Taken())
    kept = {seal_evidence(desk.case, file): file for file in files}
    # What is not named yet is named in one act; a try that was cut off left sealed files at most.
    named = desk.findings()[finding].evidence
    added = [(one, file) for one, file in kept.items() if one not in named]
    desk.journal.append_all([("evidence-added", finding, _told(*one, how)) for one in added])
    return list(kept)


def _with_second(desk: Desk, taken: Taken) -> Taken:
    if not taken.second:
        return taken
    own, path = desk.member.card, str(desk.case.folder)
    known = [card for card in desk.case.cards if taken.second in (card.name, card.cert_no)]
    if not known:
        raise SignerUnknown(path=path, signer=taken.second)
    # One 执法证号 is one person, whatever keys they hold.
    if known[0].key_id == own.key_id or (own.cert_no and known[0].cert_no == own.cert_no):
        raise SecondPersonNeeded(path=path, signer=taken.second)
    return replace(taken, second=known[0].name)


def _told(kept: str, file: Path, taken: Taken) -> dict[str, object]:
    camera = camera_time(file)
    seen = {"camera": camera} if camera else {}
    return {"digest": kept, "name": file.name, "size": file.stat().st_size, **taken.facts(), **seen}
