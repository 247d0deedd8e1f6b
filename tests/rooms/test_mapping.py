"""A mapping reads one hospital's exports as it says, and says what it left out."""

from datetime import date, datetime
from decimal import Decimal
from pathlib import Path

import duckdb
import pytest
import xlsxwriter

from inspector.errors import ColumnMissing, FileMissing, MappingInvalid
from inspector.i18n import explain
from inspector.intake import convert, load_mapping, profile
from tests.rooms.intake_exports import ask, converted, rows, total, write_csv, write_workbook

SAMPLE = Path(__file__).parents[2] / "templates" / "mappings" / "sample_his.toml"

HIS_FEE = {
    "ZYHM": "0012",
    "SFZH": "990X",
    "BRXM": "甲",
    "FYMC": "运动",
    "GJBM": "003402000200000",
    "FYKS": "康复科",
    "JSLSH": "J1",
}
HIS_FEES = """
FYXH | YBLX     | FYLB | FYSL | FYDJ_FEN | ZJJE_FEN | FYRQ             | JSZT
KN01 | 本市职工 | 床位 | 2    | 4000     | 8000     | 05/03/2024 08:05 | 有效
KN02 | 城乡居民 | 治疗 | 1    | 4,100    | 4100     | 12/11/2024 23:59 |
KN02 | 本市职工 | 治疗 | 1    | 4100     | 4100     | 06/03/2024 09:00 | 作废
KN02 | 本市职工 | 治疗 | 1    | 4100     | 4100     | 31/12/2023 23:59 | 有效
KN02 | 本市职工 | 治疗 | 1    | 4100     | 4100     | 2024年的某天     | 有效
"""
PLAIN_FEE = {
    "fixmedins_code": "H33010200001",
    "fixmedins_name": "康宁康复医院",
    "ipt_otp_no": "0012",
    "certno": "990X",
    "psn_name": "甲",
    "medins_list_name": "运动",
    "med_list_codg": "003402000200000",
    "dept_name": "康复科",
    "medins_setl_id": "J1",
}
PLAIN_FEES = """
medins_list_codg | insutype | med_chrgitm_type | cnt | pric | det_item_fee_sumamt | fee_ocur_time
KN01             | 310      | 床位费           | 2   | 40   | 80.00               | 2024-03-05 08:05
KN02             | 城乡居民 | 治疗费           | 1   | 41   | 41.00               | 2024-11-12 23:59
"""


def his(folder: Path) -> Path:
    """A folder as the sample HIS would export it."""
    folder.mkdir()
    write_csv(folder / "ZY_FYMX_2024.csv", rows(HIS_FEES, HIS_FEE), "gb18030")
    with xlsxwriter.Workbook(str(folder / "病人信息.xlsx")) as book:
        sheet = book.add_worksheet("出院病人")
        sheet.write_row(0, 0, ["二〇二四年出院病人"])
        headers = ["住院号码", "病人", "身份证", "男女", "入院", "出院", "结算单", "总费用(万元)"]
        sheet.write_row(2, 0, headers)
        sheet.write_row(3, 0, ["0012", "甲", "990X", "女", "2024/3/1", "20240309"])
        sheet.write_row(3, 6, ["J1", "0.0121"])
    return folder


def mapping(path: Path, text: str) -> Path:
    path.write_text(text, encoding="utf-8")
    return path


def test_a_folder_in_the_form_of_a_his_gives_the_rows_of_the_plain_form(tmp_path: Path) -> None:
    plain = tmp_path / "plain"
    plain.mkdir()
    write_workbook(plain / "x.xlsx", "3.2", rows(PLAIN_FEES, PLAIN_FEE))
    order = "SELECT * FROM ipt_fee ORDER BY fee_ocur_time"
    with converted(plain) as (con, _):
        want = ask(con, order)
    with duckdb.connect(":memory:") as con:
        made = convert([his(tmp_path / "his")], con, mapping=load_mapping(SAMPLE))
        assert ask(con, order) == want
        assert want[0][2:4] == ("310", "990X")
        assert ask(con, "SELECT gend, begndate, enddate, medfee_sumamt FROM ipt_mdtrt") == [
            ("2", date(2024, 3, 1), date(2024, 3, 9), Decimal("121.00"))
        ]
        assert ask(con, "SELECT column_name, reason FROM quarantine") == [
            ("fee_ocur_time", "date-unreadable")
        ]
    fees = next(source for source in made.sources if source.table == "ipt_fee")
    assert (fees.form, fees.rows_taken, fees.rows_quarantined) == ("示例HIS ipt_fee", 2, 1)
    assert fees.rows_outside == 2
    within = total(made, "rows-within-scope")
    assert (within.numerator, within.denominator, within.note) == ("4", "6", "2")
    assert made.mapping["ZY_FYMX_2024.csv"]["ZJJE_FEN"] == "det_item_fee_sumamt"
    (first, *_) = made.record["ipt_fee"]  # type: ignore[misc]
    assert first["filter"][1]["from"] == "2024-01-01"  # type: ignore[has-type]


def test_what_a_mapping_does_not_speak_of_is_recognised_by_content(tmp_path: Path) -> None:
    folder = his(tmp_path / "his")
    write_workbook(folder / "x.xlsx", "6.1", rows("session_id | ipt_otp_no\nT1 | 0012"))
    seen = profile([folder], load_mapping(SAMPLE))
    assert [file.table for file in seen.files] == ["ipt_fee", "trt_session", "ipt_mdtrt"]
    assert seen.files[0].outside == 2
    assert seen.unfit == ()


