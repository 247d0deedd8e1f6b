"""Built-in code lists: words of a hospital find their code, and nothing is guessed."""

import csv
from pathlib import Path

import pytest

from inspector.schema import DICTIONARIES, TABLES, code_of, codes, label

SPEC = Path(__file__).parents[3] / "shared" / "reference" / "interface_spec" / "dictionaries.csv"

MEANT = [
    ("gend", "男", "1"),
    ("gend", " 女 ", "2"),
    ("gend", "2", "2"),
    ("gend", "F", "2"),
    ("insutype", "城镇职工", "310"),
    ("insutype", "城乡居民", "390"),
    ("insutype", "少儿医保", "390"),
    ("insutype", "职工基本医疗保险", "310"),
    ("chrgitm_lv", "甲", "01"),
    ("chrgitm_lv", "乙类", "02"),
    ("chrgitm_lv", "０３", "03"),
    ("flag", "是", "1"),
    ("flag", "否", "0"),
    ("hosp_lv", "02", "2"),
    ("hosp_lv", "三级甲等", "2"),
    ("med_chrgitm_type", "材料费", "08"),
    ("drord_type", "长期医嘱", "2"),
    ("oprn_oprt_lv_code", "四类手术", "4"),
    ("anst_lv_code", "ASA Ⅲ级", "3"),
    ("recog_biz", "检查治疗签到", "16"),
    ("dscg_way", "死亡", "5"),
]


@pytest.mark.parametrize(("dictionary", "said", "code"), MEANT)
def test_what_a_hospital_says_finds_its_code(dictionary: str, said: str, code: str) -> None:
    assert code_of(dictionary, said) == code


@pytest.mark.parametrize(
    ("dictionary", "said"),
    [
        ("recog_rslt", "认证失败"),  # 0 and 2 both
        ("hosp_lv", "三级"),  # of which class is not said
        ("drord_type", "带药医嘱"),
        ("gend", "雄"),
        ("gend", ""),
    ],
)
def test_what_names_no_code_or_two_is_not_guessed(dictionary: str, said: str) -> None:
    assert code_of(dictionary, said) is None


@pytest.mark.parametrize("dictionary", DICTIONARIES)
def test_a_list_holds_together(dictionary: str) -> None:
    listed = codes(dictionary)
    for code, value in listed.items():
        assert code_of(dictionary, code) == code
        assert value.zh and value.en and value.source
        assert all(code_of(dictionary, word) == code for word in value.said)
    assert len({value.en for value in listed.values()}) >= len(listed) - 1


def test_a_code_is_told_in_the_language_asked_for_and_a_stranger_is_itself() -> None:
    assert label("gend", "1", "zh") == "男"
    assert label("gend", "1", "en") == "male"
    assert label("med_type", "140104", "zh") == "140104"


def test_every_dictionary_a_column_names_is_built_in() -> None:
    named = {column.dictionary for table in TABLES.values() for column in table.columns}
    assert named - {""} <= set(DICTIONARIES)
    assert TABLES["otp_mdtrt"].by_name["insutype"].dictionary == "insutype"


@pytest.mark.skipif(not SPEC.is_file(), reason="the interface's dictionaries are not here")
@pytest.mark.parametrize("dictionary", [name for name in DICTIONARIES if name != "flag"])
def test_names_are_those_of_the_national_interface(dictionary: str) -> None:
    with SPEC.open(encoding="utf-8-sig", newline="") as file:
        spec = {r["code"]: r["name"] for r in csv.DictReader(file) if r["dict"] == dictionary}
    assert {code: value.zh for code, value in codes(dictionary).items()}.items() <= spec.items()
