"""Whatever legal disguise rows come in, the same rows come out."""

from datetime import datetime
from decimal import Decimal
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.rooms.intake_exports import ask, converted, form, write_csv, write_workbook

# Times and money are drawn within the formats a hospital can write them in.
moments = st.datetimes(datetime(2015, 1, 1), datetime(2035, 1, 1)).map(
    lambda at: at.replace(second=0, microsecond=0)
)
money = st.integers(-(10**9), 10**9).map(lambda fen: Decimal(fen).scaleb(-2))
names = st.text(st.sampled_from("王𬭎李䶮甲,;|'\"\n·Aa1 "), min_size=1, max_size=8).filter(
    lambda name: name == name.strip(" \n")
)
sessions = st.lists(st.tuples(moments, moments, names), min_size=1, max_size=5)
charges = st.lists(st.tuples(moments, money, names), min_size=1, max_size=5)

MOMENTS = ("%Y-%m-%d %H:%M:%S", "%Y/%m/%d %H:%M", "%Y%m%d%H%M%S", "%Y年%m月%d日 %H:%M")
MONEY = ("{}", "{:,}", "￥{:,}")
disguises = {
    "moment": st.sampled_from(MOMENTS),
    "padding": st.sampled_from(["", " ", "\t", "\u3000"]),
}


@pytest.mark.heavy
@settings(max_examples=40, deadline=None)
@given(
    charges=charges,
    moment=disguises["moment"],
    padding=disguises["padding"],
    amount=st.sampled_from(MONEY),
    encoding=st.sampled_from(["utf-8", "utf-8-sig", "gb18030"]),
    quote=st.sampled_from(["'", '"']),
    delimiter=st.sampled_from([",", "\t", "|", ";"]),
    data=st.data(),
)
def test_fee_lines_come_out_of_a_csv_as_they_were(
    charges: list[tuple[datetime, Decimal, str]],
    moment: str,
    padding: str,
    amount: str,
    encoding: str,
    quote: str,
    delimiter: str,
    data: st.DataObject,
) -> None:
    made = [
        {
            "bkkp_sn": str(number),
            "mdtrt_id": "M1",
            "psn_no": "0001",
            "fee_ocur_time": padding + at.strftime(moment),
            "cnt": "1",
            "pric": "1",
            "det_item_fee_sumamt": amount.format(charged) + padding,
            "med_list_codg": "003402000200000",
            "medins_list_name": padding + name,
            "自编": "x",
        }
        for number, (at, charged, name) in enumerate(charges)
    ]
    order = data.draw(st.permutations(list(made[0])))
    with TemporaryDirectory() as folder:
        shuffled = [{column: row[column] for column in order} for row in made]
        write_csv(Path(folder) / "x", shuffled, encoding, quote, delimiter)
        with converted(Path(folder)) as (con, _):
            got = ask(
                con,
                "SELECT fee_ocur_time, det_item_fee_sumamt, medins_list_name, psn_no "
                "FROM fee_list_d ORDER BY bkkp_sn::INT",
            )
            assert ask(con, "FROM quarantine") == []
    assert got == [(at, charged, name, "0001") for at, charged, name in charges]


@pytest.mark.heavy
@settings(max_examples=25, deadline=None)
@given(sessions=sessions, moment=disguises["moment"], padding=disguises["padding"], data=st.data())
def test_sessions_come_out_of_a_workbook_as_they_were(
    sessions: list[tuple[datetime, datetime, str]], moment: str, padding: str, data: st.DataObject
) -> None:
    made = [
        {
            "session_id": f"0{number}",
            "ipt_otp_no": "Z1",
            "med_list_codg": "003402000200000",
            "begntime": padding + begins.strftime(moment),
            "endtime": ends.strftime(moment),
            "staff_name": name + padding,
        }
        for number, (begins, ends, name) in enumerate(sessions)
    ]
    headers = data.draw(st.permutations(form("6.1").headers))
    with TemporaryDirectory() as folder:
        above = data.draw(st.booleans())
        write_workbook(Path(folder) / "x", "6.1", made, headers, above=above)
        with converted(Path(folder)) as (con, _):
            got = ask(
                con,
                "SELECT begntime, endtime, staff_name FROM trt_session ORDER BY session_id",
            )
    assert got == sessions
