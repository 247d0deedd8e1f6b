"""Open a finding that no rule made: what an inspector saw, with the fee lines it lies on."""

from collections.abc import Sequence
from decimal import Decimal
from secrets import token_hex

from inspector.errors import LinesUnknown
from inspector.findings import Finding
from inspector.steps.acting import acting
from inspector.steps.desk import Desk
from inspector.steps.opening import by_hand
from inspector.steps.record import find


@acting("draft")
def add(
    desk: Desk,
    title: str,
    lines: Sequence[str] = (),
    amount: Decimal | None = None,
    basis: Sequence[str] = (),
    note: str = "",
) -> Finding:
    """Record what somebody saw, as a suspicion of `amount` 元, or of all its fee lines cost.

    Args:
        lines: fee lines (bkkp_sn); a finding about papers has none.

    Raises:
        RoleForbidden, LinesUnknown: nothing was written.
    """
    body = by_hand(desk, title, lines, basis)
    unknown = sorted(set(lines) - {line["bkkp_sn"] for line in body["lines"]})
    if unknown:
        raise LinesUnknown(count=len(unknown), first=unknown[0])
    told = {"amount": body["amount"] if amount is None else str(amount), "note": note}
    # A finding without a hit has no unit to be named after.
    name = token_hex(8)
    desk.journal.append("opened", name, body | told)
    return find(desk, name)
