"""The empty signature fields of a report, drawn as boxes on its last page.

Fields are in the file before anybody signs: a later signature only fills one, it adds nothing.
"""

from collections.abc import Sequence

from reportlab.lib.units import mm
from reportlab.pdfbase.pdfdoc import PDFArray, PDFDictionary, PDFName, PDFObjectReference, PDFString
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus.flowables import Flowable

from inspector.report.blocks import SigningPlace
from inspector.report.fonts import Faces
from inspector.report.table import INK, PALE, RULE

INSPECTOR_FIELDS = ("Inspector1", "Inspector2")
INSTITUTION_FIELD = "Institution"
SUPERVISOR_FIELD = "Supervisor"
"""Only in the summary over many reports."""
FIELDS = (*INSPECTOR_FIELDS, INSTITUTION_FIELD, SUPERVISOR_FIELD)
_GAP, _BOX, _LABEL = 4 * mm, 30 * mm, 6 * mm
_PRINTED = 4
"""The annotation flag that lets a box show on paper too. Source: ISO 32000-1, table 165."""


class SignatureBoxes(Flowable):  # type: ignore[misc]
    """Boxes side by side, each with its label above and an empty field inside."""

    def __init__(self, faces: Faces, places: Sequence[SigningPlace], width: float) -> None:
        super().__init__()
        self._faces, self._places = faces, tuple(places)
        self.width, self.height = width, _BOX + _LABEL + 4 * mm

    def wrap(self, width: float, height: float) -> tuple[float, float]:
        """The boxes' fixed size."""
        return self.width, self.height

    def draw(self) -> None:
        """Boxes, labels and fields."""
        count = len(self._places)
        wide = (self.width - _GAP * (count - 1)) / count
        for at, place in enumerate(self._places):
            left = at * (wide + _GAP)
            self.canv.setFillColor(INK)
            self.canv.setFont(self._faces.bold, 8.5)
            self.canv.drawString(left, _BOX + 2 * mm, place.label)
            self.canv.setStrokeColor(RULE)
            self.canv.setFillColor(PALE)
            self.canv.rect(left, 0, wide, _BOX, stroke=1, fill=1)
            self._add_field(place.field, left, wide)

    def _add_field(self, name: str, left: float, wide: float) -> None:
        canvas = self.canv
        x0, y0 = canvas.absolutePosition(left, 0)
        x1, y1 = canvas.absolutePosition(left + wide, _BOX)
        field = PDFDictionary(
            {
                "Type": PDFName("Annot"),
                "Subtype": PDFName("Widget"),
                "FT": PDFName("Sig"),
                "T": PDFString(name),
                "Rect": PDFArray([round(side, 2) for side in (x0, y0, x1, y1)]),
                "F": _PRINTED,
            }
        )
        canvas._addAnnotation(field, name)


def collect_fields(canvas: Canvas) -> None:
    """Name the fields in the document's form, without which no program finds them."""
    document = canvas._doc
    names = [document.annotationName(name) for name in FIELDS]
    known = [name for name in names if name in document.idToObject]
    if known:
        fields = PDFArray([PDFObjectReference(name) for name in known])
        # No "signatures exist" flag yet: the first signer's program sets it.
        document._catalog.AcroForm = PDFDictionary({"Fields": fields})
