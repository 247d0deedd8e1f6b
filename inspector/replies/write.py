"""问题确认书: the findings put to a hospital, as a workbook it can fill in Excel or WPS.

Cells hold text or numbers, never a formula; nobody's name or number is in it, only visits and
settlements. The same findings give the same bytes.
"""

import io
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from decimal import Decimal
from typing import Any
from unicodedata import east_asian_width

import xlsxwriter

from inspector.findings import ANSWERS, Finding, fund_share, laid
from inspector.i18n import Language, say
from inspector.replies.columns import LINES, QUESTIONS
from inspector.replies.propose import asked_amount

Cell = str | int | Decimal
_LONGEST = 32_767
_UNWRITABLE = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")
_WIDE = {
    **{"finding": 18, "rule": 9, "title": 22, "department": 17, "count": 6, "amount": 12},
    **{"fund": 11, "basis": 44, "answer": 10, "admitted": 12, "reason": 26, "proof": 20},
    **{"line": 15, "settlement": 17, "visit": 14, "code": 28, "item": 22, "when": 21},
    **{"doctor": 9, "billed": 11},
}
_ROW, _WRITING = 16.5, 36.0
"""Points: a line of a row, and a line somebody signs on."""
_ABOVE = 3
"""Rows above the heading: title, institution and period, how to fill it."""
_HOSPITALS = QUESTIONS[QUESTIONS.index("answer") :]


@dataclass(frozen=True)
class Confirmation:
    """What a 问题确认书 is about, beside its findings."""

    case_id: str
    institution: str
    period: tuple[date, date]
    made_on: date


def confirmation(about: Confirmation, findings: Sequence[Finding], lang: Language) -> bytes:
    """The workbook: a row a finding with cells for the hospital's view, and the fee lines."""
    target = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with xlsxwriter.Workbook(target, options) as book:
        made = datetime.combine(about.made_on, time())
        title = say("replies.title", lang)
        book.set_properties({"title": title, "created": made, "author": "inspector"})
        ordered = sorted(findings, key=lambda one: (one.rule_id, one.id))
        formats = _formats(book)
        sheet = book.add_worksheet(title)
        _questions(sheet, about, ordered, lang, formats)
        _annex(book.add_worksheet(say("replies.lines", lang)), about, ordered, lang, formats)
    return target.getvalue()


def _formats(book: Any) -> dict[str, Any]:
    wrap = {"text_wrap": True, "valign": "top", "border": 1}
    fill = {**wrap, "bg_color": "#FFF9DB"}
    head = {**wrap, "bold": True, "bg_color": "#1F4E79", "font_color": "#FFFFFF"}
    return {
        "title": book.add_format({"bold": True, "font_size": 16}),
        "sign": book.add_format({"valign": "bottom"}),
        "plain": book.add_format({"text_wrap": True, "valign": "top"}),
        "head": book.add_format(head),
        "text": book.add_format({**wrap, "num_format": "@"}),
        "quoted": book.add_format({**wrap, "num_format": "@", "quote_prefix": True}),
        "money": book.add_format({**wrap, "num_format": "#,##0.00"}),
        "count": book.add_format({**wrap, "num_format": "0"}),
        "answer": book.add_format({**fill, "num_format": "@"}),
        "admitted": book.add_format({**fill, "num_format": "#,##0.00"}),
    }


def _questions(
    sheet: Any,
    about: Confirmation,
    findings: Sequence[Finding],
    lang: Language,
    formats: dict[str, Any],
) -> None:
    start, end = about.period
    told = {"institution": about.institution, "start": start, "end": end, "case": about.case_id}
    sheet.write_string(0, 0, say("replies.title", lang), formats["title"])
    sheet.write_string(1, 0, say("replies.about", lang, **told, day=about.made_on))
    how = say("replies.how", lang)
    sheet.merge_range(2, 0, 2, len(QUESTIONS) - 1, how, formats["plain"])
    sheet.set_row(2, 48)
    _table(sheet, _ABOVE, QUESTIONS, _question_rows(findings, lang), lang, formats)
    first, last = _ABOVE + 1, _ABOVE + max(len(findings), 1)
    _choices(sheet, first, last, lang)
    under = last + 2
    for at, name in enumerate(("institution-sign", "team-sign", "refusal")):
        sheet.set_row(under + at, _WRITING)
        sheet.write_string(under + at, 0, say(f"replies.{name}", lang), formats["sign"])


