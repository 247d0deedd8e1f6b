"""A form is told by its headers, whatever their order, and not by names."""

import pytest

from inspector.intake.mapping.recognise import find_header, recognise
from inspector.schema import FORMS, TABLES, Form


@pytest.mark.parametrize("form", FORMS, ids=lambda form: str(form.workbook))
def test_every_form_knows_its_own_headers(form: Form) -> None:
    found = recognise(form.headers)
    assert found is not None
    assert found.form == form
    assert found.missing == ()
    # 3.4 asks for 手术者姓名 twice; the second is told, not taken.
    asked = form.headers
    assert list(found.unknown) == [h for at, h in enumerate(asked) if h in asked[:at]]


@pytest.mark.parametrize("form", FORMS, ids=lambda form: str(form.workbook))
def test_every_form_is_known_backwards_with_strangers_between(form: Form) -> None:
    strangers = [f"另{header}" for header in form.headers[:3]]
    found = recognise([*strangers, *reversed(form.headers), "备注"])
    assert found is not None
    assert found.form == form


@pytest.mark.parametrize("name", TABLES)
def test_every_table_is_known_by_its_canonical_names(name: str) -> None:
    found = recognise([column.name.upper() for column in TABLES[name].received], name)
    assert found is not None
    assert found.form.table == name


def test_marks_blanks_and_width_in_a_header_do_not_matter() -> None:
    found = recognise(["＊工号", " 姓 名 ", "人员\n类别", "科室名称*"])
    assert found is not None
    assert list(found.columns) == ["staff_code", "staff_name", "staff_type", "dept_name"]


def test_the_first_of_two_equal_headers_counts() -> None:
    found = recognise(["工号", "人员类别", "工号", "科室名称"])
    assert found is not None
    assert found.columns["staff_code"] == 0
    assert found.unknown == ("工号",)


def test_the_header_row_is_found_below_instructions_and_types() -> None:
    form = next(form for form in FORMS if form.workbook.startswith("2.1"))
    above = [*form.instructions, form.types]
    found = find_header([*above, form.headers, ["1"]])
    assert found is not None
    assert found[0] == len(above)


# Headers of tables nobody asked for, and of asked ones without what makes them those.
STRANGERS = {
    "门诊手术": "机构编码 机构名称 身份证号 姓名 性别 门诊号 门诊科室名称 疾病诊断名称 手术日期",
    "住院医嘱": "机构编码 机构名称 身份证号 姓名 性别 住院号 医嘱类型 医嘱号 医嘱组号 医嘱代码",
    "检查登记": "机构编码 机构名称 身份证号 姓名 性别 就医方式 就医号 就医科室名称 检查登记日期",
    "门诊挂号": "机构编码 机构名称 险种类别 身份证号 人员姓名 门诊号 挂号序号 号别 挂号科室名称 "
    "挂号医生姓名 挂号时间 是否退号 数量 单价 金额 结算流水号",
    "体检名单": "psn_no certno psn_name phys_date",
    "数据规格": "数据规格： 日期：按“2024-01-01”格式填写",
}


@pytest.mark.parametrize("name", STRANGERS)
def test_what_only_shares_common_headers_is_not_recognised(name: str) -> None:
    assert recognise(STRANGERS[name].split(), name) is None
