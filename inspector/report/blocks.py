"""What a report is made of before it is drawn: headings, sentences, tables, charts, places to sign.

A block holds text only, so that its characters are known before a font is cut, and so that the same
blocks can be written as plain text.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from inspector.report.chart import Bar
from inspector.report.plots import Column, Level, Span


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
    """Bars under one another: the waterfall, or amounts side by side."""

    bars: tuple[Bar, ...]


@dataclass(frozen=True)
class Trend:
    """Months as columns."""

    columns: tuple[Column, ...]


@dataclass(frozen=True)
class Stair:
    """The stock of one item, day by day."""

    levels: tuple[Level, ...]


@dataclass(frozen=True)
class Day:
    """The sessions of one person on one day."""

    spans: tuple[Span, ...]


@dataclass(frozen=True)
class Logo:
    """A picture at the head of the first page, as a local template names it; PNG or JPEG."""

    data: bytes


@dataclass(frozen=True)
class Blank:
    """Lines to write on by hand."""

    lines: int


@dataclass(frozen=True)
class Ink:
    """Places to sign with a pen, and how a date is asked for."""

    labels: tuple[str, ...]
    dated: str


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
    heading: str = ""
    """Kept with them: a heading alone at the foot of a page signs nothing."""


@dataclass(frozen=True)
class Kept:
    """Blocks that stay on one page, as a question with room for its answer."""

    blocks: tuple["Block", ...]


Drawn = Chart | Trend | Stair | Day | Logo
Block = Heading | Sentence | Rows | Drawn | Blank | Ink | Kept | SigningPlaces


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
            case Chart() | Trend() | Day():
                yield from _labels(block)
            case Kept():
                yield from texts(block.blocks)
            case Ink():
                yield from (*block.labels, block.dated)
            case SigningPlaces():
                yield from (block.heading, block.statement)
                yield from (place.label for place in block.places)


def _labels(block: Chart | Trend | Day) -> Iterator[str]:
    match block:
        case Chart():
            for bar in block.bars:
                yield from (bar.label, bar.value)
        case Trend():
            for column in block.columns:
                yield from (column.label, column.value)
        case Day():
            yield from (span.label for span in block.spans)
