"""Whatever legal disguise a mapping describes, the same rows come out."""

from datetime import datetime
from decimal import Decimal
from pathlib import Path
from tempfile import TemporaryDirectory

import duckdb
import pytest
import xlsxwriter
from hypothesis import given, settings
from hypothesis import strategies as st

from inspector.intake import convert, load_mapping
from tests.rooms.intake_exports import ask, write_csv

COLUMNS = ("ipt_otp_no", "med_list_codg", "chrgitm_lv", "cnt", "det_item_fee_sumamt")
MOMENT = "fee_ocur_time"
FORMATS = (
    "%Y-%m-%d %H:%M",
    "%d/%m/%Y %H:%M",
    "%m-%d-%Y %H.%M",
    "%Y%d%m%H%M%S",
    "%y年%m月%d日 %H时%M分",
)
UNITS = {"元": 0, "角": 1, "分": 2, "万元": -4}
LEVELS = {"01": ("01", "甲", "甲类"), "02": ("02", "乙", "乙类"), "03": ("03", "丙", "丙类")}
WIDE = str.maketrans("0123456789.-:", "０１２３４５６７８９．－：")

moments = st.datetimes(datetime(2000, 1, 1), datetime(2035, 1, 1)).map(
    lambda at: at.replace(second=0, microsecond=0)
)
charges = st.lists(
    st.tuples(
        st.from_regex(r"0?[1-9][0-9]{0,5}", fullmatch=True),
        st.sampled_from(sorted(LEVELS)),
        st.integers(-99, 99).filter(bool).map(Decimal),
        st.integers(-(10**7), 10**7).map(lambda fen: Decimal(fen).scaleb(-2)),
        moments,
    ),
    min_size=1,
    max_size=5,
)
headers = st.lists(
    st.text(st.sampled_from('费用项目金额日期号AB"()_ 甲'), min_size=1, max_size=6)
    .map(str.strip)
    .filter(lambda header: header.strip("*'\" ")),
    min_size=6,
    max_size=6,
    unique_by=lambda header: "".join(header.casefold().split()).strip("*'\""),
)


def write(path: Path, made: list[dict[str, str]], data: st.DataObject) -> None:
    if data.draw(st.booleans(), "workbook"):
        with xlsxwriter.Workbook(str(path)) as book:
            sheet = book.add_worksheet("导出")
            for number, line in enumerate([list(made[0]), *(list(row.values()) for row in made)]):
                for column, cell in enumerate(line):
                    sheet.write_string(number + 2, column, cell)
        return
    write_csv(
        path,
        made,
        data.draw(st.sampled_from(["utf-8", "utf-8-sig", "gb18030"]), "encoding"),
        '"',
        data.draw(st.sampled_from([",", "\t", "|", ";"]), "delimiter"),
    )


def toml(text: str) -> str:
    return f"'{text}'"


@pytest.mark.heavy
@settings(max_examples=30, deadline=None)
@given(charges=charges, headers=headers, data=st.data())
def test_rows_come_out_of_an_export_that_a_mapping_describes(
    charges: list[tuple[str, str, Decimal, Decimal, datetime]],
    headers: list[str],
    data: st.DataObject,
) -> None:
    unit = data.draw(st.sampled_from(sorted(UNITS)), "unit")
    format_ = data.draw(st.sampled_from(FORMATS), "format")
    wide = data.draw(st.booleans(), "wide")
    pad = data.draw(st.sampled_from(["", " ", "\u3000"]), "padding")
    grouped = data.draw(st.sampled_from(["{:f}", "{:,f}", "￥{:,f}"]), "money")
    heads = dict(zip((*COLUMNS, MOMENT), headers, strict=True))
    made = []
    for number, level, count, amount, at in charges:
        money = grouped.format(amount.scaleb(UNITS[unit]))
        cells = {
            "ipt_otp_no": number,
            "med_list_codg": "003402000200000",
            "chrgitm_lv": data.draw(st.sampled_from(LEVELS[level])),
            "cnt": str(count),
            "det_item_fee_sumamt": money.translate(WIDE) if wide else money,
            MOMENT: at.strftime(format_).translate(WIDE) if wide else at.strftime(format_),
        }
        made.append({heads[name]: pad + cell for name, cell in cells.items()})
    order = data.draw(st.permutations(headers), "order")
    made = [{header: row[header] for header in order} for row in made]
    written = "\n".join(f"{name} = {{ column = {toml(heads[name])} }}" for name in COLUMNS[:4])
    text = (
        f"[ipt_fee.columns]\n{written}\n"
        f"{COLUMNS[4]} = {{ column = {toml(heads[COLUMNS[4]])}, unit = '{unit}' }}\n"
        f"{MOMENT} = {{ column = {toml(heads[MOMENT])}, format = '{format_}' }}\n"
    )
    with TemporaryDirectory() as folder, duckdb.connect(":memory:") as con:
        (Path(folder) / "m.toml").write_text(text, "utf-8")
        raw = Path(folder) / "x"
        write(raw, made, data)
        convert([raw], con, mapping=load_mapping(Path(folder) / "m.toml"))
        assert ask(con, "FROM quarantine") == []
        got = ask(
            con,
            "SELECT ipt_otp_no, chrgitm_lv, cnt, det_item_fee_sumamt, fee_ocur_time FROM ipt_fee",
        )
    assert sorted(got) == sorted(charges)
