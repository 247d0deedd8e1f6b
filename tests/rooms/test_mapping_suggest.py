"""What is guessed of headers and values: right where it is sure, and shown where it is not."""

import csv
import random
from collections.abc import Sequence
from pathlib import Path

import pytest

from inspector.intake import Suggestion, draft, load_mapping, profile, suggest
from inspector.intake.suggest.shapes import is_identity_number
from inspector.schema import FORMS, TABLES, Column, Form, codes
from tests.rooms.intake_exports import rows, write_csv

VECTORS = Path(__file__).parents[1] / "vectors" / "headers.csv"
IDENTITY = "110101199001010015"
"""Made for the purpose."""


def real_world() -> dict[str, list[dict[str, str]]]:
    files: dict[str, list[dict[str, str]]] = {}
    with VECTORS.open(encoding="utf-8", newline="") as vectors:
        for row in csv.DictReader(vectors):
            files.setdefault(row["file"], []).append(row)
    return files


def typical(column: Column) -> str:
    """A value such as a hospital writes in `column`."""
    if column.name == "med_list_codg":
        return "003402000200000"
    if column.dictionary:
        return next(iter(codes(column.dictionary).values())).zh
    if column.name in ("certno", "year_month"):
        return IDENTITY if column.name == "certno" else "202403"
    if column.type.startswith(("DECIMAL", "INTEGER")):
        return "12.00"
    by_type = {"TIMESTAMP": "2024-03-01 08:05", "DATE": "2024/3/1", "TIME": "08:05"}
    said = "甲" if column.name.endswith("_name") else "A0012"
    return by_type.get(column.type, said)


def write(path: Path, table: str, headers: Sequence[str], columns: Sequence[str]) -> Path:
    """A sheet of three rows under `headers`, each with what belongs under its column."""
    by_name = TABLES[table].by_name
    row = {
        header: typical(by_name[column]) if column in by_name else "内科"
        for header, column in zip(headers, columns, strict=True)
    }
    return write_csv(path, [row] * 3)


@pytest.mark.parametrize("form", FORMS, ids=lambda form: form.workbook)
def test_every_column_of_every_form_is_known_by_its_own_header(form: Form, tmp_path: Path) -> None:
    columns = form.columns
    write(tmp_path / "x.csv", form.table, list(columns), list(columns.values()))
    (made,), unread = suggest([tmp_path])
    assert made.form == form
    assert made.sure == {column: header for header, column in columns.items()}
    assert (made.doubtful, made.unused, made.missing, unread) == ([], (), (), [])


def score(tmp_path: Path) -> tuple[int, int, list[str], list[Suggestion]]:
    """Headers guessed right and all headers; those that are sure and wrong."""
    right, every = 0, 0
    wrong: list[str] = []
    made: list[Suggestion] = []
    for name, known in real_world().items():
        shuffled = random.Random(name).sample(known, len(known))
        headers = [row["header"] for row in shuffled]
        path = tmp_path / f"{len(made)}.csv"
        write(path, known[0]["table"], headers, [row["column"] for row in shuffled])
        found, _ = suggest([path])
        sure = {h: c for one in found for c, h in one.sure.items()}
        made += found
        for row in (row for row in known if row["column"] != "?"):
            every += 1
            right += sure.get(row["header"]) == row["column"]
            if sure.get(row["header"], row["column"]) != row["column"]:
                wrong.append(f"{name} {row['header']}: {sure[row['header']]}")
    return right, every, wrong, made


def test_four_fifths_of_real_world_headers_are_known_and_none_is_wrong(tmp_path: Path) -> None:
    right, every, wrong, made = score(tmp_path)
    assert wrong == []
    assert right / every >= 0.8
    assert [one.form.table for one in made] == [
        known[0]["table"] for known in real_world().values()
    ]


def test_the_two_sides_of_an_order_are_shown_and_never_decided(tmp_path: Path) -> None:
    known = real_world()["JV平台明细"]
    write(
        tmp_path / "x.csv",
        "fee_list_d",
        [row["header"] for row in known],
        [row["column"] for row in known],
    )
    made, unread = suggest([tmp_path])
    doubtful = {guess.header: guess for guess in made[0].doubtful}
    for header in ("执行科室", "开单科室"):
        assert doubtful[header].swapped
        assert {"bilg_dept_name", "acord_dept_name"} <= set(doubtful[header].columns)
    text = draft(made, unread)
    assert '# ? acord_dept_name = { column = "执行科室" }' in text
    assert '# ? bilg_dept_name = { column = "执行科室" }' in text
    (tmp_path / "m.toml").write_text(text, "utf-8")
    (entry,) = load_mapping(tmp_path / "m.toml").entries
    assert not entry.columns.keys() & {"acord_dept_name", "bilg_dept_name"}


