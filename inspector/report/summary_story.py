"""The supervisor's summary told as blocks, section by section.

Opinions on a finding in dispute stand side by side, and none of them is called right.
"""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from decimal import Decimal

from inspector.findings import CLEARED, UPHELD
from inspector.i18n import say
from inspector.i18n.catalogue import Language
from inspector.merge import WAYS, Conflict, Merged, Opinion
from inspector.report.blocks import Block, Heading, Rows, Sentence, SigningPlace, SigningPlaces
from inspector.report.fields import SUPERVISOR_FIELD
from inspector.report.summary_book import BOOK
from inspector.report.summary_short import head
from inspector.report.summary_tables import OPINION, headings, opinion, rows, shown
from inspector.report.words import Tell, numbered, yuan
from inspector.trust import Card

_MOST, _ON_COVER = 50, 20
"""Rows of a table, names on the cover; a thousand hospitals are read in a workbook."""
_ABREAST = 3
"""Opinions that stand side by side; more go on below."""
_FIGURES = (34, 30, 49, 44, 45, 52, 66, 66)
_LEFT_OUT = ("refused", "repeated", "missing", "taken_back")
_SHARES: Mapping[str, tuple[float, ...]] = {
    "by_hospital": (58, 53, *_FIGURES),
    "by_class": (42, 69, *_FIGURES),
    "by_rule": (42, 69, *_FIGURES),
    "by_region": (111, *_FIGURES),
    "by_team": (111, *_FIGURES),
    "by_month": (111, *_FIGURES),
    "ranking": (21, 9, 17, 14, 13, 10, 9, 10, 10, 11),
    "effects": (9, 16, 8, 8, 8, 8, 19, 13, 11, 13),
    "crossings": (14, 14, 36, 36),
    "inspections": (13, 15, 13, 11, 14, 34),
    "false_positives": (16, 48, 12, 12, 16),
    "refused": (34, 13, 15, 38),
    "repeated": (100,),
    "missing": (13, 25, 62),
    "taken_back": (13, 18, 10, 26, 12, 21),
    "follow_up": (13, 23, 20, 12, 12, 8, 12),
}
"""Wide enough for the longest word of a heading in either language, and for a digest in two lines.
"""


def summary_story(
    merged: Merged,
    supervisor: Card,
    made_on: date,
    annexes: Mapping[str, str],
    lang: Language,
) -> list[Block]:
    """The whole summary as blocks.

    Args:
        annexes: digest of each file that goes with the PDF, by name; the signature covers them.
    """
    tell = _teller(lang)
    sections: dict[str, Iterator[Block]] = {
        "overview": _overview(merged, tell),
        "conflicts": _conflicts(merged, tell, lang),
        "figures": _figures(merged, tell, lang),
        "bundles": _bundles(merged, tell, lang),
        "false_positives": _false_positives(merged, tell, lang),
        "left_out": _left_out(merged, tell, lang),
        "signature": _signature(annexes, tell),
    }
    blocks: list[Block] = [Heading(tell("name"), 0), _cover(merged, supervisor, made_on, tell)]
    for at, (name, section) in enumerate(sections.items()):
        blocks.append(Heading(numbered(at, tell(f"section.{name}"), lang)))
        blocks += section
    return blocks


def _teller(lang: Language) -> Tell:
    def tell(key: str, /, **facts: object) -> str:
        return say(f"summary.{key}", lang, **facts)

    return tell


def _cover(merged: Merged, supervisor: Card, made_on: date, tell: Tell) -> Rows:
    hospitals = {one.institution: one.institution_name for one in merged.inspections}
    teams = sorted({team for one in merged.inspections for team in one.teams})
    named = (f"{name} {code}" if name else code for code, name in hospitals.items())
    organisation = supervisor.organisation
    who = {"name": supervisor.name, "organisation": organisation}
    rows = {
        "made_on": made_on.isoformat(),
        "supervisor": tell("cover.supervisor_text", **who) if organisation else supervisor.name,
        "hospitals": _listed(list(named), tell),
        "period": _whole_period(merged),
        "teams": _listed(teams, tell),
        "bundles": tell(
            "cover.bundles_text",
            accepted=sum(len(one.bundles) for one in merged.inspections),
            refused=len(merged.refused),
            repeated=len(merged.repeated),
        ),
        "conflicts": tell("cover.conflicts_text", count=len(merged.conflicts)),
        "money": tell("cover.money_text", total=yuan(merged.total)),
    }
    told = [(tell(f"cover.{name}"), shown(text)) for name, text in rows.items() if text]
    return Rows((), told, (18, 82))


def _listed(names: Sequence[str], tell: Tell) -> str:
    """Each on a line, or how many there are."""
    if len(names) <= _ON_COVER:
        return "\n".join(names)
    return tell("many.cover", count=f"{len(names):,}")


def _whole_period(merged: Merged) -> str:
    days = [day for one in merged.inspections for day in one.period]
    return f"{min(days)} — {max(days)}" if days else ""


