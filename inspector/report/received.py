"""What was received and what was run: sources, control totals, quarantine, coverage of the rules.

A rule that did not run has no number of hits, and says what it lacked.
"""

from collections.abc import Iterator, Mapping

from inspector.i18n.catalogue import Language
from inspector.report.blocks import Block, Heading, Rows, Sentence
from inspector.report.matter import Matter
from inspector.report.words import Tell, label, said, yuan
from inspector.schema import TABLES


def data(matter: Matter) -> Iterator[Block]:
    """Files, rows taken and quarantined, control totals; package by package."""
    figures, tell, lang = matter.figures, matter.tell, matter.lang
    for package in figures.packages:
        if len(figures.packages) > 1:
            yield Heading(f"{package.institution_name} {package.snapshot_id}", 2)
        yield Heading(tell("data.sources"), 2)
        yield Rows(
            tuple(tell(f"data.{name}") for name in ("file", "table", "taken", "quarantined")),
            [
                (
                    str(source["file"]),
                    _table_name(str(source.get("table") or ""), lang),
                    f"{source['rows_taken']:,}",
                    f"{source['rows_quarantined']:,}",
                )
                for source in package.sources
            ],
            (46, 26, 14, 14),
            frozenset({2, 3}),
        )
        count = f"{package.quarantined:,}"
        told = "data.quarantine" if package.quarantined else "data.no_quarantine"
        yield Sentence(tell(told, quarantined=count))
        yield Heading(tell("data.totals"), 2)
        yield from _totals(package.totals, tell, lang)


def _totals(
    totals: tuple[Mapping[str, object], ...], tell: Tell, lang: Language
) -> Iterator[Block]:
    if not totals:
        yield Sentence(tell("data.no_totals"))
        return
    yield Rows(
        tuple(tell(f"data.{name}") for name in ("of", "total", "difference")),
        [
            (
                _table_name(str(total["of"]), lang),
                said(str(total["name"]), lang, total),
                f"{total['problem_rows']:,}",
            )
            for total in totals
        ],
        (24, 66, 10),
        frozenset({2}),
    )


def _table_name(name: str, lang: Language) -> str:
    known = TABLES.get(name)
    if known is None:
        return name
    return f"{known.zh if lang == 'zh' else known.en} {name}"


def coverage(matter: Matter) -> Iterator[Block]:
    """Every rule, how it came out and over how much."""
    figures, tell, lang = matter.figures, matter.tell, matter.lang
    if not figures.coverage:
        yield Sentence(tell("coverage.none"))
        return
    names = ("rule", "title", "status", "rows", "amount", "hits", "reason")
    yield Rows(
        tuple(tell(f"coverage.{name}") for name in names),
        [
            (
                row.rule_id,
                row.title[lang],
                label(tell, "status", row.status),
                f"{row.rows_read:,}",
                yuan(row.amount_read),
                # "Not run" has no number of hits, not the number 0.
                f"{row.hits:,}" if row.status in ("hit", "clean") else "",
                row.reason[lang],
            )
            for row in figures.coverage
        ],
        (9, 25, 9, 10, 13, 6, 28),
        frozenset({3, 4, 5}),
    )
