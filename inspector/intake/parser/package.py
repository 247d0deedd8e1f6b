"""What a workbook of today says of itself: its sheets, its styles, where its shared texts lie.

Whatever must not be parsed is refused here, before calamine sees a byte of it.
"""

import zipfile
from dataclasses import dataclass
from posixpath import join, normpath
from typing import IO
from xml.etree.ElementTree import Element, ParseError

from defusedxml import DTDForbidden, EntitiesForbidden, ExternalReferenceForbidden
from defusedxml.ElementTree import fromstring, iterparse

from inspector.intake.parser.parts import Refused
from inspector.intake.parser.unpack import refuse_bomb

OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_LARGEST_PART = 32 << 20
"""Of the parts that are read whole: the list of sheets, the styles."""
_ENCRYPTED = 1
_LIST = "META-INF/manifest.xml"
"""Of the parts of an OpenDocument file."""


@dataclass(frozen=True)
class Book:
    """What a workbook says of itself: its sheets as (name, part), and what their cells lean on."""

    parts: zipfile.ZipFile
    sheets: list[tuple[str, str]]
    since_1904: bool
    shared: str | None
    styles: bytes


def check(parts: zipfile.ZipFile, size: int) -> None:
    """Refuse what must not be parsed at all.

    Raises:
        Refused: it asks for a password, unpacks to an absurd size, or its XML defines a document
            type, which no workbook does.
    """
    entries = parts.infolist()
    refuse_bomb([entry.file_size for entry in entries], size)
    if any(entry.flag_bits & _ENCRYPTED for entry in entries) or _is_locked(parts):
        raise Refused("password")
    if any(".." in entry.filename.replace("\\", "/").split("/") for entry in entries):
        raise Refused("unsafe-name")
    for entry in entries:
        if entry.filename.endswith((".xml", ".rels", ".vml")):
            with parts.open(entry) as part:
                _refuse_dtd(part)


def _is_locked(parts: zipfile.ZipFile) -> bool:
    """Source: OpenDocument 1.2 part 3, 4.4: the list of parts says which of them are encrypted."""
    return _LIST in parts.NameToInfo and b":encryption-data" in _whole(parts, _LIST)


def _refuse_dtd(part: IO[bytes]) -> None:
    try:
        # A document type can only stand before the first element.
        next(iter(iterparse(part, events=("start",), forbid_dtd=True)), None)
    except (DTDForbidden, EntitiesForbidden, ExternalReferenceForbidden):
        raise Refused("dtd") from None
    except (ParseError, ValueError, LookupError):
        # Not well-formed: for the parser to say, if the part matters.
        return


def open_book(parts: zipfile.ZipFile) -> Book | None:
    """The workbook, or None where its parts are of another kind (.xlsb, .ods)."""
    main = _target(parts, "", "officeDocument")
    if main is None or not main.endswith(".xml"):
        return None
    book = _read(parts, main)
    where = {relation.get("Id"): relation for relation in _relations(parts, main)}
    sheets = []
    for sheet in book.iter():
        relation = where.get(sheet.get(f"{{{OFFICE}}}id") or _strict_id(sheet))
        if _local(sheet) == "sheet" and relation is not None and _is(relation, "worksheet"):
            sheets.append((sheet.get("name", ""), _resolve(main, relation)))
    since = any(
        _local(said) == "workbookPr" and said.get("date1904", "0") in ("1", "true", "on")
        for said in book.iter()
    )
    styles = _target(parts, main, "styles")
    return Book(
        parts,
        [(name, part) for name, part in sheets if part in parts.NameToInfo],
        since,
        _target(parts, main, "sharedStrings"),
        _whole(parts, styles) if styles else b"",
    )


def _whole(parts: zipfile.ZipFile, name: str) -> bytes:
    if parts.getinfo(name).file_size > _LARGEST_PART:
        raise Refused("too-big")
    return parts.read(name)


def _read(parts: zipfile.ZipFile, name: str) -> Element:
    try:
        read: Element = fromstring(_whole(parts, name), forbid_dtd=True)
    except (ParseError, ValueError, LookupError):
        raise Refused("workbook") from None
    return read


def _relations(parts: zipfile.ZipFile, of: str) -> list[Element]:
    folder, _, name = of.rpartition("/")
    path = join(folder, "_rels", f"{name}.rels")
    return list(_read(parts, path)) if path in parts.NameToInfo else []


def _target(parts: zipfile.ZipFile, of: str, kind: str) -> str | None:
    found = (_resolve(of, relation) for relation in _relations(parts, of) if _is(relation, kind))
    return next((name for name in found if name in parts.NameToInfo), None)


def _is(relation: Element, kind: str) -> bool:
    return relation.get("Type", "").endswith(f"/{kind}")


def _resolve(of: str, relation: Element) -> str:
    return normpath(join("/", of.rpartition("/")[0], relation.get("Target", ""))).lstrip("/")


def _local(element: Element) -> str:
    return str(element.tag).rpartition("}")[2]


def _strict_id(element: Element) -> str | None:
    """In a workbook saved as strict the name of the attribute lies in another namespace."""
    return next((said for name, said in element.items() if name.endswith("}id")), None)
