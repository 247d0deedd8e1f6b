"""Figures told as blocks, section by section; no number is computed here.

Insured persons appear by person number only; names and identity numbers have no way in.
"""

from collections.abc import Callable, Iterator, Mapping

from inspector.i18n.catalogue import Language
from inspector.report.blocks import (
    Block,
    Chart,
    Heading,
    Rows,
    Sentence,
    SigningPlace,
    SigningPlaces,
)
from inspector.report.chart import Bar
from inspector.report.detail import detail
from inspector.report.fields import INSPECTOR_FIELDS, INSTITUTION_FIELD
from inspector.report.figures import ZERO, Figures
from inspector.report.template import Template
from inspector.report.words import Tell, label, numbered, said, teller, yuan
from inspector.schema import TABLES
from inspector.trust import Card

_BARS_A_CHART = 36
Section = Callable[[Figures, Tell, Language], Iterator[Block]]


def story(
    figures: Figures, template: Template, annexes: Mapping[str, str], lang: Language
) -> list[Block]:
    """The whole report as blocks.

    Args:
        annexes: digest of each file that goes with the PDF, by name; the signatures cover them.
    """
    tell = teller(lang)
    blocks: list[Block] = [Heading(tell("title"), 0), *_cover(figures, tell)]
    for at, name in enumerate(template.sections):
        blocks.append(Heading(numbered(at, tell(f"{name}.heading"), lang)))
        if name == "detail":
            blocks += detail(figures, template.fee_lines, tell, lang)
        elif name == "annex":
            blocks += _annex(figures, annexes, tell)
        else:
            blocks += _SECTIONS[name](figures, tell, lang)
    return blocks


def _cover(figures: Figures, tell: Tell) -> Iterator[Block]:
    start, end = figures.period
    rows = []
    for code, name in figures.institutions:
        rows += [(tell("cover.institution"), name), (tell("cover.code"), code)]
    rows += [
        (tell("cover.period"), tell("cover.period_text", start=start, end=end)),
        (tell("cover.case"), figures.case_id),
        (tell("cover.made_on"), figures.made_on.isoformat()),
    ]
    for package in figures.packages:
        told = tell("cover.snapshot_text", id=package.snapshot_id, digest=package.digest)
        rows.append((tell("cover.snapshot"), told))
    for name, digest in figures.packs:
        rows.append((tell("cover.pack"), tell("cover.pack_text", name=name, digest=digest)))
    team = "\n".join(_member(member, tell) for member in figures.roster)
    rows.append((tell("cover.team"), team or tell("not_named")))
    yield Rows((), rows, (18, 82))


def _member(member: Card, tell: Tell) -> str:
    return tell(
        "cover.member",
        name=member.name,
        role=label(tell, "role", member.role),
        cert_no=member.cert_no or tell("none"),
    )


def _overview(figures: Figures, tell: Tell, lang: Language) -> Iterator[Block]:
    statuses, states = figures.statuses, figures.states
    yield Sentence(
        tell(
            "overview.data",
            packages=len(figures.packages),
            taken=f"{sum(package.taken for package in figures.packages):,}",
            quarantined=f"{sum(package.quarantined for package in figures.packages):,}",
        )
    )
    outcomes = {name: statuses.get(name, 0) for name in ("hit", "clean", "not_run", "error")}
    yield Sentence(tell("overview.rules", rules=len(figures.coverage), **outcomes))
    yield Sentence(
        tell(
            "overview.findings",
            found=len(figures.findings),
            confirmed=states.get("confirmed", 0),
            rejected=states.get("rejected", 0),
            conflicted=states.get("conflicted", 0),
            open=figures.to_examine,
        )
    )
    yield Sentence(tell("overview.money", total=yuan(figures.confirmed.total)))
    if figures.open.total:
        yield Sentence(tell("overview.open_money", total=yuan(figures.open.total)))
    yield Sentence(tell("overview.fund"), small=True)


def _data(figures: Figures, tell: Tell, lang: Language) -> Iterator[Block]:
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


def _coverage(figures: Figures, tell: Tell, lang: Language) -> Iterator[Block]:
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
        (10, 28, 9, 12, 15, 7, 19),
        frozenset({3, 4, 5}),
    )


def _problems(figures: Figures, tell: Tell, lang: Language) -> Iterator[Block]:
    if not figures.problems:
        yield Sentence(tell("problems.none"))
        return
    yield Heading(tell("problems.by_rule"), 2)
    counts = ("found", "open", "confirmed", "rejected")
    names = ("rule", "title", *counts, "amount_open", "amount_confirmed")
    rows = [
        (
            problem.rule_id,
            problem.title[lang],
            *(f"{count:,}" for count in problem.counts),
            yuan(problem.amount_open),
            yuan(problem.amount_confirmed),
        )
        for problem in figures.problems
    ]
    shares, right = (9, 26, 7, 8, 11, 10, 14.5, 14.5), frozenset(range(2, 8))
    yield Rows(tuple(tell(f"problems.{name}") for name in names), rows, shares, right)
    yield Sentence(tell("problems.overlap"), small=True)
    yield Heading(tell("waterfall.heading"), 2)
    yield from _waterfall(figures, tell)


def _waterfall(figures: Figures, tell: Tell) -> Iterator[Block]:
    money = figures.confirmed
    if not money.steps:
        yield Sentence(tell("waterfall.none"))
        return
    rows = [
        (step.rule_id, yuan(step.gross), yuan(step.gross - step.counted), yuan(step.counted))
        for step in money.steps
    ]
    again = yuan(figures.claimed - money.total)
    rows.append((tell("waterfall.total"), yuan(figures.claimed), again, yuan(money.total)))
    names = ("rule", "gross", "again", "counted")
    head = tuple(tell(f"waterfall.{name}") for name in names)
    yield Rows(head, rows, (25, 25, 25, 25), frozenset({1, 2, 3}), total=True)
    bars = [*_bars(figures), Bar(tell("waterfall.total"), ZERO, money.total, ZERO, rows[-1][-1])]
    for start in range(0, len(bars), _BARS_A_CHART):
        yield Chart(tuple(bars[start : start + _BARS_A_CHART]))
    yield Sentence(tell("waterfall.legend"), small=True)


def _bars(figures: Figures) -> Iterator[Bar]:
    start = ZERO
    for step in figures.confirmed.steps:
        again = step.gross - step.counted
        yield Bar(step.rule_id, start, step.counted, again, yuan(step.counted))
        start += step.counted


def _annex(figures: Figures, annexes: Mapping[str, str], tell: Tell) -> Iterator[Block]:
    workbook = next((name for name in annexes if name.endswith(".xlsx")), "")
    yield Sentence(tell("annex.text", name=workbook, lines=f"{len(figures.lines):,}"))
    for name, digest in annexes.items():
        yield Sentence(tell("annex.digest", name=name, digest=digest), small=True)
    yield Sentence(tell("annex.masked"))


def _signatures(figures: Figures, tell: Tell, lang: Language) -> Iterator[Block]:
    fields = (*INSPECTOR_FIELDS, INSTITUTION_FIELD)
    labels = ("inspector1", "inspector2", "institution")
    places = tuple(
        SigningPlace(field, tell(f"signatures.{label}"))
        for field, label in zip(fields, labels, strict=True)
    )
    yield SigningPlaces(tell("signatures.statement"), places)


_SECTIONS: dict[str, Section] = {
    "overview": _overview,
    "data": _data,
    "coverage": _coverage,
    "problems": _problems,
    "signatures": _signatures,
}
