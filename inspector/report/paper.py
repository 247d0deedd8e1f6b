"""What a form has for the pen: lines to write on, and boxes to sign in."""

from collections.abc import Sequence

from reportlab.platypus.flowables import Flowable

from inspector.report.fonts import Faces
from inspector.report.plots import Plot
from inspector.report.table import PALE, RULE

_LINE, _BOX = 22.0, 60.0


class Ruled(Plot):
    """Empty lines, split over pages as they fit."""

    def __init__(self, faces: Faces, count: int, width: float) -> None:
        super().__init__(faces, width, _LINE * count)
        self._faces, self._count = faces, count

    def split(self, width: float, height: float) -> list[Flowable]:
        """As many lines as fit, and the rest on the next page."""
        fit = int(height // _LINE)
        if fit < 1:
            return []
        return [Ruled(self._faces, count, self.width) for count in (fit, self._count - fit)]

    def draw(self) -> None:
        """The lines."""
        for at in range(self._count):
            base = self.height - _LINE * (at + 1) + 4
            self._rule(0, base, self.width, base)


class InkPlaces(Plot):
    """Boxes two abreast: who signs above, room for the name, and a place for the date."""

    def __init__(self, faces: Faces, labels: Sequence[str], dated: str, width: float) -> None:
        super().__init__(faces, width, _BOX * -(-len(labels) // 2))
        self._labels, self._dated = tuple(labels), dated

    def draw(self) -> None:
        """The boxes, then what stands in them."""
        wide = (self.width - 8) / 2
        for at, label in enumerate(self._labels):
            left, base = (at % 2) * (wide + 8), self.height - _BOX * (at // 2 + 1) + 6
            self.canv.setFillColor(PALE)
            self.canv.setStrokeColor(RULE)
            self.canv.rect(left, base, wide, _BOX - 8, stroke=1, fill=1)
            self._say(label, left + 5, base + _BOX - 19)
            self._say(self._dated, left + wide - 5, base + 5, right=True)
