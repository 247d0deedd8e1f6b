"""Put findings to the hospital, read back what it says, and answer its defence.

The workbook is an explicit way out, so the journal has it before the file is there.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from pathlib import Path

from inspector.errors import FileExists, NothingToPresent, ReplyUnknown
from inspector.findings import AFTER, Finding
from inspector.i18n import Language
from inspector.replies import (
    QUESTIONS,
    SELF_CHECK,
    Confirmation,
    Replies,
    SelfCheck,
    asked_amount,
    compare,
    confirmation,
    propose,
    read_tables,
)
from inspector.steps.acting import acting
from inspector.steps.desk import Desk
from inspector.steps.hits import raw_hits
from inspector.steps.record import at_once, each_of, find
from inspector.trust import digest
from inspector.whole import write_whole


@dataclass(frozen=True)
class Presented:
    """A 问题确认书 that was written: which findings are in it, and their 元."""

    path: Path
    digest: str
    findings: tuple[str, ...]
    amount: Decimal


@acting("confirm")
def export_reply(desk: Desk, path: Path, lang: Language, findings: Sequence[str] = ()) -> Presented:
    """Write the 问题确认书 of `findings`, or of all that can be put to the hospital and have not
    been, and move them to 已反馈.

    Raises:
        RoleForbidden, FindingUnknown, MoveForbidden, NothingToPresent, FileExists: nothing has been
            written.
    """
    if path.exists():
        raise FileExists(path=str(path))
    told = each_of(desk, findings) if findings else _ready(desk)
    if not told:
        raise NothingToPresent()
    data = confirmation(_about(desk), told, lang)
    desk.note("exported", {"what": f"reply {digest(data)}", "findings": [one.id for one in told]})
    at_once(desk, [(one.id, "moved", {"act": "present", "note": ""}) for one in told])
    write_whole(path, data)
    amount = sum((asked_amount(one) for one in told), Decimal("0.00"))
    return Presented(path, digest(data), tuple(one.id for one in told), amount)


def _ready(desk: Desk) -> list[Finding]:
    return [
        one
        for one in desk.findings().values()
        if one.state != "presented" and "present" in AFTER[one.state] and not one.data_quality
    ]


def _about(desk: Desk) -> Confirmation:
    manifests = [package.manifest for package in desk.case.snapshots]
    return Confirmation(
        case_id=desk.case.id,
        institution=", ".join(sorted({one.institution_name for one in manifests})),
        period=(min(one.period_from for one in manifests), max(one.period_to for one in manifests)),
        made_on=date.today(),
    )


@acting("draft")
def import_reply(desk: Desk, path: Path, *, keep: bool = False) -> Replies:
    """Read a 问题确认书 that came back; with `keep`, append what it proposes.

    Rows that cannot be taken are listed by cell and left out; the others are one act.

    Raises:
        RoleForbidden, FileMissing, FileUnreadable, NothingRecognised: nothing was written.
    """
    rows = read_tables(path, QUESTIONS, ("finding", "answer"))
    told = propose(rows, desk.findings())
    if keep and told.proposals:
        source = f"{path.name} {digest(path.read_bytes())}"
        at_once(desk, [(one.finding, "reply-received", one.body(source)) for one in told.proposals])
    return told


@acting("draft")
def self_check(desk: Desk, path: Path, *, keep: bool = False) -> SelfCheck:
    """Hold the hospital's own list (自查自纠) against the hits; with `keep`, note with each finding
    it names what the hospital owns up to.

    Raises:
        RoleForbidden, NotChecked, FileMissing, FileUnreadable, NothingRecognised: nothing was
            written.
    """
    told = compare(read_tables(path, SELF_CHECK, ("admitted",)), raw_hits(desk).to_pylist())
    if keep:
        _keep_admitted(desk, told, f"{path.name} {digest(path.read_bytes())}")
    return told


def _keep_admitted(desk: Desk, told: SelfCheck, source: str) -> None:
    findings = desk.findings()
    drafts = []
    for row in told.rows:
        for name in row.hits:
            if name in findings and "reply" in AFTER[findings[name].state]:
                body = {"answer": "self-check", "reason": row.reason, "note": row.reason}
                # One sum for several hits is no hit's own.
                own = {"amount": str(row.theirs)} if len(row.hits) == 1 else {}
                body |= own | {"source": f"{source} {row.place}"}
                drafts.append((name, "reply-received", body))
    if drafts:
        at_once(desk, drafts)


@acting("confirm")
def judge_reply(desk: Desk, finding: str, result: str, note: str) -> Finding:
    """Answer the hospital's last defence: accepted, partly or refused, and why.

    Raises:
        RoleForbidden, FindingUnknown, ReplyUnknown, MoveForbidden, WordsMissing: nothing was
            written.
    """
    one = find(desk, finding)
    if not one.replies:
        raise ReplyUnknown(finding=one.id)
    body = {"reply": one.replies[-1].event, "result": result, "note": note}
    return at_once(desk, [(one.id, "reply-judged", body)])[0]
