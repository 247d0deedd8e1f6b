"""What stands in a file before it is parsed: sheets as blocks of cells, and why a file is refused.

This is the vocabulary of the reading process; nothing here touches a file.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import pyarrow as pa

Span = tuple[int, int, int, int]
"""First and last row, from 1; first and last column, from 0."""
Merged = list[Span]
SPANS = pa.schema([(name, pa.int32()) for name in ("top", "bottom", "west", "east")])
"""The same as columns."""


class Refused(Exception):
    """The file is not read on; `problem` is the code of a sentence."""

    def __init__(self, problem: str) -> None:
        super().__init__(problem)
        self.problem = problem


@dataclass(frozen=True)
class Block:
    """Rows one after another; `first` is the number of the first, `left` their first column."""

    first: int
    rows: list[list[Any]]
    left: int = 0


@dataclass
class Part:
    """One sheet, or the one table of a file."""

    name: str
    blocks: Iterator[Block]
    shared: "pa.ChunkedArray[Any] | None" = None
    """The texts that marked cells name by number."""
    notes: dict[str, int] = field(default_factory=dict)
    """What a person should know of it, counted while its blocks are read."""
    merged: Merged = field(default_factory=list)
    """Its merged cells, there once its blocks are read."""

    def note(self, what: str, count: int) -> None:
        """Count `count` more of `what`."""
        if count:
            self.notes[what] = self.notes.get(what, 0) + count
