"""How figures are written: the report's sentences in one language, money, times and names."""

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Protocol

from inspector.findings import Finding
from inspector.i18n import say
from inspector.i18n.catalogue import Language

_COUNTED = (*"一二三四五六七八九十", "十一", "十二")


class Tell(Protocol):
    """`tell("cover.period")`: the report's sentence of that name with its facts filled in."""

    def __call__(self, key: str, /, **facts: object) -> str: ...


def teller(lang: Language) -> Tell:
    """The report's sentences in one language."""

    def tell(key: str, /, **facts: object) -> str:
        return say(f"report.{key}", lang, **facts)

    return tell


def said(key: str, lang: Language, facts: Mapping[str, object]) -> str:
    """A sentence another room keeps under `key`; a key no catalogue has is shown as it came."""
    try:
        return say(key, lang, **{name: value for name, value in facts.items() if name != "lang"})
    except (KeyError, IndexError):
        return key


def label(tell: Tell, group: str, name: str) -> str:
    """The word for one of a group, such as a state; a word this version does not know, as it is."""
    try:
        return tell(f"{group}.{name}")
    except KeyError:
        return name


def standing(finding: Finding, lang: Language) -> str:
    """The ruling on a finding, and the state it has come to since."""
    told = dict.fromkeys((finding.standing, finding.state))
    comma = say("findings.list-separator", lang)
    return comma.join(say(f"findings.state.{state}", lang) for state in told)


def yuan(amount: Decimal) -> str:
    """1234.5 → "1,234.50"."""
    return f"{amount:,.2f}"


def when(occurred_on: str) -> str:
    """The day, and the minute where the hospital recorded one."""
    day, clock = occurred_on[:10], occurred_on[11:16]
    return f"{day} {clock}" if clock not in ("", "00:00") else day


def several(tell: Tell, names: Sequence[str]) -> str:
    """One name, or the first and how many there are."""
    distinct = sorted({name for name in names if name})
    if len(distinct) > 1:
        return tell("detail.several", first=distinct[0], count=len(distinct))
    return "".join(distinct)


def numbered(at: int, text: str, lang: Language) -> str:
    """A section's heading: 一、概况, or 1. Overview."""
    return f"{_COUNTED[at]}、{text}" if lang == "zh" else f"{at + 1}. {text}"
