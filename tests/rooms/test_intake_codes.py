"""Words become codes where a list knows them; the rest stays as received and is listed."""

from pathlib import Path

import duckdb
import pytest

from inspector.i18n import say
from inspector.intake import convert, load_mapping, profile
from tests.rooms.intake_exports import ask, converted, fees, rows, total, write_csv, write_workbook

STAYS = """
ipt_otp_no | certno | medins_setl_id | gend | insutype         | hosp_lv
1          | 990X   | J1             | 男   | 城镇职工         | 三甲
2          | 990X   | J2             | 2    | 310              | 02
3          | 990X   | J3             | １   | 城镇职工         |
4          | 990X   | J4             |      | 本市少儿医保     | 三级
"""


def test_words_of_a_code_list_become_codes_and_others_are_kept(tmp_path: Path) -> None:
    write_workbook(tmp_path / "x.xlsx", "3.1", rows(STAYS))
    with converted(tmp_path) as (con, made):
        unlisted = ask(con, "FROM code_unknown")
        got = ask(con, "SELECT gend, insutype, hosp_lv FROM ipt_mdtrt ORDER BY ipt_otp_no")
    assert [row[:2] for row in got] == [
        ("1", "310"),
        ("2", "310"),
        ("1", "310"),
        (None, "本市少儿医保"),
    ]
    assert unlisted == [("insutype", "ipt_mdtrt", "insutype", "本市少儿医保", 1)]
    unknown = next(t for t in made.totals if t.note == "insutype")
    assert (unknown.name, unknown.of) == ("intake.total.codes-known", "ipt_mdtrt")
    assert "少儿" not in str(made)
    assert (unknown.numerator, unknown.denominator, unknown.problem_rows) == ("3", "4", 1)
    assert "gend" in total(made, "codes-all-known").note


def test_levels_of_items_and_flags_are_read_as_codes(tmp_path: Path) -> None:
    lines = "bkkp_sn | chrgitm_lv | lmt_used_flag\n1 | 甲 | 是\n2 | 丙 | 否\n3 | 01 | 1"
    write_csv(tmp_path / "x.csv", fees(lines))
    with converted(tmp_path) as (con, _):
        assert ask(con, "SELECT chrgitm_lv, lmt_used_flag FROM fee_list_d ORDER BY bkkp_sn") == [
            ("01", "1"),
            ("03", "0"),
            ("01", "1"),
        ]


def test_a_places_own_codes_come_before_the_built_in_ones(tmp_path: Path) -> None:
    write_csv(tmp_path / "x.csv", fees("bkkp_sn | chrgitm_lv\n1 | 甲\n2 | 特"))
    (tmp_path / "m.toml").write_text(
        '[codes.chrgitm_lv]\n"甲" = "A1"\n"特" = "S"\n[setl_d.columns]\nsetl_id = "x"\n', "utf-8"
    )
    with duckdb.connect(":memory:") as con:
        made = convert([tmp_path / "x.csv"], con, mapping=load_mapping(tmp_path / "m.toml"))
        assert ask(con, "SELECT chrgitm_lv FROM fee_list_d ORDER BY 1") == [("A1",), ("S",)]
    assert not [t for t in made.totals if t.name == "intake.total.codes-known"]


def test_unknown_codes_are_a_problem_of_the_profile_in_both_languages(tmp_path: Path) -> None:
    write_csv(tmp_path / "x.csv", fees("bkkp_sn | chrgitm_lv\n1 | Z-9\n2 | 甲"))
    (seen,) = profile([tmp_path]).files
    (problem,) = seen.problems
    for lang in ("zh", "en"):
        assert "chrgitm_lv: Z-9)" in say(problem.key, lang, **problem.facts).replace("）", ")")


NO_CODES = ("99010119900101001X", "13800138000", "张三", "Z 9")


