"""The summary of many hospitals: heads of tables that add up, disagreements first, few pages."""

from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import openpyxl

from inspector.merge import Circle, Extent, Figure, Merged, Placed
from inspector.report import SummaryFiles, TableOf, dashboard, heads, write_summary
from tests.rooms.report_sample import text_of
from tests.rooms.summary_made_up import DAY, files, merged, zhou

__all__ = ["files", "merged"]
MANY = 300


def many(merged: Merged) -> Merged:
    """As many hospitals as a province has; the last has most, and each is of a level of its own."""
    names = [f"H3301{at:07}" for at in range(1, MANY + 1)]
    told = [
        Figure(name, {"zh": f"医院{name}", "en": name}, {"confirmed": 1}, money, money)
        for name, money in zip(names, map(Decimal, range(1, MANY + 1)), strict=True)
    ]
    total = sum((one.counted for one in told), Decimal("0.00"))
    of = merged.inspections[0]
    inspections = [replace(of, institution=name, institution_name=f"医院{name}") for name in names]
    circle = Circle("H", "2", "rehab")
    placed = [
        Placed(name, name, circle, MANY, circle, one.counted, Extent(1), "rows", at, MANY, None)
        for at, (name, one) in enumerate(zip(names, told, strict=True), 1)
    ]
    disputed = [
        replace(merged.conflicts[0], finding=f"F{at}", amount=Decimal(at)) for at in range(70)
    ]
    return replace(
        merged,
        inspections=tuple(inspections),
        by_hospital=tuple(told),
        ranking=tuple(placed),
        conflicts=tuple(disputed),
        total=total,
    )


def named(merged: Merged, most: int) -> dict[str, TableOf]:
    return {one.title: one for one in heads(merged, "zh", most)}


def test_a_long_table_shows_the_most_money_the_others_in_one_row_and_the_total(
    merged: Merged,
) -> None:
    one = named(many(merged), 20)["按机构"]
    assert len(one.rows) == 22 and one.left_out == MANY - 20
    assert one.rows[0][0] == f"H3301{MANY:07}" and one.rows[0][-1] == f"{MANY}.00"
    *some, others, total = one.rows
    assert others[:2] == ("其余 280 项", "") and total[0] == "合计"
    money = [Decimal(row[-1].replace(",", "")) for row in (*some, others)]
    assert sum(money) == Decimal(total[-1].replace(",", "")) == Decimal(MANY * (MANY + 1) // 2)
    assert sum(int(row[2]) for row in (*some, others)) == int(total[2]) == MANY


def test_a_short_table_is_told_whole(merged: Merged) -> None:
    for one in named(merged, 20).values():
        assert one.left_out == 0


def test_who_disagrees_comes_first_the_largest_first_with_all_that_was_said(merged: Merged) -> None:
    first, *_ = heads(many(merged), "zh", 20)
    assert first.title == "意见分歧" and first.left_out == 2 * 70 - 20
    assert [row[1] for row in first.rows] == [f"F{at}" for at in range(69, 59, -1) for _ in "ab"]
    (cut, *_) = heads(many(merged), "zh", 1)
    assert [row[1] for row in cut.rows] == ["F69", "F69"]


def test_on_a_terminal_an_opinion_stands_in_one_line_of_a_hundred_columns(merged: Merged) -> None:
    told = named(merged, 20)["意见分歧"]
    assert len(told.headings) == 5 and told.right == (4,)
    assert {row[3:] for row in told.rows} == {
        ("张检查 组长 属实", "1,230.00"),
        ("王𬭎 组长 已排除", "0.00"),
    }


def test_the_first_places_are_kept(merged: Merged) -> None:
    one = named(many(merged), 20)["同类机构排名"]
    assert [row[1] for row in one.rows] == [f"{at}/{MANY}" for at in range(1, 21)]


def test_the_pdf_of_many_hospitals_stays_short_and_says_where_the_rest_is(
    merged: Merged, tmp_path: Path
) -> None:
    made = write_summary(tmp_path, many(merged), zhou(), made_on=DAY, lang="zh")
    told = text_of(made.pdf)
    assert told.count("\f") <= 40
    assert "另有 250 行，见工作簿 summary.xlsx" in told
    assert "只列疑点金额最大的 50 项，另有 20 项" in told
    assert told.index("二、意见分歧") < told.index("三、问题与金额") < told.index("四、被检查机构")
    book = openpyxl.load_workbook(made.xlsx)
    assert book["机构与报送包"].max_row == MANY + 1 and book["排名"].max_row == MANY + 1
    assert book["分歧"].max_row == 2 * 70 + 1


def test_the_page_folds_a_long_table_and_draws_the_largest(merged: Merged) -> None:
    page = dashboard(many(merged), DAY, "zh")
    assert page.count("<details>") == 3 and f"全部 {MANY + 1} 行" in page
    assert page.index('id="conflicts"') < page.index('id="by_hospital"')
    assert "<details>" not in dashboard(merged, DAY, "zh")


def test_a_summary_of_few_names_each_hospital_on_its_cover(files: SummaryFiles) -> None:
    assert "见“被检查机构与报送包”" not in text_of(files.pdf)
