"""How a report is arranged: a TOML file, so that a province changes it without the program.

It says order, headings and logo, never what is counted; the signatures always come last.
"""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from io import BytesIO
from pathlib import Path
from typing import Any

from PIL import Image, UnidentifiedImageError

from inspector import shipped
from inspector.errors import FileMissing, FileUnreadable
from inspector.i18n.catalogue import Language

SECTIONS = (
    *("overview", "method", "data", "coverage", "problems", "pictures"),
    *("sample", "replies", "evidence", "detail", "annex", "signatures"),
)
_LOGO_LIMIT = 4 << 20


@dataclass(frozen=True)
class Template:
    """The arrangement of one kind of report."""

    name: str
    sections: tuple[str, ...] = SECTIONS
    fee_lines: int = 40
    pictures: int = 3
    """Findings shown as a picture, of each kind."""
    title: Mapping[str, str] = field(default_factory=dict)
    headings: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    logo: bytes = b""

    def heading(self, section: str, usual: str, lang: Language) -> str:
        """What stands above a section."""
        return self.headings.get(section, {}).get(lang, usual)


def load_template(named: str | Path = "standard") -> Template:
    """The shipped template of that name, or the one in a file.

    Raises:
        FileMissing, FileUnreadable: no such template, or not one; no report was made.
    """
    inside = shipped.folder("templates") / "reports" / f"{named}.toml"
    path = inside if inside.is_file() else Path(named)
    told = read_toml(path)
    sections = tuple(told.get("sections", SECTIONS))
    unknown = sorted(set(sections) - set(SECTIONS))
    if unknown or sections[-1:] != ("signatures",) or len(set(sections)) != len(sections):
        raise FileUnreadable(path=str(path), problem=f"sections {unknown or sections[-1:]}")
    return Template(
        name=str(told.get("name", path.stem)),
        sections=sections,
        fee_lines=int(told.get("fee_lines", 40)),
        pictures=int(told.get("pictures", 3)),
        title=dict(told.get("title", {})),
        headings=dict(told.get("headings", {})),
        logo=read_logo(path, str(told.get("logo", ""))),
    )


def read_toml(path: Path) -> dict[str, Any]:
    """What a template's file says.

    Raises:
        FileMissing, FileUnreadable
    """
    try:
        return tomllib.loads(path.read_text("utf-8"))
    except OSError:
        raise FileMissing(path=str(path)) from None
    except (tomllib.TOMLDecodeError, UnicodeDecodeError):
        raise FileUnreadable(path=str(path), problem="not TOML") from None


def read_logo(template: Path, named: str) -> bytes:
    """The picture a template names, beside its file; nothing if it names none.

    Raises:
        FileMissing, FileUnreadable: not there, or neither PNG nor JPEG.
    """
    if not named:
        return b""
    path = template.parent / named
    try:
        if path.stat().st_size > _LOGO_LIMIT:
            raise FileUnreadable(path=str(path), problem="> 4 MB")
        data = path.read_bytes()
        with Image.open(BytesIO(data), formats=("PNG", "JPEG")) as picture:
            picture.verify()
    except FileNotFoundError:
        raise FileMissing(path=str(path)) from None
    except (OSError, UnidentifiedImageError, SyntaxError, ValueError):
        raise FileUnreadable(path=str(path), problem="PNG, JPEG") from None
    return data