def test_what_is_not_written_as_a_code_is_counted_and_not_listed(tmp_path: Path) -> None:
    lines = "\n".join(f"{n} | {word}" for n, word in enumerate((*NO_CODES, "Z9")))
    write_csv(tmp_path / "x.csv", fees(f"bkkp_sn | chrgitm_lv\n{lines}"))
    (seen,) = profile([tmp_path]).files
    assert [one.facts for one in seen.problems] == [{"column": "chrgitm_lv: Z9 …(5)", "count": 5}]


def test_of_what_no_list_knows_the_account_tells_a_column_and_a_count(tmp_path: Path) -> None:
    lines = "\n".join(f"{n} | {word}" for n, word in enumerate((*NO_CODES, "Z9")))
    write_csv(tmp_path / "x.csv", fees(f"bkkp_sn | chrgitm_lv\n{lines}"))
    with converted(tmp_path) as (con, made):
        told = total(made, "codes-known")
        listed = ask(con, "SELECT code FROM code_unknown ORDER BY code")
    assert (told.note, told.problem_rows) == ("chrgitm_lv", 5)
    assert listed == [(word,) for word in sorted((*NO_CODES, "Z9"))]
    assert not any(word in str(made) for word in (*NO_CODES, "Z9"))


@pytest.mark.heavy
def test_a_column_of_free_text_is_not_taken_for_codes(tmp_path: Path) -> None:
    lines = "bkkp_sn | chrgitm_lv\n" + "\n".join(f"{n} | 词{n}" for n in range(1001))
    write_csv(tmp_path / "x.csv", fees(lines))
    with converted(tmp_path) as (con, made):
        assert ask(con, "SELECT count(DISTINCT chrgitm_lv) FROM fee_list_d") == [(1001,)]
        assert ask(con, "SELECT code, row_count FROM code_unknown") == [(None, 1001)]
    assert total(made, "codes-known").problem_rows == 1001


LISTS = """字典,代码,含义,生效日期
收费项目等级,S1,特类,2024-01-01
chrgitm_lv,A1,甲,
本院科室,K1,康复科,
"""


def test_a_list_that_was_handed_over_comes_before_the_built_in_one(tmp_path: Path) -> None:
    write_csv(
        tmp_path / "a.csv", fees("bkkp_sn | chrgitm_lv\n1 | 甲\n2 | 特类\n3 | S1\n4 | 乙\n5 | Z9")
    )
    (tmp_path / "z.csv").write_text(LISTS, "utf-8")
    with converted(tmp_path) as (con, made):
        told = ask(con, "SELECT chrgitm_lv FROM fee_list_d ORDER BY bkkp_sn")
        assert told == [("A1",), ("S1",), ("S1",), ("02",), ("Z9",)]
        assert ask(con, "SELECT code FROM code_unknown") == [("Z9",)]
        assert ask(con, "SELECT count(*) FROM code_list WHERE dict_name = '本院科室'") == [(1,)]
    assert total(made, "codes-known").note == "chrgitm_lv"
    lists = total(made, "lists-known")
    counted = (lists.numerator, lists.denominator, lists.problem_rows, lists.note)
    assert counted == ("2", "3", 1, "1")
    (seen, listed) = profile([tmp_path]).files
    assert [one.facts for one in listed.problems] == [{"lists": 1, "count": "1"}]
    assert not any("本院科室" in say(one.key, **one.facts) for one in listed.problems)
    assert [problem.facts["column"] for problem in seen.problems] == ["chrgitm_lv: Z9"]


def test_a_word_to_which_a_list_gives_two_codes_is_left_to_a_person(tmp_path: Path) -> None:
    write_csv(tmp_path / "a.csv", fees("bkkp_sn | chrgitm_lv\n1 | 特类"))
    listed = "字典,代码,含义\n收费项目等级,S1,特类\n收费项目等级,S2,特类\n"
    (tmp_path / "z.csv").write_text(listed, "utf-8")
    with converted(tmp_path) as (con, _):
        assert ask(con, "SELECT code FROM code_unknown") == [("特类",)]
