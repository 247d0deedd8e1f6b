"""What stands where on a page: a heading with its table, no row alone, no closing mark first."""

from io import BytesIO

import pytest
from pypdf import PdfReader

from inspector.report.blocks import Block, Heading, Rows, Sentence
from inspector.report.fonts import faces
from inspector.report.pdf import WIDTH, Furniture, draw_pdf
from inspector.report.table import RowTable, Shape

AROUND = Furniture("页", "页眉", "第 {page} 页", "zh")
BASIS = "可适用条款：《医疗保障基金使用监督管理条例》第三十八条第（三）项：重复收费；《办法》"


def pages(blocks: list[Block]) -> list[str]:
    """The text of each page."""
    read = PdfReader(BytesIO(draw_pdf(blocks, AROUND)))
    return [page.extract_text() for page in read.pages]


@pytest.mark.parametrize("above", range(28, 48))
def test_a_heading_stands_with_the_first_two_rows_of_its_table(above: int) -> None:
    table = Rows(("甲", "乙"), [(f"行{at:02}", "1") for at in range(9)], (50, 50))
    before: list[Block] = [Sentence("空") for _ in range(above)]
    told = pages([*before, Heading("题", 2), Sentence("说明"), table])
    page = next(page for page in told if "题" in page)
    assert all(word in page for word in ("说明", "行00", "行01"))


@pytest.mark.parametrize("rows", range(2, 12))
@pytest.mark.parametrize("room", range(20, 170, 7))
def test_no_row_of_a_table_stands_alone_on_a_page(rows: int, room: int) -> None:
    drawn = faces(["甲0123456789"])
    table = RowTable(drawn, ("甲",), [(str(at),) for at in range(rows)], Shape((WIDTH,)))
    parts = table.split(WIDTH, float(room))
    heights = [part.wrap(WIDTH, 700)[1] for part in parts]
    one_row = RowTable(drawn, ("甲",), [("0",)], Shape((WIDTH,))).wrap(WIDTH, 700)[1]
    assert all(height > one_row for height in heights)


def test_two_rows_that_fill_more_than_a_page_are_broken_between() -> None:
    drawn = faces(["甲0123456789"])
    tall = [("\n".join(["甲"] * 40),)] * 2
    first, rest = RowTable(drawn, ("甲",), tall, Shape((WIDTH,))).split(WIDTH, 500.0)
    assert first.wrap(WIDTH, 700) == rest.wrap(WIDTH, 700)


@pytest.mark.parametrize("before", range(40))
def test_no_line_of_running_text_begins_with_a_closing_mark(before: int) -> None:
    (page,) = pages([Sentence("文" * before + BASIS, small=True)])
    assert not [line for line in page.splitlines() if line[:1] in "：；》）、，。"]
    assert BASIS in "".join(page.split())
