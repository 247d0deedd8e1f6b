"""What a signature looks like on paper: name, role, 执法证号 and time, in an embedded font.

It is drawn as text and carries no proof; the proof is the signature behind it.
"""

from datetime import datetime
from io import BytesIO

from pyhanko.pdf_utils.content import PdfContent
from pyhanko.pdf_utils.layout import AxisAlignment, BoxConstraints, Margins, SimpleBoxLayoutRule
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.stamp import StaticStampStyle
from reportlab.pdfgen.canvas import Canvas

from inspector.i18n.catalogue import Language
from inspector.report.fonts import faces
from inspector.report.table import INK, Letters
from inspector.report.words import Tell, label, teller
from inspector.trust import Card

_INSET, _LEAD = 8.0, 14.0
_ACROSS = 17
"""Chinese characters a line of the box takes."""


class _DrawnPage(PdfContent):
    """A one-page PDF held in memory, as the content of a stamp."""

    def __init__(self, page: bytes, size: tuple[float, float]) -> None:
        super().__init__(box=BoxConstraints(width=round(size[0]), height=round(size[1])))
        self._page = page

    def render(self) -> bytes:
        """Import the page; its fonts come along."""
        drawn = self._ensure_writer.import_page_as_xobject(PdfFileReader(BytesIO(self._page)))
        self.resources.xobject["/Signed"] = drawn
        return b"/Signed Do"


def appearance(
    card: Card, at: datetime, size: tuple[float, float], lang: Language, refused: str = ""
) -> StaticStampStyle:
    """The stamp of one signature, `size` in points; or of a refusal that `card` witnesses.

    Raises:
        FontMissing: a character of the name has no glyph.
    """
    edge_to_edge = SimpleBoxLayoutRule(
        x_align=AxisAlignment.ALIGN_MIN,
        y_align=AxisAlignment.ALIGN_MIN,
        margins=Margins(0, 0, 0, 0),
    )
    return StaticStampStyle(
        background=_DrawnPage(_page(_lines(card, at, teller(lang), refused), size), size),
        background_layout=edge_to_edge,
        background_opacity=1.0,
        border_width=0,
    )


def _lines(card: Card, at: datetime, tell: Tell, refused: str) -> list[str]:
    moment = at.strftime("%Y-%m-%d %H:%M:%S %z")
    if refused:
        witness = tell("signatures.witness", name=card.name, cert_no=card.cert_no or tell("none"))
        # All of the words are in the signature's reason; the box shows how they begin.
        words = [refused[start : start + _ACROSS] for start in range(0, len(refused), _ACROSS)]
        shown = [*words[:1], words[1][:-1] + "…" if len(words) > 2 else "".join(words[1:2])]
        return [tell("signatures.refused"), *(line for line in shown if line), witness, moment]
    number = tell("signatures.number", cert_no=card.cert_no) if card.cert_no else ""
    place = card.organisation if card.organisation != card.name else ""
    told = [label(tell, "role", card.role), place, number, moment]
    return [card.name, *(line for line in told if line)]


def _page(lines: list[str], size: tuple[float, float]) -> bytes:
    drawn = faces(lines)
    sink = BytesIO()
    canvas = Canvas(sink, pagesize=size, invariant=1, initialFontName=drawn.regular)
    canvas.setFillColor(INK)
    top = size[1] - _INSET
    for at, line in enumerate(lines):
        face, points = (drawn.bold, 14.0) if at == 0 else (drawn.regular, 8.5)
        # A long name grows smaller rather than out of its box.
        wide = Letters(face, points).width(line)
        points *= min(1.0, (size[0] - 2 * _INSET) / wide) if wide else 1.0
        canvas.setFont(face, points)
        canvas.drawString(_INSET, top - 12 - at * _LEAD - (3 if at else 0), line)
    canvas.save()
    return sink.getvalue()
