"""Numbers that are missing from a numbered series: invoices, prescriptions, settlements.

A series is what stands before the last digits of a number, with as many digits; a gap is a run of
numbers nobody used, shorter than the used ones beside it would explain by another pool of numbers.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Sequence
from itertools import pairwise

from inspector.statistics.profiles.profile import Clues, Params, Profile, Row, enough

_NUMBER = re.compile(r"(.*?)(\d{1,18})")


def _question(params: Params) -> str:
    table, _, column = params["series"].partition(".")
    return (
        f'SELECT DISTINCT CAST("{column}" AS VARCHAR) AS number FROM "{table}"'
        f' WHERE "{column}" IS NOT NULL ORDER BY number'
    )


def gaps(numbers: Sequence[int], longest: int) -> list[tuple[int, int, int]]:
    """First, last and how many of each run of at most `longest` numbers a rising series misses.

    A series goes by its most common step: one that goes by tens, as many do, misses only tens.
    """
    pairs = list(pairwise(numbers))
    [(step, _)] = Counter(high - low for low, high in pairs).most_common(1) or [(1, 0)]
    return [
        (low + step, high - step, (high - low - 1) // step)
        for low, high in pairs
        if 1 <= (high - low - 1) // step <= longest
    ]


def _made(rows: Sequence[Row], params: Params) -> Clues:
    series: dict[tuple[str, int], list[int]] = defaultdict(list)
    unnumbered = 0
    for (text,) in rows:
        found = _NUMBER.fullmatch(text)
        if found is None:
            unnumbered += 1
            continue
        series[found[1], len(found[2])].append(int(found[2]))
    enough(len(rows) - unnumbered, params["least"], "few")
    told: list[Row] = []
    for (prefix, width), numbers in series.items():
        for low, high, missing in gaps(sorted(numbers), params["longest"]):
            names = (f"{prefix}{number:0{width}}" for number in (low, high))
            told.append((prefix, *names, missing))
    told.sort(key=lambda row: (-row[3], row[1]))
    facts = {"series": str(len(series)), "missing": str(sum(row[3] for row in told))}
    columns = ("prefix", "from", "to", "missing")
    return Clues(len(rows) - unnumbered, columns, tuple(told), unnumbered, facts)


def _series(params: Params) -> dict[str, tuple[str, ...]]:
    table, _, column = params["series"].partition(".")
    return {table: (column,)}


GAPS = Profile(
    "gaps",
    {},
    {"series": "setl_d.setl_id", "longest": 20, "least": 30},
    _question,
    _made,
    also=_series,
)
