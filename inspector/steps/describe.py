"""Say more of findings: article and why, persons, severity, amounts; and take back an act."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict
from decimal import Decimal

from inspector.errors import NothingToUndo
from inspector.findings import Finding, act_on, chosen_article, last_act, last_of
from inspector.steps.acting import acting
from inspector.steps.desk import Desk
from inspector.steps.record import at_once, each_of, find


@acting("confirm")
def choose(desk: Desk, findings: Sequence[str], article: str, why: str) -> list[Finding]:
    """Choose the article each finding rests on, and say why: intent is not in the data.

    Args:
        article: a candidate's number or words, R38 or R40 for the first candidate of that article,
            or an article of one's own.

    Raises:
        RoleForbidden, FindingUnknown, MoveForbidden, ArticleUnknown, WordsMissing: nothing was
            written.
    """
    found = each_of(desk, findings)
    chosen = [(one.id, {"article": chosen_article(one, article), "why": why}) for one in found]
    return at_once(desk, [(name, "chosen-basis", body) for name, body in chosen])


@acting("draft")
def describe(desk: Desk, findings: Sequence[str], told: Mapping[str, object]) -> list[Finding]:
    """Say of findings who is responsible (department, doctor, therapist), how severe they are, or
    that the fault is in the data (data_quality); what `told` does not name stays.

    Raises:
        RoleForbidden, FindingUnknown, MoveForbidden: nothing was written.
    """
    found = each_of(desk, findings)
    return at_once(desk, [(one.id, "described", {"note": "", **told}) for one in found])


@acting("draft")
def amend(
    desk: Desk,
    finding: str,
    amount: Decimal | None = None,
    without: Sequence[str] = (),
    note: str = "",
) -> Finding:
    """Correct what a finding is suspected of, in 元, or take fee lines out of it.

    Raises:
        RoleForbidden, FindingUnknown, MoveForbidden, AmountOver: nothing was written.
    """
    one = find(desk, finding)
    kept = [line for line in one.lines if line.bkkp_sn not in without]
    left = sum((line.amount for line in kept), Decimal("0.00")) if without else one.amount
    body: dict[str, object] = {"amount": str(left if amount is None else amount), "note": note}
    if without:
        body["lines"] = [{name: str(cell) for name, cell in asdict(line).items()} for line in kept]
    return at_once(desk, [(one.id, "amended", body)])[0]


@acting("open")
def undo(desk: Desk, findings: Sequence[str] = (), note: str = "") -> list[Finding]:
    """Take back one's own last act on findings; on none named, one's last act, bulk or single.

    Raises:
        FindingUnknown, NothingToUndo: nothing was written.
    """
    me = desk.member.card.key_id
    if findings:
        found = each_of(desk, findings)
        for one in found:
            if last_of(me, one.history) is None:
                raise NothingToUndo(finding=one.id)
        last = [event for one in found for event in act_on(me, one.history)]
    else:
        last = last_act(me, desk.journal.events())
    if not last:
        raise NothingToUndo(finding="—")
    taken = [(event.finding, {"event": event.id, "note": note}) for event in last]
    return at_once(desk, [(name, "undone", body) for name, body in taken])
