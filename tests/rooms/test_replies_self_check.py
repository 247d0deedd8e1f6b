"""A hospital's own list beside our hits."""

from decimal import Decimal
from pathlib import Path
from typing import Any

from openpyxl import Workbook

from inspector.replies import SELF_CHECK, SelfCheck, compare, read_tables


def hit(name: str, rule: str, line: str, visit: str, code: str, amount: str) -> dict[str, Any]:
    return {
        "hit_id": name,
        "rule_id": rule,
        "bkkp_sn": line,
        "setl_id": f"S-{visit}",
        "mdtrt_id": visit,
        "med_list_codg": code,
        "amount": Decimal(amount),
    }


HITS = [
    hit("h1", "R1", "B1", "V1", "003", "38.00"),
    hit("h1", "R1", "B2", "V1", "003", "12.00"),
    hit("h2", "R1", "B3", "V2", "003", "20.00"),
    hit("h3", "R2", "B4", "V3", "004", "7.00"),
]


def read(folder: Path, *rows: tuple[Any, ...]) -> SelfCheck:
    book = Workbook()
    sheet = book.worksheets[0]
    sheet.append(["康宁康复医院自查自纠清单"])
    sheet.append(["序号", "住院号", "国家编码", "记账流水号", "自查问题", "违规金额（元）"])
    for row in rows:
        sheet.append(row)
    path = folder / "自查.xlsx"
    book.save(path)
    return compare(read_tables(path, SELF_CHECK, ("admitted",)), HITS)


def test_a_row_is_matched_as_closely_as_it_says(tmp_path: Path) -> None:
    told = read(
        tmp_path,
        (1, "V1", "003", "B1", "多收", 38),
        (2, "V2", "003", None, "多收", "20.00元"),
        (3, "V3", "999", None, "其他", 5),
        (4, "V9", "003", None, "自查发现", 66),
    )
    assert [(one.by, one.hits, one.theirs, one.ours) for one in told.rows] == [
        ("line", ("h1",), Decimal("38.00"), Decimal("38.00")),
        ("visit", ("h2",), Decimal("20.00"), Decimal("20.00")),
        ("visit", ("h3",), Decimal("5.00"), Decimal("7.00")),
        ("", (), Decimal("66.00"), Decimal("0.00")),
    ]
    assert told.left_out == {}


def test_what_the_hospital_leaves_out_is_counted_by_rule(tmp_path: Path) -> None:
    told = read(tmp_path, (1, "V1", "003", None, "多收", 50))
    assert told.left_out == {"R1": (1, Decimal("20.00")), "R2": (1, Decimal("7.00"))}


def test_an_amount_that_is_none_is_told_by_its_cell(tmp_path: Path) -> None:
    told = read(tmp_path, (1, "V1", "003", None, "多收", "若干"))
    assert [(one.place, one.kind) for one in told.problems] == [("Sheet!F3", "admitted-unread")]
    assert told.rows == ()
