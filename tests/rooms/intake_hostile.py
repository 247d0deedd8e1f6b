"""Files no export should be, made by code: what each is called, how it is made, what is said."""

import io
import struct
import tempfile
import zipfile
import zlib
from collections.abc import Callable
from pathlib import Path

import py7zr
import xlwt

from tests.rooms.intake_exports import fees, write_csv, write_workbook

STAFF = [{"staff_code": "K1", "staff_name": "王某", "staff_type": "治疗师"}]
_SHEET = "xl/worksheets/sheet1.xml"
_ROW = '<row r="{n}"><c r="A{n}" t="inlineStr"><is><t>{text}</t></is></c></row>'
_OPEN = b"<worksheet><sheetData>"
_CLOSE = b"</sheetData></worksheet>"
_LAUGHS = b'<!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>'
_OUTSIDE = b'<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]>'
_MEBIBYTE = 1 << 20

Make = Callable[[Path], object]


def staff_workbook() -> bytes:
    """A good workbook of one table."""
    with tempfile.TemporaryDirectory() as folder:
        return write_workbook(Path(folder) / "x.xlsx", "1.2", STAFF).read_bytes()


def with_part(name: str, change: Callable[[bytes], bytes]) -> Make:
    """A workbook of which one part is changed, or added."""

    def make(path: Path) -> None:
        with (
            zipfile.ZipFile(io.BytesIO(staff_workbook())) as good,
            zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as bad,
        ):
            for entry in good.namelist():
                data = good.read(entry)
                bad.writestr(entry, change(data) if entry == name else data)
            if name not in good.namelist():
                bad.writestr(name, change(b""))

    return make


def sheet(cells: bytes) -> Make:
    """A workbook whose sheet has these rows."""
    return with_part(_SHEET, lambda _: _OPEN + cells + _CLOSE)


def after_declaration(inserted: bytes, part: str = _SHEET) -> Make:
    """Something put where a document type would stand."""
    return with_part(part, lambda data: data.replace(b"?>", b"?>" + inserted, 1))


def zipped(*members: tuple[str, bytes]) -> Make:
    """A ZIP of these members."""

    def make(path: Path) -> None:
        with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
            for name, data in members:
                archive.writestr(zipfile.ZipInfo(name), data, zipfile.ZIP_DEFLATED)

    return make


def seven(password: str | None = None, **members: bytes) -> Make:
    """A 7z of these members."""

    def make(path: Path) -> None:
        with py7zr.SevenZipFile(path, "w", password=password) as archive:
            for name, data in members.items():
                archive.writestr(data, name)

    return make


def data(content: bytes) -> Make:
    """A file of these bytes."""
    return lambda path: path.write_bytes(content)


def changed(make: Make, change: Callable[[bytes], bytes]) -> Make:
    """What `make` makes, its bytes changed."""

    def both(path: Path) -> None:
        make(path)
        path.write_bytes(change(path.read_bytes()))

    return both


def encrypted(whole: bytes) -> bytes:
    """A ZIP of which every entry says that it is encrypted."""
    held = bytearray(whole)
    for mark, flags in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        at = held.find(mark)
        while at >= 0:
            held[at + flags] |= 1
            at = held.find(mark, at + 4)
    return bytes(held)


def claiming(size: int) -> Callable[[bytes], bytes]:
    """A ZIP whose list says of every entry that it is `size` bytes long."""

    def lie(whole: bytes) -> bytes:
        held = bytearray(whole)
        at = held.find(b"PK\x01\x02")
        while at >= 0:
            held[at + 24 : at + 28] = struct.pack("<I", size)
            at = held.find(b"PK\x01\x02", at + 4)
        return bytes(held)

    return lie


def zeros(mebibytes: int) -> bytes:
    """Nothing, and much of it."""
    return bytes(mebibytes * _MEBIBYTE)


