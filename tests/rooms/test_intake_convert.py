"""Exports become canonical tables: recognised by content, read strictly, nothing lost."""

from pathlib import Path

import duckdb
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from inspector.errors import ColumnMissing, FileMissing, FileUnreadable, NothingRecognised
from inspector.intake import convert
from inspector.schema import TABLES
from tests.rooms.intake_exports import (
    VISITS,
    ask,
    converted,
    fees,
    form,
    rows,
    total,
    write_csv,
    write_workbook,
)

SESSION = {
    "fixmedins_code": "H1",
    "session_id": "T1",
    "certno": "990x",
    "ipt_otp_no": "Z001",
    "med_list_codg": "003402000200000",
    "begntime": "2024-03-02 08:00:00",
    "endtime": "2024-03-02 08:45:00",
}


def test_a_table_has_every_canonical_column_in_the_order_of_the_schema(tmp_path: Path) -> None:
    write_csv(tmp_path / "x.csv", fees("bkkp_sn\n1"))
    with converted(tmp_path) as (con, made):
        described = ask(con, "DESCRIBE fee_list_d")
        assert [row[0] for row in described] == list(TABLES["fee_list_d"].by_name)
        assert [row[1] for row in described] == [c.type for c in TABLES["fee_list_d"].columns]
        assert made.tables == ("fee_list_d",)


def test_only_columns_that_someone_filled_count_as_supplied(tmp_path: Path) -> None:
    write_csv(tmp_path / "x.csv", fees("bkkp_sn | spec\n1 | "))
    with converted(tmp_path) as (_, made):
        assert "pric" in made.supplied["fee_list_d"]
        assert "net_cnt" in made.supplied["fee_list_d"]
        assert "spec" not in made.supplied["fee_list_d"]
        assert "chrgitm_lv" not in made.supplied["fee_list_d"]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030"])
@pytest.mark.parametrize("quote", ['"', "'"])
def test_a_csv_reads_the_same_in_every_encoding_and_quote(
    tmp_path: Path, encoding: str, quote: str
) -> None:
    lines = fees("bkkp_sn | medins_list_name\n1 | 王𬭎的治疗\n2 | 甲,乙 'a' \"b\"")
    write_csv(tmp_path / "x.csv", lines, encoding, quote)
    with converted(tmp_path) as (con, made):
        names = ask(con, "SELECT medins_list_name FROM fee_list_d ORDER BY bkkp_sn")
        assert names == [("王𬭎的治疗",), ("甲,乙 'a' \"b\"",)]
        assert made.sources[0].rows_quarantined == 0


def test_gb18030_text_longer_than_many_blocks_is_whole(tmp_path: Path) -> None:
    made = fees("bkkp_sn\n" + "\n".join(str(n) for n in range(30_000)))
    made = [{**row, "medins_list_name": "运动疗法𬭎" * 10} for row in made]
    write_csv(tmp_path / "x.csv", made, "gb18030")
    with converted(tmp_path) as (con, account):
        assert ask(con, "SELECT count(*), count(DISTINCT medins_list_name) FROM fee_list_d") == [
            (30_000, 1)
        ]
        assert total(account, "rows-taken").problem_rows == 0


def test_a_workbook_is_known_by_its_headers_in_any_order_and_name(tmp_path: Path) -> None:
    headers = [*reversed(form("6.1").headers), "备注"]
    write_workbook(tmp_path / "导出.xlsx", "6.1", [SESSION], headers)
    with converted(tmp_path) as (con, made):
        assert ask(con, "SELECT session_id, begntime::VARCHAR FROM trt_session") == [
            ("T1", "2024-03-02 08:00:00")
        ]
        assert made.sources[0].form == "6.1-机构治疗记录提取表"
        assert made.sources[0].sheet == "治疗记录"


def test_optional_columns_may_be_left_out(tmp_path: Path) -> None:
    headers = ["治疗记录号", "就医号", "国标代码", "治疗开始时间", "治疗结束时间"]
    write_workbook(tmp_path / "x.xlsx", "6.1", [SESSION], headers, above=False)
    with converted(tmp_path) as (con, _):
        assert ask(con, "SELECT staff_code, med_list_codg FROM trt_session") == [
            (None, "003402000200000")
        ]


def test_a_hospital_table_may_come_as_parquet_under_canonical_names(tmp_path: Path) -> None:
    pq.write_table(pa.Table.from_pylist([SESSION]), tmp_path / "x.bin")
    with converted(tmp_path) as (con, _):
        assert ask(con, "SELECT session_id FROM trt_session") == [("T1",)]


