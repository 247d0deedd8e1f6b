"""A photograph on a screen of letters: upright, in its proportions, and nothing else is drawn."""

import io

import pytest
from PIL import Image

from inspector.evidence import small

RED, BLUE = (254, 0, 0), (0, 0, 254)


def photo(width: int, height: int, kind: str = "PNG", turned: int = 1) -> bytes:
    """Red above, blue below; `turned` is how the camera was held, as EXIF counts it."""
    picture = Image.new("RGB", (width, height), (0, 0, 254))
    picture.paste((254, 0, 0), (0, 0, width, height // 2))
    exif = picture.getexif()
    exif[0x0112] = turned
    kept = io.BytesIO()
    picture.save(kept, kind, exif=exif, quality=95)
    return kept.getvalue()


def near(one: tuple[int, int, int], other: tuple[int, int, int]) -> bool:
    return all(abs(a - b) < 12 for a, b in zip(one, other, strict=True))


@pytest.mark.parametrize("kind", ["PNG", "JPEG", "WEBP", "TIFF"])
def test_what_is_above_stays_above_and_a_cell_is_twice_as_high_as_wide(kind: str) -> None:
    cells = small(photo(400, 400, kind), 78, 20)
    assert (len(cells), len(cells[0])) == (20, 40)
    assert near(cells[1][5], RED) and near(cells[-2][5], BLUE)


def test_a_camera_held_upside_down_is_turned_back() -> None:
    cells = small(photo(400, 400, turned=3), 78, 20)
    assert near(cells[1][5], BLUE) and near(cells[-2][5], RED)


def test_a_wide_photograph_fills_the_width() -> None:
    cells = small(photo(1000, 100), 78, 20)
    assert (len(cells), len(cells[0])) == (4, 78)


@pytest.mark.parametrize(
    "content", [b"", b"stock count sheet", photo(400, 400)[:60]], ids=["empty", "text", "cut"]
)
def test_what_is_no_photograph_is_not_drawn(content: bytes) -> None:
    assert small(content, 78, 20) == ()
