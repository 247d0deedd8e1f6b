"""Blocks drawn on A4: Chinese by embedded TrueType, text that can be selected, pages x of y.

The same blocks give the same bytes: no clock and no random number enters the file.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from io import BytesIO
from typing import Any
from xml.sax.saxutils import escape

from reportlab.lib.enums import TA_CENTER
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import mm
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import (
    BaseDocTemplate,
    CondPageBreak,
    Frame,
    KeepTogether,
    PageTemplate,
    Paragraph,
    Spacer,
)
from reportlab.platypus.flowables import Flowable

from inspector.report.blocks import (
    Block,
    Chart,
    Heading,
    Rows,
    Sentence,
    SigningPlaces,
    texts,
)
from inspector.report.chart import WaterfallChart
from inspector.report.fields import SignatureBoxes, collect_fields
from inspector.report.fonts import Faces, faces, visible
from inspector.report.table import INK, RowTable, Shape

MARGIN, TOP, BOTTOM = 18 * mm, 20 * mm, 18 * mm
WIDTH = A4[0] - 2 * MARGIN
_DIGITS = "0123456789"


@dataclass(frozen=True)
class Furniture:
    """What stands on every page: a line at the top, and the pattern of the page number."""

    title: str
    head: str
    page: str
    """With `{page}` and `{pages}`."""
    lang: str
    keywords: tuple[str, ...] = ()
    """For machines: what the PDF was made with, such as digests of the files beside it."""


def draw_pdf(blocks: Sequence[Block], around: Furniture) -> bytes:
    """The PDF of a report, its signature fields empty.

    Raises:
        FontMissing: a character has no glyph; nothing has been drawn.
    """
    drawn = faces([*texts(blocks), around.title, around.head, around.page, _DIGITS])
    sink = BytesIO()
    document = BaseDocTemplate(
        sink,
        pagesize=A4,
        pageTemplates=[PageTemplate(frames=[_frame()], pagesize=A4)],
        title=around.title,
        author="inspector",
        keywords=list(around.keywords),
        lang="zh-CN" if around.lang == "zh" else "en",
        initialFontName=drawn.regular,
        invariant=1,
    )
    story = [part for block in blocks for part in _drawn(block, drawn)]
    document.build(story, canvasmaker=_numbered(drawn, around))
    return sink.getvalue()


def _frame() -> Frame:
    no_padding = {f"{side}Padding": 0 for side in ("left", "right", "top", "bottom")}
    return Frame(MARGIN, BOTTOM, WIDTH, A4[1] - TOP - BOTTOM, **no_padding)


def _drawn(block: Block, drawn: Faces) -> list[Flowable]:
    match block:
        case Heading():
            return _heading(block, drawn)
        case Sentence():
            return [Paragraph(escape(visible(block.text)), _text(drawn, small=block.small))]
        case Rows():
            return _table(block, drawn)
        case Chart():
            return [WaterfallChart(drawn, block.bars, WIDTH), Spacer(0, 4 * mm)]
        case SigningPlaces():
            said = Paragraph(escape(block.statement), _text(drawn))
            return [KeepTogether([said, SignatureBoxes(drawn, block.places, WIDTH)])]


def _heading(block: Heading, drawn: Faces) -> list[Flowable]:
    size = (19, 13, 10, 8.5)[block.level]
    style = ParagraphStyle(
        f"heading{block.level}",
        fontName=drawn.bold,
        fontSize=size,
        leading=size * 1.4,
        textColor=INK,
        alignment=TA_CENTER if block.level == 0 else 0,
        spaceBefore=(0, 14, 8, 4)[block.level],
        spaceAfter=(14, 6, 4, 3)[block.level],
        wordWrap="CJK",
    )
    # A heading alone at the foot of a page helps nobody.
    room = CondPageBreak((60, 55, 35, 18)[block.level] * mm)
    return [room, Paragraph(escape(visible(block.text)), style)]


def _text(drawn: Faces, *, small: bool = False) -> ParagraphStyle:
    size = 8 if small else 9.5
    return ParagraphStyle(
        f"text{size}",
        fontName=drawn.regular,
        fontSize=size,
        leading=size * 1.6,
        textColor=INK,
        spaceAfter=5,
        wordWrap="CJK",
    )


def _table(block: Rows, drawn: Faces) -> list[Flowable]:
    whole = sum(block.shares)
    widths = tuple(share / whole * WIDTH for share in block.shares)
    shape = Shape(widths, block.right, block.total)
    return [RowTable(drawn, block.head, block.rows, shape), Spacer(0, 4 * mm)]


def _numbered(drawn: Faces, around: Furniture) -> type[Canvas]:
    """A canvas that writes "page x of y" when it knows y, that is, at the end."""

    class Numbered(Canvas):  # type: ignore[misc]
        def __init__(self, *args: Any, **options: Any) -> None:
            super().__init__(*args, **options)
            self._pages: list[dict[str, Any]] = []

        def showPage(self) -> None:  # noqa: N802 - reportlab's name
            self._pages.append(dict(self.__dict__))
            self._startPage()

        def save(self) -> None:
            pages = self._pages
            for page in pages:
                self.__dict__.update(page)
                _furnish(self, drawn, around, len(pages))
                Canvas.showPage(self)
            collect_fields(self)
            super().save()

    return Numbered


def _furnish(canvas: Canvas, drawn: Faces, around: Furniture, pages: int) -> None:
    canvas.setFont(drawn.regular, 8)
    canvas.setFillColor(INK)
    canvas.drawString(MARGIN, A4[1] - 12 * mm, visible(around.head))
    canvas.setLineWidth(0.3)
    canvas.line(MARGIN, A4[1] - 14 * mm, A4[0] - MARGIN, A4[1] - 14 * mm)
    number = around.page.format(page=canvas.getPageNumber(), pages=pages)
    canvas.drawCentredString(A4[0] / 2, 9 * mm, number)