def csv_lines(rows: int = 3, encoding: str = "utf-8") -> bytes:
    """A good text of fee lines with a Chinese column."""
    made = fees("bkkp_sn\n" + "\n".join(str(n) for n in range(rows)))
    held = io.StringIO()
    header = [*made[0], "medins_list_name"]
    held.write(",".join(header) + "\r\n")
    for row in made:
        held.write(",".join([*row.values(), "运动疗法"]) + "\r\n")
    return held.getvalue().encode(encoding)


def dbf(
    fields: list[tuple[str, str, int]], rows: list[list[bytes]], records: int | None = None
) -> bytes:
    """A dBASE table; each cell is padded to the size of its field."""
    width = 1 + sum(size for _, _, size in fields)
    header = 32 + 32 * len(fields) + 1
    count = len(rows) if records is None else records
    made = struct.pack("<BBBBIHH20x", 3, 124, 3, 1, count, header, width)
    for name, kind, size in fields:
        packed = name.encode("gbk").ljust(11, b"\0"), kind.encode(), size
        made += struct.pack("<11sc4xB15x", *packed)
    made += b"\r"
    for row in rows:
        cells = zip(row, fields, strict=True)
        made += b" " + b"".join(cell.ljust(size) for cell, (_, _, size) in cells)
    return made + b"\x1a"


_DBF = dbf([("STAFF_CODE", "C", 8), ("STAFF_NAME", "C", 8)], [[b"K1", "王某".encode("gbk")]])


def old_workbook(path: Path) -> None:
    """A good .xls of one table."""
    book = xlwt.Workbook()
    made = book.add_sheet("人员")
    for row, cells in enumerate([["工号", "姓名", "人员类别"], ["K1", "王某", "治疗师"]]):
        for column, cell in enumerate(cells):
            made.write(row, column, cell)
    book.save(str(path))


def _locked(whole: bytes) -> bytes:
    at = whole.index(b"\x09\x08\x10\x00\x00\x06\x05\x00") + 20
    return whole[:at] + b"\x2f\x00\x06\x00" + b"\0" * 6 + whole[at + 10 :]


def _wide(first: str, count: int) -> bytes:
    cells = "".join(
        f'<c r="{name}1" t="inlineStr"><is><t>x</t></is></c>' for name in _columns(count)
    )
    return f'<row r="1">{first}{cells}</row>'.encode()


def _columns(count: int) -> list[str]:
    letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
    short = [a + b for a in ["", *letters] for b in letters]
    return [*short, *(a + b for a in letters for b in short[26:])][:count]


def _rows(*numbers: int, text: str = "x") -> bytes:
    return "".join(_ROW.format(n=n, text=text) for n in numbers).encode()


def _half_gbk() -> bytes:
    lines = csv_lines(4).splitlines(keepends=True)
    other = csv_lines(4, "gb18030").splitlines(keepends=True)
    return b"".join([*lines[:3], *other[3:], b"end\r\n"])


_HTML = "<html><body><table><tr><td>工号</td></tr></table></body></html>".encode()
_XML_2003 = b'<?xml version="1.0"?><Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet"/>'
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_CSV = csv_lines()
_MANY = tuple((f"{n}.csv", b"") for n in range(10_001))
_HEAD = (
    '<row r="1"><c r="A1" t="str"><v>工号</v></c><c r="B1" t="str"><v>姓名</v></c>'
    '<c r="C1" t="str"><v>人员类别</v></c></row>'
).encode()
_FAR_CELL = b'<row r="4000"><c r="XFD4000"><v>1</v></c></row>'
_FAR = _rows(1) + b'<row r="2"><c r="XFD2"><v>1</v></c></row>' + _rows(*range(3, 9000))

