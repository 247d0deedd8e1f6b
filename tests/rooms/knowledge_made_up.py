"""Workbooks laid out as the state lays out its batches; all drugs, items and codes are made up."""

from collections.abc import Mapping, Sequence
from pathlib import Path

import openpyxl

from inspector.knowledge import Publication, read_publication

DRUG, DRUG2, DRUG3 = (f"XA00AAA001B0010101000{n}0" for n in (1, 2, 3))
ITEM, ITEM2, ITEM3 = (f"00990001000{n}000" for n in (1, 2, 3))
Rows = Sequence[Sequence[object]]


def workbook(
    folder: Path, name: str, sheets: Mapping[str, Rows], merged: Sequence[str] = ()
) -> Path:
    """A workbook on disk; `merged` ranges are of its first sheet."""
    book = openpyxl.Workbook()
    assert book.active is not None
    book.remove(book.active)
    for title, rows in sheets.items():
        sheet = book.create_sheet(title)
        for row in rows:
            sheet.append(list(row))
    for cells in merged:
        book.worksheets[0].merge_cells(cells)
    path = folder / f"{name}.xlsx"
    book.save(path)
    return path


def read(
    folder: Path, name: str, sheets: Mapping[str, Rows], merged: Sequence[str] = ()
) -> Publication:
    """The same, read back."""
    return read_publication(workbook(folder, name, sheets, merged))


def course(
    folder: Path, batch: str, *rows: tuple[str, str, str], published: str = ""
) -> Publication:
    """Drugs with a course of payment: name, code, sentence."""
    head = ("药品名称", "药品代码", "限定支付范围")
    path = workbook(folder, f"第{batch}批“药品限支付疗程”", {"明细": [head, *rows]})
    return read_publication(path, published=published)
