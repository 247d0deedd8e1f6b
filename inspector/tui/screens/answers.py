"""An answer as a table: as wide as its first rows ask for, formatted as far as it is seen."""

from collections.abc import Sequence
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from rich.cells import cell_len

from inspector.tui.cells import clean, shown_of
from inspector.tui.widgets.paged_table import Column
from inspector.tui.widgets.rows import Cells, Pages

if TYPE_CHECKING:
    from inspector.workspace import Answer

WIDEST = 40
_LOOKED_AT = 100


def pages(answer: "Answer") -> Pages:
    """The rows, however many."""
    return Pages(len(answer.rows), lambda start, stop: _cells(answer, start, stop))


def _cells(answer: "Answer", start: int, stop: int) -> list[Cells]:
    return [cells(answer.columns, row) for row in answer.rows[start:stop]]


def cells(names: Sequence[str], row: Sequence[Any]) -> Cells:
    """A row of an answer as text."""
    return tuple(shown_of(name, value) for name, value in zip(names, row, strict=True))


def columns(answer: "Answer") -> list[Column]:
    """Each column's name and width; numbers on the right."""
    made: list[Column] = []
    first = _cells(answer, 0, _LOOKED_AT)
    for at, name in enumerate(answer.columns):
        width = max([cell_len(name), *(cell_len(row[at]) for row in first)])
        number = any(isinstance(row[at], (int, float, Decimal)) for row in answer.rows[:20])
        made.append(Column(clean(name), max(3, min(WIDEST, width)), right=number))
    return made
