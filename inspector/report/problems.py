"""The problems and their money: by class, by rule, each fee line once, by department and month."""

from collections.abc import Iterator, Sequence

from inspector.report.blocks import Block, Chart, Heading, Rows, Sentence, Trend
from inspector.report.chart import Bar
from inspector.report.classes import Share, by_class, by_department, by_month
from inspector.report.figures import ZERO, Figures
from inspector.report.matter import Matter
from inspector.report.plots import Column
from inspector.report.words import Tell, label, yuan

_BARS_A_CHART = 36
_DEPARTMENTS = 12
_MONTHS = 12


def problems(matter: Matter) -> Iterator[Block]:
    """Classes, rules, the waterfall and the charts."""
    figures, tell, lang = matter.figures, matter.tell, matter.lang
    if not figures.problems:
        yield Sentence(tell("problems.none"))
        return
    yield from _classes(figures, tell)
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
    yield from _charts(figures, tell)


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


def _classes(figures: Figures, tell: Tell) -> Iterator[Block]:
    shares = by_class(figures.lines)
    if not shares:
        return
    yield Heading(tell("problems.by_class"), 2)
    rows = [(label(tell, "class", one.name), f"{one.found:,}", yuan(one.amount)) for one in shares]
    found = f"{len({row.finding.id for row in figures.lines if row.decided}):,}"
    rows.append((tell("problems.total"), found, yuan(figures.confirmed.total)))
    head = tuple(tell(f"problems.{name}") for name in ("class", "count", "counted"))
    yield Rows(head, rows, (64, 14, 22), frozenset({1, 2}), total=True)
    yield Sentence(tell("problems.class_note"), small=True)


def _charts(figures: Figures, tell: Tell) -> Iterator[Block]:
    classes = by_class(figures.lines)
    if classes:
        yield Heading(tell("charts.by_class"), 2)
        yield _side_by_side([(label(tell, "class_short", one.name), one) for one in classes])
    departments = by_department(figures.lines)
    if departments:
        yield Heading(tell("charts.by_department"), 2)
        named = [(one.name or tell("not_named"), one) for one in departments]
        yield _side_by_side(named[:_DEPARTMENTS])
        if len(named) > _DEPARTMENTS:
            rest = sum((one.amount for _, one in named[_DEPARTMENTS:]), ZERO)
            count = len(named) - _DEPARTMENTS
            yield Sentence(tell("charts.rest", count=count, amount=yuan(rest)), small=True)
    months = by_month(figures.lines)
    if len(months) > 1:
        yield Heading(tell("charts.by_month"), 2)
        for start in range(0, len(months), _MONTHS):
            part = months[start : start + _MONTHS]
            columns = (Column(one.name[2:], one.amount, f"{one.amount:,.0f}") for one in part)
            yield Trend(tuple(columns))


def _side_by_side(named: Sequence[tuple[str, Share]]) -> Chart:
    return Chart(tuple(Bar(name, ZERO, one.amount, ZERO, yuan(one.amount)) for name, one in named))
