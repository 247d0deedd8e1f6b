"""Bars under one another: the waterfall, what each rule adds and only says again, or plain amounts.

The bars show the table's numbers and no others; the table beside them is the statement.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from reportlab.lib import colors
from reportlab.platypus.flowables import Flowable

from inspector.report.fonts import Faces
from inspector.report.table import BAND, INK, RULE, Letters

ROW, BAR = 15.0, 8.0
VALUE = 80.0
_NARROWEST, _WIDEST = 60.0, 0.42
"""The labels take what they need, between these points and this share of the width."""
AGAIN = colors.HexColor("#d7e0e9")
SIZE = 7.0


@dataclass(frozen=True)
class Bar:
    """One rule's bar in 元: it begins where the rules before it ended."""

    label: str
    start: Decimal
    counted: Decimal
    again: Decimal
    value: str


class WaterfallChart(Flowable):  # type: ignore[misc]
    """Bars under one another on one scale, the total last."""

    def __init__(self, faces: Faces, bars: Sequence[Bar], width: float) -> None:
        super().__init__()
        self._letters = Letters(faces.regular, SIZE)
        self._bars = list(bars)
        self.width, self.height = width, ROW * len(self._bars) + 4
        end = max((bar.start + bar.counted + bar.again for bar in self._bars), default=Decimal(0))
        wanted = max((self._letters.width(bar.label) for bar in self._bars), default=0.0) + 6
        self._label = min(max(wanted, _NARROWEST), width * _WIDEST)
        self._scale = (width - self._label - VALUE) / float(end) if end else 0.0

    def wrap(self, width: float, height: float) -> tuple[float, float]:
        """The chart's fixed size."""
        return self.width, self.height

    def draw(self) -> None:
        """Bars first, then all labels."""
        canvas, text = self.canv, self.canv.beginText()
        text.setFont(self._letters.face, SIZE)
        text.setFillColor(INK)
        canvas.setStrokeColor(RULE)
        canvas.line(self._label, 0, self._label, self.height)
        for at, bar in enumerate(self._bars):
            base = self.height - ROW * (at + 1) + 3
            self._draw_bar(bar, base)
            text.setTextOrigin(0, base + 1.5)
            text.textOut(self._letters.lines(bar.label, self._label - 4)[0])
            text.setTextOrigin(self.width - self._letters.width(bar.value), base + 1.5)
            text.textOut(bar.value)
        canvas.drawText(text)

    def _draw_bar(self, bar: Bar, base: float) -> None:
        # Lengths on paper only: money itself stays Decimal.
        left = self._label + float(bar.start) * self._scale
        long, again = float(bar.counted) * self._scale, float(bar.again) * self._scale
        self.canv.setFillColor(AGAIN)
        self.canv.rect(left + long, base, again, BAR, stroke=0, fill=1)
        self.canv.setFillColor(BAND)
        self.canv.rect(left, base, max(long, 0.4), BAR, stroke=0, fill=1)
