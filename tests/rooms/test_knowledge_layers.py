"""Knowledge rows: national, then overlay, then case; each with its dates and its source."""

from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from inspector.errors import RuleFileInvalid
from inspector.knowledge import Layer, Shape, read_knowledge

CEILING = Shape("ceiling", ("code",), {"price": "DECIMAL(16,6)", "minutes": "INTEGER"})
HEAD = "code,name,price,minutes,valid_from,valid_to,source\n"


def rows(folder: Path, **layers: str) -> list[dict[str, Any]]:
    made = []
    for name, text in layers.items():
        (folder / name).mkdir(parents=True)
        (folder / name / "ceiling.csv").write_text(text, "utf-8")
        made.append(Layer(name, folder / name))
    return read_knowledge(CEILING, made).to_pylist()


def test_a_row_says_where_it_stands_and_since_when_it_holds(tmp_path: Path) -> None:
    (row,) = rows(tmp_path, national=HEAD + "A1,运动疗法,41.5,45,2024-07-01,,价格文件\n")
    assert row == {
        "code": "A1",
        "name": "运动疗法",
        "price": Decimal("41.500000"),
        "minutes": 45,
        "valid_from": date(2024, 7, 1),
        "valid_to": date(9999, 12, 31),
        "source": "价格文件",
        "layer": "national",
        "knowledge_row": "national/ceiling:2",
    }


def test_a_later_layer_replaces_all_rows_of_its_key_and_only_those(tmp_path: Path) -> None:
    done = rows(
        tmp_path,
        national=HEAD + "A1,a,38,,,2024-06-30,n\nA1,a,41,,2024-07-01,,n\nB1,b,9,,,,n\n",
        region=HEAD + "A1,a,35,,,,r\n",
        case=HEAD + "C1,c,1,,,,c\n",
    )
    assert [(row["code"], row["price"], row["knowledge_row"]) for row in done] == [
        ("A1", Decimal(35), "region/ceiling:2"),
        ("B1", Decimal(9), "national/ceiling:4"),
        ("C1", Decimal(1), "case/ceiling:2"),
    ]


def test_a_byte_order_mark_of_excel_does_not_hide_the_first_column(tmp_path: Path) -> None:
    assert rows(tmp_path, national="\ufeff" + HEAD + "A1,a,1,,,,n\n")[0]["code"] == "A1"


def test_no_file_is_no_rows_and_still_has_the_columns(tmp_path: Path) -> None:
    table = read_knowledge(CEILING, [Layer("national", tmp_path)])
    assert table.num_rows == 0
    assert {"code", "price", "valid_from", "valid_to", "source"} <= set(table.schema.names)


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("code,price,minutes,valid_from,valid_to\nA1,1,,,\n", 1),
        (HEAD + "A1,a,1,,,,n\nA1,a,1,,,,\n", 3),
        (HEAD + "A1,a,cheap,,,,n\n", 2),
        (HEAD + "A1,a,1,,1 July 2024,,n\n", 2),
        (HEAD + "A1,a,1,1.5,,,n\n", 2),
    ],
)
def test_a_row_that_cannot_be_believed_is_refused_with_its_line(
    tmp_path: Path, text: str, line: int
) -> None:
    with pytest.raises(RuleFileInvalid) as caught:
        rows(tmp_path, national=text)
    assert caught.value.facts["line"] == line