def test_a_table_of_the_mapping_that_no_file_fits_is_told(tmp_path: Path) -> None:
    folder = his(tmp_path / "his")
    (folder / "病人信息.xlsx").unlink()
    assert profile([folder], load_mapping(SAMPLE)).unfit == ("ipt_mdtrt",)


def test_a_required_column_or_a_filter_that_is_not_there_stops_with_its_name(
    tmp_path: Path,
) -> None:
    folder = his(tmp_path / "his")
    text = SAMPLE.read_text("utf-8").replace('"JSZT"', '"状态"').replace('"FYSL"', '"没有"')
    made = load_mapping(mapping(tmp_path / "m.toml", text))
    with duckdb.connect(":memory:") as con, pytest.raises(ColumnMissing) as refused:
        convert([folder], con, mapping=made)
    assert refused.value.facts["column"] == "cnt, 状态"


def test_every_fault_of_a_mapping_is_told_at_once(tmp_path: Path) -> None:
    path = mapping(
        tmp_path / "m.toml",
        """
[nothing.columns]
[ipt_fee]
file = "x"
header = 0
constants = { cnt = 1, no_such = 2 }
[ipt_fee.columns]
cnt = "数量"
wrong = "x"
pric = { column = "单价", unit = "斤" }
fee_ocur_time = { column = "日期", format = "%Q" }
dept_name = { format = "x" }
[[ipt_fee.filter]]
column = "状态"
[codes.nothing]
[drord]
""",
    )
    with pytest.raises(MappingInvalid) as refused:
        load_mapping(path)
    assert refused.value.facts["path"] == str(path)
    told = str(refused.value.facts["problem"]).replace("；", "; ").split("; ")
    assert len(told) == 12
    assert sum("pric" in one for one in told) == 1
    assert str(path) in explain(refused.value).what


@pytest.mark.parametrize(
    "text", ["", "x", "[ipt_fee", "ipt_fee = 1", "[ipt_fee.columns]\ncnt = 1", "\x00"]
)
def test_what_is_no_mapping_is_refused(tmp_path: Path, text: str) -> None:
    with pytest.raises(MappingInvalid):
        load_mapping(mapping(tmp_path / "m.toml", text))


def test_a_mapping_that_is_not_there_is_told(tmp_path: Path) -> None:
    with pytest.raises(FileMissing):
        load_mapping(tmp_path / "no.toml")


@pytest.mark.parametrize(
    ("said", "condition", "kept"),
    [
        ("有效 作废", 'is = ["有效"]', 1),
        ("有效 作废", 'not = "作废"', 1),
        ("5 -5 abc", "from = 0", 2),
        ("5 50", "to = 10", 1),
        ("2024-01-31 2024-02-01", "to = 2024-01-31", 1),
        ("20240131 45323", "from = 2024-02-01", 1),
    ],
)
def test_a_condition_keeps_what_fits_and_what_it_cannot_read(
    tmp_path: Path, said: str, condition: str, kept: int
) -> None:
    made = rows(
        "号 | 项目 | 数量 | 金额 | 时间 | 看\n"
        + "\n".join(f"1 | 2 | 1 | 1 | 2024-01-01 | {word}" for word in said.split())
    )
    write_csv(tmp_path / "x.csv", made)
    path = mapping(
        tmp_path / "m.toml",
        '[ipt_fee.columns]\nipt_otp_no = "号"\ncnt = "数量"\ndet_item_fee_sumamt = "金额"\n'
        f'fee_ocur_time = "时间"\n[[ipt_fee.filter]]\ncolumn = "看"\n{condition}\n',
    )
    with duckdb.connect(":memory:") as con:
        convert([tmp_path / "x.csv"], con, mapping=load_mapping(path))
        assert ask(con, "SELECT count(*) FROM ipt_fee") == [(kept,)]


def test_a_date_cell_of_a_workbook_reads_whatever_format_its_text_cells_have(
    tmp_path: Path,
) -> None:
    with xlsxwriter.Workbook(str(tmp_path / "x.xlsx")) as book:
        sheet = book.add_worksheet("x")
        sheet.write_row(0, 0, ["号", "数量", "金额", "时间"])
        sheet.write_row(1, 0, ["1", "1", "1", "03/04/2024"])
        sheet.write_row(2, 0, ["1", "1", "1"])
        style = book.add_format({"num_format": "yyyy-mm-dd hh:mm"})
        sheet.write_datetime(2, 3, datetime(2024, 4, 5, 6, 7), style)
    path = mapping(
        tmp_path / "m.toml",
        '[ipt_fee.columns]\nipt_otp_no = "号"\ncnt = "数量"\ndet_item_fee_sumamt = "金额"\n'
        'fee_ocur_time = { column = "时间", format = "%d/%m/%Y" }\n',
    )
    with duckdb.connect(":memory:") as con:
        convert([tmp_path / "x.xlsx"], con, mapping=load_mapping(path))
        got = ask(con, "SELECT fee_ocur_time FROM ipt_fee ORDER BY 1")
    assert got == [(datetime(2024, 4, 3),), (datetime(2024, 4, 5, 6, 7),)]
