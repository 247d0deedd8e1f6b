"""Money and counts over many hospitals, each fee line claimed once across teams.

The counted columns by hospital, by rule and by team add up to the same total.
"""

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import replace
from decimal import Decimal

from inspector.findings import STATES, Finding, claims
from inspector.i18n import say
from inspector.merge.merged import Figure, Inspected
from inspector.rules import Line, waterfall

NOTHING = Decimal("0.00")
Told = tuple[str, Inspected, Finding]
"""A finding under the name of the figure it goes into."""


def by_hospital(inspections: Sequence[Inspected]) -> tuple[Figure, ...]:
    """One figure a hospital, by its code."""
    names = {one.institution: one.institution_name or one.institution for one in inspections}
    told = [(one.institution, one, finding) for one, finding in _all(inspections)]
    return _figures(told, {code: {"zh": name, "en": name} for code, name in names.items()})


def by_rule(inspections: Sequence[Inspected]) -> tuple[Figure, ...]:
    """One figure a rule, by its id; in that order a rule counts what it adds."""
    told = [(finding.rule_id, one, finding) for one, finding in _all(inspections)]
    titles = {finding.rule_id: finding.title for _, _, finding in reversed(told)}
    return _figures(told, titles)


def by_team(inspections: Sequence[Inspected]) -> tuple[Figure, ...]:
    """One figure a team, by its name; a finding of several teams is counted for the first.

    What only a resolution confirmed has a figure of its own, without a name.
    """
    told = [
        (team, one, finding)
        for one, finding in _all(inspections)
        for team in one.held_by[finding.id] or ("",)
    ]
    titles: dict[str, Mapping[str, str]] = {name: {"zh": name, "en": name} for name, _, _ in told}
    titles[""] = {"zh": say("merge.by-resolution", "zh"), "en": say("merge.by-resolution", "en")}
    return _figures(told, titles)


def total(inspections: Sequence[Inspected]) -> Decimal:
    """All confirmed money, each fee line once, in 元."""
    lines = [line for told in _all(inspections) for line in _claims(("", *told))]
    return waterfall(lines).total


def _all(inspections: Sequence[Inspected]) -> list[tuple[Inspected, Finding]]:
    return [(one, finding) for one in inspections for finding in one.findings.values()]


def _figures(told: Sequence[Told], titles: Mapping[str, Mapping[str, str]]) -> tuple[Figure, ...]:
    states: dict[str, Counter[str]] = defaultdict(Counter)
    for name, _, finding in told:
        states[name][finding.standing] += 1
    steps = waterfall(line for one in told for line in _claims(one)).steps
    money = {step.rule_id: (step.gross, step.counted) for step in steps}
    return tuple(
        Figure(name, titles[name], _in_order(states[name]), *money.get(name, (NOTHING, NOTHING)))
        for name in sorted(states)
    )


def _in_order(counts: Counter[str]) -> dict[str, int]:
    return {state: counts[state] for state in STATES if counts[state]}


def _claims(told: Told) -> list[Line]:
    """What a finding claims under a figure's name; a fee line's number is its hospital's own."""
    name, one, finding = told
    return [
        replace(
            line,
            rule_id=name,
            finding=f"{one.institution} {line.finding}",
            bkkp_sn=f"{one.institution} {line.bkkp_sn}",
        )
        for line in claims(finding)
    ]
