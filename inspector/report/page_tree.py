"""Pages that need nothing but the document's fonts inherit them from the page tree, told once.

A program that compares revisions of a signed file follows every way to every object: fonts named
on each page are looked through page by page, which takes longer than all else it does.
Source: ISO 32000-1, 7.7.3.4 (inheritance of page attributes).
"""

from functools import partial

from reportlab.pdfbase.pdfdoc import PDFDocument, PDFPage, PDFResourceDictionary
from reportlab.pdfgen.canvas import Canvas


def inherit_fonts(canvas: Canvas) -> None:
    """Let the pages drawn so far inherit; asked for when the last of them is there."""
    tree = canvas._doc.Pages
    shared = PDFResourceDictionary()
    shared.basicFonts()
    shared.allProcs()
    tree.Resources = shared
    tree.__NoDefault__ = [*tree.__NoDefault__, "Resources"]
    for page in tree.pages:
        page.check_format = partial(_check_format, page, shared)


def _check_format(page: PDFPage, shared: PDFResourceDictionary, document: PDFDocument) -> None:
    """As the page does it; then it drops what it would say again."""
    PDFPage.check_format(page, document)
    page.Resources.allProcs()
    if page.Resources.format(document) == shared.format(document):
        page.Resources = None
