"""The supervisor's figures as tables: terminal, PDF and workbook show these and no others.

No number is computed here but the sums under a column; no patient has a way in.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from inspector.findings import CLEARED, EXCLUSIONS, STATES, UPHELD
from inspector.i18n import explain, say
from inspector.i18n.catalogue import Language
from inspector.merge import Conflict, Figure, Inspected, Merged, Opinion
from inspector.report.export import Cell
from inspector.report.ranked import RANKED, ranked
from inspector.report.words import when, yuan

Row = tuple[Cell, ...]
_SETTLED = frozenset((*UPHELD, *CLEARED, "conflicted", "withdrawn"))
_COUNTS = {
    "open": tuple(state for state in STATES if state not in _SETTLED),
    "confirmed": UPHELD,
    "rejected": CLEARED,
    "conflicted": ("conflicted",),
    "withdrawn": ("withdrawn",),
}
_FIGURES = ("found", *_COUNTS, "claimed", "counted")
OPINION = ("who", "role", "team", "verdict", "amount", "reason", "note", "at")
COLUMNS: Mapping[str, tuple[str, ...]] = {
    "conflicts": ("code", "finding", "rule", "title", "suspected", *OPINION),
    "by_hospital": ("code", "hospital", *_FIGURES),
    "by_class": ("class", "title", *_FIGURES),
    "by_rule": ("rule", "title", *_FIGURES),
    "by_region": ("region", *_FIGURES),
    "by_team": ("team", *_FIGURES),
    "by_month": ("month", *_FIGURES),
    "ranking": RANKED,
    "effects": (
        *("rule", "title", "hits", "found", "confirmed", "rejected", "why_not"),
        *("counted", "hours", "an_hour"),
    ),
    "crossings": ("crossing", "sign", "places", "findings"),
    "inspections": ("code", "hospital", "period", "cases", "teams", "bundles"),
    "false_positives": ("rule", "title", "found", "rejected", "false_positives"),
    "refused": ("bundle", "code", "team", "why"),
    "repeated": ("bundle",),
    "missing": ("code", "hospital", "event"),
    "taken_back": ("code", "hospital", "who", "key", "taken_since", "findings"),
    "follow_up": ("code", "hospital", "owed", "since", "due", "found", "unknown_years"),
}
"""The tables in the order they are shown, who disagrees first, and the columns of each."""
_NUMBERS = frozenset(
    {
        *(*_FIGURES, "amount", "suspected", "false_positives", "place", "rate"),
        *("settlements", "per_settlement", "per_thousand"),
        *("middle", "hits", "hours", "an_hour"),
    }
)


@dataclass(frozen=True)
class TableOf:
    """A table ready to be read: every cell is text; the columns numbered in `right` stand right."""

    title: str
    headings: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    right: tuple[int, ...]
    left_out: int = 0
    """Rows that are not in it; the workbook has them."""


def tables(merged: Merged, lang: Language) -> tuple[TableOf, ...]:
    """What the bundles add up to, table by table; one with nothing in it is left out."""
    made = (table(merged, name, lang) for name in COLUMNS)
    return tuple(one for one in made if one.rows)


def table(merged: Merged, name: str, lang: Language) -> TableOf:
    """One table of `COLUMNS`."""
    return table_of(rows(merged, name, lang), name, lang)


def table_of(told: Sequence[Row], name: str, lang: Language) -> TableOf:
    """These rows of one table of `COLUMNS`."""
    return TableOf(
        title=say(f"summary.title.{name}", lang),
        headings=headings(COLUMNS[name], lang),
        rows=tuple(tuple(map(shown, row)) for row in told),
        right=tuple(at for at, column in enumerate(COLUMNS[name]) if column in _NUMBERS),
    )


def headings(columns: Sequence[str], lang: Language) -> tuple[str, ...]:
    """What stands above the columns."""
    return tuple(say(f"summary.column.{column}", lang) for column in columns)


def rows(merged: Merged, name: str, lang: Language) -> list[Row]:
    """The rows of one table of `COLUMNS`, with numbers as numbers."""
    return list(_ROWS[name](merged, lang))


def shown(cell: Cell) -> str:
    """A cell as people read it; what a terminal or a page would obey rather than show is blank."""
    match cell:
        case None:
            return ""
        case Decimal():
            return yuan(cell)
        case int():
            return f"{cell:,}"
        case str():
            return "".join(char if char.isprintable() or char == "\n" else " " for char in cell)


def period(one: Inspected, lang: Language) -> str:
    """The days inspected, first and last."""
    start, end = one.period
    return say("report.cover.period_text", lang, start=start, end=end)


def opinion(one: Opinion, lang: Language) -> Row:
    """One inspector's opinion, in the columns of `OPINION`."""
    verdict = say(f"findings.state.{one.state}", lang)
    told = reason(one.reason, lang)
    return (
        one.name,
        one.role_in(lang),
        one.team,
        verdict,
        one.amount,
        told,
        one.note,
        when(one.at),
    )


def reason(code: str, lang: Language) -> str:
    """Why a finding was rejected; a code this version does not know is shown as it came."""
    return EXCLUSIONS[code].title(lang) if code in EXCLUSIONS else code


def _inspections(merged: Merged, lang: Language) -> Iterator[Row]:
    for one in merged.inspections:
        parts = (one.cases, one.teams, one.bundles)
        listed = ("\n".join(part) for part in parts)
        yield (one.institution, one.institution_name, period(one, lang), *listed)


def _hospitals(merged: Merged, lang: Language) -> Iterator[Row]:
    named = [(one.name, one.title.get(lang, "")) for one in merged.by_hospital]
    return _with_sum(merged, merged.by_hospital, named, lang)


