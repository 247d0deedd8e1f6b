"""What comes back from the hospital, however it was rearranged; problems by cell."""

import csv
import zipfile
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest
import xlwt

from inspector.errors import FileUnreadable, NothingRecognised
from inspector.findings import Finding
from inspector.replies import QUESTIONS, Proposal, Replies, propose, read_tables
from tests.rooms.replies_made_up import NAMES, Rows, filled, findings, sheet_rows, written

A, B, C, D = NAMES
ANSWERS = {
    A: ("认可", None, None, None),
    B: ("部分认可", "1,0.50元", None, None),
    C: ("不认可", None, "按说明书", "病历第 3 页"),
}


def read(path: Path, known: dict[str, Finding] | None = None) -> Replies:
    return propose(read_tables(path, QUESTIONS, ("finding", "answer")), known or findings())


def told(one: Proposal) -> tuple[str, str, Decimal, str, str]:
    return one.finding, one.answer, one.amount, one.reason, one.proof


def as_it_is(rows: Rows) -> Rows:
    return rows


def sorted_again(rows: Rows) -> Rows:
    return [*rows[:4], *reversed(rows[4:8]), *rows[8:]]


def columns_moved(rows: Rows) -> Rows:
    return [[*row[6:], *row[:6]] for row in rows]


def columns_gone(rows: Rows) -> Rows:
    return [[row[0], *row[8:]] for row in rows]


def filtered(rows: Rows) -> Rows:
    return [*rows[:4], *rows[5:7]]


def on_top(rows: Rows) -> Rows:
    return [["医院回复"], [], *rows[3:]]


@pytest.mark.parametrize("arrange", [as_it_is, sorted_again, columns_moved, columns_gone, on_top])
def test_it_is_read_however_the_hospital_rearranged_it(tmp_path: Path, arrange: object) -> None:
    assert callable(arrange)
    read_back = read(filled(written(tmp_path), ANSWERS, arrange))
    assert sorted(map(told, read_back.proposals)) == [
        (A, "agree", Decimal("100.00"), "", ""),
        (B, "partly", Decimal("10.50"), "", ""),
        (C, "disagree", Decimal("0.00"), "按说明书", "病历第 3 页"),
    ]
    assert read_back.unanswered == (D,)
    (wanting,) = read_back.problems
    assert (wanting.finding, wanting.kind, wanting.stops) == (B, "reason-missing", False)


def as_csv(rows: Rows, encoding: str, path: Path) -> None:
    with path.open("w", encoding=encoding, newline="") as file:
        csv.writer(file).writerows(rows)


def as_old_book(rows: Rows, path: Path) -> None:
    book = xlwt.Workbook()
    sheet = book.add_sheet("意见")
    for at, row in enumerate(rows):
        for column, cell in enumerate(row):
            sheet.write(at, column, "" if cell is None else cell)
    book.save(str(path))


@pytest.mark.parametrize("saved", ["a.csv utf-8-sig", "a.csv gb18030", "a.xls", "a.et"])
def test_it_is_read_whatever_the_hospital_saved_it_as(tmp_path: Path, saved: str) -> None:
    name, _, encoding = saved.partition(" ")
    rows = sheet_rows(filled(written(tmp_path), ANSWERS))
    if encoding:
        as_csv(rows, encoding, tmp_path / name)
    else:
        as_old_book(rows, tmp_path / name)
    read_back = read(tmp_path / name)
    assert sorted(one.finding for one in read_back.proposals) == [A, B, C]
    assert read_back.unanswered == (D,)
    (wanting,) = read_back.problems
    assert wanting.kind == "reason-missing" and wanting.place.split("!")[1][1:].isdigit()


def test_a_part_of_it_can_come_first_and_the_rest_later(tmp_path: Path) -> None:
    read_back = read(filled(written(tmp_path), ANSWERS, filtered))
    assert [one.finding for one in read_back.proposals] == [B, C]
    assert read_back.unanswered == (A, D)


