"""Hospitals among their peers as rows of a table: held against whom, by which measure, in words.

Whoever is not held against institutions of the same level and kind is told why.
"""

from collections.abc import Collection, Iterator

from inspector.i18n import say
from inspector.i18n.catalogue import Language
from inspector.merge import FEWEST, KINDS, LEVELS, Circle, Merged, Placed
from inspector.report.export import Cell

RANKED = (
    *("peers", "place", "code", "hospital", "counted", "settlements"),
    *("per_settlement", "per_thousand", "rate", "middle"),
)


def ranked(merged: Merged, lang: Language) -> Iterator[tuple[Cell, ...]]:
    """A row each in the columns of `RANKED`, by circle and place."""
    for one in merged.ranking:
        place = f"{one.place}/{one.peers}" if one.place else ""
        told = (_against(one, lang), place, one.institution, one.name, one.counted)
        rates = (one.per_settlement, one.per_thousand, one.per_rows, one.peers_median)
        yield (*told, one.extent.settlements or None, *rates)


def _against(one: Placed, lang: Language) -> str:
    """Whom it is held against; below, why not its nearest peers, and what the place lacks."""
    untold = not one.like.kind if one.like.letter == "P" else not one.like.level
    lines = [_named(one.among, lang)]
    if untold:
        lines.append(say("summary.peers.untold", lang))
    elif one.among != one.like:
        lines.append(say("summary.peers.few", lang, like=_named(one.like, lang), count=one.alike))
    if one.place and one.peers < FEWEST:
        lines.append(say("summary.peers.fewest", lang, fewest=FEWEST))
    if one.place and one.by == "rows":
        lines.append(say("summary.peers.by_rows", lang))
    return "\n".join(lines)


def _named(circle: Circle, lang: Language) -> str:
    if not circle.level and not circle.kind:
        letter = circle.letter if circle.letter in ("H", "P") else "other"
        return say("summary.peers.all", lang, kind=say(f"summary.kind.{letter}", lang))
    level = _word("level", circle.level, LEVELS, lang)
    kind = _word("kind_of", circle.kind, KINDS, lang)
    return say("summary.peers.named", lang, level=level, kind=kind).strip()


def _word(group: str, told: str, known: Collection[str], lang: Language) -> str:
    """A word the national form does not have is shown as the register has it."""
    return say(f"summary.{group}.{told}", lang) if told in known else told
