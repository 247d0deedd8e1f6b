"""The summary as a workbook: figures, disagreements, every finding, and what was left out.

No patient has a column, and the same figures give the same bytes.
"""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date

from inspector.i18n import say
from inspector.i18n.catalogue import Language
from inspector.merge import WAYS, Merged
from inspector.report.export import Sheet, workbook
from inspector.report.summary_tables import COLUMNS, Row, headings, reason, rows

BOOK = "summary.xlsx"
_FIGURES = ("group", "name", "title", *COLUMNS["by_hospital"][2:])
_FINDINGS = (
    *("code", "hospital", "finding", "rule", "title", "state", "department"),
    *("billed", "suspected", "confirmed_amount", "reason", "teams"),
)
_OWN = ("ranking", "effects", "crossings", "inspections")
_LEFT_OUT = ("group", "bundle", "code", "team", "why")
_LISTED = 20_000
"""Findings a workbook lists; programs for tables open no more than some hundred thousand rows."""
_WIDE = {
    **{"title": 32, "hospital": 24, "finding": 19, "note": 40, "why": 60, "bundle": 40},
    **{"peers": 44, "why_not": 40, "places": 40, "period": 24, "cases": 20, "teams": 30},
    **{"bundles": 72, "code": 16, "team": 24},
}


def summary_book(merged: Merged, made_on: date, lang: Language) -> bytes:
    """A sheet each: 分歧, 汇总, 排名, 规则成效, 跨机构, 机构, 疑点, 未采信; 期限 if any."""
    told: dict[str, tuple[Sequence[str], Iterable[Row]]] = {
        "conflicts": (COLUMNS["conflicts"], rows(merged, "conflicts", lang)),
        "figures": (_FIGURES, _figures(merged, lang)),
        **{name: (COLUMNS[name], rows(merged, name, lang)) for name in _OWN},
        "findings": (_FINDINGS, _findings(merged, lang)),
        "left_out": (_LEFT_OUT, _left_out(merged, lang)),
    }
    for name in ("taken_back", "follow_up"):
        if found := rows(merged, name, lang):
            told[name] = (COLUMNS[name], found)
    sheets = [_sheet(name, *one, lang) for name, one in told.items()]
    return workbook(sheets, say("summary.name", lang), made_on)


def _sheet(name: str, columns: Sequence[str], told: Iterable[Row], lang: Language) -> Sheet:
    widths = {at: _WIDE[column] for at, column in enumerate(columns) if column in _WIDE}
    flat = map(on_one_line, told)
    return Sheet(say(f"summary.sheet.{name}", lang), headings(columns, lang), flat, widths)


def on_one_line(row: Row) -> Row:
    """For rows that do not grow: what stands on several lines elsewhere stands on one."""
    return tuple("；".join(one.split("\n")) if isinstance(one, str) else one for one in row)


def _figures(merged: Merged, lang: Language) -> Iterator[Row]:
    """Way after way of counting, one under the other; the group tells them apart."""
    for name in WAYS:
        group = say(f"summary.title.{name}", lang)
        for row in rows(merged, name, lang):
            yield (group, *(row if COLUMNS[name][1] in ("hospital", "title") else ("", *row)))


def _findings(merged: Merged, lang: Language) -> Iterator[Row]:
    count = sum(sum(figure.states.values()) for figure in merged.by_hospital)
    if count > _LISTED:
        yield (say("summary.findings_elsewhere", lang, count=f"{count:,}"),)
        return
    for one in merged.inspections:
        for finding in one.findings.values():
            yield (
                one.institution,
                one.institution_name,
                finding.id,
                finding.rule_id,
                finding.title.get(lang, ""),
                say(f"findings.state.{finding.state}", lang),
                finding.department,
                finding.amount_billed,
                finding.amount,
                finding.amount_confirmed if finding.stands else None,
                reason(finding.reason, lang),
                "；".join(one.held_by[finding.id]),
            )


def _left_out(merged: Merged, lang: Language) -> Iterator[Row]:
    for row in rows(merged, "refused", lang):
        yield (say("summary.title.refused", lang), *row)
    for (digest,) in rows(merged, "repeated", lang):
        yield (say("summary.title.repeated", lang), digest, None, None, None)
    for code, _, event in rows(merged, "missing", lang):
        yield (say("summary.title.missing", lang), None, code, None, event)
