"""The typefaces of one report: cut to its characters, at two weights, embedded as TrueType.

A character that no face draws stops the report before a page is drawn; it never vanishes silently.
"""

import os
import re
import tempfile
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass
from functools import cache
from hashlib import sha256
from importlib.resources import files
from io import BytesIO
from pathlib import Path

import fontTools
import platformdirs
from fontTools import subset
from fontTools.ttLib import TTFont as Typeface
from fontTools.ttLib import TTLibError
from fontTools.varLib import instancer
from reportlab.pdfbase import pdfmetrics, ttfonts

from inspector.errors import FileMissing, FileUnreadable, FontMissing

_NOTO = "fonts/ofl/notosanssc/NotoSansSC[wght].ttf"
_WEIGHTS = {"Regular": 400, "Bold": 700}
# Layout tables a fixed drawing of single characters never asks for; they are most of the size.
_UNUSED = ["GSUB", "GPOS", "GDEF", "BASE", "vhea", "vmtx", "VORG", "STAT", "MVAR", "HVAR"]
# Exports carry such marks in item names; directional ones would turn the text around them.
_UNSEEN = re.compile(
    r"[\x00-\x09\x0b-\x1f\x7f-\x9f\xad\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff]"
)
_APOSTROPHE = re.compile(r"(?<=[A-Za-z])’(?=[A-Za-z ]|$)")
_SETTING = "INSPECTOR_FONT"
_CUT = 1
"""Goes up when `cut_face` cuts differently, so that no older file in the cache is taken."""
_KEPT = 24
"""Faces kept in the cache, the latest."""


@dataclass(frozen=True)
class Faces:
    """The names under which reportlab knows the two weights of one document."""

    regular: str
    bold: str


def font_file() -> Path:
    """The typeface in use: the file `INSPECTOR_FONT` names, else Noto Sans SC (OFL-1.1).

    Raises:
        FileMissing: the setting names no file.
    """
    named = os.environ.get(_SETTING)
    path = Path(named) if named else Path(str(files("justmytype_intl_cjk"))) / _NOTO
    if not path.is_file():
        raise FileMissing(path=str(path))
    return path


def faces(texts: Iterable[str]) -> Faces:
    """Register the faces that draw every character of `texts`.

    Raises:
        FontMissing: a character has no glyph; its code point is named, its text is not.
        FileMissing, FileUnreadable: the typeface set is not there, or has no TrueType outlines.
    """
    wanted = characters(texts)
    source = font_file()
    missing = [code for code in wanted if code not in _drawn(source)]
    if missing:
        raise FontMissing(count=len(missing), first=f"U+{missing[0]:04X}")
    names = [_registered(source, wanted, style) for style in _WEIGHTS]
    return Faces(*names)


def characters(texts: Iterable[str]) -> tuple[int, ...]:
    """The code points of all texts, ASCII included, in order; line breaks are not drawn."""
    drawn = set(range(0x20, 0x7F))
    for text in texts:
        drawn.update(map(ord, visible(text)))
    return tuple(sorted(drawn - {0x0A, 0xA0}))


def visible(text: str) -> str:
    """`text` without what no font draws: tabs become spaces, control and format marks go.

    A Latin apostrophe is drawn as such; in a Chinese font ’ is as wide as a character.
    """
    return _APOSTROPHE.sub("'", _UNSEEN.sub("", text.replace("\t", " ")))


@cache
def _drawn(source: Path) -> frozenset[int]:
    with _opened(source) as typeface:
        return frozenset(typeface.getBestCmap())


def _opened(source: Path) -> Typeface:
    try:
        typeface = Typeface(source, lazy=True, recalcTimestamp=False)
    except (TTLibError, OSError):
        raise FileUnreadable(path=str(source), problem="TrueType") from None
    if "glyf" not in typeface:
        raise FileUnreadable(path=str(source), problem="TrueType")
    return typeface


@cache
def _digest(source: Path) -> str:
    return sha256(source.read_bytes()).hexdigest()