def test_in_english_it_is_the_same(tmp_path: Path) -> None:
    answers = {A: ("agrees", None, None, None), C: ("Disagrees", 0, "leaflet", None)}
    read_back = read(filled(written(tmp_path, "en"), answers))
    assert [(one.finding, one.answer) for one in read_back.proposals] == [
        (A, "agree"),
        (C, "disagree"),
    ]


@pytest.mark.parametrize(
    ("answer", "column", "kind"),
    [
        (("看情况", None, "x", None), "I", "answer-unread"),
        ((None, None, "冤枉", None), "I", "answer-missing"),
        (("部分认可", None, "x", None), "J", "admitted-missing"),
        (("部分认可", 100, "x", None), "J", "admitted-partly"),
        (("部分认可", 0, "x", None), "J", "admitted-partly"),
        (("部分认可", "约十元", "x", None), "J", "admitted-unread"),
        (("部分认可", 10.555, "x", None), "J", "admitted-unread"),
        (("部分认可", -5, "x", None), "J", "admitted-unread"),
        (("部分认可", "1e400", "x", None), "J", "admitted-unread"),
        (("认可", 60, None, None), "J", "admitted-agree"),
        (("不认可", 60, "x", None), "J", "admitted-disagree"),
    ],
)
def test_a_cell_that_cannot_be_taken_is_told_by_its_place(
    tmp_path: Path, answer: tuple[object, ...], column: str, kind: str
) -> None:
    read_back = read(filled(written(tmp_path), {B: answer, A: ("认可", None, None, None)}))
    assert [one.finding for one in read_back.proposals] == [A], "the other rows are taken"
    (problem,) = read_back.problems
    assert (problem.place, problem.finding, problem.kind) == (f"意见!{column}6", B, kind)
    assert problem.stops


def test_an_edited_amount_a_row_twice_and_a_stranger_are_told(tmp_path: Path) -> None:
    def meddled(rows: Rows) -> Rows:
        rows[4][5] = 1
        stranger = ["bbbb000000000009", *rows[4][1:]]
        nobody = [None, *rows[4][1:]]
        return [*rows[:8], rows[6], stranger, nobody]

    answers = dict.fromkeys(NAMES, ("认可", None, None, None))
    read_back = read(filled(written(tmp_path), answers, meddled))
    assert [one.finding for one in read_back.proposals] == [B, D]
    assert [(one.place, one.kind) for one in read_back.problems] == [
        ("意见!F5", "amount-changed"),
        ("意见!A7", "twice"),
        ("意见!A9", "twice"),
        ("意见!A10", "finding-unknown"),
        ("意见!A11", "finding-missing"),
    ]


def test_what_was_never_put_to_the_hospital_takes_no_defence(tmp_path: Path) -> None:
    known = {name: replace(one, state="confirmed", ruled="") for name, one in findings().items()}
    read_back = read(filled(written(tmp_path), {C: ANSWERS[C]}), known)
    assert [(one.finding, one.kind) for one in read_back.problems] == [(C, "state")]
    assert read_back.proposals == ()


def test_a_file_that_is_no_reply_is_refused_whole(tmp_path: Path) -> None:
    no_book = tmp_path / "a.xlsx"
    no_book.write_bytes(b"PK\x03\x04 not really")
    with pytest.raises(FileUnreadable):
        read(no_book)
    with zipfile.ZipFile(no_book, "w") as empty:
        empty.writestr("xl/nothing.xml", "<a/>")
    with pytest.raises(FileUnreadable):
        read(no_book)
    path = filled(written(tmp_path), {}, lambda rows: [row[:3] for row in rows])
    with pytest.raises(NothingRecognised):
        read(path)


def test_a_workbook_that_swells_is_refused_before_it_is_unpacked(tmp_path: Path) -> None:
    bomb = tmp_path / "bomb.xlsx"
    with (
        zipfile.ZipFile(bomb, "w", zipfile.ZIP_DEFLATED) as parts,
        parts.open("xl/worksheets/sheet1.xml", "w", force_zip64=True) as part,
    ):
        for _ in range(129):
            part.write(b"0" * (1 << 20))
    assert bomb.stat().st_size < 1 << 20
    with pytest.raises(FileUnreadable) as refused:
        read(bomb)
    assert refused.value.facts["problem"] == "too-large"
