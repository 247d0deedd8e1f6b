"""Keep evidence: a file sealed under the hash of its content, tied to a finding."""

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from inspector.errors import FileMissing, FindingUnknown, OperatorUnknown
from inspector.evidence import Taken, camera_time
from inspector.evidence import attach as seal_evidence
from inspector.findings import pieces
from inspector.steps.acting import acting
from inspector.steps.desk import Desk


@acting("attach")
def attach(
    desk: Desk, finding: str, files: Sequence[Path], taken: Taken | None = None
) -> list[str]:
    """Seal `files` into the case and note each in the journal under `finding`.

    A file that is there already is kept once; what is told anew of how it was taken holds from now.

    Args:
        taken: how they were taken; its `second` names a member of the team, by name or 执法证号.

    Returns:
        The digest of each file's content, in order.

    Raises:
        RoleForbidden, FindingUnknown, FileMissing: nothing was kept.
        OperatorUnknown: the second operator is nobody of the team, or the first.
    """
    found = desk.findings().get(finding)
    if found is None:
        raise FindingUnknown(finding=finding)
    for file in files:
        if not file.is_file():
            raise FileMissing(path=str(file))
    how = _with_second(desk, taken or Taken())
    kept = {seal_evidence(desk.case, file): file for file in files}
    # What is not named yet is named in one act; a try that was cut off left sealed files at most.
    named = {digest: piece.told for digest, piece in pieces(found).items()}
    said = {one: {**named.get(one, {}), **how.facts()} for one in kept}
    added = [one for one in kept if said[one] != named.get(one)]
    drafts = [("evidence-added", finding, _told(one, kept[one], how)) for one in added]
    desk.journal.append_all(drafts)
    return list(kept)


def _with_second(desk: Desk, taken: Taken) -> Taken:
    if not taken.second:
        return taken
    own = desk.member.card
    known = [card for card in desk.case.cards if taken.second in (card.name, card.cert_no)]
    # One 执法证号 is one person, whatever keys they hold.
    others = [
        card
        for card in known
        if card.key_id != own.key_id and (not own.cert_no or card.cert_no != own.cert_no)
    ]
    if not others:
        raise OperatorUnknown(name=taken.second)
    return replace(taken, second=others[0].name)


def _told(kept: str, file: Path, taken: Taken) -> dict[str, object]:
    camera = camera_time(file)
    seen = {"camera": camera} if camera else {}
    return {"digest": kept, "name": file.name, "size": file.stat().st_size, **taken.facts(), **seen}
