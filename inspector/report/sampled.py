"""Statistical samples in the report: how each was drawn, to be redrawn, and what it came to.

The figures are those the journal keeps; none is computed here.
"""

from collections.abc import Iterator, Mapping
from typing import Any

from inspector.findings import KeptSample
from inspector.i18n import say
from inspector.i18n.catalogue import Language
from inspector.report.analysed import analyses
from inspector.report.blocks import Block, Heading, Rows, Sentence
from inspector.report.matter import Matter

_NAMES = ("method", "units", "drawn", "found", "point", "error")


def sample(matter: Matter) -> Iterator[Block]:
    """Every sample that was drawn, with the estimates that stand; then every analysis."""
    for one in matter.material.samples:
        if one.drawn:
            kind = say(f"sampling.kind.{one.plan['kind']}", matter.lang)
            title = " ".join(part for part in (kind, one.purpose) if part)
            yield Heading(title[:1].upper() + title[1:], 2)
            yield _drawn(one, one.drawn, matter.lang)
            for told in one.appraisals[-1:]:
                yield from _estimates(told, matter.lang)
            for sentence in (one.replaced(matter.lang), one.drawn_beside(matter.lang)):
                if sentence:
                    yield Sentence(sentence, small=True)
    yield from analyses(matter.material.analyses, matter.lang)


def _drawn(one: KeptSample, drawn: Mapping[str, Any], lang: Language) -> Rows:
    asked = one.plan["question"] or say("sampling.hits-of", lang, rule=one.plan["rule"])
    source = say(f"sampling.source.{one.source}", lang) if one.source else ""
    facts = {"units": f"{drawn['units']:,}", "digest": drawn["frame"], "amount": drawn["amount"]}
    rows = [
        (say("sampling.label.question", lang), asked),
        (say("sampling.label.seed", lang), f"{'、'.join(one.seeds)} {source}"),
        (say("report.sample.method", lang), str(one.plan["method"])),
        (say("report.sample.frame", lang), say("sampling.frame", lang, **facts)),
        (say("report.sample.units", lang), f"{len(drawn['drawn']):,}"),
    ]
    return Rows((), rows, (20, 80))


def _estimates(told: Mapping[str, Any], lang: Language) -> Iterator[Block]:
    estimates = told["estimates"]
    levels = tuple(estimates[0]["limits"]) if estimates else ()
    rows = []
    for one in estimates:
        rows.append(_row(one, say(f"sampling.method.{one['method']}", lang), levels, lang))
        for name, part in one.get("strata", {}).items():
            rows.append(_row(part, f"　{name}", levels, lang))
    head = tuple(say(f"sampling.column.{name}", lang) for name in _NAMES)
    heads = (*head, *(f"{level} %" for level in levels))
    shares = (20.0, 8.0, 8.0, 8.0, 14.0, 10.0, *(32.0 / (len(levels) or 1),) * len(levels))
    yield Rows(heads, rows, shares, frozenset(range(1, len(heads))))
    yield Sentence(told["use"][lang], small=True)


def _row(
    one: Mapping[str, Any], name: str, levels: tuple[str, ...], lang: Language
) -> tuple[str, ...]:
    limits = (one["limits"][level] for level in levels)
    unit = "" if one["of"] == "units" else f" {say('sampling.yuan', lang)}"
    return (
        name,
        *(f"{one[figure]:,}" for figure in ("units", "sample", "found")),
        _grouped(one["point"]) + unit,
        one["error"] + (" %" if one["of"] == "units" else ""),
        *(f"{_grouped(told['lower'])} – {_grouped(told['upper'])}" for told in limits),
    )


def _grouped(text: str) -> str:
    whole, dot, cents = text.partition(".")
    return f"{int(whole):,}{dot}{cents}"
