"""What the headers of one table mean together: a column goes to the header that means it most.

A header that means two columns, or two headers that mean one, stay doubtful.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from inspector.intake.mapping.recognise import ROW_NUMBERS, normalise
from inspector.intake.suggest.shapes import fit, formats, spoken_for
from inspector.intake.suggest.synonyms import candidates
from inspector.schema import TABLES

SURE, MARGIN = 0.78, 0.04
"""A column is sure from this score on, and this far ahead of any other."""
SPOKEN_FOR = 0.6
"""The score of a column that values speak for and the header does not: for a person to see."""
_UNLIKE = 0.3
_SIDES = ("bilg_", "acord_")
"""开单 and 受单: hospitals use the words both ways, so neither is ever decided here."""


@dataclass(frozen=True)
class Guess:
    """What one header may mean: the columns still possible, the likeliest first."""

    header: str
    columns: tuple[str, ...]
    sure: bool
    swapped: bool = False
    """Whether it is one of the words for the two sides, 开单 and 受单."""
    unlike: bool = False
    """Whether what is under it does not look like its column."""
    formats: tuple[str, ...] = ()
    """Formats that would read all that is under it as dates."""


def guess(
    table: str, headers: Sequence[str], samples: Sequence[Sequence[str]]
) -> tuple[tuple[Guess, ...], tuple[str, ...]]:
    """What each header of a table may mean, and the headers that mean nothing known.

    `samples` are the filled cells under each header; without any only headers speak.
    """
    columns = TABLES[table].by_name
    asked = {h: n for n, h in reversed(list(enumerate(headers))) if normalise(h) not in ROW_NUMBERS}
    open_ = {
        header: {
            column: score + fit(columns[column], samples[n] if samples else ())
            for score, column in candidates(table, header)
        }
        for header, n in sorted(asked.items(), key=lambda one: one[1])
    }
    for header, n in asked.items() if samples else ():
        for name, column in columns.items():
            if name not in open_[header] and spoken_for(column, samples[n]):
                open_[header][name] = SPOKEN_FOR
    settled: dict[str, Guess] = {}
    while made := _surest(open_, settled):
        settled[made.header] = made
    for header, scores in open_.items():
        left = _left(scores, settled)
        if header not in settled and left:
            settled[header] = _doubt(header, scores, left)
    for header, made in settled.items():
        if made.unlike and columns[made.columns[0]].type in ("DATE", "TIMESTAMP"):
            settled[header] = replace(made, formats=formats(samples[asked[header]]))
    unused = tuple(header for header in open_ if header not in settled)
    return tuple(settled[header] for header in open_ if header in settled), unused


def _surest(open_: dict[str, dict[str, float]], settled: dict[str, Guess]) -> Guess | None:
    """The next header that means one column only, and means it more than any other header does."""
    claims = []
    for header, scores in open_.items():
        if header in settled or _swapped(scores):
            continue
        ranked = _left(scores, settled)
        if ranked and ranked[0][0] >= SURE:
            second = ranked[1][0] if len(ranked) > 1 else 0
            claims.append((ranked[0][0], ranked[0][0] - second, header, ranked[0][1]))
    for score, ahead, header, column in sorted(claims, reverse=True):
        rivals = [
            other
            for other, scores in open_.items()
            if other != header
            and other not in settled
            and normalise(other) != normalise(header)
            and scores.get(column, 0) > score - MARGIN
        ]
        if ahead >= MARGIN and not rivals:
            return Guess(header, (column,), sure=True)
    return None


def _left(scores: dict[str, float], settled: dict[str, Guess]) -> list[tuple[float, str]]:
    taken = {made.columns[0] for made in settled.values() if made.sure}
    left = [(score, column) for column, score in scores.items() if column not in taken]
    return sorted(left, key=lambda one: (-one[0], one[1]))


def _doubt(header: str, scores: dict[str, float], left: Sequence[tuple[float, str]]) -> Guess:
    swapped = _swapped(scores)
    shown = _left(scores, {}) if swapped else left
    best = shown[0][0]
    near = tuple(column for score, column in shown if score >= best - 0.2)
    return Guess(header, near[:4], sure=False, swapped=swapped, unlike=best < _UNLIKE)


def _swapped(scores: dict[str, float]) -> bool:
    """Whether both sides are meant about as much, by words that are not the schema's own."""
    sides = [
        max((score for column, score in scores.items() if column.startswith(side)), default=0)
        for side in _SIDES
    ]
    return min(sides) > 0 and max(sides) - min(sides) < 0.02
