"""The library: later batches close what they replace, and what a person confirmed stays."""

import csv
import json
from pathlib import Path
from typing import Any

import pytest

from inspector import steps
from inspector.errors import CaseMissing, RuleFileInvalid
from inspector.knowledge import (
    NATIONAL,
    REVIEW,
    confirm,
    families,
    family_of,
    keep_publications,
    kept_tables,
    layer_rows,
    layers,
    lines,
    make_tables,
    national_points,
    read_knowledge,
    read_publication,
)
from tests.rooms.knowledge_made_up import DRUG, DRUG2, ITEM, ITEM2, course, read, workbook


def rows(root: Path, table: str) -> list[dict[str, Any]]:
    return read_knowledge(families()[table].shape, layers(root)).to_pylist()


def told(root: Path, table: str, *columns: str) -> list[tuple[str, ...]]:
    return [tuple(row[name] for name in columns) for row in layer_rows(root / NATIONAL, table)]


def test_a_later_batch_closes_the_row_it_replaces_on_the_day_before(tmp_path: Path) -> None:
    early = course(
        tmp_path, "六", ("甲片", DRUG, "支付不超过14天。"), ("乙片", DRUG2, "支付不超过7天。")
    )
    late = course(tmp_path, "十八", ("甲片", DRUG, "支付不超过10天。"), published="2026-07-06")
    keep_publications(tmp_path, [late, early])
    new = next(point for point in national_points(tmp_path) if point.batch == "18")
    columns = ("days_max", "valid_from", "valid_to", "superseded_by")
    assert set(told(tmp_path, "limit_course", *columns)) == {
        ("7", "", "", ""),
        ("14", "", "2026-07-05", new.id),
        ("10", "2026-07-06", "", ""),
    }


def test_a_row_replaced_on_a_day_nobody_knows_holds_on_no_day(tmp_path: Path) -> None:
    early = course(tmp_path, "六", ("甲片", DRUG, "支付不超过14天。"))
    late = course(tmp_path, "七", ("甲片", DRUG, "支付不超过10天。"))
    keep_publications(tmp_path, [early, late])
    assert told(tmp_path, "limit_course", "days_max", "valid_to") == [
        ("14", "1900-01-01"),
        ("10", ""),
    ]


def test_a_revision_stands_between_the_batches_of_its_day(tmp_path: Path) -> None:
    path = workbook(
        tmp_path,
        "药品限支付疗程",
        {"S": [("药品名称", "药品代码", "说明"), ("甲片", DRUG, "支付不超过9天。")]},
    )
    revision = read_publication(path, "2026-01", "2026-01-28")
    after = course(tmp_path, "九", ("甲片", DRUG, "支付不超过8天。"))
    before = course(tmp_path, "八", ("甲片", DRUG, "支付不超过7天。"))
    keep_publications(tmp_path, [after, before, revision])
    assert told(tmp_path, "limit_course", "days_max", "valid_to") == [
        ("7", "2026-01-27"),
        ("9", "2026-04-20"),
        ("8", ""),
    ]


def test_of_two_files_with_one_point_the_one_that_says_more_is_used(tmp_path: Path) -> None:
    record = {
        "rule_class": "医疗服务项目重复收费",
        "med_codes": [ITEM, ITEM2],
        "item_name": "甲×乙",
        "constraint": "含乙",
        "detect_logic": "",
        "batch": 7,
        "source": {"attachment_file": "第七批.xlsx", "row": 1},
    }
    unknown = record | {"rule_class": "没有的规则"}
    remark = {"rule_class": "医疗服务项目重复收费", "item_name": "说明", "source": {}}
    file = tmp_path / "all.json"
    file.write_text(json.dumps([record, unknown, remark], ensure_ascii=False), "utf-8")
    collected = read_publication(file)
    assert [(one.row, one.reason, one.note) for one in collected.listed] == [
        (2, "rule-unknown", False),
        (3, "remark", True),
    ]
    keep_publications(tmp_path, [collected])
    (row,) = rows(tmp_path, "pair_exclusive")
    assert (row["scope"], row["needs_overlay"], row["name_included"]) == ("", "scope", "乙")
    head = ("频度", "主项名称", "主项编码", "从项名称", "从项编码", "备注")
    sheet = {"S": [head, ("单日", "甲", ITEM, "乙", ITEM2, "含乙")]}
    keep_publications(tmp_path, [read(tmp_path, "第七批（重复收费）", sheet)])
    keep_publications(tmp_path, [collected])
    (row,) = rows(tmp_path, "pair_exclusive")
    assert (row["scope"], row["needs_overlay"]) == ("day", "")


def test_reading_a_file_again_changes_no_byte(tmp_path: Path) -> None:
    published = course(tmp_path, "六", ("甲片", DRUG, "支付不超过14天。"))
    keep_publications(tmp_path, [published])
    before = {path: path.read_bytes() for path in tmp_path.rglob("*.csv")}
    first = kept_tables(tmp_path)
    keep_publications(tmp_path, [published])
    assert {path: path.read_bytes() for path in tmp_path.rglob("*.csv")} == before
    assert kept_tables(tmp_path) == first