def _overview(merged: Merged, tell: Tell) -> Iterator[Block]:
    if not merged.inspections:
        yield Sentence(tell("overview.nothing"))
    states: Counter[str] = Counter()
    for figure in merged.by_hospital:
        states.update(figure.states)
    settled = {"confirmed": UPHELD, "rejected": CLEARED, "withdrawn": ("withdrawn",)}
    count = {name: sum(states[one] for one in group) for name, group in settled.items()}
    found, disputed = states.total(), states["conflicted"]
    undecided = found - disputed - sum(count.values())
    yield Sentence(
        tell("overview.findings", found=found, open=undecided, conflicted=disputed, **count)
    )
    yield Sentence(tell("overview.money", total=yuan(merged.total)))
    if merged.conflicts:
        amount = yuan(sum((one.amount for one in merged.conflicts), Decimal("0.00")))
        yield Sentence(tell("overview.in_dispute", count=len(merged.conflicts), amount=amount))
    if missing := sum(len(one.missing) for one in merged.inspections):
        yield Sentence(tell("overview.missing", count=missing))


def _rows(merged: Merged, name: str, lang: Language) -> Iterator[Block]:
    """A table, or the head of a long one; a way of counting ends with its total."""
    one = head(merged, name, lang, _MOST)
    shares, right = _SHARES[name], frozenset(one.right)
    yield Rows(one.headings, one.rows, shares, right, total=name in WAYS)
    if one.left_out:
        count = f"{one.left_out:,}"
        yield Sentence(say("summary.many.rows", lang, count=count, book=BOOK), small=True)


def _bundles(merged: Merged, tell: Tell, lang: Language) -> Iterator[Block]:
    if not merged.inspections:
        yield Sentence(tell("note.no_bundles"))
        return
    yield from _rows(merged, "inspections", lang)


def _figures(merged: Merged, tell: Tell, lang: Language) -> Iterator[Block]:
    if not merged.by_rule:
        yield Sentence(tell("note.no_findings"))
        return
    for name in WAYS:
        yield Heading(tell(f"title.{name}"), 2)
        yield from _rows(merged, name, lang)
    yield Sentence(tell("note.overlap"), small=True)
    yield Sentence(tell("note.teams"), small=True)
    for name in ("follow_up", "ranking", "effects", "crossings"):
        if rows(merged, name, lang):
            yield Heading(tell(f"title.{name}"), 2)
            yield from _rows(merged, name, lang)
            if name != "follow_up":
                yield Sentence(tell(f"note.{name}"), small=True)


def _conflicts(merged: Merged, tell: Tell, lang: Language) -> Iterator[Block]:
    if not merged.conflicts:
        yield Sentence(tell("note.no_conflicts"))
        return
    yield Sentence(tell("note.opinions"))
    names = {one.institution: one.institution_name for one in merged.inspections}
    largest = sorted(merged.conflicts, key=lambda one: -one.amount)[:_MOST]
    if left_out := len(merged.conflicts) - len(largest):
        facts = {"shown": len(largest), "count": f"{left_out:,}", "book": BOOK}
        yield Sentence(tell("many.conflicts", **facts))
    for one in largest:
        title = shown(one.title.get(lang, ""))
        yield Heading(tell("note.conflict", rule=one.rule_id, title=title), 2)
        yield Sentence(
            tell(
                "note.conflict_of",
                hospital=shown(names.get(one.institution) or one.institution),
                finding=one.finding,
                amount=yuan(one.amount),
            )
        )
        yield from _side_by_side(one, lang)


def _side_by_side(conflict: Conflict, lang: Language) -> Iterator[Block]:
    count = len(conflict.opinions)
    tables = -(-count // _ABREAST)
    wide = -(-count // tables)
    for start in range(0, count, wide):
        yield _abreast(conflict.opinions[start : start + wide], lang)


def _abreast(opinions: Sequence[Opinion], lang: Language) -> Rows:
    told = [[shown(cell) for cell in opinion(one, lang)] for one in opinions]
    head, *labels = headings(OPINION, lang)
    columns = list(zip(*told, strict=True))
    rows = [(label, *cells) for label, cells in zip(labels, columns[1:], strict=True)]
    shares = (16, *(84 / len(opinions) for _ in opinions))
    return Rows((head, *columns[0]), rows, shares)


def _false_positives(merged: Merged, tell: Tell, lang: Language) -> Iterator[Block]:
    if not merged.false_positives:
        yield Sentence(tell("note.no_false_positives"))
        return
    yield from _rows(merged, "false_positives", lang)
    yield Sentence(tell("note.false_positives"), small=True)


def _left_out(merged: Merged, tell: Tell, lang: Language) -> Iterator[Block]:
    made = [name for name in _LEFT_OUT if rows(merged, name, lang)]
    if not made:
        yield Sentence(tell("note.nothing_left_out"))
    for name in made:
        yield Heading(tell(f"title.{name}"), 2)
        yield Sentence(tell(f"note.{name}"))
        yield from _rows(merged, name, lang)


def _signature(annexes: Mapping[str, str], tell: Tell) -> Iterator[Block]:
    book = next(name for name in annexes if name.endswith(".xlsx"))
    json = next(name for name in annexes if name.endswith(".json"))
    yield Sentence(tell("note.files", book=book, json=json))
    for name, digest in annexes.items():
        yield Sentence(tell("note.digest", name=name, digest=digest), small=True)
    place = SigningPlace(SUPERVISOR_FIELD, tell("note.supervisor"))
    yield SigningPlaces(tell("note.statement"), (place,))
