"""Which batch a file belongs to and when it was published, from what the file says of itself.

Batches stand in one order, revisions between them, so that a later one can replace an earlier.
"""

import re
import tomllib
from collections.abc import Iterable
from datetime import date
from functools import cache
from pathlib import Path

_FILE = Path(__file__).parent / "publications.toml"
_NUMERAL = re.compile(r"第\s*([一二三四五六七八九十百\d]+)\s*批")
_DIGITS = {sign: value for value, sign in enumerate("零一二三四五六七八九")}
_EARLY = 8
"""The batches before the first whose day is known."""


@cache
def known() -> dict[str, date]:
    """Batch → day of publication, of those whose notice was seen."""
    return dict(tomllib.loads(_FILE.read_text("utf-8")))


def batch_of(texts: Iterable[str]) -> str:
    """The number of the batch that a file name, title or sheet speaks of; empty if none does."""
    for text in texts:
        if found := _NUMERAL.search(text):
            return str(number(found[1]))
    return ""


def number(said: str) -> int:
    """A Chinese numeral below one hundred, or digits."""
    if said.isdigit():
        return int(said)
    tens, ten, ones = said.rpartition("十")
    value = 10 * _DIGITS.get(tens, 1) if ten else 0
    return value + _DIGITS.get(ones, 0)


def published_of(batch: str) -> str:
    """The day a batch was published, as far as known."""
    day = known().get(batch)
    return day.isoformat() if day else ""


def place(batch: str, published: str) -> float:
    """Where a batch stands in the order of all; one nobody can place counts as the newest."""
    if batch.isdigit():
        return float(batch)
    if not published:
        return float("inf")
    numbered = [
        int(name) for name, day in known().items() if name.isdigit() and str(day) <= published
    ]
    return max(numbered, default=_EARLY) + 0.5
