"""A few rows of a workbook as a small workbook of their own, which calamine reads in no time."""

import io
import zipfile
from dataclasses import dataclass

from python_calamine import CalamineSheet, CalamineWorkbook

from inspector.intake.parser.package import OFFICE

_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_SPREADSHEET = "application/vnd.openxmlformats-officedocument.spreadsheetml"
_TYPES = (
    f'<Types xmlns="{_PACKAGE}/content-types"><Override PartName="/xl/workbook.xml" '
    f'ContentType="{_SPREADSHEET}.sheet.main+xml"/></Types>'
).encode()
_WORKBOOK = (
    f'<workbook xmlns="{_MAIN}" xmlns:r="{OFFICE}"><workbookPr date1904="{{}}"/>'
    '<sheets><sheet name="s" sheetId="1" r:id="r0"/></sheets></workbook>'
)


@dataclass(frozen=True)
class Small:
    """What the rows of one workbook lean on: how its numbers are shown, which day is its first."""

    styles: bytes
    since_1904: bool

    def read(self, rows: bytes, shared: bytes = b"") -> CalamineSheet:
        """A sheet of these `<row>` elements alone; `shared` are the `<si>` they may name."""
        kinds = ("worksheet", "sheet.xml"), ("styles", "styles.xml")
        parts = {
            "[Content_Types].xml": _TYPES,
            "_rels/.rels": _relationships(("officeDocument", "xl/workbook.xml")),
            "xl/_rels/workbook.xml.rels": _relationships(
                *kinds, ("sharedStrings", "sharedStrings.xml")
            ),
            "xl/workbook.xml": _WORKBOOK.format(int(self.since_1904)).encode(),
            "xl/styles.xml": self.styles or b"<styleSheet/>",
            "xl/sharedStrings.xml": b"<sst>" + shared + b"</sst>",
            "xl/sheet.xml": b'<worksheet xmlns="%s"><sheetData>' % _MAIN.encode()
            + rows
            + b"</sheetData></worksheet>",
        }
        held = io.BytesIO()
        with zipfile.ZipFile(held, "w") as made:
            for name, data in parts.items():
                made.writestr(name, data)
        held.seek(0)
        return CalamineWorkbook.from_filelike(held).get_sheet_by_index(0)


def _relationships(*targets: tuple[str, str]) -> bytes:
    said = "".join(
        f'<Relationship Id="r{n}" Type="{OFFICE}/{kind}" Target="{target}"/>'
        for n, (kind, target) in enumerate(targets)
    )
    return f'<Relationships xmlns="{_PACKAGE}/relationships">{said}</Relationships>'.encode()
