"""How one cell reads: a small table of what hospitals write, and what it means."""

import duckdb
import pytest

from inspector.intake.values import PLAIN, Way, fault, text, value
from inspector.schema import Column

READ = """
type          | cell                | value
DATE          | 2024-01-01          | 2024-01-01
DATE          | 2024/1/1            | 2024-01-01
DATE          | 20240101            | 2024-01-01
DATE          | 2024.1.1            | 2024-01-01
DATE          | 2024年1月1日        | 2024-01-01
DATE          | ２０２４－０１－０１ | 2024-01-01
DATE          | 45292               | 2024-01-01
DATE          | 2024-01-01 23:59:59 | 2024-01-01
DATE          | 2024-02-30          |
DATE          | 24-1-1              |
DATE          | 202401              |
TIMESTAMP     | 2024/1/1 8:05       | 2024-01-01 08:05:00
TIMESTAMP     | 2024-01-01 8:05     | 2024-01-01 08:05:00
TIMESTAMP     | 2024-1-1 8:05:09    | 2024-01-01 08:05:09
TIMESTAMP     | ２０２４/１/１　８：０５ | 2024-01-01 08:05:00
TIMESTAMP     | 20240101080500      | 2024-01-01 08:05:00
TIMESTAMP     | 2024年1月1日 8:05   | 2024-01-01 08:05:00
TIMESTAMP     | 2024-01-01T08:05:00 | 2024-01-01 08:05:00
TIMESTAMP     | 45292.5             | 2024-01-01 12:00:00
TIMESTAMP     | 上午八点            |
TIME          | 8:00                | 08:00:00
TIME          | 08：30              | 08:30:00
TIME          | 0.333333333         | 08:00:00
TIME          | 2024-01-01 17:30:00 | 17:30:00
TIME          | 25:00               |
DECIMAL(16,2) | 1,234.50            | 1234.50
DECIMAL(16,2) | 1，234.50           | 1234.50
DECIMAL(16,2) | ￥1,234.50元        | 1234.50
DECIMAL(16,2) | ￥12                | 12.00
DECIMAL(16,2) | １２．５            | 12.50
DECIMAL(16,2) | -3                  | -3.00
DECIMAL(16,2) | 1,2                 |
DECIMAL(16,2) | 12.5.1              |
DECIMAL(16,2) | NaN                 |
DECIMAL(16,2) | 壹拾元              |
INTEGER       | 12.0                | 12
INTEGER       | 12.5                |
VARCHAR       | null                |
VARCHAR       | 诊断1#诊断2         | 诊断1#诊断2
VARCHAR       | 0012                | 0012
VARCHAR       | ５号楼              | ５号楼
"""
CELLS = [[cell.strip() for cell in line.split("|")] for line in READ.strip().splitlines()[1:]]


def read(column: Column, cell: str | None, way: Way = PLAIN) -> tuple[str | None, str | None]:
    """Value and fault of one text cell."""
    with duckdb.connect() as con:
        row = con.execute(
            f"SELECT CAST({value('t', 'VARCHAR', column, way)} AS VARCHAR), "
            f"{fault('t', 'VARCHAR', column, way) or 'NULL'} "
            f"FROM (SELECT {text('c', 'VARCHAR', column, way)} AS t "
            "FROM (SELECT $1::VARCHAR AS c))",
            [cell],
        ).fetchone()
    assert row is not None
    return row[0], row[1]


@pytest.mark.parametrize(("type_", "cell", "meant"), CELLS)
def test_a_cell_reads(type_: str, cell: str, meant: str) -> None:
    column = Column("x", "", type_, "", "", "", "")
    got, why = read(column, f" {cell}\u3000")
    assert got == (meant or None)
    assert bool(why) == (not meant and cell != "null")


@pytest.mark.parametrize("cell", ["202401", "2024-01", "2024/1", "2024年1月", "2024-01-01"])
def test_a_month_reads_as_six_digits(cell: str) -> None:
    assert read(Column("year_month", "", "VARCHAR", "", "required", "", ""), cell)[0] == "202401"


@pytest.mark.parametrize("cell", ["2024", "202413", "2024-00", "一月"])
def test_what_is_no_month_does_not_read(cell: str) -> None:
    column = Column("year_month", "", "VARCHAR", "", "required", "", "")
    assert read(column, cell) == (None, "date-unreadable")


@pytest.mark.parametrize("cell", ["3.3E+17", "3.3e+17", "1E+2", "3.3E17", "３.３Ｅ＋１７"])
def test_a_number_that_lost_its_digits_names_nobody(cell: str) -> None:
    assert read(Column("psn_no", "", "VARCHAR", "", "", "", ""), cell)[1] == "digits-lost"


@pytest.mark.parametrize("cell", ["E10.900", "1E05", "39.95", "00E", "K-1E"])
def test_codes_that_only_look_like_floats_are_left_alone(cell: str) -> None:
    assert read(Column("oprn_oprt_code", "", "VARCHAR", "", "", "", ""), cell) == (cell, None)


def test_wide_digits_in_a_number_that_names_become_plain() -> None:
    assert read(Column("psn_no", "", "VARCHAR", "", "", "", ""), "３３０１")[0] == "3301"


@pytest.mark.parametrize("cell", ["0012 ", "\t0012", "　００12", "\u00a00012\ufeff"])
def test_a_number_that_names_keeps_its_zeros_and_loses_its_padding(cell: str) -> None:
    assert read(Column("ipt_otp_no", "", "VARCHAR", "", "", "", ""), cell) == ("0012", None)


def test_wide_letters_in_a_number_that_names_become_plain() -> None:
    column = Column("med_list_codg", "", "VARCHAR", "", "", "", "")
    assert read(column, "ＸＡ０２ｂ") == ("XA02b", None)


WAYS = [
    ("DECIMAL(16,2)", Way(factor="0.01"), "1,234", "12.34"),
    ("DECIMAL(16,2)", Way(factor="10000"), "0.0121", "121.00"),
    ("DECIMAL(16,6)", Way(factor="0.01"), "12.3456", "0.123456"),
    ("DECIMAL(16,2)", Way(factor="0.01"), "分", None),
    ("DATE", Way(format="%d/%m/%Y"), "03/04/2024", "2024-04-03"),
    ("DATE", Way(format="%Y%d%m"), "20240113", None),
    ("DATE", Way(format="%d/%m/%Y"), "2024/4/3", None),
    ("TIMESTAMP", Way(format="%d/%m/%Y %H:%M"), "０3/04/2024 8:05", "2024-04-03 08:05:00"),
    ("TIMESTAMP", Way(format="%d/%m/%Y"), "2024-04-03 08:05:00", "2024-04-03 08:05:00"),
    ("TIME", Way(format="%H.%M"), "8.05", "08:05:00"),
    ("VARCHAR", Way(values={"男'": "1"}), " 男' ", "1"),
    ("VARCHAR", Way(values={"男'": "1"}), "女", "女"),
    ("DECIMAL(16,2)", Way(values={"无": "0"}), "无", "0.00"),
]


@pytest.mark.parametrize(("type_", "way", "cell", "meant"), WAYS)
def test_a_cell_reads_the_way_a_mapping_says(
    type_: str, way: Way, cell: str, meant: str | None
) -> None:
    column = Column("x", "", type_, "", "", "", "")
    assert read(column, cell, way)[0] == meant


@pytest.mark.parametrize("cell", ["", "  ", "\u3000", "NULL", None])
def test_an_empty_required_cell_is_missing(cell: str | None) -> None:
    column = Column("x", "", "DATE", "", "required", "", "")
    assert read(column, cell) == (None, "missing")
