"""When an act may be done, what state it leaves and whose it is: one table.

`TABLE` is the whole lifecycle; nothing else decides it. An act leaves the same state whatever stood
before, so a signed event tells by itself what it did. The roles behind `may` are in `trust`.
"""

from dataclasses import dataclass

from inspector.errors import FindingUnknown, MoveForbidden
from inspector.findings.bodies import SETTLING, Body
from inspector.findings.events import Event
from inspector.findings.finding import CLEARED, UPHELD, Finding
from inspector.i18n import say
from inspector.trust import MAY, Card, allow

STATES = (
    *("suspected", "pending", "verifying", "evidenced"),
    *("presented", "refused", "contested", "reviewing"),
    *("confirmed", "partly", "unfounded", "unproven", "rejected"),
    *("transferred", "police", "health", "disposing", "recovered", "closed"),
    *("conflicted", "withdrawn"),
)
"""疑点 … 销号 in their order, the side states where they branch off; a finding begins as 疑点."""

_LOOKED = ("suspected", "pending", "verifying")
_SEEN = (*_LOOKED, "evidenced")
_RULED = (*UPHELD, *CLEARED, "unproven")
# Nobody rules without evidence, and a defence that was made is reviewed first (条例 Art. 31).
_RULABLE = ("evidenced", "presented", "refused", "reviewing", *_RULED)
_ALIVE = tuple(state for state in STATES if state != "withdrawn")
# What is with one authority may be another's business too, or the same one's once more.
_REFERABLE = ("evidenced", *UPHELD, "transferred", "police", "health", "disposing")


@dataclass(frozen=True)
class Act:
    """One row: the states it may be done in, the state it leaves ("": as it was), whose it is."""

    on: tuple[str, ...]
    leaves: str
    may: str
    """The act of `trust` whose roles may do it."""


def _ruling(leaves: str, on: tuple[str, ...] = _RULABLE, may: str = "confirm") -> Act:
    """Whoever changes their mind rules otherwise; ruling the same twice says nothing."""
    return Act(tuple(state for state in on if state != leaves), leaves, may)


TABLE: dict[str, Act] = {
    "record": Act((), "suspected", "draft"),
    "take-up": Act(("suspected",), "pending", "draft"),
    "verify": Act(("suspected", "pending", "unproven"), "verifying", "draft"),
    "evidence": Act(("verifying",), "evidenced", "draft"),
    "present": Act(("evidenced", *UPHELD, "unproven", "presented"), "presented", "confirm"),
    "refuse": Act(("presented", "contested"), "refused", "confirm"),
    "contest": Act(("presented", "refused", "contested"), "contested", "draft"),
    "review": Act(("presented", "refused", "contested"), "reviewing", "confirm"),
    "confirm": _ruling("confirmed"),
    "partly": _ruling("partly"),
    "unfounded": _ruling("unfounded"),
    "unproven": _ruling("unproven"),
    # 排除 branches off anywhere: what is no suspicion at all needs no evidence.
    "reject": _ruling("rejected", (*_LOOKED, *_RULABLE), "reject"),
    "transfer": Act(UPHELD, "transferred", "submit"),
    "refer-police": Act(_REFERABLE, "police", "confirm"),
    "refer-health": Act(_REFERABLE, "health", "confirm"),
    "dispose": Act(("transferred", "police", "health"), "disposing", "follow-up"),
    "recover": Act(("disposing",), "recovered", "follow-up"),
    "close": Act(("recovered",), "closed", "follow-up"),
    "uphold": Act(("conflicted",), "confirmed", "resolve"),
    "uphold-partly": Act(("conflicted",), "partly", "resolve"),
    "uphold-unfounded": Act(("conflicted",), "unfounded", "resolve"),
    "dismiss": Act(("conflicted",), "rejected", "resolve"),
    "amend": Act((*_LOOKED, *_RULABLE, "withdrawn"), "pending", "draft"),
    "withdraw": Act(_SEEN, "withdrawn", "draft"),
    "attach": Act(_ALIVE, "", "attach"),
    "reply": Act(_ALIVE, "", "draft"),
    "judge": Act(("contested", "reviewing"), "", "confirm"),
    "choose": Act(_ALIVE, "", "confirm"),
    "describe": Act(_ALIVE, "", "draft"),
    "note": Act(STATES, "", "draft"),
    "undo": Act(STATES, "", "open"),
}
"""Act → its row. Undoing is everybody's, of what they did themselves."""

AFTER: dict[str, dict[str, str]] = {
    state: {name: act.leaves or state for name, act in TABLE.items() if state in act.on}
    for state in STATES
}
"""State × act → next state, read off the table."""

DECISIONS = frozenset({"amended", "verdict", "withdrawn", "conflict-resolved"})
"""The kinds of event that decide; two of them that had not seen each other may differ."""

_ACTS: dict[str, str] = {
    "opened": "record",
    "amended": "amend",
    "withdrawn": "withdraw",
    "evidence-added": "attach",
    "noted": "note",
    "recovered": "recover",
    "closed": "close",
    "chosen-basis": "choose",
    "described": "describe",
    "reply-judged": "judge",
    "undone": "undo",
}
_RULING_ACTS = {"confirmed": "confirm", "rejected": "reject"}


def act_of(kind: str, body: Body) -> str:
    """The act on a finding that an event of this kind and body is."""
    match kind:
        case "moved":
            return str(body["act"])
        case "referred":
            return f"refer-{body['to']}"
        case "verdict":
            verdict = str(body["verdict"])
            return _RULING_ACTS.get(verdict, verdict)
        case "conflict-resolved":
            return SETTLING[body["verdict"]]
        case "reply-received":
            return "contest" if body["answer"] in ("partly", "disagree") else "reply"
    return _ACTS[kind]


def leaves(event: Event) -> str:
    """The state an event sets, whatever stood before; empty if it sets none."""
    return TABLE[act_of(event.kind, event.body)].leaves


def allowed_acts(finding: Finding, card: Card | None = None) -> tuple[str, ...]:
    """What may be done with `finding` as it stands, by the holder of `card` if one is given."""
    acts = AFTER[finding.state]
    return tuple(act for act in acts if card is None or card.role in MAY[TABLE[act].may])


def may_act(card: Card, act: str) -> None:
    """Let the act on a finding pass if the card's role allows it.

    Raises:
        RoleForbidden
    """
    allow(card, TABLE[act].may)


def check_move(finding: Finding, act: str, card: Card) -> str:
    """The state `act` leaves `finding` in, if the role of `card` and the lifecycle allow it.

    Raises:
        RoleForbidden, MoveForbidden: nothing has changed.
    """
    may_act(card, act)
    if act not in AFTER[finding.state]:
        raise _forbidden(finding, act, card)
    return AFTER[finding.state][act]


def check_begin(name: str, known: Finding | None, kind: str, card: Card) -> Finding | None:
    """The finding `name` an event is about; only "opened" may be about one that is not there.

    Raises:
        FindingUnknown, MoveForbidden
    """
    if known is None and kind != "opened":
        raise FindingUnknown(finding=name)
    if known is not None and kind == "opened":
        raise _forbidden(known, "record", card)
    return known


def _forbidden(finding: Finding, act: str, card: Card) -> MoveForbidden:
    allowed = [say(f"findings.act.{one}") for one in allowed_acts(finding, card)]
    return MoveForbidden(
        finding=finding.id,
        state=say(f"findings.state.{finding.state}"),
        act=say(f"findings.act.{act}"),
        allowed=say("findings.list-separator").join(allowed),
    )
