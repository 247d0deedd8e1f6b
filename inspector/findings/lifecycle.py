"""When an act may be done and what state it leaves, and which role may do it: two tables.

`AFTER` is the whole lifecycle; nothing else decides it. The roles are in `trust`, act by act.
"""

from typing import Any

from inspector.errors import FindingUnknown, MoveForbidden
from inspector.findings.bodies import Body
from inspector.findings.events import Event
from inspector.findings.finding import Finding
from inspector.i18n import say
from inspector.trust import Card, allow

AFTER: dict[str, dict[str, str]] = {
    "suspected": {
        "confirm": "confirmed",
        "reject": "rejected",
        "amend": "amended",
        "withdraw": "withdrawn",
        "attach": "suspected",
        "reply": "suspected",
        "note": "suspected",
    },
    "amended": {
        "confirm": "confirmed",
        "reject": "rejected",
        "amend": "amended",
        "withdraw": "withdrawn",
        "attach": "amended",
        "reply": "amended",
        "note": "amended",
    },
    "confirmed": {
        "reject": "rejected",
        "amend": "amended",
        "attach": "confirmed",
        "reply": "confirmed",
        "note": "confirmed",
    },
    "rejected": {
        "confirm": "confirmed",
        "amend": "amended",
        "attach": "rejected",
        "reply": "rejected",
        "note": "rejected",
    },
    "conflicted": {
        "uphold": "confirmed",
        "dismiss": "rejected",
        "attach": "conflicted",
        "reply": "conflicted",
        "note": "conflicted",
    },
    "withdrawn": {"amend": "amended", "note": "withdrawn"},
}
"""State × act → next state; a finding begins as "suspected"."""

STATES = tuple(AFTER)

MAY: dict[str, str] = {
    "record": "draft",
    "amend": "draft",
    "withdraw": "draft",
    "reply": "draft",
    "note": "draft",
    "attach": "attach",
    "confirm": "confirm",
    "reject": "reject",
    "uphold": "resolve",
    "dismiss": "resolve",
}
"""Act on a finding → the act of `trust` whose roles may do it."""

DECISIONS = frozenset({"amended", "verdict", "withdrawn", "conflict-resolved"})
"""The kinds of event that set a state; two of them that had not seen each other may differ."""

_ACTS: dict[str, str] = {
    "opened": "record",
    "amended": "amend",
    "withdrawn": "withdraw",
    "evidence-added": "attach",
    "reply-received": "reply",
    "noted": "note",
}
_VERDICT_ACTS: dict[tuple[str, Any], str] = {
    ("verdict", "confirmed"): "confirm",
    ("verdict", "rejected"): "reject",
    ("conflict-resolved", "confirmed"): "uphold",
    ("conflict-resolved", "rejected"): "dismiss",
}


def act_of(kind: str, body: Body) -> str:
    """The act on a finding that an event of this kind and body is."""
    return _ACTS.get(kind) or _VERDICT_ACTS[kind, body["verdict"]]


def state_after(decision: Event) -> str:
    """The state a decision sets, whatever stood before."""
    if decision.kind in ("amended", "withdrawn"):
        return decision.kind
    verdict: str = decision.body["verdict"]
    return verdict


def allowed_acts(finding: Finding) -> tuple[str, ...]:
    """What the lifecycle allows on `finding` as it stands, roles aside."""
    return tuple(AFTER[finding.state])


def may_act(card: Card, act: str) -> None:
    """Let the act on a finding pass if the card's role allows it.

    Raises:
        RoleForbidden
    """
    allow(card, MAY[act])


def check_move(finding: Finding, act: str, card: Card) -> str:
    """The state `act` leaves `finding` in, if the role of `card` and the lifecycle allow it.

    Raises:
        RoleForbidden, MoveForbidden: nothing has changed.
    """
    may_act(card, act)
    if act not in AFTER[finding.state]:
        raise MoveForbidden(
            finding=finding.id,
            state=say(f"findings.state.{finding.state}"),
            act=say(f"findings.act.{act}"),
            allowed=_said(allowed_acts(finding)),
        )
    return AFTER[finding.state][act]


def check_begin(name: str, known: Finding | None, kind: str) -> Finding | None:
    """The finding `name` an event is about; only "opened" may be about one that is not there.

    Raises:
        FindingUnknown, MoveForbidden
    """
    if known is None and kind != "opened":
        raise FindingUnknown(finding=name)
    if known is not None and kind == "opened":
        raise MoveForbidden(
            finding=name,
            state=say(f"findings.state.{known.state}"),
            act=say("findings.act.record"),
            allowed=_said(allowed_acts(known)),
        )
    return known


def _said(acts: tuple[str, ...]) -> str:
    return say("findings.list-separator").join(say(f"findings.act.{act}") for act in acts)
