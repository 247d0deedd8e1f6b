"""Every kind of file a hospital hands over is read to the same rows, wherever its header stands."""

import datetime
import struct
import zipfile
from decimal import Decimal
from pathlib import Path

import py7zr
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
import xlsxwriter
import xlwt

from inspector.intake import profile
from inspector.intake.parser.cells import batch, cell_text
from inspector.intake.parser.parts import Block
from inspector.intake.readers.content import Stream
from inspector.intake.readers.files import RawFile, kind, list_files
from inspector.intake.readers.keep import IN_MEMORY, Keeping
from tests.rooms.intake_exports import ask, converted, fees, write_csv, write_workbook
from tests.rooms.intake_hostile import dbf, old_workbook, sheet, with_part

STAFF = [
    {"staff_code": "007", "staff_name": "王𬭎", "staff_type": "治疗师"},
    {"staff_code": "K2", "staff_name": "李,某", "staff_type": "医师"},
]
HEADERS = ("工号", "姓名", "人员类别")
ROWS = [("007", "王𬭎", "治疗师"), ("K2", "李,某", "医师")]
QUERY = "SELECT staff_code, staff_name, staff_type FROM staff ORDER BY 1"


def text(path: Path, encoding: str, delimiter: str, quote: str) -> None:
    """The staff as text."""
    made = [dict(zip(HEADERS, row, strict=True)) for row in ROWS]
    write_csv(path, made, encoding, quote, delimiter)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
@pytest.mark.parametrize("delimiter", [",", "\t", "|"])
@pytest.mark.parametrize("quote", ['"', "'"])
def test_text_reads_the_same_however_it_is_written(
    tmp_path: Path, encoding: str, delimiter: str, quote: str
) -> None:
    text(tmp_path / "x.txt", encoding, delimiter, quote)
    with converted(tmp_path) as (con, _):
        assert ask(con, QUERY) == ROWS


def test_big_endian_text_reads_too_and_is_named(tmp_path: Path) -> None:
    text(tmp_path / "x.csv", "utf-8", ",", '"')
    whole = (tmp_path / "x.csv").read_text("utf-8")
    (tmp_path / "x.csv").write_bytes(b"\xfe\xff" + whole.encode("utf-16-be"))
    (seen,) = profile([tmp_path]).files
    assert (seen.table, seen.rows, seen.encoding, seen.problems) == ("staff", 2, "UTF-16 BE", ())


def test_utf_16_longer_than_many_blocks_is_whole(tmp_path: Path) -> None:
    made = fees("bkkp_sn\n" + "\n".join(str(n) for n in range(20_000)))
    write_csv(tmp_path / "x.csv", [{**row, "medins_list_name": "疗法𬭎"} for row in made], "utf-16")
    with converted(tmp_path) as (con, _):
        counted = "SELECT count(*), count(DISTINCT medins_list_name) FROM fee_list_d"
        assert ask(con, counted) == [(20_000, 1)]


def test_an_old_workbook_reads_like_a_new_one(tmp_path: Path) -> None:
    old_workbook(tmp_path / "x.xls")
    (seen,) = profile([tmp_path]).files
    assert (seen.table, seen.sheet, seen.rows, seen.problems) == ("staff", "人员", 1, ())
    with converted(tmp_path) as (con, _):
        assert ask(con, QUERY) == [("K1", "王某", "治疗师")]


def test_numbers_and_moments_of_an_old_workbook_keep_what_they_are(tmp_path: Path) -> None:
    book = xlwt.Workbook()
    made = book.add_sheet("排班")
    moment = xlwt.easyxf(num_format_str="yyyy-mm-dd hh:mm:ss")
    for column, header in enumerate(["工号", "排班日期", "上班时间", "下班时间"]):
        made.write(0, column, header)
    made.write(1, 0, 7)
    made.write(1, 1, datetime.datetime(2024, 3, 1), moment)
    book.save(str(tmp_path / "x.xls"))
    with converted(tmp_path) as (con, _):
        found = ask(con, "SELECT staff_code, shift_date::VARCHAR FROM staff_shift")
        assert found[0][0] == "7"
        assert str(found[0][1]).startswith("2024-03-01")


def test_a_dbase_table_reads_in_gbk_with_its_numbers_as_written(tmp_path: Path) -> None:
    fields = [("工号", "C", 8), ("姓名", "C", 10), ("人员类别", "C", 8), ("备注", "M", 10)]
    cells = [[*(cell.encode("gb18030") for cell in row), b""] for row in ROWS]
    (tmp_path / "x.dbf").write_bytes(dbf(fields, cells))
    with converted(tmp_path) as (con, _):
        assert ask(con, QUERY) == ROWS
    (seen,) = profile([tmp_path]).files
    assert [(told.key, told.facts["count"]) for told in seen.problems] == [
        ("intake.notice.memo-ignored", 1)
    ]


