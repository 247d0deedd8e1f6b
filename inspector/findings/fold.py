"""State is folded from events, and only from them.

The fold is a function of the set of events: neither their order, nor how often one arrives, nor
how they were grouped into journals, changes a finding.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from decimal import Decimal
from functools import reduce
from operator import and_
from typing import Any

from inspector.findings.bodies import FINDING_KINDS, VERDICTS
from inspector.findings.details import amended, described, opened
from inspector.findings.events import Event, in_order
from inspector.findings.finding import NOTHING, UPHELD, Finding, Side, lines_of, money
from inspector.findings.known import Knowledge
from inspector.findings.lifecycle import DECISIONS, STATES, leaves
from inspector.findings.undo import live

_NO_MOVES = DECISIONS | {"opened"}


def fold(events: Iterable[Event]) -> dict[str, Finding]:
    """The findings that `events` add up to, by id, ordered by id.

    Events from several journals may come in any order and more than once: they are put in one
    order first, by clock and then by id, so every team member who holds the same events sees the
    same findings. Events of a finding that was never opened are kept out (the journal that opened
    it has not arrived yet). Two decisions that had not seen each other and differ make a finding
    "conflicted", until a resolution that saw both.
    """
    by_finding: dict[str, dict[str, Event]] = defaultdict(dict)
    for event in events:
        if event.kind in FINDING_KINDS:
            by_finding[event.finding][event.id] = event
    findings: dict[str, Finding] = {}
    for name in sorted(by_finding):
        finding = _fold_one(sorted(by_finding[name].values(), key=in_order))
        if finding is not None:
            findings[name] = finding
    return findings


def _fold_one(history: Sequence[Event]) -> Finding | None:
    begun = next((event for event in history if event.kind == "opened"), None)
    if begun is None:
        return None
    told = {**opened(begun), "history": tuple(history)}
    if len(history) == 1:
        return Finding(**told)
    counting, knowledge = live(history), Knowledge(history)
    standing = _standing(counting, knowledge)
    if len(standing) > 1 and len({_outcome(event) for event in standing}) > 1:
        views = (knowledge.knew(event) | knowledge.bit(event) for event in standing)
        amended(told, _among(counting, knowledge, reduce(and_, views)))
        told |= {"state": "conflicted", "conflict": tuple(map(_side, standing))}
    else:
        if standing:
            known = knowledge.knew(standing[-1]) | knowledge.bit(standing[-1])
            amended(told, _among(counting, knowledge, known))
            told |= _decided(standing[-1])
        told |= _moved(told["state"], _moves(standing, counting, knowledge))
    described(told, counting)
    if told["article"]:
        told["basis"] = (told["article"],)
    return Finding(**told)


def _among(counting: Sequence[Event], knowledge: Knowledge, known: int) -> list[Event]:
    return [event for event in counting if known & knowledge.bit(event)]


def _standing(counting: Sequence[Event], knowledge: Knowledge) -> list[Event]:
    """The decisions no other has replaced, in order.

    A decision replaces all its author knew of. Where what stood among these differed, only a
    resolution replaces them: a third opinion does not settle a conflict.
    """
    decisions = [event for event in counting if event.kind in DECISIONS]
    if len(decisions) < 2:
        return decisions
    replaces: dict[str, set[str]] = {}
    for event in decisions:
        known = _among(decisions, knowledge, knowledge.knew(event))
        gone = {old for other in known for old in replaces.get(other.id, ())}
        agreed = len({_outcome(other) for other in known if other.id not in gone}) <= 1
        settles = agreed or event.kind == "conflict-resolved"
        replaces[event.id] = {other.id for other in known} if settles else set()
    replaced = {old for olds in replaces.values() for old in olds}
    return [event for event in decisions if event.id not in replaced]


def _outcome(decision: Event) -> tuple[str, Decimal, str]:
    """What two decisions must agree on: the state, the money and the lines it lies on."""
    lines = repr(lines_of(decision.body))
    return leaves(decision), money(decision.body.get("amount", "0.00")), lines


def _decided(decision: Event) -> dict[str, Any]:
    state, body = leaves(decision), decision.body
    return {
        "state": state,
        "amount_confirmed": money(body["amount"]) if state in UPHELD else NOTHING,
        "reason": body.get("reason", ""),
        "note": body["note"],
        **({"basis": (body["basis"],)} if body.get("basis") else {}),
    }


def _moves(
    standing: Sequence[Event], counting: Sequence[Event], knowledge: Knowledge
) -> list[Event]:
    """The moves nobody has moved on from, of those made knowing what was decided.

    Whoever moved a finding on while a colleague ruled on it did not know: the ruling holds.
    """
    decided = sum(knowledge.bit(event) for event in standing)
    aware = [
        event
        for event in counting
        if event.kind not in _NO_MOVES
        and (not decided or decided & knowledge.knew(event))
        and leaves(event)
    ]
    passed = 0
    for event in aware:
        passed |= knowledge.knew(event)
    return [event for event in aware if not passed & knowledge.bit(event)]


def _moved(state: str, heads: Sequence[Event]) -> dict[str, str]:
    """Two who moved it on apart have both done so: it is where the further of them is."""
    if not heads:
        return {}
    further = max((leaves(event) for event in heads), key=STATES.index)
    return {"state": further, "ruled": state if state in VERDICTS else ""}


def _side(decision: Event) -> Side:
    body = decision.body
    return Side(
        event=decision.id,
        author=decision.author,
        at=decision.at,
        state=leaves(decision),
        amount=money(body.get("amount", "0.00")),
        reason=body.get("reason", ""),
        note=body["note"],
    )
