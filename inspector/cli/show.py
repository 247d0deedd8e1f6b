"""Everything printed on stdout: tables for people, JSON for programs."""

import json
import sys
from collections.abc import Iterable, Sequence
from dataclasses import asdict, is_dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any


def money(amount: Decimal | None) -> str:
    """元 with thousands separators: `12,345.60`."""
    return "" if amount is None else f"{amount:,.2f}"


def line(text: str = "") -> None:
    """One line of data."""
    print(text)


def as_json(value: object) -> None:
    """`value` (a dataclass, or plain) as indented JSON; money stays text."""
    plain = asdict(value) if is_dataclass(value) and not isinstance(value, type) else value
    json.dump(plain, sys.stdout, ensure_ascii=False, indent=2, default=_plain)
    print()


def _plain(value: Any) -> Any:
    if isinstance(value, Decimal):
        return str(value)
    if isinstance(value, (date, datetime)):
        return value.isoformat()
    if is_dataclass(value) and not isinstance(value, type):
        return asdict(value)
    if isinstance(value, bytes):
        return value.hex()
    return str(value)


def table(
    headings: Sequence[str], rows: Iterable[Sequence[object]], right: Sequence[int] = ()
) -> None:
    """Rows under headings, wide characters aligned; columns in `right` are right-aligned."""
    from rich.box import SIMPLE_HEAD
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    # Piped output is never folded to a width nobody has.
    console = Console(highlight=False, width=None if sys.stdout.isatty() else 240)
    drawn = Table(box=SIMPLE_HEAD, pad_edge=False, show_edge=False)
    for place, heading in enumerate(headings):
        drawn.add_column(Text(heading), justify="right" if place in right else "left")
    for row in rows:
        drawn.add_row(*(Text("" if cell is None else str(cell)) for cell in row))
    # Printed here: rich would end the program itself when the reader has left.
    with console.capture() as printed:
        console.print(drawn)
    print(printed.get(), end="")
