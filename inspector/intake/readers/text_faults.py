"""Why a text cannot be read: what stands in it instead, told as nearly as its bytes allow."""

import codecs
import re

from inspector.intake.readers.files import HEAD, RawFile, blocks

_TEXT_ENCODINGS = ("utf-8", "gb18030")
_CHINESE_UTF8 = re.compile(rb"(?:[\xe3-\xe9][\x80-\xbf]{2}){4}")
WIDEST = 2_000
"""Columns; no export has as many."""
_PAGES = ("<html", "<!doctype html", "<table", "<meta", "<div", "<style", "<body")


def text_fault(file: RawFile) -> str:
    """The code of a sentence: not text at all, or in which way its encoding is broken."""
    start = file.content.read_at(0, HEAD)
    if start.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return "utf-16"
    if _alternates(start):
        return "utf-16-unmarked"
    if has_nul(file, "utf-8"):
        return "nul"
    return "mixed-encoding" if _mixed(file) else "encoding"


def has_nul(file: RawFile, encoding: str) -> bool:
    """Whether it holds NUL characters, which no text does; in UTF-16 every other byte may be 0."""
    if encoding.startswith("utf-16"):
        nul = "\0".encode(encoding)
        return any(
            nul in block[at : at + 2] for block in blocks(file.content) for at in _zeros(block)
        )
    return any(b"\0" in block for block in blocks(file.content))


def _zeros(block: bytes) -> list[int]:
    """Where whole zero units of two bytes may stand."""
    at, found = block.find(b"\0\0"), []
    while at >= 0:
        found.append(at + at % 2)
        at = block.find(b"\0\0", at + 1)
    return found


def _alternates(start: bytes) -> bool:
    """Whether every other byte is zero far more often than not, as in UTF-16 of ASCII."""
    odd, even = start[1::2].count(0), start[0::2].count(0)
    least = max(len(start) // 8, 2)
    return (odd > least and even * 20 < odd) or (even > least and odd * 20 < even)


def _mixed(file: RawFile) -> bool:
    """Whether some lines are only UTF-8 and others only GB18030."""
    found: set[str] = set()
    for block in blocks(file.content):
        for line in block.split(b"\n")[1:-1]:
            if not line.isascii():
                reads = [e for e in _TEXT_ENCODINGS if _reads(line, e)]
                found |= set(reads) if len(reads) == 1 else set()
    return len(found) > 1


def _reads(line: bytes, encoding: str) -> bool:
    try:
        line.decode(encoding)
    except UnicodeDecodeError:
        return False
    return True


def hides_utf8(file: RawFile) -> bool:
    """Whether some lines of a text that reads as GB18030 are UTF-8 all the same.

    Most UTF-8 reads as GB18030 too, as other characters; that a whole line of GB18030 reads as
    UTF-8 by chance, four characters of Chinese in a row, does not happen.
    """
    for block in blocks(file.content):
        for found in _CHINESE_UTF8.finditer(block):
            begin = block.rfind(b"\n", 0, found.start()) + 1
            end = block.find(b"\n", found.end())
            if begin and end >= 0 and _reads(block[begin:end], "utf-8"):
                return True
    return False


def disguise(start: str, file: RawFile) -> str:
    """What a text is that calls itself a workbook; empty where it is just text.

    Systems of hospitals write web pages and XML under the name of a workbook.
    """
    begin = start[:4096].lstrip().lower()
    if begin.startswith("<?xml") or begin.startswith("<workbook"):
        return "xml-workbook" if file.claims_workbook else ""
    if begin.startswith(_PAGES):
        return "web-page"
    if any(line.count(sign) > WIDEST for line in start.split("\n") for sign in ",\t|"):
        return "too-wide"
    return "workbook" if file.claims_workbook and not start.strip() else ""