def test_values_decide_between_the_national_code_and_the_hospitals_own(tmp_path: Path) -> None:
    made = """
住院号 | 收费项目代码    | 数量 | 金额 | 费用日期
0012   | {}              | 1    | 2.00 | 2024-01-01
"""
    for code, column in (
        ("003402000200000", "med_list_codg"),
        ("XA02BCA001A001010100001", "med_list_codg"),
        ("KN000012", "medins_list_codg"),
    ):
        write_csv(tmp_path / "x.csv", rows(made.format(code)))
        (found,), _ = suggest([tmp_path / "x.csv"])
        assert found.sure[column] == "收费项目代码"


def test_a_header_whose_values_speak_against_it_is_left_to_a_person(tmp_path: Path) -> None:
    made = rows("住院号 | 项目名称 | 数量 | 金额 | 费用日期\n0012 | 床位 | 1 | 2.00 | 次日")
    write_csv(tmp_path / "x.csv", made)
    (found,), _ = suggest([tmp_path / "x.csv"])
    (guess,) = [guess for guess in found.doubtful if guess.header == "费用日期"]
    assert guess.unlike
    assert found.missing == ("fee_ocur_time",)


def test_dates_in_an_odd_order_are_shown_with_every_format_that_reads_them(tmp_path: Path) -> None:
    header = "住院号 | 项目名称 | 数量 | 金额 | 费用日期\n"
    for said, count in (("13/12/2024", 1), ("03/04/2024", 2)):
        write_csv(tmp_path / "x.csv", rows(f"{header}0012 | 床位 | 1 | 2.00 | {said}"))
        made, unread = suggest([tmp_path / "x.csv"])
        assert len(made[0].doubtful[0].formats) == count
        assert '# ? fee_ocur_time = { column = "费用日期", format = "%d/%m/%Y" }' in draft(
            made, unread
        )


def test_values_without_a_header_anyone_knows_are_shown_to_a_person(tmp_path: Path) -> None:
    made = rows(
        "住院号 | 项目名称 | 数量 | 金额 | 费用日期   | 怪一 | 怪二            | 怪三\n"
        f"0012   | 床位     | 1    | 2.00 | 2024-01-01 | 女   | 003402000200000 | {IDENTITY}"
    )
    write_csv(tmp_path / "x.csv", made)
    (found,), _ = suggest([tmp_path / "x.csv"])
    shown = {guess.header: guess.columns for guess in found.doubtful}
    assert shown == {"怪二": ("med_list_codg",), "怪三": ("certno",)}
    assert found.unused == ("怪一",)


def test_a_draft_can_be_used_as_it_is(tmp_path: Path) -> None:
    made = rows(
        '住院号 | 收费项目 | 数量 | 单价(分) | 总金额（分） | 记账时间 | 怪"列\n'
        "0012   | 床位     | 1    | 4000     | 4000         | 2024-01-01 | x"
    )
    folder = tmp_path / "raw"
    folder.mkdir()
    for name in ("住院_1.csv", "住院_2.csv"):
        write_csv(folder / name, made)
    (folder / "说明.txt").write_text("无")
    found, unread = suggest([folder])
    text = draft(found, unread)
    (tmp_path / "m.toml").write_text(text, "utf-8")
    mapping = load_mapping(tmp_path / "m.toml")
    (entry,) = mapping.entries
    assert entry.files == ("住院_1.csv", "住院_2.csv")
    assert entry.columns["det_item_fee_sumamt"].way.factor == "0.01"
    assert unread == ["说明.txt"]
    assert '怪"列' in text
    seen = profile([folder], mapping)
    assert [one.table for one in seen.files] == ["ipt_fee", "ipt_fee", None]


def test_an_archive_that_cannot_be_read_is_named_and_the_rest_is_guessed(tmp_path: Path) -> None:
    (tmp_path / "a.zip").write_bytes(b"PK\x03\x04 no such thing")
    write_csv(tmp_path / "b.csv", rows("住院号 | 收费项目 | 数量 | 总金额\n0012 | 床位 | 1 | 40"))
    found, unread = suggest([tmp_path])
    assert [one.file.name for one in found] == ["b.csv"]
    assert unread == ["a.zip"]


def test_a_check_digit_tells_identity_numbers() -> None:
    assert is_identity_number(IDENTITY)
    assert not is_identity_number("110101199001010012")
    assert not is_identity_number("3.30702E+17")
