"""What was analysed of a case, as the journal keeps it: population, formula, version, clues.

Whatever stands here is a clue; the sentence that says so goes with each analysis.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from inspector.i18n import say
from inspector.i18n.catalogue import Language, catalogue
from inspector.report.blocks import Block, Heading, Rows, Sentence
from inspector.trust import canonical

_PRINTED = 20
_FIGURE = re.compile(r"-?[\d,]{1,13}(\.\d+)?( %)?|")
_OF_VALUES = ("digits", "duplicates")
"""Analyses of a column's values; the others compare people, items, stays."""
_TESTS = ("first", "second", "first_two", "last_two", "second_order")
_FIGURES = ("values", "mad", "conformity", "chi_square", "ks", "ks_critical", "oddest")
_HEADS = ("test", "values", "mad", "conformity", "chi", "ks", "critical", "oddest")
_DIGIT_SHARES = (14, 9, 10, 10, 11, 11, 11, 24)


@dataclass(frozen=True)
class Analysis:
    """One analysis in the words of one language, with all that is needed to run it again."""

    name: str
    title: str
    asked: Mapping[str, str]
    population: int
    left_out: int
    whole: str
    """The two as a sentence."""
    clues: int
    """How many there were; `rows` may hold the first of them only."""
    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    facts: tuple[str, ...]
    """Sentences on the whole, such as the mantissa of all values."""
    formula: str
    use: str
    """For what it may be used: a clue, never a verdict."""
    seed: str
    """Of the dice; empty where none are rolled."""
    version: str


def read_analysis(body: Mapping[str, Any], lang: Language) -> Analysis:
    """The body of an event `analysed`, of this version or an older one, in words."""
    name, told, words = str(body["what"]).removeprefix("profile "), body["told"], catalogue(lang)
    columns, rows = _table(name, told, lang)
    left_out = int(told.get("left_out", 0))
    whole = f"analysis.{'values' if name in _OF_VALUES else 'population'}"
    return Analysis(
        name=name,
        title=say(f"analysis.title.{name}", lang),
        asked=body["asked"],
        population=body["population"],
        left_out=left_out,
        whole=say(whole, lang, population=f"{body['population']:,}", left_out=f"{left_out:,}"),
        clues=int(told.get("clues", len(rows))),
        columns=tuple(words.get(one, one.rpartition(".")[2]) for one in columns),
        rows=rows,
        facts=tuple(_facts(told, lang)),
        formula=body["formula"][lang],
        use=body["use"][lang],
        seed=body["asked"].get("seed", ""),
        version=told["version"],
    )


def analyses(bodies: Iterable[Mapping[str, Any]], lang: Language) -> Iterator[Block]:
    """Each analysis, once: where it was run again with the same question, the last run.

    Args:
        bodies: of the events `analysed`, in their order.
    """
    last = {canonical([body["what"], dict(body["asked"])]): body for body in bodies}
    for body in last.values():
        one = read_analysis(body, lang)
        yield Heading(one.title[:1].upper() + one.title[1:], 2)
        yield Sentence(one.formula)
        yield Sentence(_asked(one, lang), small=True)
        yield Sentence(one.use, small=True)
        if one.rows:
            even = (100 / len(one.columns),) * len(one.columns)
            shares = _DIGIT_SHARES if one.name == "digits" else even
            yield Rows(one.columns, one.rows[:_PRINTED], shares, _figures(one.rows))
        for fact in one.facts:
            yield Sentence(fact, small=True)


def _figures(rows: Sequence[tuple[str, ...]]) -> frozenset[int]:
    """The columns that hold figures only."""
    told = enumerate(zip(*rows, strict=True))
    return frozenset(at for at, cells in told if all(map(_FIGURE.fullmatch, cells)))


def _asked(one: Analysis, lang: Language) -> str:
    asked = "  ".join(f"{name}={value}" for name, value in one.asked.items() if value)
    told = [one.whole, say("analysis.report.asked", lang, asked=asked, version=one.version)]
    if one.name not in _OF_VALUES:
        told.insert(1, say("analysis.report.clues", lang, clues=f"{one.clues:,}"))
    return "  ".join(told)


def _table(
    name: str, told: Mapping[str, Any], lang: Language
) -> tuple[tuple[str, ...], tuple[tuple[str, ...], ...]]:
    """The keys of the headings, and the rows."""
    if name == "digits":
        tests = ((test, told[test]) for test in _TESTS if test in told)
        rows = (
            (say(f"analysis.test.{test}", lang), *(_figure(one, name, lang) for name in _FIGURES))
            for test, one in tests
        )
        return tuple(f"analysis.column.{head}" for head in _HEADS), tuple(rows)
    columns = told.get("columns", ("value", "times"))
    where = "column" if name == "duplicates" else "word"
    cells = tuple(tuple(map(str, row)) for row in told["rows"])
    return tuple(f"analysis.{where}.{one}" for one in columns), cells


def _figure(one: Mapping[str, str], name: str, lang: Language) -> str:
    if name == "conformity" and one[name]:
        return say(f"analysis.conformity.{one[name]}", lang)
    return one[name]


def _facts(told: Mapping[str, Any], lang: Language) -> Iterator[str]:
    words = catalogue(lang)
    for name, value in told.get("facts", {}).items():
        yield f"{words.get(f'analysis.word.{name}', name)} {value}"
    if "mantissa" in told:
        yield say("analysis.mantissa", lang, **told["mantissa"])
    if "sums" in told:
        yield say("analysis.sums", lang, odd=", ".join(" ".join(row) for row in told["sums"]))
    if "again" in told:
        again = ", ".join(f"{value} ({times})" for value, times in told["again"])
        yield say("analysis.again", lang, again=again or "—")