def edit(root: Path, table: str, **values: str) -> None:
    file = root / NATIONAL / REVIEW / f"{table}.csv"
    with file.open(encoding="utf-8-sig", newline="") as opened:
        read_rows = [row | values for row in csv.DictReader(opened)]
    with file.open("w", encoding="utf-8", newline="") as opened:
        writer = csv.DictWriter(opened, list(read_rows[0]))
        writer.writeheader()
        writer.writerows(read_rows)


def test_what_a_person_confirmed_is_used_and_survives_another_import(tmp_path: Path) -> None:
    published = course(tmp_path, "六", ("甲片", DRUG, "支付不超过14天。"))
    keep_publications(tmp_path, [published])
    assert [row["reviewed"] for row in rows(tmp_path, "limit_course")] == [False]
    edit(tmp_path, "limit_course", days_max="15", reviewed="TRUE")
    keep_publications(tmp_path, [published])
    (row,) = rows(tmp_path, "limit_course")
    assert (row["days_max"], row["reviewed"]) == (15, True)


def test_an_edit_that_nobody_confirmed_is_read_anew(tmp_path: Path) -> None:
    keep_publications(tmp_path, [course(tmp_path, "六", ("甲片", DRUG, "支付不超过14天。"))])
    edit(tmp_path, "limit_course", days_max="15")
    make_tables(tmp_path)
    assert told(tmp_path, "limit_course", "days_max", "reviewed") == [("14", "false")]


def test_a_whole_table_can_be_confirmed_as_it_stands(tmp_path: Path) -> None:
    keep_publications(tmp_path, [course(tmp_path, "六", ("甲片", DRUG, "支付不超过14天。"))])
    folder = tmp_path / NATIONAL / REVIEW
    assert (confirm(folder, "limit_course"), confirm(folder, "limit_course")) == (1, 0)
    make_tables(tmp_path)
    assert [line.reviewed for line in lines(folder)] == [True]
    assert told(tmp_path, "limit_course", "reviewed") == [("true",)]


def test_a_review_file_without_one_of_its_columns_is_refused_by_name(tmp_path: Path) -> None:
    keep_publications(tmp_path, [course(tmp_path, "六", ("甲片", DRUG, "支付不超过14天。"))])
    (tmp_path / NATIONAL / REVIEW / "limit_course.csv").write_text("cells,text,items\n", "utf-8")
    with pytest.raises(RuleFileInvalid):
        make_tables(tmp_path)


def test_a_revision_that_says_the_same_as_a_cell_before_needs_no_second_review(
    tmp_path: Path,
) -> None:
    head = ("药品名称", "药品代码", "药品说明", "限定类型", "限定对象")
    first = {"S": [head, ("甲片", DRUG, "用于痛经。", "限定性别对象", "女")]}
    again = {"S": [head[:3], ("甲片", DRUG, "用于痛经、带下。"), ("乙片", DRUG2, "用于带下。")]}
    read_first = read(tmp_path, "第一批药品区分性别使用", first)
    keep_publications(tmp_path, [read_first, read(tmp_path, "第十八批药品区分性别使用", again)])
    told_now = told(tmp_path, "limit_sex", "med_list_codg", "batch", "sex", "reviewed")
    assert sorted(told_now) == [
        (DRUG, "1", "2", "true"),
        (DRUG, "18", "2", "true"),
        (DRUG2, "18", "2", "false"),
    ]


def test_every_family_names_its_key_and_open_columns_and_shares_no_rule() -> None:
    numbers = [number for family in families().values() for number in family.national]
    assert len(numbers) == len(set(numbers))
    for family in families().values():
        assert {*family.key, *family.open} <= family.own.keys()
        assert all(family_of(number) is family for number in family.national)


def test_rules_join_this_computers_rows_then_the_regions_then_the_cases(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("INSPECTOR_HOME", str(tmp_path / "home"))
    case = tmp_path / "case"
    case.mkdir()
    with pytest.raises(CaseMissing):
        steps.library(case=case)
    (case / "case.json").write_text("{}", "utf-8")
    made = course(tmp_path, "六", ("甲片", DRUG, "支付不超过14天。"))
    for root in (steps.library(), steps.library(case=case)):
        keep_publications(root, [made])
    own = tmp_path / "own.csv"
    own.write_text(
        f"table,code,column,value,document\nlimit_course,{DRUG},days_max,5,现场记录\n", "utf-8"
    )
    steps.import_filled([own], steps.library(case=case), "case")
    found = steps.layers_in_force(case)
    assert [layer.name for layer in found] == ["national", "national", "case"]
    (row,) = read_knowledge(families()["limit_course"].shape, found).to_pylist()
    assert (row["days_max"], row["layer"], row["source"]) == (5, "case", "现场记录")
