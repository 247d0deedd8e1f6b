"""Money and counts of one hospital in six ways, each fee line claimed once across teams.

A fee line's number is its hospital's own, so figures of different hospitals add up; in each way the
counted column comes to the same total.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from decimal import Decimal

from inspector.findings import STATES, Finding, claims, class_of
from inspector.i18n import say
from inspector.merge.inspected import Figure, Inspected
from inspector.rules import Line, waterfall

NOTHING = Decimal("0.00")
Told = tuple[Inspected, Finding]
Titles = Mapping[str, str]
Ways = Mapping[str, tuple[Figure, ...]]
"""Way of counting → its figures, by name."""
_REGION = re.compile(r"[A-Z](\d{6})")
"""定点医药机构编码: a letter for the kind, then the 行政区划."""


def figures_of(inspections: Sequence[Inspected]) -> Ways:
    """The figures of one hospital's inspections."""
    told = [(one, finding) for one in inspections for finding in one.findings.values()]
    claimed = [list(claims(finding)) for _, finding in told]
    return {name: _figures(told, claimed, *way) for name, way in _WAYS.items()}


def add_up(parts: Iterable[Ways]) -> Ways:
    """The figures of many hospitals; they are read in the order of their hospitals."""
    same: dict[str, dict[str, list[Figure]]] = {name: defaultdict(list) for name in _WAYS}
    for part in parts:
        for way, figures in part.items():
            for figure in figures:
                same[way][figure.name].append(figure)
    return {way: tuple(_sum(named[name]) for name in sorted(named)) for way, named in same.items()}


def _sum(figures: Sequence[Figure]) -> Figure:
    states: Counter[str] = Counter()
    for figure in figures:
        states.update(figure.states)
    return Figure(
        figures[0].name,
        figures[0].title,
        _in_order(states),
        sum((figure.claimed for figure in figures), NOTHING),
        sum((figure.counted for figure in figures), NOTHING),
    )


def _figures(
    told: Sequence[Told],
    claimed: Sequence[Sequence[Line]],
    names: Callable[[Inspected, Finding], Sequence[str]],
    title: Callable[[Inspected, Finding, str], Titles],
) -> tuple[Figure, ...]:
    states: dict[str, Counter[str]] = defaultdict(Counter)
    titles: dict[str, Titles] = {}
    lines: list[Line] = []
    for (one, finding), own in zip(told, claimed, strict=True):
        named = names(one, finding)
        for name in named:
            states[name][finding.standing] += 1
            if name not in titles:
                titles[name] = title(one, finding, name)
        if own:
            lines += _by_month(finding, own) if names is _months else _under(named, own)
    money = {step.rule_id: (step.gross, step.counted) for step in waterfall(lines).steps}
    return tuple(
        Figure(name, titles[name], _in_order(states[name]), *money.get(name, (NOTHING, NOTHING)))
        for name in sorted(titles)
    )


def _under(names: Sequence[str], own: Sequence[Line]) -> list[Line]:
    """What a finding claims, under each name it counts for."""
    return [Line(name, *line[1:]) for line in own for name in names]


def _by_month(finding: Finding, own: Sequence[Line]) -> list[Line]:
    """What a finding claims, each line in its own month."""
    months = {line.bkkp_sn: line.occurred_on[:7] for line in finding.lines}
    return [Line(months.get(line.bkkp_sn, ""), *line[1:]) for line in own]


def _in_order(counts: Counter[str]) -> dict[str, int]:
    return {state: counts[state] for state in STATES if counts[state]}


def region_of(institution: str) -> str:
    """The 行政区划 an institution's national code names, six digits; "" if it names none."""
    found = _REGION.match(institution)
    return found[1] if found else ""


def _months(_: Inspected, finding: Finding) -> Sequence[str]:
    """The months its fee lines were billed in; "" for what lies on no fee line."""
    told = {line.occurred_on[:7] for line in finding.lines}
    return sorted(told | ({""} if _surplus(finding) or not told else set()))


def _surplus(finding: Finding) -> bool:
    caps = sum((line.cap for line in finding.lines), NOTHING)
    return finding.stands and finding.amount_confirmed > caps


def _teams(one: Inspected, finding: Finding) -> Sequence[str]:
    """A finding of several teams is counted for the first; one a resolution confirmed for none."""
    return one.held_by[finding.id] or ("",)


def _same(name: str) -> Titles:
    return {"zh": name, "en": name}


def _said(key: str) -> Titles:
    return {"zh": say(key, "zh"), "en": say(key, "en")}


_WAYS: Mapping[
    str,
    tuple[
        Callable[[Inspected, Finding], Sequence[str]],
        Callable[[Inspected, Finding, str], Titles],
    ],
] = {
    "by_hospital": (
        lambda one, _: (one.institution,),
        lambda one, _, name: _same(one.institution_name or name),
    ),
    "by_class": (
        lambda _, finding: (class_of(finding.basis),),
        lambda _, __, name: _said(f"report.class.{name}"),
    ),
    "by_rule": (
        lambda _, finding: (finding.rule_id,),
        lambda _, finding, __: finding.title,
    ),
    "by_region": (
        lambda one, _: (region_of(one.institution),),
        lambda _, __, name: _same(name) if name else _said("merge.no-region"),
    ),
    "by_team": (
        _teams,
        lambda _, __, name: _same(name) if name else _said("merge.by-resolution"),
    ),
    "by_month": (
        _months,
        lambda _, __, name: _same(name) if name else _said("merge.no-month"),
    ),
}
"""Way → the names a finding counts under, and how a name is told."""
