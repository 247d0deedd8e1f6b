"""Findings put to a hospital, made up; and what a hospital does with the workbook."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date
from io import BytesIO
from pathlib import Path
from typing import Any

from openpyxl import Workbook, load_workbook

from inspector.findings import Finding, fold
from inspector.i18n import Language
from inspector.replies import Confirmation, confirmation
from tests.rooms.findings_told import LINES, OPENED, Telling

ABOUT = Confirmation(
    "C-康宁-01", "康宁康复医院", (date(2024, 1, 1), date(2024, 12, 31)), date(2024, 7, 3)
)
NAMES = ("aaaa000000000001", "aaaa000000000002", "aaaa000000000003", "aaaa000000000004")
PERSON = "3301021990010112"
Rows = list[list[Any]]


def findings(names: Sequence[str] = NAMES, **more: Any) -> dict[str, Finding]:
    """Each of 100.00 元 on two fee lines of one person, ruled 属实 and put to the hospital."""
    lines = [{**line, "psn_no": PERSON, "name": "=运动疗法"} for line in LINES]
    settled = {"S1": {"fund": "600.00", "total": "900.00"}}
    told = Telling({**OPENED, "lines": lines, "settlements": settled, **more})
    told.rules("confirmed", "100.00")
    told.moves("present")
    one = fold(told.events)["F1"]
    return {name: replace(one, id=name) for name in names}


def written(folder: Path, lang: Language = "zh", **more: Any) -> Path:
    path = folder / "问题确认书.xlsx"
    path.write_bytes(confirmation(ABOUT, list(findings(**more).values()), lang))
    return path


def sheet_rows(path: Path, sheet: int = 0) -> Rows:
    book = load_workbook(BytesIO(path.read_bytes()))
    return [list(row) for row in book.worksheets[sheet].iter_rows(values_only=True)]


def filled(
    path: Path,
    answers: dict[str, tuple[Any, ...]],
    arrange: Callable[[Rows], Rows] = lambda rows: rows,
) -> Path:
    """The first sheet with (view, amount, reason, proof) by finding, rearranged by the hospital."""
    rows = sheet_rows(path)
    for row in rows:
        if row[0] in answers:
            row[8:12] = answers[row[0]]
    book = Workbook()
    sheet = book.worksheets[0]
    sheet.title = "意见"
    for row in arrange(rows):
        sheet.append(row)
    back = path.with_name("交回.xlsx")
    book.save(back)
    return back
