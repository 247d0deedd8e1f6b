"""`inspector knowledge`: what is taken, what is listed, what people confirm and regions fill in."""

import csv
import json
from pathlib import Path

import pytest

from tests.commands.computer import Computer
from tests.rooms.knowledge_made_up import DRUG, ITEM, workbook


@pytest.fixture
def published(computer: Computer) -> Computer:
    """A computer on which two made-up workbooks lie, one with a row that cannot be read."""
    head = ("药品名称", "药品代码", "限定支付范围")
    drugs = [head, ("甲片", DRUG, "支付不超过14天。"), ("乙片", "不详", "支付不超过7天。")]
    workbook(computer.folder, "第六批“药品限支付疗程”", {"明细": drugs})
    groups = ("项目名称", "国标代码", "限定类型", "限定值域")
    items = [groups, ("甲术", ITEM, "限定主次操作", "胃肠手术组")]
    workbook(computer.folder, "第二批“手术项目”", {"明细": items})
    return computer


SIX, TWO = "第六批“药品限支付疗程”.xlsx", "第二批“手术项目”.xlsx"


def test_what_cannot_be_read_is_listed_row_by_row_and_the_rest_is_taken(
    published: Computer,
) -> None:
    done = published.inspector("knowledge", "import", SIX, TWO, lang="zh")
    assert done.returncode == 3
    assert [line.split() for line in done.stdout.splitlines() if "编码不成形" in line] == [
        [SIX, "明细", "3", "编码不成形"]
    ]
    assert "1 行没有读入" in done.stderr
    told = json.loads(published.does("knowledge", "list", "--json").stdout)
    assert {one["table"]: (one["rows"], one["open"], one["unreviewed"]) for one in told} == {
        "limit_course": (1, 0, 1),
        "pair_operation": (1, 1, 0),
    }


def test_a_clean_import_ends_with_zero_and_says_where_it_is_kept(published: Computer) -> None:
    done = published.does("knowledge", "import", TWO, "-o", "kept")
    assert "kept" in done.stderr
    assert (published.folder / "kept" / "national" / "pair_operation.csv").is_file()
    assert not (published.folder / "home" / "knowledge").exists()
    shown = published.does("knowledge", "show", "pair_operation", ITEM, "--library", "kept")
    assert "operation_group: 胃肠手术组" in shown.stdout
    assert "needs_overlay: ratio" in shown.stdout


def test_an_edited_review_file_is_put_into_force(published: Computer) -> None:
    published.inspector("knowledge", "import", SIX)
    home = published.folder / "home" / "knowledge" / "national"
    file = home / "review" / "limit_course.csv"
    file.write_text(file.read_text("utf-8-sig").replace("14,stay", "15,stay"), "utf-8")
    shown = published.does("knowledge", "review", "--accept", "limit_course").stdout
    assert [line.split()[:3] for line in shown.splitlines() if "limit_course" in line] == [
        ["limit_course", "0", "1"]
    ]
    [row] = json.loads(published.does("knowledge", "show", "limit_course", DRUG, "--json").stdout)
    assert (row["days_max"], row["reviewed"]) == ("15", "true")


def test_a_region_fills_the_template_and_the_value_holds(published: Computer) -> None:
    published.does("knowledge", "import", TWO)
    published.does("knowledge", "overlay-template", "-o", "浙江.csv")
    file = published.folder / "浙江.csv"
    with file.open(encoding="utf-8-sig", newline="") as opened:
        [line] = csv.DictReader(opened)
    with file.open("w", encoding="utf-8", newline="") as opened:
        writer = csv.DictWriter(opened, list(line))
        writer.writeheader()
        writer.writerow(line | {"value": "0.5", "document": "价格文件1号"})
    published.does("knowledge", "import", "浙江.csv", "--layer", "overlay", "--region", "浙江")
    [row] = json.loads(published.does("knowledge", "show", "pair_operation", "--json").stdout)
    assert (row["ratio"], row["source"], row["layer"]) == ("0.5000", "价格文件1号", "overlay/浙江")


@pytest.mark.parametrize(
    ("words", "status", "code"),
    [
        (("import", "nowhere.xlsx"), 3, "input.file-missing"),
        (("import", TWO, "--layer", "overlay"), 2, "usage"),
        (("import", TWO, "--layer", "overlay", "--region", "../out"), 2, "usage"),
        (("show", "limit_sexes"), 3, "input.table-unknown"),
        (("overlay-template", "-o", "a.csv"), 3, "input.file-missing"),
        (("list", "--case", "nowhere"), 6, "case.missing"),
    ],
)
def test_a_mistake_is_refused_by_name_and_keeps_nothing(
    published: Computer, words: tuple[str, ...], status: int, code: str
) -> None:
    done = published.inspector("knowledge", *words)
    assert (done.returncode, f"[{code}]" in done.stderr) == (status, True), done.stderr
    assert not (Path(published.folder) / "home" / "knowledge").exists()


def test_a_file_of_which_nothing_is_taken_does_not_look_like_success(published: Computer) -> None:
    (published.folder / "letter.csv").write_text("此致\n", "utf-8")
    done = published.inspector("knowledge", "import", "letter.csv", lang="zh")
    assert done.returncode == 3
    assert "没有收下任何一行" in done.stderr