HOSTILE: dict[str, tuple[str, Make, str]] = {
    "a bomb in a part": ("x.xlsx", with_part(_SHEET, lambda _: zeros(100)), "too-big"),
    "a bomb that lies about its size": (
        "x.xlsx",
        changed(with_part(_SHEET, lambda _: zeros(100)), claiming(1000)),
        "damaged",
    ),
    "a bomb in a ZIP": ("x.zip", zipped(("a.csv", zeros(100))), "too-big"),
    "a bomb in a 7z": ("x.7z", seven(a=zeros(100)), "too-big"),
    "ten thousand parts and one": ("x.zip", zipped(*_MANY), "too-many-entries"),
    "a part above the workbook": (
        "x.xlsx",
        with_part("../../evil.xml", lambda _: b"<x/>"),
        "unsafe-name",
    ),
    "a member above the archive": ("x.zip", zipped(("../evil.csv", _CSV)), "unsafe-name"),
    "a member above it in the way of Windows": (
        "x.zip",
        zipped(("a\\..\\..\\evil.csv", _CSV)),
        "unsafe-name",
    ),
    "a member with a whole path": ("x.zip", zipped(("/etc/evil.csv", _CSV)), "unsafe-name"),
    "a member on another drive": ("x.zip", zipped(("C:/evil.csv", _CSV)), "unsafe-name"),
    "a billion laughs": ("x.xlsx", after_declaration(_LAUGHS), "dtd"),
    "an entity from outside in the shared texts": (
        "x.xlsx",
        after_declaration(_OUTSIDE, "xl/sharedStrings.xml"),
        "dtd",
    ),
    "an entity from outside in the relations": (
        "x.xlsx",
        after_declaration(_OUTSIDE, "xl/_rels/workbook.xml.rels"),
        "dtd",
    ),
    "a document type behind a megabyte of comments": (
        "x.xlsx",
        after_declaration(b"<!--" + bytes(range(65, 91)) * 40_000 + b"-->" + _LAUGHS),
        "dtd",
    ),
    "a locked workbook": (
        "x.xlsx",
        data(_OLE + bytes(504) + "EncryptedPackage".encode("utf-16-le") + bytes(512)),
        "password",
    ),
    "a locked old workbook": ("x.xls", changed(old_workbook, _locked), "password"),
    "a workbook of encrypted parts": (
        "x.xlsx",
        changed(with_part("a.xml", lambda _: b"<a/>"), encrypted),
        "password",
    ),
    "a locked ZIP": ("x.zip", changed(zipped(("a.csv", _CSV)), encrypted), "password"),
    "a locked 7z": ("x.7z", seven("secret", a=_CSV), "password"),
    "16,384 columns": ("x.xlsx", sheet(_wide("", 16_384)), "too-wide"),
    "16,384 columns of text": (
        "x.csv",
        data(_CSV.replace(b"\r\n", b",x" * 16_384 + b"\r\n")),
        "too-wide",
    ),
    "a million rows between two": ("x.xlsx", sheet(_rows(1, 2, 1_048_576)), "too-sparse"),
    "a cell at the far right of many rows": ("x.xlsx", sheet(_FAR), "too-wide"),
    "cells in all corners further on": (
        "x.xlsx",
        sheet(_HEAD + _rows(*range(2, 4000)) + _FAR_CELL + _rows(*range(4001, 9000))),
        "memory",
    ),
    "a workbook cut off": ("x.xlsx", data(staff_workbook()[:3000]), "workbook"),
    "a sheet that does not end": (
        "x.xlsx",
        with_part(_SHEET, lambda part: part[: part.index(b"</sheetData>")]),
        "damaged",
    ),
    "a part that is not what its checksum says": (
        "x.xlsx",
        changed(
            lambda path: zipped_stored(path, staff_workbook()),
            lambda whole: whole.replace(b"<sheetData>", b"<sheetDatb>", 1),
        ),
        "damaged",
    ),
    "a sheet that is no XML": ("x.xlsx", sheet(_rows(1) + b"<row r='2'><c></row>"), "workbook"),
    "a shared text that is not there": (
        "x.xlsx",
        sheet(b'<row r="1"><c r="A1" t="s"><v>999999</v></c></row>'),
        "workbook",
    ),
    "a shared text that is no number": (
        "x.xlsx",
        sheet(b'<row r="1"><c r="A1" t="s"><v>x</v></c></row>'),
        "damaged",
    ),
    "a list of sheets that is no XML": (
        "x.xlsx",
        with_part("xl/workbook.xml", lambda _: b"<workbook"),
        "workbook",
    ),
    "no workbook at all": ("x.xlsx", data(b"PK\x03\x04 no such thing"), "workbook"),
    "an empty file": ("x.xlsx", data(b""), "workbook"),
    "an old workbook of rubbish": ("x.xls", data(_OLE + b"\xff" * 4096), "workbook"),
    "a web page": ("x.xls", data(_HTML), "web-page"),
    "an XML spreadsheet": ("x.xls", data(_XML_2003), "xml-workbook"),
    "NUL in the first lines": ("x.csv", data(_CSV + b"9,\0\0\r\n"), "nul"),
    "NUL far below": ("x.csv", data(csv_lines(20_000) + b"9,\0\0\r\n"), "nul"),
    "two encodings": ("x.csv", data(_half_gbk()), "mixed-encoding"),
    "no encoding": ("x.csv", data(_CSV + b"2,\xff\xff\xff\r\n"), "encoding"),
    "UTF-16 without its mark": (
        "x.csv",
        data(_CSV.decode().encode("utf-16-le")),
        "utf-16-unmarked",
    ),
    "UTF-16 with half a character": (
        "x.csv",
        data(b"\xff\xfe" + _CSV.decode().encode("utf-16-le") + b"\x00\xd8a\0"),
        "utf-16",
    ),
    "Parquet of rubbish": ("x.parquet", data(b"PAR1" + b"\xff" * 4096 + b"PAR1"), "parquet"),
    "Parquet cut off": ("x.parquet", data(b"PAR1no end"), "parquet"),
    "a dBASE table cut off": ("x.dbf", data(dbf([("工号", "C", 8)], [], 5) + b"K1"), "damaged"),
    "four billion records": (
        "x.dbf",
        data(dbf([("STAFF_CODE", "C", 8), ("STAFF_TYPE", "C", 8)], [[b"1", b"2"]], 0xFFFFFFFF)),
        "damaged",
    ),
    "records wider than their fields": (
        "x.dbf",
        data(_DBF[:10] + struct.pack("<H", 900) + _DBF[12:]),
        "dbase",
    ),
    "a dBASE table in no encoding": ("x.dbf", data(_DBF.replace(b"K1", b"\xff\xff")), "encoding"),
    "an archive in an archive": (
        "x.zip",
        zipped(("inner.zip", b"PK\x05\x06" + bytes(18))),
        "nested-archive",
    ),
    "gzip in an archive": ("x.zip", zipped(("a.csv.gz", b"\x1f\x8b\x08")), "nested-archive"),
    "RAR": ("x.rar", data(b"Rar!\x1a\x07\x01\x00"), "foreign-archive"),
    "gzip": ("x.csv.gz", data(b"\x1f\x8b\x08" + zlib.compress(_CSV)), "foreign-archive"),
    "a ZIP cut off": ("x.zip", changed(zipped(("a.csv", _CSV * 50)), lambda w: w[:60]), "damaged"),
    "a 7z of rubbish": ("x.7z", data(b"7z\xbc\xaf\x27\x1c" + b"\xff" * 300), "damaged"),
}


def zipped_stored(path: Path, whole: bytes) -> None:
    """The same parts, not compressed."""
    with zipfile.ZipFile(io.BytesIO(whole)) as good, zipfile.ZipFile(path, "w") as made:
        for entry in good.namelist():
            made.writestr(entry, good.read(entry))


def good_neighbour(folder: Path) -> Path:
    """A file beside the hostile one that is still to be looked at."""
    return write_csv(folder / "good.csv", fees("bkkp_sn\n1\n2"))
