"""State is folded from events, and only from them.

The fold is a function of the set of events: neither their order, nor how often one arrives, nor
how they were grouped into journals, changes a finding.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import replace
from decimal import Decimal

from inspector.findings.bodies import FINDING_KINDS
from inspector.findings.events import Event, in_order
from inspector.findings.finding import NOTHING, Finding, FindingLine, Side, lines_of, money
from inspector.findings.lifecycle import DECISIONS, state_after


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


def latest(events: Collection[Event]) -> tuple[str, ...]:
    """The ids among `events` that no other of them had seen: what a new event must say it saw."""
    seen = {known for event in events for known in event.seen}
    return tuple(sorted({event.id for event in events} - seen))


def known_to(seen: Iterable[str], events: Iterable[Event]) -> list[Event]:
    """Those of `events` that somebody who had seen `seen` knew: `seen` and all before them."""
    by_id = {event.id: event for event in events}
    known: dict[str, Event] = {}
    ahead = list(seen)
    while ahead:
        event = by_id.get(ahead.pop())
        if event is not None and event.id not in known:
            known[event.id] = event
            ahead.extend(event.seen)
    return sorted(known.values(), key=in_order)


def _fold_one(history: Sequence[Event]) -> Finding | None:
    opened = next((event for event in history if event.kind == "opened"), None)
    if opened is None:
        return None
    notes = tuple(event.body["note"] for event in history if event.kind == "noted")
    finding = replace(
        _opened(opened), history=tuple(history), evidence=_evidence(history), notes=notes
    )
    standing = _standing(history)
    if not standing:
        return finding
    if len({_outcome(event) for event in standing}) > 1:
        common = _common(standing, history)
        sides = tuple(_side(event) for event in standing)
        return replace(_amended(finding, common), state="conflicted", conflict=sides)
    known = known_to([standing[-1].id], history)
    return _decided(_amended(finding, known), standing[-1])


def _standing(history: Sequence[Event]) -> list[Event]:
    """The decisions no other has replaced, in order.

    A decision replaces all its author knew of. Where what stood among these differed, only a
    resolution replaces them: a third opinion does not settle a conflict.
    """
    decisions = [event for event in history if event.kind in DECISIONS]
    replaces: dict[str, set[str]] = {}
    for event in decisions:
        known = [other for other in known_to(event.seen, history) if other.kind in DECISIONS]
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
    return state_after(decision), money(decision.body.get("amount", "0.00")), lines


def _opened(event: Event) -> Finding:
    body, lines = event.body, lines_of(event.body)
    departments = [body.get("department", ""), *(line.dept for line in lines), ""]
    return Finding(
        id=event.finding,
        rule_id=body["rule"],
        rule_digest=body["rule_digest"],
        title=dict(body["title"]),
        verdict_kind=body["verdict_kind"],
        basis=tuple(body["basis"]),
        state="suspected",
        amount_billed=_billed(lines),
        amount=money(body["amount"]),
        amount_confirmed=NOTHING,
        lines=lines,
        department=next((name for name in departments if name), ""),
        reason="",
        note=body.get("note", ""),
        snapshots=tuple(sorted(body["snapshots"])),
        evidence=(),
        history=(),
        conflict=(),
    )


def _billed(lines: Sequence[FindingLine]) -> Decimal:
    """In 元; a fee line named twice was billed once."""
    return sum({line.bkkp_sn: line.net_amt for line in lines}.values(), NOTHING)


def _evidence(history: Sequence[Event]) -> tuple[str, ...]:
    return tuple(sorted({e.body["digest"] for e in history if e.kind == "evidence-added"}))


def _amended(finding: Finding, known: Sequence[Event]) -> Finding:
    for event in known:
        if event.kind == "amended":
            lines = lines_of(event.body) if "lines" in event.body else finding.lines
            finding = replace(
                finding,
                amount=money(event.body["amount"]),
                lines=lines,
                amount_billed=_billed(lines),
                department=event.body.get("department", finding.department),
            )
    return finding


def _decided(finding: Finding, decision: Event) -> Finding:
    state, body = state_after(decision), decision.body
    return replace(
        finding,
        state=state,
        amount_confirmed=money(body["amount"]) if state == "confirmed" else NOTHING,
        basis=(body["basis"],) if body.get("basis") else finding.basis,
        reason=body.get("reason", ""),
        note=body["note"],
    )


def _side(decision: Event) -> Side:
    body = decision.body
    return Side(
        event=decision.id,
        author=decision.author,
        at=decision.at,
        state=state_after(decision),
        amount=money(body.get("amount", "0.00")),
        reason=body.get("reason", ""),
        note=body["note"],
    )