def _registered(source: Path, wanted: tuple[int, ...], style: str) -> str:
    told = f"{_CUT} {_digest(source)} {fontTools.version} {style} {wanted}"
    name = f"report-{sha256(told.encode()).hexdigest()[:24]}"
    if name not in pdfmetrics.getRegisteredFontNames():
        cut = _cached(name, source, wanted, style)
        pdfmetrics.registerFont(ttfonts.TTFont(name, BytesIO(cut), asciiReadable=False))
    return name


def _cached(name: str, source: Path, wanted: tuple[int, ...], style: str) -> bytes:
    kept = platformdirs.user_cache_path("inspector") / "fonts" / f"{name}.ttf"
    with suppress(OSError):
        data = kept.read_bytes()
        if sha256(data[32:]).digest() == data[:32]:
            return data[32:]
    cut = cut_face(source, wanted, style)
    # A laptop without a writable cache only pays the second again.
    with suppress(OSError):
        _keep(kept, sha256(cut).digest() + cut)
    return cut


def _keep(kept: Path, data: bytes) -> None:
    kept.parent.mkdir(parents=True, exist_ok=True)
    handle, part = tempfile.mkstemp(dir=kept.parent)
    with os.fdopen(handle, "wb") as file:
        file.write(data)
    Path(part).replace(kept)
    by_age = sorted(kept.parent.glob("*.ttf"), key=lambda file: file.stat().st_mtime)
    for old in by_age[:-_KEPT]:
        old.unlink(missing_ok=True)


def cut_face(source: Path, wanted: tuple[int, ...], style: str) -> bytes:
    """The TrueType file that draws `wanted` at one weight.

    The variable font is cut to the characters first: pinning the weight of all 30,000 takes 47 s.
    """
    typeface = _opened(source)
    cutter = subset.Subsetter(_options())
    cutter.populate(unicodes=wanted)
    cutter.subset(typeface)
    if "fvar" in typeface:
        typeface = instancer.instantiateVariableFont(typeface, {"wght": _WEIGHTS[style]})
    # reportlab takes faces of one PostScript name for one face, whatever they draw.
    told = sha256(f"{wanted}".encode()).hexdigest()[:12]
    typeface["name"].setName(f"InspectorReport-{style}-{told}", 6, 3, 1, 0x409)
    sink = BytesIO()
    typeface.save(sink)
    return sink.getvalue()


def _options() -> subset.Options:
    options = subset.Options()
    options.layout_features = []
    options.hinting = False
    options.notdef_outline = True
    options.name_IDs = [1, 2, 4, 6]
    options.drop_tables = [*options.drop_tables, *_UNUSED]
    return options


def _to_unicode(font: str, codes: list[int]) -> str:
    """The map by which a reader extracts text; reportlab's own is wrong above U+FFFF.

    Source: ISO 32000-1, 9.10.3: UTF-16BE with surrogates, at most 100 mappings a block.
    """
    pairs = [f"<{at:02X}> <{_utf16(code)}>" for at, code in enumerate(codes)]
    blocks = [pairs[start : start + 100] for start in range(0, len(pairs), 100)]
    body = "\n".join(
        f"{len(block)} beginbfchar\n" + "\n".join(block) + "\nendbfchar" for block in blocks
    )
    return (
        "/CIDInit /ProcSet findresource begin\n12 dict begin\nbegincmap\n"
        f"/CIDSystemInfo << /Registry ({font}) /Ordering ({font}) /Supplement 0 >> def\n"
        f"/CMapName /{font} def\n/CMapType 2 def\n"
        f"1 begincodespacerange\n<00> <{len(codes) - 1:02X}>\nendcodespacerange\n{body}\n"
        "endcmap\nCMapName currentdict /CMap defineresource pop\nend\nend"
    )


def _utf16(code: int) -> str:
    return chr(code).encode("utf-16-be").hex().upper()


ttfonts.makeToUnicodeCMap = _to_unicode
