"""How a piece of evidence was taken: where, when, from whom, by which two people.

What the camera's clock says is kept beside what people say; neither replaces the other.
Source: 医疗保障行政处罚程序暂行规定 (医保局令 4), kinds of evidence; 条例 Art. 29, two inspectors.
"""

from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path

KINDS = (
    *("document", "physical", "audiovisual", "electronic"),
    *("testimony", "statement", "opinion", "scene"),
)
"""书证、物证、视听资料、电子数据、证人证言、当事人陈述、鉴定意见、现场笔录."""
_CAMERA_BLOCK, _TAKEN_AT, _ZONE, _CHANGED_AT = 0x8769, 0x9003, 0x9011, 0x0132
_FORMATS = ("JPEG", "TIFF", "PNG", "WEBP")


@dataclass(frozen=True)
class Taken:
    """The circumstances, in the words of who took it; what is not known is empty.

    `at` is the wall clock's time, `second` the name of the second of two operators, `original`
    whether it is the original or a copy.
    """

    place: str = ""
    at: str = ""
    holder: str = ""
    second: str = ""
    kind: str = ""
    source: str = ""
    pages: str = ""
    original: str = ""

    def facts(self) -> dict[str, str]:
        """What is known of them, as an event tells it."""
        return {name: told for name, told in asdict(self).items() if told}


def camera_time(file: Path) -> str:
    """When a photograph says it was taken (EXIF), as `2024-11-20 09:30:00`; empty if it does not.

    Only the head of the file is read, no pixel is.
    """
    # Most commands attach nothing.
    from PIL import Image, UnidentifiedImageError

    try:
        with Image.open(file, formats=_FORMATS) as picture:
            whole = picture.getexif()
            camera = whole.get_ifd(_CAMERA_BLOCK)
    except (OSError, UnidentifiedImageError, Image.DecompressionBombError, ValueError, SyntaxError):
        return ""
    told = str(camera.get(_TAKEN_AT) or whole.get(_CHANGED_AT) or "").strip("\0 ")
    try:
        at = datetime.strptime(told, "%Y:%m:%d %H:%M:%S")
    except ValueError:
        return ""
    return f"{at:%Y-%m-%d %H:%M:%S} {str(camera.get(_ZONE) or '').strip()}".strip()
