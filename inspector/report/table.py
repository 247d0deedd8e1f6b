"""Tables drawn by themselves: one text object a page, split by rows over any number of pages.

Every row is drawn once and whole; a row too tall for a page goes on in the next, with its text.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from reportlab.lib import colors
from reportlab.pdfbase import pdfmetrics
from reportlab.platypus.flowables import Flowable

from inspector.report.fonts import Faces, visible

SIZE, LEAD, PAD = 7.5, 10.0, 3.0
INK = colors.HexColor("#1f2933")
BAND = colors.HexColor("#1f4e79")
PALE = colors.HexColor("#eef3f8")
RULE = colors.HexColor("#b8c4d0")
# 避头尾: marks that do not begin a line, and marks that do not end one.
_NO_START = frozenset("、。，．：；！？）》」』】〕〉％%…·)]}»”’,;:.!?")
_NO_END = frozenset("（《「『【〔〈([{«“‘")
_TALLEST = 45
"""Lines of one drawn row; 45 lines stay under a page."""
_LOW = 300.0
"""Points: two rows lower than this go on to the next page together."""

Wrapped = tuple[tuple[str, ...], ...]


@dataclass
class Letters:
    """The widths of one face at one size, and texts cut to a width."""

    face: str
    size: float
    _widths: dict[int, int] = field(init=False, repr=False)
    _default: float = field(init=False, repr=False)
    _seen: dict[tuple[str, float], tuple[str, ...]] = field(default_factory=dict, repr=False)

    def __post_init__(self) -> None:
        drawn = pdfmetrics.getFont(self.face).face
        self._widths, self._default = drawn.charWidths, drawn.defaultWidth

    def width(self, text: str) -> float:
        """In points."""
        widths, default = self._widths, self._default
        return sum([widths.get(ord(char), default) for char in text]) * self.size / 1000

    def lines(self, text: str, width: float) -> tuple[str, ...]:
        """`text` cut to lines of at most `width` points; words stay whole if they fit."""
        known = self._seen.get((text, width))
        if known is None:
            known = tuple(
                line for part in visible(text).split("\n") for line in self._cut(part, width)
            )
            self._seen[(text, width)] = known
        return known

    def _cut(self, text: str, width: float) -> Iterator[str]:
        if self.width(text) <= width:
            yield text
            return
        line, used = "", 0.0
        for char in text:
            step = self.width(char)
            if line and used + step > width:
                kept = _break(line, char)
                yield line[:kept].rstrip(" ")
                line = line[kept:].lstrip(" ")
                used = self.width(line)
            line += char
            used += step
        yield line


def _break(line: str, following: str) -> int:
    """Where `line` may end when `following` does not fit any more."""
    at = len(line)
    while at > 1 and _together(line[at - 1], following):
        at -= 1
        following = line[at]
    # A word longer than the line, such as a digest, is cut where the line ends.
    return at if at > max(1, len(line) // 3) else len(line)


def _together(left: str, right: str) -> bool:
    """Whether no line may end between two characters."""
    if left in _NO_END or right in _NO_START:
        return True
    return all(char.isascii() and (char.isalnum() or char in "._-,:") for char in (left, right))


@dataclass(frozen=True)
class Shape:
    """Column widths in points, which columns stand right, and whether the last row is a sum."""

    widths: tuple[float, ...]
    right: frozenset[int] = frozenset()
    total: bool = False


class RowTable(Flowable):  # type: ignore[misc]
    """A table whose rows are wrapped once and then handed from page to page."""

    def __init__(
        self,
        faces: Faces,
        head: Sequence[str],
        rows: Sequence[Sequence[str]],
        shape: Shape,
    ) -> None:
        super().__init__()
        self._plain, self._bold = Letters(faces.regular, SIZE), Letters(faces.bold, SIZE)
        self._shape = shape
        self._head = self._wrapped(head, self._bold) if head else ()
        self._rows = [piece for row in rows for piece in self._pieces(row)]
        self._total = shape.total

    def _wrapped(self, cells: Sequence[str], letters: Letters) -> Wrapped:
        return tuple(
            letters.lines(cell, width - 2 * PAD)
            for cell, width in zip(cells, self._shape.widths, strict=True)
        )

    def _pieces(self, row: Sequence[str]) -> Iterator[Wrapped]:
        cells = self._wrapped(row, self._plain)
        tallest = max(map(len, cells))
        for start in range(0, tallest, _TALLEST):
            yield tuple(lines[start : start + _TALLEST] for lines in cells)

    def wrap(self, width: float, height: float) -> tuple[float, float]:
        """The size of what is left of the table."""
        self.width = sum(self._shape.widths)
        self.height = sum(map(_height, self._shown()))
        return self.width, self.height

    def _shown(self) -> list[Wrapped]:
        return [self._head, *self._rows] if self._head else self._rows

    def split(self, width: float, height: float) -> list[Flowable]:
        """What fits into `height`, and the rest under the same head; nothing if no row fits."""
        used = _height(self._head) if self._head else 0.0
        for count, row in enumerate(self._rows):
            used += _height(row)
            if used > height:
                kept = self._kept(count)
                return self._cut_at(kept) if kept else []
        return [self]

    @property
    def least(self) -> float:
        """The height of the head and the first two rows."""
        return sum(map(_height, self._shown()[: 2 + bool(self._head)]))

    def _kept(self, count: int) -> int:
        """How many of the `count` rows that fit stay; no row stands alone, here or there."""
        kept = count - (len(self._rows) - count == 1)
        if kept > 1:
            return kept
        return 0 if self.least < _LOW else count

    def _cut_at(self, count: int) -> list[Flowable]:
        first, rest = object.__new__(RowTable), object.__new__(RowTable)
        for part in (first, rest):
            part.__dict__.update(self.__dict__)
            # reportlab's mark "did not fit on the page before" is of the whole, not of its parts.
            part.__dict__.pop("_postponed", None)
        first._rows, rest._rows = self._rows[:count], self._rows[count:]
        first._total = False
        return [first, rest]

    def draw(self) -> None:
        """Bands and lines first, then all text of the page in one object."""
        edges = self._edges()
        self._draw_ground(edges)
        text = self.canv.beginText()
        top = self.height
        for at, row in enumerate(self._shown()):
            bold, ink = self._style(at)
            text.setFillColor(ink)
            text.setFont(bold.face, SIZE)
            self._draw_row(text, row, top, edges, bold)
            top -= _height(row)
        self.canv.drawText(text)

    def _style(self, at: int) -> tuple[Letters, colors.Color]:
        if self._head and at == 0:
            return self._bold, colors.white
        if self._total and at == len(self._shown()) - 1:
            return self._bold, INK
        return self._plain, INK

    def _edges(self) -> list[float]:
        edges = [0.0]
        for width in self._shape.widths:
            edges.append(edges[-1] + width)
        return edges

    def _draw_ground(self, edges: list[float]) -> None:
        canvas, top = self.canv, self.height
        rules = [(0, top, edges[-1], top)]
        for at, row in enumerate(self._shown()):
            tall = _height(row)
            band = BAND if self._head and at == 0 else PALE if at % 2 == 0 else None
            if band is not None:
                canvas.setFillColor(band)
                canvas.rect(0, top - tall, edges[-1], tall, stroke=0, fill=1)
            top -= tall
            rules.append((0, top, edges[-1], top))
        canvas.setLineWidth(0.3)
        canvas.setStrokeColor(RULE)
        canvas.lines([*rules, *((x, self.height, x, 0) for x in edges)])

    def _draw_row(
        self, text: object, row: Wrapped, top: float, edges: list[float], letters: Letters
    ) -> None:
        for column, lines in enumerate(row):
            for at, line in enumerate(lines):
                x = edges[column] + PAD
                if column in self._shape.right:
                    x = edges[column + 1] - PAD - letters.width(line)
                text.setTextOrigin(x, top - PAD - SIZE - at * LEAD + 0.5)  # type: ignore[attr-defined]
                text.textOut(line)  # type: ignore[attr-defined]


def _height(row: Wrapped) -> float:
    return max(1, *map(len, row)) * LEAD + PAD + 1
