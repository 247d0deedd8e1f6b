"""State is folded from events, and only from them.

The fold is a function of the set of events: neither their order, nor how often one arrives, nor
how they were grouped into journals, changes a finding.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import replace
from decimal import Decimal

from inspector.findings.bodies import FINDING_KINDS, VERDICTS
from inspector.findings.details import amended, described, opened
from inspector.findings.events import Event, in_order
from inspector.findings.finding import NOTHING, UPHELD, Finding, Side, lines_of, money
from inspector.findings.known import known_to
from inspector.findings.lifecycle import DECISIONS, STATES, leaves
from inspector.findings.undo import live


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
    counting = live(history)
    finding = replace(opened(begun), history=tuple(history))
    standing = _standing(counting, history)
    if len({_outcome(event) for event in standing}) > 1:
        common = _common(standing, history)
        sides = tuple(_side(event) for event in standing)
        finding = replace(_amended(finding, common, counting), state="conflicted", conflict=sides)
    elif standing:
        known = known_to([standing[-1].id], history)
        finding = _decided(_amended(finding, known, counting), standing[-1])
    if not finding.conflict:
        finding = _moved(finding, _moves(standing, counting, history))
    finding = described(finding, counting)
    return replace(finding, basis=(finding.article,)) if finding.article else finding


def _standing(counting: Sequence[Event], history: Sequence[Event]) -> list[Event]:
    """The decisions no other has replaced, in order.

    A decision replaces all its author knew of. Where what stood among these differed, only a
    resolution replaces them: a third opinion does not settle a conflict.
    """
    decisions = [event for event in counting if event.kind in DECISIONS]
    named = {event.id for event in decisions}
    replaces: dict[str, set[str]] = {}
    for event in decisions:
        known = [other for other in known_to(event.seen, history) if other.id in named]
        gone = {old for other in known for old in replaces.get(other.id, ())}
        agreed = len({_outcome(other) for other in known if other.id not in gone}) <= 1
        settles = agreed or event.kind == "conflict-resolved"
        replaces[event.id] = {other.id for other in known} if settles else set()
    replaced = {old for olds in replaces.values() for old in olds}
    return [event for event in decisions if event.id not in replaced]


def _common(standing: Sequence[Event], history: Sequence[Event]) -> list[Event]:
    views = [{event.id for event in known_to([side.id], history)} for side in standing]
    common = set.intersection(*views)
    return [event for event in history if event.id in common]


def _outcome(decision: Event) -> tuple[str, Decimal, str]:
    """What two decisions must agree on: the state, the money and the lines it lies on."""
    lines = repr(lines_of(decision.body))
    return leaves(decision), money(decision.body.get("amount", "0.00")), lines


def _amended(finding: Finding, known: Sequence[Event], counting: Sequence[Event]) -> Finding:
    counts = {event.id for event in counting}
    return amended(finding, [event for event in known if event.id in counts])


def _decided(finding: Finding, decision: Event) -> Finding:
    state, body = leaves(decision), decision.body
    return replace(
        finding,
        state=state,
        amount_confirmed=money(body["amount"]) if state in UPHELD else NOTHING,
        basis=(body["basis"],) if body.get("basis") else finding.basis,
        reason=body.get("reason", ""),
        note=body["note"],
    )


def _moves(
    standing: Sequence[Event], counting: Sequence[Event], history: Sequence[Event]
) -> list[Event]:
    """The moves nobody has moved on from, of those made knowing what was decided.

    Whoever moved a finding on while a colleague ruled on it did not know: the ruling holds.
    """
    decided = {event.id for event in standing}
    moves = [
        event for event in counting if event.kind not in (*DECISIONS, "opened") and leaves(event)
    ]
    knew = {event.id: {e.id for e in known_to(event.seen, history)} for event in moves}
    aware = [event for event in moves if not decided or decided & knew[event.id]]
    passed = {old for event in aware for old in knew[event.id]}
    return [event for event in aware if event.id not in passed]


def _moved(finding: Finding, heads: Sequence[Event]) -> Finding:
    """Two who moved it on apart have both done so: it is where the further of them is."""
    if not heads:
        return finding
    state = max((leaves(event) for event in heads), key=STATES.index)
    ruled = finding.state if finding.state in VERDICTS else ""
    return replace(finding, state=state, ruled=ruled)


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