def test_one_table_may_lie_in_several_files_of_several_kinds(tmp_path: Path) -> None:
    write_csv(tmp_path / "a.csv", fees("bkkp_sn\n1"))
    write_csv(tmp_path / "b.csv", fees("bkkp_sn | spec\n2 | 盒"), "gb18030", delimiter="\t")
    pq.write_table(pa.Table.from_pylist(fees("bkkp_sn\n3")), tmp_path / "c.parquet")
    with converted(tmp_path) as (con, made):
        assert ask(con, "SELECT bkkp_sn, spec FROM fee_list_d ORDER BY 1") == [
            ("1", None),
            ("2", "盒"),
            ("3", None),
        ]
        assert [source.rows_taken for source in made.sources] == [1, 1, 1]


def test_parquet_keeps_its_own_types_and_loses_nothing(tmp_path: Path) -> None:
    made = [{**fees("bkkp_sn\n1")[0], "cnt": 2, "pric": 10.5, "det_item_fee_sumamt": 21.0}]
    pq.write_table(pa.Table.from_pylist(made), tmp_path / "x.parquet")
    with converted(tmp_path) as (con, _):
        assert ask(con, "SELECT cnt::VARCHAR, pric::VARCHAR FROM fee_list_d") == [
            ("2.0000", "10.500000")
        ]


def test_the_library_form_is_told_by_its_own_headers(tmp_path: Path) -> None:
    stock = {
        "medins_list_codg": "KN1",
        "chg_cnt": "2",
        "biz_time": "2024-03-01",
        "loc_name": "中心",
    }
    write_workbook(tmp_path / "a.xlsx", "5.3", [stock])
    write_workbook(tmp_path / "b.xlsx", "5.4", [stock])
    with converted(tmp_path) as (con, made):
        assert ask(con, "SELECT loc_type, loc_name FROM inv_move ORDER BY 1") == [
            ("药库", "中心"),
            ("药房", "中心"),
        ]
        assert "loc_type" in made.supplied["inv_move"]


@pytest.mark.parametrize(
    ("column", "cell", "reason"),
    [
        ("fee_ocur_time", "2024-02-30", "date-unreadable"),
        ("cnt", "两次", "number-unreadable"),
        ("det_item_fee_sumamt", "1,2.00", "number-unreadable"),
        ("mdtrt_id", "", "missing"),
        ("mdtrt_id", " null ", "missing"),
        ("bkkp_sn", "3.3E+17", "digits-lost"),
    ],
)
def test_a_row_that_does_not_read_is_kept_in_quarantine(
    tmp_path: Path, column: str, cell: str, reason: str
) -> None:
    good, bad = fees("bkkp_sn\n1\n2")
    write_csv(tmp_path / "x.csv", [good, {**bad, column: cell}])
    with converted(tmp_path) as (con, made):
        assert ask(con, "SELECT bkkp_sn FROM fee_list_d") == [("1",)]
        kept = "SELECT file, row_no, table_name, column_name, reason, raw->>$1 FROM quarantine"
        assert con.execute(kept, [column]).fetchall() == [
            ("x.csv", 3, "fee_list_d", column, reason, cell or None)
        ]
        assert (made.sources[0].rows_taken, made.sources[0].rows_quarantined) == (1, 1)


def test_a_line_with_other_columns_than_the_header_is_kept_in_quarantine(tmp_path: Path) -> None:
    path = write_csv(tmp_path / "x.csv", fees("bkkp_sn\n1\n2"))
    with path.open("ab") as file:
        file.write(b"3,M1\r\n")
    with converted(tmp_path) as (con, made):
        assert ask(con, "SELECT row_no, reason, raw FROM quarantine") == [
            (4, "broken-line", '["3,M1"]')
        ]
        assert (made.sources[0].rows_taken, made.sources[0].rows_quarantined) == (2, 1)


def test_lines_run_together_by_a_stray_quote_are_kept_line_by_line(tmp_path: Path) -> None:
    lines = fees("bkkp_sn | medins_list_name\n1 | 甲,乙\n2 | 丙\n3 | 丁\n4 | 戊,己\n5 | 庚")
    path = write_csv(tmp_path / "x.csv", lines)
    path.write_bytes(path.read_bytes().replace("丙".encode(), '"丙'.encode()))
    with converted(tmp_path) as (con, made):
        assert ask(con, "SELECT row_no, reason FROM quarantine ORDER BY 1") == [
            (3, "broken-line"),
            (4, "broken-line"),
            (5, "broken-line"),
        ]
        assert (made.sources[0].rows_taken, made.sources[0].rows_quarantined) == (2, 3)


