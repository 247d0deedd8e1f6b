"""The findings rule by rule: what the rule says, what may apply, each finding in one row.

Fee lines are printed up to the template's limit; how many are left to the annex is said.
"""

from collections import Counter
from collections.abc import Iterator, Sequence

from inspector.i18n.catalogue import Language
from inspector.report.blocks import Block, Heading, Rows, Sentence
from inspector.report.figures import Figures, Problem
from inspector.report.money import Counted
from inspector.report.words import Tell, label, several, standing, when, yuan


def detail(figures: Figures, fee_lines: int, tell: Tell, lang: Language) -> Iterator[Block]:
    """The section on findings, ordered by rule and finding."""
    if not figures.problems:
        yield Sentence(tell("problems.none"))
    lines: dict[str, list[Counted]] = {}
    for row in figures.lines:
        lines.setdefault(row.finding.rule_id, []).append(row)
    for problem in figures.problems:
        yield from _problem(figures, problem, tell, lang)
        yield from _fee_lines(lines.get(problem.rule_id, []), fee_lines, tell)


def _problem(figures: Figures, problem: Problem, tell: Tell, lang: Language) -> Iterator[Block]:
    yield Heading(tell("detail.rule", rule=problem.rule_id, title=problem.title[lang]), 2)
    yield Sentence(
        tell(
            "detail.sentence",
            verdict=label(tell, "verdict", problem.verdict_kind),
            found=problem.found,
            people=problem.people,
            lines=problem.lines,
            confirmed=problem.upheld,
            amount=yuan(problem.amount_confirmed),
        )
    )
    if problem.basis:
        yield Sentence(tell("detail.basis", basis="；".join(problem.basis)), small=True)
    yield from _chosen(figures, problem.rule_id, tell)
    yield _findings(figures, problem.rule_id, tell, lang)


def _chosen(figures: Figures, rule_id: str, tell: Tell) -> Iterator[Block]:
    """The articles the inspectors chose, each with why and for how many findings."""
    found = (one for one in figures.findings if one.rule_id == rule_id and one.article)
    for (article, why), count in Counter((one.article, one.why) for one in found).items():
        told = {"article": article, "why": why, "count": count}
        yield Sentence(tell("detail.chosen", **told), small=True)


def _findings(figures: Figures, rule_id: str, tell: Tell, lang: Language) -> Rows:
    names = ("number", "finding", "person", "visit", "when", "lines", "amount", "confirmed")
    found = (finding for finding in figures.findings if finding.rule_id == rule_id)
    rows = [
        (
            str(at),
            finding.id,
            several(tell, [line.psn_no for line in finding.lines]),
            several(tell, [line.mdtrt_id for line in finding.lines]),
            min((line.occurred_on[:10] for line in finding.lines), default=""),
            str(len(finding.lines)),
            yuan(finding.amount),
            yuan(finding.amount_confirmed) if finding.stands else "",
            standing(finding, lang),
        )
        for at, finding in enumerate(found, start=1)
    ]
    head = tuple(tell(f"detail.{name}") for name in (*names, "state"))
    return Rows(head, rows, (4.5, 16, 14, 13, 10.5, 6, 11, 11, 14), frozenset({0, 5, 6, 7}))


def _fee_lines(lines: Sequence[Counted], limit: int, tell: Tell) -> Iterator[Block]:
    shown = [row for row in lines if row.line is not None][:limit]
    if not shown:
        return
    names = ("line", "finding", "item", "dept", "when", "billed", "violating", "counted")
    rows = [
        (
            row.line.bkkp_sn,
            row.finding.id,
            row.line.name or row.line.med_list_codg,
            row.line.dept,
            when(row.line.occurred_on),
            yuan(row.line.net_amt),
            yuan(row.violating) if row.decided else "",
            yuan(row.counted) if row.decided else "",
        )
        for row in shown
        if row.line is not None
    ]
    head = tuple(tell(f"detail.{name}") for name in names)
    yield Heading(tell("detail.lines_heading"), 3)
    yield Rows(head, rows, (12.5, 15.5, 16, 14.5, 14, 9, 9.5, 9), frozenset({5, 6, 7}))
    if len(lines) > len(shown):
        rest = len(lines) - len(shown)
        yield Sentence(tell("detail.shown", shown=len(shown), rest=rest), small=True)
