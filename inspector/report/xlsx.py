"""The annex: a workbook with one row for each fee line of each finding, read back by any program.

Cells hold text or numbers, never a formula; the same figures give the same bytes.
"""

import re
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime, time
from decimal import Decimal
from errno import EIO
from pathlib import Path
from typing import Any

import xlsxwriter
from xlsxwriter.exceptions import FileCreateError

from inspector.findings import EXCLUSIONS, Finding
from inspector.i18n.catalogue import Language
from inspector.report.figures import ZERO, Figures
from inspector.report.money import Counted
from inspector.report.words import Tell, label, standing, teller, when

Cell = str | int | Decimal | None
_LONGEST = 32_767
_UNWRITABLE = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")
_SUMMARY = (
    *("rule", "title", "verdict", "found", "open", "confirmed", "rejected"),
    *("amount_open", "amount_confirmed", "gross", "counted"),
)
_LINES = (
    *("rule", "title", "finding", "state", "person", "visit", "settlement", "line", "code"),
    *(
        "item",
        "dept",
        "doctor",
        "when",
        "billed",
        "suspected",
        "violating",
        "counted",
        "reason",
        "note",
    ),
)
_WIDE = {"title": 44, "item": 28, "finding": 19, "line": 20, "code": 24, "note": 24, "verdict": 20}


def write_annex(path: Path, figures: Figures, lang: Language, drafts: Path | None = None) -> None:
    """Write the workbook: 问题汇总 by rule with its sum, 违规明细 line by line.

    Args:
        drafts: where its rows wait in the clear until the end, by default beside it; there a crash
            leaves them.

    Raises:
        OSError: the disk did not take it.
    """
    try:
        _write_book(path, figures, lang, drafts or path.parent)
    except FileCreateError as error:
        cause = error.args[0] if error.args else None
        raise (cause if isinstance(cause, OSError) else OSError(EIO, str(path))) from None


def _write_book(path: Path, figures: Figures, lang: Language, drafts: Path) -> None:
    # Never in the system's shared folder, which nobody sweeps.
    options = {"constant_memory": True, "tmpdir": str(drafts), "strings_to_urls": False}
    book = xlsxwriter.Workbook(str(path), options)
    made = datetime.combine(figures.made_on, time(), UTC).replace(tzinfo=None)
    book.set_properties({"title": figures.case_id, "created": made, "author": "inspector"})
    tell, formats = teller(lang), _formats(book)
    _write(book, tell, ("summary", _SUMMARY), _summary(figures, tell, lang), formats)
    _write(book, tell, ("lines", _LINES), _lines(figures, tell, lang), formats)
    book.close()


def _formats(book: Any) -> dict[str, Any]:
    head = {"bold": True, "bg_color": "#1F4E79", "font_color": "#FFFFFF", "text_wrap": True}
    return {
        "head": book.add_format({**head, "valign": "vcenter", "border": 1}),
        "text": book.add_format({"num_format": "@"}),
        "quoted": book.add_format({"num_format": "@", "quote_prefix": True}),
        "money": book.add_format({"num_format": "#,##0.00"}),
        "count": book.add_format({"num_format": "#,##0"}),
    }


def _write(
    book: Any,
    tell: Tell,
    shape: tuple[str, Sequence[str]],
    rows: Iterator[Sequence[Cell]],
    formats: dict[str, Any],
) -> None:
    name, columns = shape
    sheet = book.add_worksheet(tell(f"sheet.{name}"))
    for at, column in enumerate(columns):
        sheet.set_column(at, at, _WIDE.get(column, 14))
    # Two lines: a long heading wraps, and not every program makes room for it.
    sheet.set_row(0, 30)
    for at, column in enumerate(columns):
        sheet.write_string(0, at, tell(f"sheet.{column}"), formats["head"])
    last = 0
    for last, row in enumerate(rows, start=1):
        for at, cell in enumerate(row):
            _write_cell(sheet, last, at, cell, formats)
    sheet.freeze_panes(1, 0)
    sheet.autofilter(0, 0, max(last, 1), len(columns) - 1)
    sheet.set_landscape()
    sheet.set_paper(9 if len(columns) < 15 else 8)
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(0)


def _write_cell(sheet: Any, row: int, column: int, cell: Cell, formats: dict[str, Any]) -> None:
    match cell:
        case None:
            return
        case Decimal():
            sheet.write_number(row, column, cell, formats["money"])
        case int():
            sheet.write_number(row, column, cell, formats["count"])
        case str():
            safe = _UNWRITABLE.sub("", cell)[:_LONGEST]
            quoted = safe.startswith(_FORMULA_STARTS)
            sheet.write_string(row, column, safe, formats["quoted" if quoted else "text"])


def _summary(figures: Figures, tell: Tell, lang: Language) -> Iterator[Sequence[Cell]]:
    steps = {step.rule_id: step for step in figures.confirmed.steps}
    for problem in figures.problems:
        step = steps.get(problem.rule_id)
        yield (
            problem.rule_id,
            problem.title[lang],
            label(tell, "verdict", problem.verdict_kind),
            *problem.counts,
            problem.amount_open,
            problem.amount_confirmed,
            step.gross if step else ZERO,
            step.counted if step else ZERO,
        )
    counts = [sum(column) for column in zip(*(p.counts for p in figures.problems), strict=True)]
    money = figures.confirmed
    blank = (None, None)
    yield (tell("sheet.total"), *blank, *(counts or [0] * 4), *blank, figures.claimed, money.total)


def _lines(figures: Figures, tell: Tell, lang: Language) -> Iterator[Sequence[Cell]]:
    for row in figures.lines:
        yield _line(row, tell, lang)


def _reason(finding: Finding, lang: Language) -> str:
    known = EXCLUSIONS.get(finding.reason)
    return known.title(lang) if known else finding.reason


def _line(row: Counted, tell: Tell, lang: Language) -> Sequence[Cell]:
    finding, line = row.finding, row.line
    named = (finding.rule_id, finding.title[lang], finding.id, standing(finding, lang))
    if line is None:
        blank = (None,) * 11
        return (*named, *blank, row.violating, row.counted, None, tell("sheet.surplus"))
    return (
        *named,
        line.psn_no,
        line.mdtrt_id,
        line.setl_id,
        line.bkkp_sn,
        line.med_list_codg,
        line.name,
        line.dept,
        line.doctor,
        when(line.occurred_on),
        line.net_amt,
        line.amount,
        row.violating if row.decided else None,
        row.counted if row.decided else None,
        _reason(finding, lang),
        finding.note,
    )
