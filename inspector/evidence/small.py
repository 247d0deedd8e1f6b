"""A photograph made small enough for a screen of letters; nothing of it is written anywhere."""

import io

Colour = tuple[int, int, int]
Small = tuple[tuple[Colour, ...], ...]
"""Rows of cells, top to bottom, each of one colour (red, green, blue, 0 to 255)."""
_FORMATS = ("JPEG", "TIFF", "PNG", "WEBP")


def small(content: bytes, columns: int, rows: int) -> Small:
    """The photograph in at most `columns` by `rows` cells, a cell being twice as high as wide.

    Upright as the camera was held. Empty if `content` is no photograph that can be read.
    """
    # Most commands look at nothing.
    from PIL import Image, ImageOps, UnidentifiedImageError

    try:
        with Image.open(io.BytesIO(content), formats=_FORMATS) as opened:
            opened.draft("RGB", (columns * 4, rows * 8))
            picture = ImageOps.exif_transpose(opened).convert("RGB")
    except (OSError, UnidentifiedImageError, Image.DecompressionBombError, ValueError, SyntaxError):
        return ()
    share = min(columns / picture.width, 2 * rows / picture.height)
    width = max(1, min(columns, round(picture.width * share)))
    height = max(1, min(rows, round(picture.height * share / 2)))
    data = picture.resize((width, height), Image.Resampling.BOX).tobytes()
    cells = [(data[at], data[at + 1], data[at + 2]) for at in range(0, len(data), 3)]
    return tuple(tuple(cells[at : at + width]) for at in range(0, len(cells), width))
