"""Published workbooks in every layout seen so far, and in ones not seen yet."""

from itertools import permutations
from pathlib import Path

import pytest

from inspector.errors import FileMissing, FileUnreadable
from inspector.knowledge import Publication, family_of, read_publication
from tests.rooms.knowledge_made_up import DRUG, DRUG2, DRUG3, ITEM, ITEM2, ITEM3, read


def reasons(done: Publication) -> list[tuple[str, int, str]]:
    return [(one.sheet, one.row, one.reason) for one in done.listed if not one.note]


def every_row_is_told_of(done: Publication) -> bool:
    return done.rows == done.taken + len(done.listed)


def test_limits_and_codes_in_two_sheets_are_joined_by_the_name(tmp_path: Path) -> None:
    limits = [
        ("药品通用名", "药品说明", "限定类型", "限定对象"),
        ("甲（Ａ）片", "用于甲。", "限定性别对象", "女"),
        ("无码丸", "用于乙。", "限定性别对象", "男"),
    ]
    codes = [
        ("药品通用名", "序号", "国标代码", "限定类型"),
        ("甲(A)片", 1, DRUG, "限定性别对象"),
        ("甲(A)片", 2, DRUG2, "限定性别对象"),
        ("没有限制的片", 1, DRUG3, "限定性别对象"),
    ]
    done = read(tmp_path, "【第一批】药品规则库", {"Sheet1": limits, "Sheet2": codes})
    (point,) = done.points
    assert (point.national_rule, point.target, point.codes) == (67, "女", (DRUG, DRUG2))
    assert (point.batch, point.source_row) == ("1", "Sheet1!2")
    assert reasons(done) == [("Sheet1", 3, "no-code"), ("Sheet2", 4, "no-limit")]
    assert every_row_is_told_of(done)


def test_pairs_carry_both_codes_and_the_span_in_which_they_exclude_each_other(
    tmp_path: Path,
) -> None:
    rows = [
        ("序号", "频度", "主项名称", "主项编码", "从项名称", "从项编码", "备注"),
        (1, "单日", "甲监护", ITEM, "乙护理", ITEM2, "含乙护理"),
        (2, "6小时", "甲监护", ITEM, "丙测定", "", "含丙"),
    ]
    done = read(tmp_path, "第七批（重复收费）", {"明细": rows})
    (point,) = done.points
    assert (point.codes, point.second_name, point.scope) == ((ITEM, ITEM2), "乙护理", "单日")
    assert reasons(done) == [("明细", 3, "pair-incomplete")]


def test_titles_remarks_merged_cells_and_strange_columns_do_no_harm(tmp_path: Path) -> None:
    rows = [
        ("附件：“医疗服务项目限定频次”规则对应知识点明细", None, None, None, None, None),
        ("医疗服务项目编码", "填报人", "项目名称", "数量单位", "限制数量", "序号"),
        (ITEM, "张", "甲监测", "小时", 24, 1),
        (ITEM2, "张", "乙护理", "日", 1, 2),
        ("合计", None, None, None, None, None),
        ("备注：各省按本省目录执行", None, None, None, None, None),
    ]
    done = read(tmp_path, "频次", {"明细": rows}, merged=["A1:F1", "A6:F6"])
    assert [(p.national_rule, p.cnt, p.unit) for p in done.points] == [
        (27, "24", "小时"),
        (27, "1", "日"),
    ]
    assert [(one.row, one.reason, one.note) for one in done.listed] == [
        (5, "remark", True),
        (6, "remark", True),
    ]
    assert every_row_is_told_of(done)


def test_a_drug_named_once_over_merged_rows_is_one_point_with_all_codes(tmp_path: Path) -> None:
    rows = [
        ("药品名称", "医保药品编码", "限定支付范围"),
        ("甲片", DRUG, "限二线用药。"),
        (None, DRUG2, None),
        ("乙片", DRUG3, "限二线用药。"),
    ]
    done = read(tmp_path, "第九批“药品限二线使用”", {"S": rows}, merged=["A2:A3", "C2:C3"])
    assert [(p.item_name, p.codes) for p in done.points] == [
        ("甲片", (DRUG, DRUG2)),
        ("乙片", (DRUG3,)),
    ]


def test_two_header_rows_are_read_as_one(tmp_path: Path) -> None:
    rows = [
        ("序号", "主项", None, "从项", None, "频度"),
        (None, "名称", "编码", "名称", "编码", None),
        (1, "甲", ITEM, "乙", ITEM2, "单次就诊"),
    ]
    merged = ["A1:A2", "B1:C1", "D1:E1", "F1:F2"]
    (point,) = read(tmp_path, "重复收费", {"S": rows}, merged).points
    assert (point.item_name, point.second_name, point.codes) == ("甲", "乙", (ITEM, ITEM2))