def _by_class(merged: Merged, lang: Language) -> Iterator[Row]:
    named = [(one.name, one.title.get(lang, "")) for one in merged.by_class]
    return _with_sum(merged, merged.by_class, named, lang)


def _by_rule(merged: Merged, lang: Language) -> Iterator[Row]:
    named = [(one.name, one.title.get(lang, "")) for one in merged.by_rule]
    return _with_sum(merged, merged.by_rule, named, lang)


def _with_sum(
    merged: Merged, figures: Sequence[Figure], named: Sequence[Row], lang: Language
) -> Iterator[Row]:
    for name, figure in zip(named, figures, strict=True):
        yield (*name, *_counts(figure), figure.claimed, figure.counted)
    counts = [sum(column) for column in zip(*map(_counts, figures), strict=True)]
    claimed = sum((figure.claimed for figure in figures), Decimal("0.00"))
    total = say("summary.total", lang)
    if figures:
        yield (total, "", *counts, claimed, merged.total)


def _overlapping(merged: Merged, figures: Sequence[Figure], lang: Language) -> Iterator[Row]:
    """Findings of two teams or months stand with both, so that only the counted money has a sum."""
    for figure in figures:
        title = figure.title.get(lang, figure.name)
        yield (title, *_counts(figure), figure.claimed, figure.counted)
    if figures:
        blank = (None,) * (len(_COUNTS) + 2)
        yield (say("summary.total", lang), *blank, merged.total)


def _by_region(merged: Merged, lang: Language) -> Iterator[Row]:
    return _overlapping(merged, merged.by_region, lang)


def _by_team(merged: Merged, lang: Language) -> Iterator[Row]:
    return _overlapping(merged, merged.by_team, lang)


def _by_month(merged: Merged, lang: Language) -> Iterator[Row]:
    return _overlapping(merged, merged.by_month, lang)


def _effects(merged: Merged, lang: Language) -> Iterator[Row]:
    for one in merged.effects:
        why = (f"{reason(code, lang)} {times}" for code, times in one.excluded.items())
        found = (one.hits, one.found, one.confirmed, sum(one.excluded.values()))
        hours = (Decimal(one.seconds) / 3600).quantize(Decimal("0.01"))
        told = ("\n".join(why), one.money, hours, one.money_an_hour)
        yield (one.rule_id, one.title.get(lang, ""), *found, *told)


def _crossings(merged: Merged, lang: Language) -> Iterator[Row]:
    names = {one.institution: one.institution_name for one in merged.inspections}
    for one in merged.crossings:
        kind = say(f"summary.crossing.{one.kind}", lang)
        places = (f"{names.get(code, '')} {code}".strip() for code in one.findings)
        held = (f"{code}: {' '.join(found)}" for code, found in one.findings.items())
        yield (kind, one.sign[:8], "\n".join(places), "\n".join(held))


def _counts(figure: Figure) -> tuple[int, ...]:
    grouped = (sum(figure.states.get(state, 0) for state in states) for states in _COUNTS.values())
    return (sum(figure.states.values()), *grouped)


def _conflicts(merged: Merged, lang: Language) -> Iterator[Row]:
    for one in merged.conflicts:
        for side in one.opinions:
            yield (*_disputed(one, lang), *opinion(side, lang))


def _disputed(one: Conflict, lang: Language) -> Row:
    return (one.institution, one.finding, one.rule_id, one.title.get(lang, ""), one.amount)


def _false_positives(merged: Merged, lang: Language) -> Iterator[Row]:
    figures = {one.name: one for one in merged.by_rule}
    for rule, times in merged.false_positives.items():
        one = figures[rule]
        found = sum(one.states.values())
        rejected = sum(one.states.get(state, 0) for state in CLEARED)
        yield (rule, one.title.get(lang, ""), found, rejected, times)


def _refused(merged: Merged, lang: Language) -> Iterator[Row]:
    for one in merged.refused:
        yield (one.digest, one.institution, one.team, explain(one.error, lang).what)


def _repeated(merged: Merged, lang: Language) -> Iterator[Row]:
    for digest in merged.repeated:
        yield (digest,)


def _missing(merged: Merged, lang: Language) -> Iterator[Row]:
    for one in merged.inspections:
        for event in one.missing:
            yield (one.institution, one.institution_name, event)


def _taken_back(merged: Merged, lang: Language) -> Iterator[Row]:
    for one in merged.taken_back:
        since = one.since.isoformat() if one.since else say("summary.from_the_start", lang)
        told = (one.name, one.key_id, since, "\n".join(one.findings))
        yield (one.institution, one.institution_name, *told)


def _follow_up(merged: Merged, lang: Language) -> Iterator[Row]:
    """Days, not days left: the same bundles give the same table on any day."""
    for one in merged.inspections:
        for owed in one.owed:
            told = say(f"findings.owed.{owed.owed}", lang)
            days = (owed.since.isoformat(), owed.due.isoformat())
            years = ", ".join(map(str, owed.unknown))
            hospital = (one.institution, one.institution_name)
            yield (*hospital, told, *days, len(owed.findings), years)


_ROWS: Mapping[str, Callable[[Merged, Language], Iterator[Row]]] = {
    "inspections": _inspections,
    "by_hospital": _hospitals,
    "by_class": _by_class,
    "by_rule": _by_rule,
    "by_region": _by_region,
    "by_team": _by_team,
    "by_month": _by_month,
    "ranking": ranked,
    "effects": _effects,
    "crossings": _crossings,
    "conflicts": _conflicts,
    "false_positives": _false_positives,
    "refused": _refused,
    "repeated": _repeated,
    "missing": _missing,
    "taken_back": _taken_back,
    "follow_up": _follow_up,
}