def test_a_parquet_file_damaged_further_on_is_refused_without_a_word_of_it(tmp_path: Path) -> None:
    made = [{**row, "psn_name": "张三"} for row in rows(VISITS) * 1000]
    pq.write_table(pa.Table.from_pylist(made), tmp_path / "x.parquet")
    whole = bytearray((tmp_path / "x.parquet").read_bytes())
    whole[40:400] = b"\xff" * 360
    (tmp_path / "x.parquet").write_bytes(whole)
    with pytest.raises(FileUnreadable) as stopped, duckdb.connect() as con:
        convert([tmp_path], con)
    assert stopped.value.facts == {"path": "x.parquet", "problem": "damaged"}
    assert stopped.value.__cause__ is None


def test_a_repeated_key_is_refused_wherever_the_second_one_lies(tmp_path: Path) -> None:
    write_csv(tmp_path / "a.csv", fees("bkkp_sn\n1\n2\n1"))
    write_csv(tmp_path / "b.csv", fees("bkkp_sn\n2\n3"))
    with converted(tmp_path) as (con, made):
        assert ask(con, "SELECT bkkp_sn FROM fee_list_d ORDER BY 1") == [("1",), ("2",), ("3",)]
        assert ask(con, "SELECT file, row_no, reason FROM quarantine ORDER BY 1") == [
            ("a.csv", 4, "repeated-key"),
            ("b.csv", 2, "repeated-key"),
        ]
        assert total(made, "keys-repeated").problem_rows == 2


def test_a_key_with_an_empty_part_repeats_like_any_other(tmp_path: Path) -> None:
    shift = {"staff_code": "K1", "shift_date": "2024-03-01", "on_time": ""}
    write_workbook(tmp_path / "x.xlsx", "6.3", [shift, shift, {**shift, "on_time": "8:00"}])
    with converted(tmp_path) as (con, _):
        # Without any filled on_time the key could not be told apart at all.
        assert ask(con, "SELECT count(*) FROM staff_shift") == [(2,)]


def test_a_workbook_number_too_long_for_a_float_is_refused_not_guessed(tmp_path: Path) -> None:
    import xlsxwriter

    with xlsxwriter.Workbook(str(tmp_path / "x.xlsx")) as book:
        sheet = book.add_worksheet()
        sheet.write_row(0, 0, ["治疗记录号", "就医号", "国标代码", "治疗开始时间", "治疗结束时间"])
        sheet.write_row(1, 0, ["T1", 330106199901011234, "0034", "2024-03-01", "2024-03-01"])
        sheet.write_row(2, 0, [7, 12345, "0034", 45352.5, "2024/3/1 13:00"])
    with converted(tmp_path) as (con, _):
        assert ask(con, "SELECT row_no, column_name, reason FROM quarantine") == [
            (2, "ipt_otp_no", "digits-lost")
        ]
        assert ask(con, "SELECT session_id, ipt_otp_no, begntime::VARCHAR FROM trt_session") == [
            ("7", "12345", "2024-03-01 12:00:00")
        ]


def test_a_formula_is_never_read_as_a_formula(tmp_path: Path) -> None:
    import xlsxwriter

    with xlsxwriter.Workbook(str(tmp_path / "x.xlsx")) as book:
        sheet = book.add_worksheet()
        sheet.write_row(0, 0, ["工号", "姓名", "人员类别"])
        sheet.write_formula(1, 0, "=1+1", None, "K7")
        sheet.write_string(1, 1, "=1+1")
    with converted(tmp_path) as (con, _):
        assert ask(con, "SELECT staff_code, staff_name FROM staff") == [("K7", "=1+1")]


def test_a_file_that_is_nothing_known_is_listed_not_dropped(tmp_path: Path) -> None:
    write_csv(tmp_path / "a.csv", fees("bkkp_sn\n1"))
    (tmp_path / "说明.txt").write_text("请查收", "utf-8")
    (tmp_path / "letter.docx").write_bytes(b"PK\x03\x04 a letter")
    (tmp_path / "scan.png").write_bytes(b"\x89PNG\r\n\x1a\n\0\0\0\xff\xfe")
    with converted(tmp_path) as (_, made):
        assert made.unknown == ("letter.docx", "scan.png", "说明.txt")
        assert [source.table for source in made.sources] == ["fee_list_d", None, None, None]


