"""The library as published, where its files lie beside the checkout: every point is taken."""

from collections import Counter
from pathlib import Path

import pytest

from inspector.knowledge import (
    NATIONAL,
    Publication,
    families,
    keep_publications,
    layer_rows,
    national_points,
    open_lines,
    read_publication,
)

FOLDER = Path(__file__).parents[3] / "shared" / "reference" / "two_libraries"
RECORDS = FOLDER / "json" / "kb_two_libraries_all_records.json"

pytestmark = pytest.mark.skipif(
    not RECORDS.is_file(), reason="the published libraries are not here"
)


@pytest.fixture(scope="module")
def workbooks() -> list[Publication]:
    return [read_publication(path) for path in sorted(FOLDER.glob("official_workbooks/*.xlsx"))]


@pytest.fixture(scope="module")
def collected() -> Publication:
    return read_publication(RECORDS)


def test_every_row_of_the_workbooks_is_taken_but_a_total_and_a_remark(
    workbooks: list[Publication],
) -> None:
    assert all(one.rows == one.taken + len(one.listed) for one in workbooks)
    listed = [(book.batch, one.row, one.note) for book in workbooks for one in book.listed]
    assert listed == [("8", 69, True), ("8", 70, True)]
    counted = Counter(point.national_rule for book in workbooks for point in book.points)
    assert counted == {
        **{65: 271, 7: 11, 67: 481, 80: 30, 81: 390},
        **{25: 900, 1: 9, 2: 3, 15: 378, 27: 67, 31: 14, 13: 35},
    }


def test_all_published_points_load_with_their_codes_and_supersession(
    collected: Publication, tmp_path: Path
) -> None:
    assert (collected.rows, collected.taken) == (3899, 3898)
    assert [(one.row, one.note) for one in collected.listed] == [(872, True)]
    keep_publications(tmp_path, [collected])
    points = national_points(tmp_path)
    assert len(points) == 3898
    assert len({code for point in points for code in point.codes}) == 19_800
    rows = [row for name in families() for row in layer_rows(tmp_path / NATIONAL, name)]
    closed = {row["point"] for row in rows if row["superseded_by"]}
    assert len(closed) == 397
    assert {row["valid_to"] for row in rows if row["superseded_by"]} == {"2026-01-27"}


def test_workbooks_fill_what_the_collection_leaves_open(
    workbooks: list[Publication], collected: Publication, tmp_path: Path
) -> None:
    keep_publications(tmp_path, [*workbooks, collected])
    assert len(national_points(tmp_path)) == 3898
    waiting = Counter(line["table"] for line in open_lines(tmp_path / NATIONAL))
    assert waiting == {"pair_operation": 7, "limit_age": 1}
    keep_publications(tmp_path / "other", [collected])
    waiting = Counter(line["table"] for line in open_lines(tmp_path / "other" / NATIONAL))
    assert waiting == {
        "pair_operation": 7,
        "limit_age": 1,
        "pair_exclusive": 900,
        "limit_count": 67,
    }
