"""Blocks drawn on A4: Chinese by embedded TrueType, text that can be selected, pages x of y.

The same blocks give the same bytes: no clock and no random number enters the file.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from io import BytesIO
from itertools import takewhile
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
    Image,
    KeepTogether,
    PageTemplate,
    Paragraph,
    Spacer,
)
from reportlab.platypus.flowables import Flowable

from inspector.report.blocks import (
    Blank,
    Block,
    Chart,
    Day,
    Drawn,
    Heading,
    Ink,
    Kept,
    Logo,
    Rows,
    Sentence,
    SigningPlaces,
    Stair,
    Trend,
    texts,
)
from inspector.report.chart import WaterfallChart
from inspector.report.fields import SignatureBoxes, collect_fields
from inspector.report.fonts import Faces, faces, visible
from inspector.report.page_tree import inherit_fonts
from inspector.report.paper import InkPlaces, Ruled
from inspector.report.plots import DayPlan, MonthColumns, StockStair
from inspector.report.table import INK, Letters, RowTable, Shape

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
    document.build(_laid_out(blocks, drawn), canvasmaker=_numbered(drawn, around))
    return sink.getvalue()


def _laid_out(blocks: Sequence[Block], drawn: Faces) -> list[Flowable]:
    """The blocks in order; a picture and the headings above it stay on one page."""
    story: list[Flowable] = []
    headings: list[Flowable] = []
    for block in blocks:
        parts = _drawn(block, drawn)
        if isinstance(block, Heading):
            headings += parts
            continue
        if headings and isinstance(block, (Chart, Trend, Stair, Day, Ink)):
            parts = [KeepTogether(_unbroken([*headings, *parts]))]
        else:
            story += headings
            # What is signed to stands above the places to sign.
            if isinstance(block, Ink) and story and isinstance(story[-1], Paragraph):
                parts = [KeepTogether([story.pop(), *parts])]
            if isinstance(block, Rows):
                _keep_head(story, parts[0])
        story += parts
        headings = []
    story += headings
    # Room behind the last block would make a page of its own.
    while story and isinstance(story[-1], Spacer):
        story.pop()
    return story


def _keep_head(story: list[Flowable], table: RowTable) -> None:
    """The headings and sentences above a table stay with its first rows."""
    above = takewhile(lambda one: isinstance(one, (Paragraph, CondPageBreak)), reversed(story))
    run = list(above)[::-1]
    at = next((at for at, one in enumerate(run) if isinstance(one, CondPageBreak)), len(run))
    tall = table.least + sum(_tall(one) for one in run[at:])
    # What does not fit in half a page is better broken than kept.
    if at < len(run) and tall < A4[1] / 2:
        story[len(story) - len(run) + at] = CondPageBreak(tall)


def _tall(one: Flowable) -> float:
    if isinstance(one, CondPageBreak):
        return 0.0
    return float(one.wrap(WIDTH, A4[1])[1] + one.getSpaceBefore() + one.getSpaceAfter())


def _unbroken(parts: Sequence[Flowable]) -> list[Flowable]:
    return [one for one in parts if not isinstance(one, CondPageBreak)]


def _frame() -> Frame:
    no_padding = {f"{side}Padding": 0 for side in ("left", "right", "top", "bottom")}
    return Frame(MARGIN, BOTTOM, WIDTH, A4[1] - TOP - BOTTOM, **no_padding)


def _drawn(block: Block, drawn: Faces) -> list[Flowable]:
    match block:
        case Heading():
            return _heading(block, drawn)
        case Sentence():
            return [_prose(block.text, _text(drawn, small=block.small))]
        case Rows():
            return _table(block, drawn)
        case SigningPlaces():
            said = _prose(block.statement, _text(drawn))
            above = _heading(Heading(block.heading), drawn)[1:] if block.heading else []
            return [KeepTogether([*above, said, SignatureBoxes(drawn, block.places, WIDTH)])]
        case Kept():
            parts = [part for inner in block.blocks for part in _drawn(inner, drawn)]
            return [KeepTogether(_unbroken(parts))]
        case _:
            return [_picture(block, drawn), Spacer(0, 4 * mm)]


def _picture(block: Drawn | Blank | Ink, drawn: Faces) -> Flowable:
    match block:
        case Chart():
            return WaterfallChart(drawn, block.bars, WIDTH)
        case Trend():
            return MonthColumns(drawn, block.columns, WIDTH)
        case Stair():
            return StockStair(drawn, block.levels, WIDTH)
        case Day():
            return DayPlan(drawn, block.spans, WIDTH)
        case Logo():
            return Image(BytesIO(block.data), width=40 * mm, height=18 * mm, kind="proportional")
        case Blank():
            return Ruled(drawn, block.lines, WIDTH)
        case Ink():
            return InkPlaces(drawn, block.labels, block.dated, WIDTH)


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
    room = CondPageBreak((60, 55, 38, 28)[block.level] * mm)
    return [room, _prose(block.text, style)]


def _prose(text: str, style: ParagraphStyle) -> Paragraph:
    """Running text, its lines broken by the same rules as those of a table."""
    lines = Letters(style.fontName, style.fontSize).lines(text, WIDTH)
    return Paragraph("<br/>".join(map(escape, lines)), style)


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
            inherit_fonts(self)
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
