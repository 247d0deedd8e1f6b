"""What was analysed of a case, as the journal keeps it: population, formula, version, clues.

Whatever stands here is a clue; the sentence that says so goes with each analysis.
"""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from inspector.i18n import say
from inspector.i18n.catalogue import Language, catalogue
from inspector.report.blocks import Block, Heading, Rows, Sentence
from inspector.trust import canonical

_PRINTED = 20
_FIGURES = ("values", "mad", "conformity", "chi_square", "ks", "ks_critical", "oddest")
_HEADS = ("values", "mad", "conformity", "chi", "ks", "critical", "oddest")


def analyses(bodies: Iterable[Mapping[str, Any]], lang: Language) -> Iterator[Block]:
    """Each analysis, once: where it was run again with the same question, the last run.

    Args:
        bodies: of the events `analysed`, in their order.
    """
    last = {canonical([body["what"], dict(body["asked"])]): body for body in bodies}
    for body in last.values():
        name = str(body["what"]).removeprefix("profile ")
        yield Heading(say(f"analysis.title.{name}", lang), 2)
        yield Sentence(body["formula"][lang])
        yield Sentence(_asked(body, lang), small=True)
        yield from _table(name, body["told"], lang)
        yield Sentence(body["use"][lang], small=True)


def _asked(body: Mapping[str, Any], lang: Language) -> str:
    asked = "  ".join(f"{name}={value}" for name, value in body["asked"].items())
    told = body["told"]
    facts = {"population": f"{body['population']:,}", "clues": told.get("clues", "—")}
    whole = say("analysis.report.population", lang, **facts)
    return f"{whole}  {say('analysis.report.asked', lang, asked=asked, version=told['version'])}"


def _table(name: str, told: Mapping[str, Any], lang: Language) -> Iterator[Block]:
    words = catalogue(lang)
    if name == "digits":
        heads = ("test", *_HEADS)
        rows = [
            (words[f"analysis.test.{test}"], *(_figure(one, figure, lang) for figure in _FIGURES))
            for test, one in told.items()
            if isinstance(one, Mapping)
        ]
        shares = (14, 9, 10, 10, 11, 11, 11, 24)
        yield Rows(tuple(words[f"analysis.column.{head}"] for head in heads), rows, shares)
        return
    columns = told.get("columns", ("value", "times"))
    heads = tuple(words.get(f"analysis.word.{one}", one) for one in columns)
    if told["rows"]:
        rows = [tuple(map(str, row)) for row in told["rows"][:_PRINTED]]
        yield Rows(heads, rows, (100 / len(heads),) * len(heads))


def _figure(one: Mapping[str, str], name: str, lang: Language) -> str:
    if name == "conformity" and one[name]:
        return say(f"analysis.conformity.{one[name]}", lang)
    return one[name]
