"""A mapping file is changed line by line: comments, units and filters of a person stay."""

import tomllib
from pathlib import Path

import pytest

from inspector.intake.look.sampled import shape
from inspector.tui.intake.mapping_text import Place, changed, settled, written

SAMPLE = Path(__file__).parents[2] / "templates" / "mappings" / "sample_his.toml"
FEES = Place("ipt_fee", ("ZY_FYMX2024.csv",))
STAYS = Place("ipt_mdtrt", ("病人信息.xlsx",), ("出院病人",))


def test_what_is_not_changed_stays_as_it_was_written() -> None:
    before = SAMPLE.read_text("utf-8")
    after = changed(before, FEES, "KSMC", "dept_name")
    assert after is not None
    gone = set(before.splitlines()) - set(after.splitlines())
    assert gone == {'dept_name = "FYKS"'}
    assert tomllib.loads(after)["ipt_fee"][0]["columns"]["dept_name"] == {"column": "KSMC"}


def test_a_header_taken_as_another_column_is_taken_once() -> None:
    after = changed(SAMPLE.read_text("utf-8"), STAYS, "病人", "certno")
    assert after is not None
    said = settled(after, STAYS)
    assert said is not None
    assert said["certno"] == "病人"
    assert "psn_name" not in said


def test_a_header_that_is_not_taken_leaves_the_others() -> None:
    text = SAMPLE.read_text("utf-8")
    before, after = settled(text, STAYS), changed(text, STAYS, "总费用(万元)", None)
    assert before is not None
    assert after is not None
    assert settled(after, STAYS) == {
        name: said for name, said in before.items() if name != "medfee_sumamt"
    }


def test_a_file_the_mapping_does_not_speak_of_gets_a_block_of_its_own() -> None:
    place = Place("staff", ("人员.csv",), (), {"staff_code": "工号"}, {"fixmedins_code": "H1"})
    after = changed("", place, '姓"名', "staff_name")
    assert after is not None
    assert tomllib.loads(after)["staff"] == [
        {
            "files": ["人员.csv"],
            "constants": {"fixmedins_code": "H1"},
            "columns": {"staff_code": {"column": "工号"}, "staff_name": {"column": '姓"名'}},
        }
    ]


def test_a_name_that_looks_like_a_pattern_means_itself() -> None:
    place = Place("staff", ("人员[1].csv",), ("a*",), {"staff_code": "工号"})
    after = changed("", place, "姓名", "staff_name")
    assert after is not None
    assert settled(after, place) == {"staff_code": "工号", "staff_name": "姓名"}
    assert settled(after, Place("staff", ("人员1.csv",), ("a*",))) is None


def test_of_several_blocks_of_a_table_only_the_one_of_the_file_changes() -> None:
    first = Place("staff", ("a.csv",), (), {"staff_code": "工号"})
    second = Place("staff", ("b.csv",), (), {"staff_code": "编号"})
    text = f"{written(first)}\n{written(second)}"
    after = changed(text, second, "名", "staff_name")
    assert after is not None
    assert settled(after, first) == {"staff_code": "工号"}
    assert settled(after, second) == {"staff_code": "编号", "staff_name": "名"}


@pytest.mark.parametrize(
    "text",
    [
        '[staff]\nfiles = "a.csv"\ncolumns = { staff_code = "工号" }\n',
        '[staff]\nfiles = "a.csv"\ncolumns.staff_code = "工号"\n',
    ],
)
def test_a_layout_that_cannot_be_changed_line_by_line_is_left_alone(text: str) -> None:
    assert changed(text, Place("staff", ("a.csv",)), "名", "staff_name") is None


def test_the_last_column_of_a_block_stays() -> None:
    place = Place("staff", ("a.csv",), (), {"staff_code": "工号"})
    assert changed(written(place), place, "工号", None) is None


@pytest.mark.parametrize(
    ("cell", "seen"),
    [
        ("2024/1/5 8:05", "0000/0/0 0:00"),
        ("张三", "文文"),
        ("33010219800101001X", "00000000000000000A"),
        ("￥1,234.50", "￥0,000.00"),
        ("１２\t三", "00 文"),
    ],
)
def test_a_shape_tells_how_a_cell_is_written_and_not_what_it_says(cell: str, seen: str) -> None:
    assert shape(cell) == seen
