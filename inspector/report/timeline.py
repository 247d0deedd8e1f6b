"""One person or one visit on one axis, as a page: day by day, hour by hour, covered as handed in.

Whoever is named here is named as the caller names them; this room covers nobody and reveals nobody.
"""

from collections.abc import Iterator, Sequence
from datetime import date, datetime
from decimal import Decimal
from itertools import groupby

from inspector.i18n import say
from inspector.i18n.catalogue import Language
from inspector.report.blocks import Block, Heading, Rows, Sentence
from inspector.report.pdf import Furniture, draw_pdf
from inspector.report.words import yuan
from inspector.schema import label

Seen = tuple[datetime, datetime | None, str, str, str, Decimal | None]
"""When, until when, kind, what, by whom, 元."""
_CODED = {"visit": "med_type", "check": "recog_rslt"}
"""Kinds of which a code may be told, where no words are."""
_SHARES = (13, 11, 48, 16, 12)


def timeline_pdf(
    institution: str,
    subject: str,
    seen: Sequence[Seen],
    sums: tuple[Decimal, Decimal, int],
    lang: Language,
) -> bytes:
    """The page; equal entries give equal bytes.

    Args:
        seen: earliest first.
        sums: 元 billed, 元 in question, number of visits.

    Raises:
        FontMissing: a character has no glyph.
    """
    title = say("person.title", lang, subject=subject)
    page = say("report.page", lang, page="{page}", pages="{pages}")
    around = Furniture(title, f"{institution}  {subject}", page, lang)
    return draw_pdf(list(_blocks(title, institution, seen, sums, lang)), around)


def _blocks(
    title: str,
    institution: str,
    seen: Sequence[Seen],
    sums: tuple[Decimal, Decimal, int],
    lang: Language,
) -> Iterator[Block]:
    billed, suspected, visits = sums
    yield Heading(title, 0)
    yield Sentence(
        say(
            "person.sums",
            lang,
            institution=institution,
            visits=visits,
            entries=f"{len(seen):,}",
            billed=yuan(billed),
            suspected=yuan(suspected),
        )
    )
    yield Sentence(say("person.covered", lang), small=True)
    head = tuple(
        say(f"person.column.{name}", lang) for name in ("at", "kind", "what", "by", "yuan")
    )
    for day, entries in groupby(seen, key=_day):
        yield Heading(day.isoformat(), 3)
        rows = [_row(one, lang) for one in entries]
        yield Rows(head, rows, _SHARES, frozenset({4}))


def _day(one: Seen) -> date:
    return one[0].date()


def _row(one: Seen, lang: Language) -> tuple[str, ...]:
    at, until, kind, what, by, amount = one
    money = "" if amount is None else yuan(amount)
    told = in_words(kind, what, by, lang)
    return clock(at, until), say(f"person.kind.{kind}", lang), *told, money


def clock(at: datetime, until: datetime | None) -> str:
    """`08:30–09:10`; a later day with its date; nothing where only the day is known."""
    begins = at.strftime("%H:%M") if (at.hour, at.minute, at.second) != (0, 0, 0) else ""
    if until is None or until == at:
        return begins
    ends = until.strftime("%H:%M" if until.date() == at.date() else "%m-%d")
    return f"{begins}–{ends}"


def in_words(kind: str, what: str, by: str, lang: Language) -> tuple[str, str]:
    """What, and by whom; codes by their names, and of a hit how the finding stands."""
    if kind == "hit":
        return what, say(f"findings.state.{by}", lang) if by else by
    if kind == "settlement":
        return what, label("med_type", by, lang)
    return label(_CODED[kind], what, lang) if kind in _CODED else what, by