def test_several_codes_in_a_cell_are_several_codes(tmp_path: Path) -> None:
    rows = [("项目名称", "国家代码", "限定科室"), ("甲", f"{ITEM}、{ITEM2}\n{ITEM3}", "眼科")]
    (point,) = read(tmp_path, "医疗服务项目限科室使用", {"S": rows}).points
    assert (point.national_rule, point.codes, point.target) == (21, (ITEM, ITEM2, ITEM3), "眼科")


def test_an_item_code_saved_as_a_number_gets_its_zeros_back(tmp_path: Path) -> None:
    rows = [("项目名称", "项目代码", "频次上限", "疗程周期"), ("甲评定", int(ITEM), 1, 14)]
    (point,) = read(tmp_path, "医疗服务项目周期超频次", {"S": rows}).points
    assert (point.codes, point.cnt, point.window) == ((ITEM,), "1", "14")


def test_what_the_sheet_says_comes_before_the_name_of_the_file(tmp_path: Path) -> None:
    rows = [
        ("饮片名称", "国家编码", "说明"),
        ("甲草", "T000000001", "单独使用时统筹基金不予支付。"),
    ]
    named = "第十一批“中药饮片单复方均不予支付”"
    (point,) = read(tmp_path, named, {"S": rows}).points
    assert point.national_rule == 4


@pytest.mark.parametrize(
    ("code", "name", "expected"),
    [
        ("不详", "药品限适应症", "code-malformed"),
        ("", "药品限适应症", "no-code"),
        (DRUG, "一张没有说明用途的表", "rule-unknown"),
    ],
)
def test_a_row_that_cannot_be_taken_is_listed_with_its_reason(
    tmp_path: Path, code: str, name: str, expected: str
) -> None:
    rows = [("名称", "编码", "备注"), ("甲片", code, "限甲病。")]
    done = read(tmp_path, name, {"S": rows})
    assert (reasons(done), done.taken) == ([("S", 2, expected)], 0)


def test_rows_with_codes_under_no_header_are_listed_one_by_one(tmp_path: Path) -> None:
    done = read(tmp_path, "药品限适应症", {"S": [("甲片", DRUG), ("乙片", DRUG2)]})
    assert reasons(done) == [("S", 1, "no-heading"), ("S", 2, "no-heading")]


def test_a_file_that_is_no_workbook_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    with pytest.raises(FileMissing):
        read_publication(path)
    path.write_bytes(b"PK\x03\x04 not a workbook")
    with pytest.raises(FileUnreadable):
        read_publication(path)


@pytest.mark.parametrize("order", list(permutations(range(4))))
def test_the_order_of_the_columns_does_not_matter(tmp_path: Path, order: tuple[int, ...]) -> None:
    rows = [
        ("项目名称", "国标代码", "限定类型", "限定性别"),
        ("甲检查", ITEM, "限定性别对象", "女"),
        ("乙检查", ITEM2, "限定性别对象", "男"),
    ]
    done = read(tmp_path, "批", {"S": [[row[at] for at in order] for row in rows]})
    assert [(p.national_rule, p.item_name, p.codes, p.target) for p in done.points] == [
        (81, "甲检查", (ITEM,), "女"),
        (81, "乙检查", (ITEM2,), "男"),
    ]


@pytest.mark.parametrize(
    ("rule", "code", "target"),
    [
        ("医用耗材与性别不符", "C0199990000000000001", "限定性别"),
        ("药品限医疗机构级别", DRUG, "医疗机构级别"),
        ("医疗服务项目限就医方式", ITEM, "就医方式"),
        ("医疗服务项目超限定报销总额", ITEM, "限定值域"),
        ("超互联网医院药品支付范围", DRUG, "限定对象"),
    ],
)
def test_a_batch_of_any_named_rule_is_read_though_none_was_published_so(
    tmp_path: Path, rule: str, code: str, target: str
) -> None:
    rows = [("序号", "名称", "医保编码", target), (1, "甲", code, "二级")]
    (point,) = read(tmp_path, f"第三十批“{rule}”规则对应知识点明细", {"S": rows}).points
    family = family_of(point.national_rule)
    assert family is not None and family.national[point.national_rule] == rule
    assert (point.target, point.batch) == ("二级", "30")
