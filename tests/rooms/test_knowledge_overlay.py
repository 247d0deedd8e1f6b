"""What the nation leaves open: a template, filled, laid over the national rows."""

import csv
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from inspector.knowledge import (
    NATIONAL,
    families,
    keep_filled,
    keep_publications,
    layers,
    open_lines,
    read_filled,
    read_knowledge,
    template,
)
from tests.rooms.knowledge_made_up import ITEM, ITEM2, ITEM3, read

REGION = "overlay/浙江"


@pytest.fixture
def root(tmp_path: Path) -> Path:
    head = ("项目名称", "国标代码", "限定类型", "限定值域")
    rows = [
        (name, code, "限定主次操作", group)
        for name, code, group in (
            ("甲术", ITEM, "胃肠手术组"),
            ("乙术", ITEM2, "胃肠手术组"),
            ("甲术", ITEM, "肝胆手术组"),
        )
    ]
    keep_publications(tmp_path, [read(tmp_path, "【第二批】", {"S": [head, *rows]})])
    return tmp_path


def filled(root: Path, **values: str) -> Path:
    """The template as CSV, its first line filled."""
    found = open_lines(root / NATIONAL)
    file = root / "浙江.csv"
    file.write_bytes(template([found[0] | values, *found[1:]], ".csv"))
    return file


def lay(root: Path, file: Path) -> None:
    keep_filled(root / REGION, REGION, read_filled(file, root / NATIONAL), (file.name, "sha256:0"))


def rows(root: Path, region: str | None = "浙江", table: str = "pair_operation") -> list[Any]:
    return read_knowledge(families()[table].shape, layers(root, region)).to_pylist()


GOOD = {"value": "0.5", "valid_from": "2024-01-01", "document": "价格文件1号"}


def test_the_template_has_one_line_a_value_with_the_rows_that_wait_for_it(root: Path) -> None:
    found = open_lines(root / NATIONAL)
    assert {(one["table"], one["code"], one["column"], one["rows"]) for one in found} == {
        ("pair_operation", "胃肠手术组", "ratio", "2"),
        ("pair_operation", "肝胆手术组", "ratio", "1"),
    }
    assert len(found) == 2


def test_a_filled_line_completes_its_rows_and_leaves_the_others_waiting(root: Path) -> None:
    lay(root, filled(root, **GOOD))
    group = open_lines(root / NATIONAL)[0]["code"]
    for row in rows(root):
        mine = row["operation_group"] == group
        assert (row["needs_overlay"] == "") is mine
        assert row["layer"] == (REGION if mine else "national")
        assert row["source"] == ("价格文件1号" if mine else "【第二批】.xlsx")
    waiting = open_lines(root / NATIONAL, root / REGION)
    assert {one["code"] for one in waiting} == {"胃肠手术组", "肝胆手术组"} - {group}


def test_another_region_does_not_see_it(root: Path) -> None:
    lay(root, filled(root, **GOOD))
    assert {row["layer"] for row in rows(root, "江苏")} == {"national"}


def test_filling_again_replaces_what_was_filled(root: Path) -> None:
    lay(root, filled(root, **GOOD))
    first = len(rows(root))
    lay(root, filled(root, **(GOOD | {"value": "0.6"})))
    assert len(rows(root)) == first
    assert {str(row["ratio"]) for row in rows(root) if row["ratio"]} == {"0.6000"}


@pytest.mark.parametrize(
    ("values", "reason"),
    [
        (GOOD | {"document": ""}, "no-document"),
        (GOOD | {"value": "五折"}, "value-malformed"),
        (GOOD | {"value": "NaN"}, "value-malformed"),
        (GOOD | {"valid_from": "2024年"}, "value-malformed"),
        (GOOD | {"table": "pair_operations"}, "table-unknown"),
        (GOOD | {"column": "discount"}, "column-unknown"),
        (GOOD | {"code": "没有的手术组"}, "no-limit"),
        (GOOD | {"code": ""}, "no-code"),
    ],
)
def test_a_line_that_cannot_be_used_is_listed_and_nothing_of_it_is_laid(
    root: Path, values: dict[str, str], reason: str
) -> None:
    done = read_filled(filled(root, **values), root / NATIONAL)
    assert [one.reason for one in done.listed] == [reason, "value-open"]
    assert (done.rows, done.lines) == ({}, 2)


def test_a_region_may_add_a_row_the_nation_does_not_have(root: Path) -> None:
    own = {"table": "limit_price", "code": ITEM3, "column": "pric_max", "name": "甲床位"}
    lay(root, filled(root, **(GOOD | own | {"value": "40"})))
    (row,) = rows(root, table="limit_price")
    assert (row["med_list_codg"], str(row["pric_max"]), row["hosp_lv"]) == (ITEM3, "40.000000", "")


def test_the_workbook_says_the_same_as_the_csv_and_reads_back(root: Path) -> None:
    found = open_lines(root / NATIONAL)
    file = root / "浙江.xlsx"
    file.write_bytes(template(found, ".xlsx"))
    book = openpyxl.load_workbook(file)
    sheet = book.active
    assert sheet is not None
    heads = [cell.value for cell in sheet[2]]
    text = template(found, ".csv").decode("utf-8-sig")
    assert heads == next(csv.reader(text.splitlines()))
    for name, value in GOOD.items():
        sheet.cell(3, heads.index(name) + 1, value)
    book.save(file)
    (row, *_) = read_filled(file, root / NATIONAL).rows["pair_operation"]
    assert row["ratio"] == "0.5"
    assert template(found, ".xlsx") == template(found, ".xlsx")