def test_names_a_dbase_table_cut_off_are_known_by_their_beginning(tmp_path: Path) -> None:
    (line,) = fees("bkkp_sn\n1")
    fields = [(name[:10].upper(), "C", 20) for name in line]
    (tmp_path / "x.dbf").write_bytes(dbf(fields, [[v.encode() for v in line.values()]]))
    (seen,) = profile([tmp_path]).files
    assert seen.table == "fee_list_d"
    assert seen.mapped["FEE_OCUR_T"] == "fee_ocur_time"
    assert seen.mapped["DET_ITEM_F"] == "det_item_fee_sumamt"


def test_deleted_records_are_counted_and_binary_numbers_read(tmp_path: Path) -> None:
    fields = [("工号", "I", 4), ("姓名", "C", 8), ("人员类别", "C", 8), ("修改时间", "T", 8)]
    at = struct.pack("<ii", 2_460_371, 8 * 3_600_000)
    row = [struct.pack("<i", -7), "甲".encode("gbk"), "医师".encode("gbk"), at]
    whole = bytearray(dbf(fields, [row, row]))
    whole[32 + 32 * 4 + 1] = ord("*")
    (tmp_path / "x.dbf").write_bytes(whole)
    with converted(tmp_path) as (con, made):
        assert ask(con, QUERY) == [("-7", "甲", "医师")]
        assert made.sources[0].rows_taken == 1
    (seen,) = profile([tmp_path]).files
    assert ("intake.notice.deleted", 1) in [(p.key, p.facts["count"]) for p in seen.problems]


@pytest.mark.parametrize("archive", ["x.zip", "x.7z"])
@pytest.mark.parametrize(
    "member", ["人员.csv", "人员.xlsx", "人员.parquet", "人员.dbf", "人员.xls"]
)
def test_an_archive_is_read_through_without_a_file_on_disk(
    tmp_path: Path, archive: str, member: str
) -> None:
    made = tmp_path / "made"
    made.mkdir()
    whole = a_staff_file(made / member).read_bytes()
    (made / member).unlink()
    pack(tmp_path / archive, {f"导出/{member}": whole})
    (seen,) = profile([tmp_path]).files
    assert (seen.table, seen.path) == ("staff", tmp_path / archive / "导出" / member)
    with converted(tmp_path) as (con, account):
        assert ask(con, "SELECT DISTINCT staff_type FROM staff")
        assert account.sources[0].file == f"{archive}/导出/{member}"


def a_staff_file(path: Path) -> Path:
    """The staff in the way the name says."""
    match path.suffix:
        case ".csv":
            text(path, "gb18030", ",", '"')
        case ".xlsx":
            write_workbook(path, "1.2", STAFF)
        case ".parquet":
            pq.write_table(pa.Table.from_pylist(STAFF), path)
        case ".dbf":
            fields = [(name, "C", 12) for name in HEADERS]
            path.write_bytes(dbf(fields, [[c.encode("gb18030") for c in row] for row in ROWS]))
        case ".xls":
            old_workbook(path)
    return path


def pack(path: Path, members: dict[str, bytes]) -> None:
    """An archive of these members."""
    if path.suffix == ".7z":
        with py7zr.SevenZipFile(path, "w") as seven:
            for name, data in members.items():
                seven.writestr(data, name)
        return
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members.items():
            archive.writestr(name, data)


def test_names_in_a_zip_are_read_in_gbk_where_they_are_not_marked(tmp_path: Path) -> None:
    made = tmp_path / "made"
    made.mkdir()
    whole = a_staff_file(made / "x.csv").read_bytes()
    (made / "x.csv").unlink()
    with zipfile.ZipFile(tmp_path / "x.zip", "w") as archive:
        archive.writestr("AAAA.csv", whole)
    raw = (tmp_path / "x.zip").read_bytes().replace(b"AAAA", "人员".encode("gbk"))
    (tmp_path / "x.zip").write_bytes(raw)
    (seen,) = profile([tmp_path]).files
    assert seen.path.name == "人员.csv"