def _choices(sheet: Any, first: int, last: int, lang: Language) -> None:
    """The three answers as a list, and the amount between nothing and what was asked."""
    answer, admitted = QUESTIONS.index("answer"), QUESTIONS.index("admitted")
    asked = chr(ord("A") + QUESTIONS.index("amount"))
    words = [say(f"findings.answer.{one}", lang) for one in ANSWERS]
    wrong = {
        "error_title": say("replies.title", lang),
        "error_message": say("replies.choose", lang),
    }
    sheet.data_validation(
        first, answer, last, answer, {"validate": "list", "source": words, **wrong}
    )
    between = {"criteria": "between", "minimum": 0, "maximum": f"=${asked}{first + 1}"}
    wrong["error_message"] = say("replies.between", lang)
    sheet.data_validation(
        first, admitted, last, admitted, {"validate": "decimal", **between, **wrong}
    )


def _question_rows(findings: Sequence[Finding], lang: Language) -> Iterator[Sequence[Cell]]:
    for one in findings:
        yield (
            one.id,
            one.rule_id,
            one.title[lang],
            one.department,
            len(one.lines),
            asked_amount(one),
            fund_share(one).fund,
            "\n".join(one.basis),
            *("" for _ in _HOSPITALS),
        )


def _annex(
    sheet: Any,
    about: Confirmation,
    findings: Sequence[Finding],
    lang: Language,
    formats: dict[str, Any],
) -> None:
    _table(sheet, 0, LINES, _line_rows(findings), lang, formats)


def _line_rows(findings: Sequence[Finding]) -> Iterator[Sequence[Cell]]:
    for one in findings:
        for line, amount in laid(one, asked_amount(one)):
            yield (
                *(one.id, line.bkkp_sn, line.setl_id, line.mdtrt_id, line.med_list_codg),
                *(line.name, line.dept, line.doctor, line.occurred_on, line.net_amt, amount),
            )


def _table(
    sheet: Any,
    top: int,
    columns: Sequence[str],
    rows: Iterator[Sequence[Cell]],
    lang: Language,
    formats: dict[str, Any],
) -> None:
    for at, column in enumerate(columns):
        sheet.set_column(at, at, _WIDE.get(column, 13))
        sheet.write_string(top, at, say(f"replies.column.{column}", lang), formats["head"])
    sheet.set_row(top, 2 * _ROW)
    last = top
    for last, row in enumerate(rows, start=top + 1):
        sheet.set_row(last, _tall(row, columns))
        for at, cell in enumerate(row):
            _write(sheet, last, at, cell, columns[at], formats)
    sheet.freeze_panes(top + 1, 1)
    sheet.autofilter(top, 0, max(last, top + 1), len(columns) - 1)
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.set_margins(left=0.4, right=0.4)
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(top)
    sheet.set_footer(say("replies.footer", lang))


def _tall(row: Sequence[Cell], columns: Sequence[str]) -> float:
    """The height at which every cell of the row prints whole; not every program finds it itself."""
    lines = [
        sum(max(1, -(-_wide(part) // _holds(column))) for part in cell.split("\n"))
        for cell, column in zip(row, columns, strict=True)
        if isinstance(cell, str)
    ]
    return _ROW * max(lines)


def _holds(column: str) -> int:
    # A little less than its width: no line begins with a closing mark.
    return _WIDE.get(column, 13) * 13 // 14


def _wide(text: str) -> int:
    return sum(2 if east_asian_width(sign) in "WF" else 1 for sign in text)


def _write(sheet: Any, row: int, at: int, cell: Cell, column: str, formats: dict[str, Any]) -> None:
    match cell:
        case "" if column in _HOSPITALS:
            sheet.write_blank(
                row, at, None, formats["admitted" if column == "admitted" else "answer"]
            )
        case Decimal():
            sheet.write_number(row, at, cell, formats["money"])
        case int():
            sheet.write_number(row, at, cell, formats["count"])
        case str():
            safe = _UNWRITABLE.sub("", cell)[:_LONGEST]
            quoted = safe.startswith(_FORMULA_STARTS)
            sheet.write_string(row, at, safe, formats["quoted" if quoted else "text"])
