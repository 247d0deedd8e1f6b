"""The head of a long table: what has most money, or the first places, and how much is left out.

A column that has a sum keeps it: what is left out stands in one row above the total.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from decimal import Decimal

from inspector.i18n import say
from inspector.i18n.catalogue import Language
from inspector.merge import WAYS, Merged
from inspector.report.export import Cell
from inspector.report.summary_tables import COLUMNS, Row, TableOf, rows, table_of

_BY_MONEY = {**dict.fromkeys(WAYS, "counted"), "effects": "counted", "conflicts": "suspected"}
_NAMED = 12
"""Characters of the id of a finding, as `resolve` shows them."""
_WHOLE = frozenset({"by_class", "by_month"})
"""As many rows as there are classes, or months; and months stand in their order."""


def heads(merged: Merged, lang: Language, most: int) -> tuple[TableOf, ...]:
    """Table by table, disagreements first, the widest in few columns; one with nothing is left out.

    They are for a terminal; the workbook has every column.
    """
    made = ((name, head(merged, name, lang, most)) for name in COLUMNS)
    return tuple(_BRIEF.get(name, _as_it_is)(one) for name, one in made if one.rows)


def _as_it_is(one: TableOf) -> TableOf:
    return one


def _measures(one: TableOf) -> TableOf:
    """Of the ranking, what the place is by; the money stands with the hospital."""
    columns = ("peers", "place", "hospital", "per_thousand", "rate", "middle")
    shown = [COLUMNS["ranking"].index(column) for column in columns]
    return replace(
        one,
        headings=tuple(one.headings[place] for place in shown),
        rows=tuple(tuple(row[place] for place in shown) for row in one.rows),
        right=tuple(at for at, place in enumerate(shown) if place in one.right),
    )


def _brief(one: TableOf) -> TableOf:
    at = {column: place for place, column in enumerate(COLUMNS["conflicts"])}
    shown = [at[column] for column in ("code", "finding", "title", "who", "amount")]

    def row(told: Sequence[str]) -> tuple[str, ...]:
        said = " ".join(told[at[column]] for column in ("who", "role", "verdict"))
        brief = {at["who"]: said, at["finding"]: told[at["finding"]][:_NAMED]}
        return tuple(brief.get(place, told[place]) for place in shown)

    headings = tuple(one.headings[place] for place in shown)
    rows = tuple(map(row, one.rows))
    return replace(one, headings=headings, rows=rows, right=(shown.index(at["amount"]),))


_BRIEF: Mapping[str, Callable[[TableOf], TableOf]] = {"conflicts": _brief, "ranking": _measures}


def head(merged: Merged, name: str, lang: Language, most: int) -> TableOf:
    """One table of `COLUMNS` with its `most` rows of most money, or of the first places.

    A finding in dispute is whole or left out, the first is never left out; a row of the others and
    that of the total come on top.
    """
    told = rows(merged, name, lang)
    total = [told.pop()] if name in WAYS and told else []
    if len(told) <= most or name in _WHOLE:
        return table_of([*told, *total], name, lang)
    ordered = _in_order(told, name)
    count = _whole_findings(ordered, most) if name == "conflicts" else most
    kept, rest = ordered[:count], ordered[count:]
    if name == "ranking":
        kept = [row for row in told if row in kept]
    others = [_others(rest, row, lang) for row in total]
    return replace(table_of([*kept, *others, *total], name, lang), left_out=len(rest))


def _in_order(told: Sequence[Row], name: str) -> list[Row]:
    if name == "ranking":
        return sorted(told, key=_place)
    if name not in _BY_MONEY:
        return list(told)
    at = COLUMNS[name].index(_BY_MONEY[name])
    return sorted(told, key=lambda row: -Decimal(str(row[at])))


def _place(row: Row) -> tuple[bool, int]:
    place, _, _ = str(row[COLUMNS["ranking"].index("place")]).partition("/")
    return not place, int(place or 0)


def _whole_findings(told: Sequence[Row], most: int) -> int:
    """How many rows, so that the last finding has all its opinions."""
    at = COLUMNS["conflicts"].index("finding")
    ends = [n for n in range(1, len(told)) if told[n][at] != told[n - 1][at]]
    return max((n for n in ends if n <= most), default=min(ends, default=len(told)))


def _others(rest: Sequence[Row], total: Row, lang: Language) -> Row:
    """What is left out, summed where the total has a sum."""

    def summed(at: int) -> Cell:
        told = [row[at] for row in rest]
        match total[at]:
            case Decimal():
                return sum((one for one in told if isinstance(one, Decimal)), Decimal("0.00"))
            case int():
                return sum(one for one in told if isinstance(one, int))
        return total[at] and ""

    label = say("summary.others", lang, count=f"{len(rest):,}")
    return (label, *(summed(at) for at in range(1, len(total))))
