"""A report's template: which sections in which order, and how many fee lines are printed.

A template arranges; it cannot change a number, nor leave out the place to sign.
"""

import tomllib
from dataclasses import dataclass
from pathlib import Path

from inspector import shipped
from inspector.errors import FileMissing, FileUnreadable

SECTIONS = ("overview", "data", "coverage", "problems", "detail", "annex", "signatures")


@dataclass(frozen=True)
class Template:
    """The arrangement of one kind of report."""

    name: str
    sections: tuple[str, ...]
    fee_lines: int


def load_template(named: str | Path = "standard") -> Template:
    """The shipped template of that name, or the one in a file.

    Raises:
        FileMissing, FileUnreadable: no such template, or not one; no report was made.
    """
    inside = shipped.folder("templates") / "reports" / f"{named}.toml"
    path = inside if inside.is_file() else Path(named)
    try:
        told = tomllib.loads(path.read_text("utf-8"))
    except OSError:
        raise FileMissing(path=str(named)) from None
    except (tomllib.TOMLDecodeError, UnicodeDecodeError):
        raise FileUnreadable(path=str(path), problem="not TOML") from None
    sections = tuple(told.get("sections", SECTIONS))
    unknown = sorted(set(sections) - set(SECTIONS))
    if unknown or sections[-1:] != ("signatures",) or len(set(sections)) != len(sections):
        raise FileUnreadable(path=str(path), problem=f"sections {unknown or sections[-1:]}")
    return Template(str(told.get("name", path.stem)), sections, int(told.get("fee_lines", 40)))
