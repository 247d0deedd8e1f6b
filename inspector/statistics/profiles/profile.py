"""What a profile is: one question about the case, and what its rows are made into.

Rows come covered, as any question's do; what is made of them is a table of clues beside the whole
they were taken from. A profile decides nothing.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any

from inspector.errors import SampleUnfit

Row = tuple[Any, ...]
Params = Mapping[str, Any]


@dataclass(frozen=True)
class Clues:
    """A table of clues, the oddest first."""

    population: int
    """Units that were compared."""
    columns: tuple[str, ...]
    rows: tuple[Row, ...]
    left_out: int = 0
    """Units that were too few or too thin to compare."""
    facts: Mapping[str, str] = field(default_factory=dict)
    """Figures of the whole, such as the median the units were held against."""


@dataclass(frozen=True)
class OneOf:
    """Reads a parameter that is one of a few words."""

    known: tuple[str, ...]

    def __call__(self, text: str) -> str:
        """The word, if it is known.

        Raises:
            ValueError
        """
        if text not in self.known:
            raise ValueError(text)
        return text


def days(text: str) -> str:
    """Days as `2024-07-01,2024-10-01`, or none.

    Raises:
        ValueError
    """
    for day in filter(None, text.split(",")):
        date.fromisoformat(day)
    return text


def numbers(text: str) -> str:
    """Numbers as `10,15`.

    Raises:
        ValueError, InvalidOperation
    """
    for one in text.split(","):
        Decimal(one)
    return text


@dataclass(frozen=True)
class Profile:
    """One analysis of an audit textbook, as this program does it."""

    name: str
    needs: Mapping[str, Sequence[str]]
    """Columns by table."""
    params: Mapping[str, Any]
    """Defaults; a person may set each, and a value has the type of its default."""
    question: Callable[[Params], str]
    """The SELECT whose rows are read."""
    made: Callable[[Sequence[Row], Params], Clues]
    version: int = 1
    seeded: bool = False
    """Whether it rolls dice, which `seed` then fixes."""
    reads: Mapping[str, Callable[[str], Any]] = field(default_factory=dict)
    """How a parameter is read that is no number; it raises ValueError for what makes no sense."""
    also: Callable[[Params], Mapping[str, Sequence[str]]] = lambda _: {}
    """Columns by table that the parameters ask for besides."""


def enough(have: int, least: int, problem: str = "peers") -> None:
    """See that there is something to compare.

    Raises:
        SampleUnfit
    """
    if have < least:
        raise SampleUnfit(problem=problem, have=have, least=least)