def test_a_large_member_lies_sealed_and_its_folder_goes_with_it(tmp_path: Path) -> None:
    keeping = Keeping()
    mark = b"SECRET PATIENT "
    for _ in range(IN_MEMORY // len(mark) // 1000 + 400):
        keeping.write(mark * 1000)
    kept = keeping.kept()
    folder = Path(kept._folder.name)  # type: ignore[union-attr]
    (lying,) = list(folder.iterdir())
    assert folder.stat().st_mode & 0o077 == 0
    assert mark not in lying.read_bytes()
    assert kept.read_at(15 * 1000, 30) == mark * 2
    assert len(Stream(kept).read()) == kept.size
    del kept
    assert not folder.exists()


def test_one_table_over_many_files_and_sheets_is_one(tmp_path: Path) -> None:
    for number in range(1, 8):
        write_csv(tmp_path / f"住院结算_{number}.csv", fees(f"bkkp_sn\n{number}"))
    with converted(tmp_path) as (con, made):
        assert ask(con, "SELECT count(DISTINCT bkkp_sn) FROM fee_list_d") == [(7,)]
        assert len(made.sources) == 7


def test_the_header_may_stand_anywhere_in_thirty_rows_and_columns(tmp_path: Path) -> None:
    with xlsxwriter.Workbook(str(tmp_path / "x.xlsx")) as book:
        made = book.add_worksheet()
        made.write(3, 5, "某医院人员表")
        for down, row in enumerate([HEADERS, *ROWS]):
            made.write_row(28 + down * 2, 2, row)
    with converted(tmp_path) as (con, _):
        assert ask(con, QUERY) == ROWS


def test_a_line_of_groups_over_the_line_of_columns_is_read_with_it(tmp_path: Path) -> None:
    with xlsxwriter.Workbook(str(tmp_path / "x.xlsx")) as book:
        made = book.add_worksheet()
        made.merge_range(0, 0, 1, 0, "工号")
        made.merge_range(0, 1, 0, 2, "基本信息")
        made.write_row(1, 1, ["姓名", "人员类别"])
        made.merge_range(0, 3, 1, 3, "科室名称")
        for down, row in enumerate(ROWS):
            made.write_row(2 + down, 0, [*row, "康复科"])
    with converted(tmp_path) as (con, made_):
        assert ask(con, QUERY) == ROWS
        assert ask(con, "SELECT DISTINCT dept_name FROM staff") == [("康复科",)]
        assert made_.sources[0].rows_quarantined == 0


def test_formulas_are_marked_with_what_was_saved_and_what_was_not(tmp_path: Path) -> None:
    with xlsxwriter.Workbook(str(tmp_path / "x.xlsx")) as book:
        made = book.add_worksheet()
        made.write_row(0, 0, HEADERS)
        made.write_row(1, 0, ROWS[0])
        made.write_formula(2, 0, '=WEBSERVICE("http://x")', None, "K9")
        made.write_formula(2, 1, "=1+1", None, "")
    (seen,) = profile([tmp_path]).files
    assert [(told.key, told.facts["count"]) for told in seen.problems][:2] == [
        ("intake.notice.formulas", 2),
        ("intake.notice.formulas-unsaved", 1),
    ]
    with converted(tmp_path) as (con, _):
        assert ask(con, "SELECT staff_code, staff_name FROM staff ORDER BY 1") == [
            ("007", "王𬭎"),
            ("K9", None),
        ]


def test_a_million_empty_rows_are_no_rows_and_cost_no_time(tmp_path: Path) -> None:
    with_part(
        "xl/worksheets/sheet1.xml",
        lambda part: part.replace(
            b"</sheetData>",
            b"".join(b'<row r="%d"/>' % n for n in range(100, 1_000_100)) + b"</sheetData>",
        ),
    )(tmp_path / "x.xlsx")
    (seen,) = profile([tmp_path]).files
    assert (seen.table, seen.rows, seen.problems) == ("staff", 1, ())


def test_prefixed_unnumbered_rows_of_another_writer_are_read_in_order(tmp_path: Path) -> None:
    cells = "".join(
        "<x:row>"
        + "".join(f"<x:c t='inlineStr'><x:is><x:t>{c}</x:t></x:is></x:c>" for c in row)
        + "</x:row>"
        for row in [HEADERS, *((f"K{n}", "王某", "医师") for n in range(3000))]
    )
    part = f"<x:worksheet><x:sheetData>{cells}</x:sheetData></x:worksheet>".encode()
    with_part("xl/worksheets/sheet1.xml", lambda _: part)(tmp_path / "x.xlsx")
    with converted(tmp_path) as (con, made):
        assert ask(con, "SELECT count(*), min(staff_code), max(staff_code) FROM staff") == [
            (3000, "K0", "K999")
        ]
        assert made.sources[0].rows_quarantined == 0


def test_rows_keep_the_number_a_person_sees_across_cuts(tmp_path: Path) -> None:
    cells = "".join(
        f'<row r="{n * 2}">'
        + "".join(
            f'<c r="{a}{n * 2}" t="str"><v>{c}</v></c>' for a, c in zip("BCD", row, strict=True)
        )
        + "</row>"
        for n, row in enumerate(
            [HEADERS, *((f"K{n}" if n != 4000 else "", "王某", "医师") for n in range(5000))], 1
        )
    )
    sheet(cells.encode())(tmp_path / "x.xlsx")
    with converted(tmp_path) as (con, _):
        assert ask(con, "SELECT count(*) FROM staff") == [(4999,)]
        assert ask(con, "SELECT row_no, reason FROM quarantine") == [(8004, "missing")]


def test_shared_texts_are_the_same_as_texts_in_the_cells(tmp_path: Path) -> None:
    made = [{**STAFF[0], "staff_code": f"K{n}", "staff_name": f"姓名{n % 90}"} for n in range(4000)]
    write_workbook(tmp_path / "x.xlsx", "1.2", made)
    with converted(tmp_path) as (con, _):
        assert ask(con, "SELECT count(*), count(DISTINCT staff_name) FROM staff") == [(4000, 90)]


@pytest.mark.parametrize("value", [1.5, 0.1, 12345678.25, 1e-7, -3.0, 99999999.0])
def test_numbers_come_out_as_python_writes_them(tmp_path: Path, value: float) -> None:
    with xlsxwriter.Workbook(str(tmp_path / "x.xlsx")) as book:
        made = book.add_worksheet()
        (line,) = fees("bkkp_sn\n1")
        made.write_row(0, 0, list(line))
        made.write_row(1, 0, list({**line, "pric": value}.values()))
    with converted(tmp_path) as (con, _):
        ((pric,),) = ask(con, "SELECT pric FROM fee_list_d")
        assert pric == round(Decimal(repr(value)), 6)


def test_the_kind_of_a_file_is_what_its_bytes_say(tmp_path: Path) -> None:
    a_staff_file(tmp_path / "a.xlsx").rename(tmp_path / "a.dat")
    a_staff_file(tmp_path / "b.dbf").rename(tmp_path / "b.dat")
    a_staff_file(tmp_path / "c.parquet").rename(tmp_path / "c.dat")
    pack(tmp_path / "d.dat", {"x.csv": b"a"})
    assert [kind(file) for file in list_files([tmp_path])] == [
        "workbook",
        "dbase",
        "parquet",
        "archive",
    ]
    assert kind(RawFile(tmp_path / "d.dat", "x.xlsx")) == "workbook"


def test_a_moment_of_a_workbook_is_its_nearest_second(tmp_path: Path) -> None:
    (line,) = fees("bkkp_sn\n1")
    moments = [datetime.datetime(2024, 3, 1, 8, 5, 59) + datetime.timedelta(days=n) for n in (0, 1)]
    with xlsxwriter.Workbook(str(tmp_path / "x.xlsx")) as book:
        made = book.add_worksheet()
        shown = book.add_format({"num_format": "yyyy-mm-dd hh:mm:ss"})
        made.write_row(0, 0, list(line))
        for down, moment in enumerate(moments, start=1):
            made.write_row(down, 0, list({**line, "bkkp_sn": str(down)}.values()))
            made.write_datetime(down, list(line).index("fee_ocur_time"), moment, shown)
    with converted(tmp_path) as (con, _):
        assert ask(con, "SELECT fee_ocur_time FROM fee_list_d ORDER BY 1") == [
            (moment,) for moment in moments
        ]


def test_a_column_of_moments_with_midnights_and_gaps_reads_like_each_cell_alone() -> None:
    nearly = datetime.datetime(2024, 12, 31, 23, 59, 59, 600_000)
    column = [nearly, datetime.date(2024, 3, 1), "", datetime.datetime(2024, 3, 1, 8, 5, 59)]
    made = batch(Block(1, [["1", cell] for cell in column]), 2, None)
    assert made["c1"].to_pylist() == [cell_text(cell) for cell in column]


def test_a_blank_line_at_the_end_does_not_decide_which_quote_is_meant(tmp_path: Path) -> None:
    (line,) = fees("bkkp_sn\n1")
    last = {**line, "medins_list_name": ',"', "自编": "x"}
    write_csv(tmp_path / "x.csv", [last], quote="'")
    with converted(tmp_path) as (con, _):
        assert ask(con, "SELECT medins_list_name FROM fee_list_d") == [(',"',)]
