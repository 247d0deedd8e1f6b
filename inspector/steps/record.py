"""Record what a person decides: hits become findings, findings are confirmed or rejected."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any
from uuid import uuid4

from inspector.errors import FindingUnknown
from inspector.findings import (
    ACT_TO,
    EXCLUSIONS,
    STATES,
    TABLE,
    TARGETS,
    Exclusion,
    Finding,
    Words,
    allowed_acts,
    confirmed_at_once,
    move_to,
)
from inspector.steps.acting import acting
from inspector.steps.desk import Desk
from inspector.steps.hits import raw_hits, raw_hits_where
from inspector.steps.opening import Rows, opened, resting_on

_NONE = Words()
Body = Mapping[str, object]


@acting("draft")
def from_hits(desk: Desk, rules: Sequence[str] = (), wanted: Sequence[str] = ()) -> list[str]:
    """Open a finding for each hit of `rules` (all, if none named), or for the hits `wanted`.

    A hit that already has its finding is left as it is.

    Returns:
        The ids of the findings opened, in the order of the hits; a finding's id is its hit's.

    Raises:
        RoleForbidden, NotChecked
    """
    grouped = _by_hit(desk, rules, wanted)
    known = desk.findings()
    fresh = [hit for hit in grouped if hit not in known]
    if fresh:
        on = resting_on(desk, [row for hit in fresh for row in grouped[hit]])
        desk.journal.append_all([("opened", hit, opened(grouped[hit], on)) for hit in fresh])
    return fresh


def _by_hit(desk: Desk, rules: Sequence[str], wanted: Sequence[str]) -> dict[str, Rows]:
    grouped: dict[str, list[Mapping[str, Any]]] = defaultdict(list)
    table = raw_hits_where(desk, "hit_id", wanted) if wanted else raw_hits(desk)
    for row in table.to_pylist():
        if wanted or not rules or row["rule_id"] in rules:
            grouped[row["hit_id"]].append(row)
    return dict(grouped)


@acting("confirm")
def confirm(
    desk: Desk,
    findings: Sequence[str],
    amount: Decimal | None = None,
    basis: str = "",
    note: str = "",
) -> list[Finding]:
    """Confirm findings (属实), each at `amount` 元, or at what is suspected if none is named.

    The moves that lead there (受理, 核实, 取证完成) are recorded with it if they are not yet.
    Many are one act: all are confirmed, or none.

    Raises:
        RoleForbidden, FindingUnknown, MoveForbidden, AmountOver: nothing was written.
    """
    told = Words(amount, basis, note=note)
    found = each_of(desk, findings)
    return at_once(desk, [(o.id, *d) for o in found for d in confirmed_at_once(o, told)])


@acting("reject")
def reject(desk: Desk, findings: Sequence[str], reason: str, note: str = "") -> list[Finding]:
    """Exclude findings (排除) for a reason of the list, which feeds false-positive counts.

    Raises:
        RoleForbidden, FindingUnknown, MoveForbidden, ReasonUnknown, NoteMissing: nothing was
            written.
    """
    return _moved(desk, findings, "rejected", Words(reason=reason, note=note))


def move(desk: Desk, findings: Sequence[str], state: str, told: Words = _NONE) -> list[Finding]:
    """Take findings on to `state`, one of `TARGETS`, as the lifecycle allows each of them.

    Many are one act: all are moved, or none.

    Raises:
        RoleForbidden, FindingUnknown, MoveForbidden, ReasonUnknown, NoteMissing, WordsMissing,
            AmountOver: nothing was written.
    """
    # Who may depends on where to; a refusal is noted as for the steps that are one act.
    desk.may(TABLE[ACT_TO[state]].may)
    return _moved(desk, findings, state, told)


def _moved(desk: Desk, findings: Sequence[str], state: str, told: Words) -> list[Finding]:
    found = each_of(desk, findings)
    return at_once(desk, [(one.id, *move_to(one, state, told)) for one in found])


def at_once(desk: Desk, drafts: Sequence[tuple[str, str, Body]]) -> list[Finding]:
    """Append (finding, kind, body) as one act, which is also taken back as one."""
    batch = {"batch": uuid4().hex} if len(drafts) > 1 else {}
    desk.journal.append_all([(kind, name, {**body, **batch}) for name, kind, body in drafts])
    folded = desk.findings()
    return [folded[name] for name in dict.fromkeys(name for name, _, _ in drafts)]


def reachable(desk: Desk, findings: Sequence[str]) -> tuple[str, ...]:
    """The states the person at the desk can take all of `findings` to, in their order.

    Raises:
        FindingUnknown
    """
    card = desk.member.card
    ways = [
        {TABLE[act].leaves for act in allowed_acts(one, card)} for one in each_of(desk, findings)
    ]
    common = set.intersection(*ways) & set(TARGETS) if ways else set()
    return tuple(state for state in STATES if state in common)


def chosen(
    desk: Desk, names: Sequence[str], rules: Sequence[str] = (), state: str | None = None
) -> list[str]:
    """The ids of the findings named, or else of all of `rules` that stand in `state`.

    Raises:
        FindingUnknown
    """
    if names:
        return [one.id for one in each_of(desk, names)]
    return [
        one.id
        for one in desk.findings().values()
        if (not rules or one.rule_id in rules) and state in (None, one.state)
    ]


@acting("draft")
def annotate(desk: Desk, findings: Sequence[str], note: str) -> None:
    """Keep a note with each finding; their states stay as they are.

    Raises:
        RoleForbidden, FindingUnknown, MoveForbidden: nothing was written.
    """
    found = each_of(desk, findings)
    desk.journal.append_all([("noted", one.id, {"note": note}) for one in found])


def reasons() -> Mapping[str, Exclusion]:
    """The exclusion reasons by code."""
    return EXCLUSIONS


def find(desk: Desk, finding: str) -> Finding:
    """One finding by its id, or by the beginning of it if that names one only.

    Raises:
        FindingUnknown
    """
    return each_of(desk, [finding])[0]


def each_of(desk: Desk, names: Sequence[str]) -> list[Finding]:
    """The findings named, as `find` knows them.

    Raises:
        FindingUnknown
    """
    findings = desk.findings()
    return [_named(findings, name) for name in names]


def _named(findings: Mapping[str, Finding], name: str) -> Finding:
    if name in findings:
        return findings[name]
    begin_so = [found for key, found in findings.items() if key.startswith(name)]
    if len(begin_so) != 1:
        raise FindingUnknown(finding=name)
    return begin_so[0]
