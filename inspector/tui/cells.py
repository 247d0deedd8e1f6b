"""How values look in the cells of a terminal: cleaned, measured, cut and aligned.

A cell holds printable characters only, so a hospital's value can neither move the cursor nor be
read as markup; width is counted in terminal cells, two for a Chinese character.
"""

import json
import re
from collections.abc import Mapping
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from rich.cells import cell_len, set_cell_size

from inspector.i18n import say

CUT = ".."
# Columns that name a person; shown with the middle covered.
PERSONAL = frozenset({"psn_no", "psn_name", "certno", "patn_name", "tel", "addr"})
PSEUDONYM = re.compile(r"\w-([A-Z2-7]{8}|[A-Z2-7]{24}|\?)")
"""What stands for a person, a document, a phone, an address; it may be shown as it is."""


def clean(text: str) -> str:
    """`text` with everything that is not printable replaced by a blank."""
    if text.isprintable():
        return text
    return "".join(char if char.isprintable() else " " for char in text)


def money(amount: Decimal | None) -> str:
    """元 as `12,345.60`; nothing where there is no amount."""
    return "" if amount is None else f"{amount:,.2f}"


def count(number: int) -> str:
    """A count as `12,345`."""
    return f"{number:,}"


def shown(value: object) -> str:
    """Any value of a row as one line of printable text."""
    if value is None:
        return ""
    if isinstance(value, Decimal):
        return _decimal(value)
    if isinstance(value, datetime):
        return _moment(value)
    if isinstance(value, bool):
        return say("tui.yes") if value else say("tui.no")
    return clean(str(value))


def _decimal(value: Decimal) -> str:
    exponent = value.as_tuple().exponent
    if not isinstance(exponent, int):
        return str(value)
    if exponent >= -2:
        return f"{value:,.2f}" if exponent == -2 else f"{value:,f}"
    # A price (six decimals) keeps at least two; a quantity (four) none that are zero.
    least = 2 if exponent == -6 else 0
    whole, _, part = f"{value:,f}".partition(".")
    part = part.rstrip("0").ljust(least, "0")
    return f"{whole}.{part}" if part else whole


def _moment(value: datetime) -> str:
    # 00:00:00 in an export means that the hour is unknown.
    if (value.hour, value.minute, value.second) == (0, 0, 0):
        return day(value)
    return f"{value:%Y-%m-%d %H:%M}" if value.second == 0 else f"{value:%Y-%m-%d %H:%M:%S}"


def day(value: date | None) -> str:
    """The date of a day or a moment, as `2024-03-01`."""
    return "" if value is None else f"{value:%Y-%m-%d}"


def covered(value: object) -> str:
    """A person's number or name with its middle covered: `33**56`, `王*`; a pseudonym as it is."""
    text = shown(value)
    if len(text) <= 1 or PSEUDONYM.fullmatch(text):
        return text
    kept = 1 if len(text) < 6 else 2
    tail = "" if len(text) < 3 else text[-kept:]
    return f"{text[:kept]}{'*' * min(4, len(text) - kept - len(tail))}{tail}"


def shown_of(column: str, value: object) -> str:
    """A value of `column`; a person's number or name is covered."""
    return covered(value) if column.lower() in PERSONAL else shown(value)


def covered_row(row: Mapping[str, Any]) -> dict[str, Any]:
    """A hit's row, and the `detail` in it, with persons covered and all else as it was."""
    shut = {
        name: covered(value) if name in PERSONAL and value else value for name, value in row.items()
    }
    if row.get("detail"):
        detail = json.loads(row["detail"])
        shut["detail"] = json.dumps(
            {name: covered(value) if name in PERSONAL else value for name, value in detail.items()}
        )
    return shut


def fit(text: str, width: int, right: bool = False) -> str:
    """`text` in exactly `width` cells: padded, or cut with `..` at its end."""
    length = cell_len(text)
    if length > width:
        kept = set_cell_size(text, max(0, width - len(CUT))).rstrip(" ")
        return set_cell_size(kept + CUT, width)
    blank = " " * (width - length)
    return blank + text if right else text + blank


def titled(row: Mapping[str, str] | object, language: str) -> str:
    """The title of a finding or a rule (`{"zh": …, "en": …}`) in `language`."""
    return clean(str(row[language])) if isinstance(row, Mapping) else ""


def bar(done: int, total: int, width: int) -> str:
    """How far a run is, as `[#####.....]`, readable without colour."""
    filled = width * done // total if total else 0
    return f"[{'#' * filled}{'.' * (width - filled)}]"
