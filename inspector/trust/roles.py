"""Who may do what: one table, read by people and by every step.

What is not in the table is forbidden.
"""

from inspector.errors import RoleForbidden
from inspector.trust.card import Card, Role

_TEAM: frozenset[Role] = frozenset({"lead", "inspector"})
_DESK: frozenset[Role] = _TEAM | {"contractor"}

MAY: dict[str, frozenset[Role]] = {
    "pack": frozenset({"authority"}),
    "roster": frozenset({"authority", "lead"}),
    "sign-pack": frozenset({"authority", "lead"}),
    # A lost key loses no case: the bureau lets a new one in.
    "recover": frozenset({"authority"}),
    "open": _DESK | {"authority", "supervisor"},
    "check": _DESK,
    "ask": _DESK,
    "draft": _DESK,
    "attach": _DESK,
    # A hired expert (第三方) looks and drafts; what has effect for a person or a hospital is an
    # official's act.
    "confirm": _TEAM,
    "reject": _TEAM,
    "reveal": _TEAM,
    # Everybody in the clear, for a cluster.
    "export": frozenset({"lead"}),
    "report": _TEAM,
    "sign": _TEAM | {"institution"},
    "submit": _TEAM,
    # After 移交 the money is the local bureau's business; the lead may write down what it tells.
    "follow-up": frozenset({"authority", "supervisor", "lead"}),
    "close": frozenset({"lead"}),
    "gather": frozenset({"supervisor"}),
    "resolve": frozenset({"supervisor"}),
}


def allow(card: Card, act: str) -> None:
    """Let the holder of `card` go on with `act`, a key of `MAY`.

    Raises:
        RoleForbidden: the role may not; nothing has been done.
    """
    if card.role not in MAY[act]:
        raise RoleForbidden(role=card.role, act=act)