def test_another_hospital_workbook_is_not_taken_for_one_we_know(tmp_path: Path) -> None:
    import xlsxwriter

    orders = (
        "序号 机构编码 机构名称 身份证号 姓名 性别 年龄 住院号 医嘱类型 医嘱号 医嘱代码 医嘱名称"
    )
    with xlsxwriter.Workbook(str(tmp_path / "x.xlsx")) as book:
        book.add_worksheet().write_row(0, 0, orders.split())
    with pytest.raises(NothingRecognised), duckdb.connect() as con:
        convert([tmp_path], con)


def test_a_required_column_that_is_missing_stops_with_its_name(tmp_path: Path) -> None:
    (line,) = fees("bkkp_sn\n1")
    del line["pric"]
    write_csv(tmp_path / "x.csv", [line])
    with pytest.raises(ColumnMissing) as stopped, duckdb.connect() as con:
        convert([tmp_path], con)
    assert stopped.value.facts == {"path": "x.csv", "table": "fee_list_d", "column": "pric"}


@pytest.mark.parametrize("name", ["x.xlsx", "x.parquet"])
def test_a_workbook_that_is_no_workbook_is_refused(tmp_path: Path, name: str) -> None:
    start = b"PK\x03\x04" if name.endswith("xlsx") else b"PAR1"
    (tmp_path / name).write_bytes(start + b"no such thing")
    with pytest.raises(FileUnreadable), duckdb.connect() as con:
        convert([tmp_path], con)


def test_a_csv_in_no_encoding_is_refused(tmp_path: Path) -> None:
    path = write_csv(tmp_path / "x.csv", fees("bkkp_sn\n1"))
    with path.open("ab") as file:
        file.write(b"2,\xff\xff\xff\r\n")
    with pytest.raises(FileUnreadable), duckdb.connect() as con:
        convert([tmp_path], con)


def test_a_path_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(FileMissing), duckdb.connect() as con:
        convert([tmp_path / "no"], con)


def test_a_file_name_full_of_signs_is_just_a_name(tmp_path: Path) -> None:
    write_csv(tmp_path / "it's [1] *?.csv", fees("bkkp_sn\n1"))
    with converted(tmp_path) as (con, _):
        assert ask(con, "SELECT count(*) FROM fee_list_d") == [(1,)]


def test_progress_is_told_and_ends_at_a_hundred(tmp_path: Path) -> None:
    write_csv(tmp_path / "x.csv", fees("bkkp_sn\n1"))
    write_csv(tmp_path / "v.csv", rows(VISITS))
    told: list[tuple[str, int]] = []
    with duckdb.connect() as con:
        convert([tmp_path], con, progress=lambda what, percent: told.append((what, percent)))
    assert told[0] == ("v.csv", 0)
    assert told[-1][1] == 100
    assert [percent for _, percent in told] == sorted(percent for _, percent in told)


def test_rows_below_broken_lines_keep_the_number_they_have_in_the_file(tmp_path: Path) -> None:
    made = "bkkp_sn | cnt\n1 | 1\n2 | x\n3 | 1\n4 | y\n5 | 1"
    lines = write_csv(tmp_path / "x.csv", fees(made))
    said = lines.read_text("utf-8").splitlines()
    broken = [said[0], said[1], "3,M1", "4,M1", *said[2:4], "7,M1", *said[4:]]
    lines.write_text("\n".join(broken) + "\n", "utf-8")
    with converted(tmp_path) as (con, _):
        kept = ask(con, "SELECT row_no, reason FROM quarantine ORDER BY row_no")
        assert ask(con, "SELECT bkkp_sn FROM fee_list_d ORDER BY 1") == [("1",), ("3",), ("5",)]
    assert [row for row, reason in kept if reason == "broken-line"] == [3, 4, 7]
    assert [row for row, reason in kept if reason == "number-unreadable"] == [5, 8]


def test_the_rows_of_a_workbook_are_told_as_they_come(tmp_path: Path) -> None:
    write_workbook(tmp_path / "x.xlsx", "3.1", rows("ipt_otp_no | certno\n1 | 990X\n2 | 990X"))
    told: list[tuple[str, int]] = []
    with duckdb.connect() as con:
        convert([tmp_path], con, progress=lambda what, done: told.append((what, done)))
    assert ("x.xlsx 2", 0) in told
