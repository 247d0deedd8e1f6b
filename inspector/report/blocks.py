"""What a report is made of before it is drawn: headings, sentences, tables, boxes to sign in.

A block holds text only, so that its characters are known before a font is cut.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from inspector.report.chart import Bar


@dataclass(frozen=True)
class Heading:
    """A title; level 0 is the report's own."""

    text: str
    level: int = 1


@dataclass(frozen=True)
class Sentence:
    """A paragraph of running text; `small` for notes."""

    text: str
    small: bool = False


@dataclass(frozen=True)
class Rows:
    """A table: shares of the page's width, columns that stand right, a sum as last row."""

    head: tuple[str, ...]
    rows: Sequence[tuple[str, ...]]
    shares: tuple[float, ...]
    right: frozenset[int] = frozenset()
    total: bool = False


@dataclass(frozen=True)
class Chart:
    """The waterfall as bars."""

    bars: tuple[Bar, ...]


@dataclass(frozen=True)
class SigningPlace:
    """A box to sign in: the PDF field's name, and what stands above it."""

    field: str
    label: str


@dataclass(frozen=True)
class SigningPlaces:
    """The boxes side by side, kept on one page with the statement above them."""

    statement: str
    places: tuple[SigningPlace, ...]


Block = Heading | Sentence | Rows | Chart | SigningPlaces


def texts(blocks: Sequence[Block]) -> Iterator[str]:
    """Every text the blocks hold."""
    for block in blocks:
        match block:
            case Heading() | Sentence():
                yield block.text
            case Rows():
                yield from block.head
                for row in block.rows:
                    yield from row
            case Chart():
                for bar in block.bars:
                    yield from (bar.label, bar.value)
            case SigningPlaces():
                yield block.statement
                yield from (place.label for place in block.places)
