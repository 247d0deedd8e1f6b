"""Formats, units, words and limits (口径) of a column change in the mapping, and nothing else."""

import tomllib
from pathlib import Path

import pytest

from inspector.tui.intake.mapping_text import Place
from inspector.tui.intake.mapping_ways import (
    Limit,
    Writing,
    limit,
    limited,
    rewritten,
    writing,
)

SAMPLE = (Path(__file__).parents[2] / "templates/mappings/sample_his.toml").read_text("utf-8")
FEES = Place("ipt_fee", ("ZY_FYMX2024.csv",))
STAYS = Place("ipt_mdtrt", ("病人信息.xlsx",), ("出院病人",))
NEW = Place("staff", ("人员.csv",), (), {"staff_code": "工号", "begndate": "来院"})


def changes(after: str | None) -> tuple[list[str], list[str]]:
    """Lines gone from the sample mapping, and lines that came, blank ones not counted."""
    assert after is not None
    was, now = SAMPLE.splitlines(), after.splitlines()
    gone = [line for line in was if line.strip() and line not in now]
    return gone, [line for line in now if line.strip() and line not in was]


def test_what_the_mapping_says_of_a_column_is_read() -> None:
    assert writing(SAMPLE, FEES, "pric") == Writing(unit="分")
    assert writing(SAMPLE, FEES, "fee_ocur_time") == Writing(format="%d/%m/%Y %H:%M")
    said = writing(SAMPLE, FEES, "med_chrgitm_type")
    assert said.values == {"床位": "床位费", "治疗": "治疗费"}
    assert writing(SAMPLE, FEES, "psn_name") == writing(SAMPLE, FEES, "nothing") == Writing()


def test_a_unit_is_changed_on_its_own_line_and_the_comment_stays() -> None:
    after = rewritten(SAMPLE, FEES, "pric", Writing(unit="角"))
    assert changes(after) == (
        ['pric = { column = "FYDJ_FEN", unit = "分" }                        # 换算成元'],
        ['pric = { column = "FYDJ_FEN", unit = "角" }  # 换算成元'],
    )


def test_words_with_signs_of_toml_in_them_are_words() -> None:
    said = Writing(values={'甲"#=': "乙]", "a.b": "1"})
    after = rewritten(SAMPLE, FEES, "psn_name", said)
    assert after is not None
    assert writing(after, FEES, "psn_name") == said
    assert rewritten(after, FEES, "psn_name", Writing()) is not None


def test_a_column_of_no_block_gets_one() -> None:
    after = rewritten("", NEW, "begndate", Writing(format="%d/%m/%Y"))
    assert after is not None
    assert tomllib.loads(after)["staff"][0]["columns"]["begndate"] == {
        "column": "来院",
        "format": "%d/%m/%Y",
    }


def test_a_limit_is_read_changed_added_and_taken_away() -> None:
    assert limit(SAMPLE, FEES, "JSZT") == Limit(without=("作废", "冲红"), why="只取有效结算")
    changed = limited(SAMPLE, FEES, "JSZT", Limit(only=("有效",), why="只取有效结算"))
    assert changes(changed) == (['not = ["作废", "冲红"]'], ['is = ["有效"]'])
    added = limited(SAMPLE, FEES, "BRXM", Limit(without=("测试",)))
    assert changes(added) == ([], ['column = "BRXM"', 'not = ["测试"]'])
    assert added is not None
    assert len(tomllib.loads(added)["ipt_fee"][0]["filter"]) == 3
    assert "filter" not in tomllib.loads(added)["ipt_mdtrt"][0]
    gone = limited(added, FEES, "BRXM", Limit())
    assert gone is not None
    assert tomllib.loads(gone) == tomllib.loads(SAMPLE)


@pytest.mark.parametrize("place", [FEES, STAYS, NEW])
def test_days_and_numbers_are_bounds_not_words(place: Place) -> None:
    said = Limit(first="2024-01-01", last="2024-06-30", why="检查期间")
    after = limited(SAMPLE, place, "某列", said)
    assert after is not None
    assert limit(after, place, "某列") == said
    number = limited(after, place, "某列", Limit(first="0.5"))
    assert number is not None
    assert limit(number, place, "某列").first == "0.5"
    assert "from = 0.5" in number


def test_a_file_laid_out_otherwise_is_left_alone() -> None:
    text = '[staff]\ncolumns = { staff_code = "工号" }\nfiles = "人员.csv"\n'
    place = Place("staff", ("人员.csv",))
    assert rewritten(text, place, "staff_code", Writing(unit="分")) is None
    assert rewritten(text, place, "staff_name", Writing(unit="分")) is None
    other = '[[staff]]\nfiles = "人员.csv"\nfilter = []\n[staff.columns]\nstaff_code = "工号"\n'
    assert limited(other, place, "工号", Limit(only=("1",))) is None
