"""The forms of an inspection, filled from a case: a TOML file says what stands where, no code.

A form has parts: `fields` (label and value), `text`, `table` (rows from the case), `questions`,
`lines` to write on, `signatures`. What the case does not know is left to the pen.
"""

import string
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from inspector import shipped
from inspector.errors import FileUnreadable
from inspector.i18n import say
from inspector.i18n.catalogue import Language
from inspector.report.blocks import Blank, Block, Heading, Ink, Kept, Logo, Rows, Sentence
from inspector.report.pdf import Furniture, draw_pdf
from inspector.report.plain import plain
from inspector.report.template import read_logo, read_toml

PARTS = frozenset({"fields", "text", "table", "questions", "lines", "signatures"})
_LANGUAGES: tuple[Language, ...] = ("zh", "en")


@dataclass(frozen=True)
class Form:
    """One form as its file says it."""

    name: str
    title: Mapping[str, str]
    parts: tuple[Mapping[str, Any], ...]
    refusal: bool
    """Whether it ends with a note for who refuses to sign."""
    logo: bytes


@dataclass(frozen=True)
class Filling:
    """What a case puts into a form: single facts, rows by name, questions by rule.

    Every row is a mapping; a fact or a cell that is not there stays empty.
    """

    facts: Mapping[str, str]
    rows: Mapping[str, Sequence[Mapping[str, str]]]
    questions: Sequence[tuple[str, Sequence[str]]] = ()
    refused: str = ""
    """The words in which signing was refused, if it was."""


def forms() -> dict[str, Form]:
    """The shipped forms by name, in the order of an inspection."""
    folder = shipped.folder("templates") / "documents"
    found = {path.stem.partition("-")[2]: path for path in sorted(folder.glob("*.toml"))}
    return {name: load_form(path, name) for name, path in found.items()}


def load_form(path: Path, name: str = "") -> Form:
    """The form in a file.

    Raises:
        FileMissing, FileUnreadable: no form; what is wrong is named.
    """
    told = read_toml(path)
    title, parts = told.get("title", {}), tuple(told.get("part", ()))
    wrong = sorted({str(part.get("kind")) for part in parts} - PARTS)
    if not all(isinstance(title.get(lang), str) for lang in _LANGUAGES) or not parts or wrong:
        raise FileUnreadable(path=str(path), problem=f"title, part.kind {', '.join(wrong)}".strip())
    return Form(
        name=name or path.stem,
        title=title,
        parts=parts,
        refusal=bool(told.get("refusal", False)),
        logo=read_logo(path, str(told.get("logo", ""))),
    )


def filled(form: Form, filling: Filling, lang: Language) -> list[Block]:
    """The form as blocks."""
    blocks: list[Block] = [Logo(form.logo)] if form.logo else []
    blocks.append(Heading(form.title[lang], 0))
    for part in form.parts:
        heading = part.get("heading", {}).get(lang, "")
        if heading:
            blocks.append(Heading(_told(heading, filling.facts), 2))
        blocks += _PARTS[part["kind"]](part, filling, lang)
    if form.refusal:
        blocks += _refusal(filling, lang)
    return blocks


def form_pdf(form: Form, filling: Filling, number: str, lang: Language) -> bytes:
    """The form to sign; the same filling gives the same bytes.

    Raises:
        FontMissing: a character has no glyph.
    """
    around = Furniture(
        title=form.title[lang],
        head=say("document.head", lang, title=form.title[lang], number=number),
        page=say("report.page", lang, page="{page}", pages="{pages}"),
        lang=lang,
    )
    return draw_pdf(filled(form, filling, lang), around)


def form_text(form: Form, filling: Filling, lang: Language) -> str:
    """The form as Markdown, to edit and to fill by hand."""
    return plain(filled(form, filling, lang))


class _Known(string.Formatter):
    """Fills what is known and leaves the rest empty."""

    def get_value(self, key: int | str, args: Any, kwargs: Any) -> str:
        return str(kwargs.get(str(key), ""))


def _told(pattern: str, facts: Mapping[str, str]) -> str:
    return _Known().format(pattern, **facts)


def _fields(part: Mapping[str, Any], filling: Filling, lang: Language) -> Iterator[Block]:
    rows = []
    for row in part["rows"]:
        value = row.get("value", "")
        told = _told(value if isinstance(value, str) else value[lang], filling.facts)
        # Two lines high where a pen has to fit in.
        rows.append((row[lang], told or "\n"))
    yield Rows((), rows, (26, 74))


def _text(part: Mapping[str, Any], filling: Filling, lang: Language) -> Iterator[Block]:
    for paragraph in part[lang].strip().split("\n"):
        yield Sentence(_told(paragraph, filling.facts), small=bool(part.get("small", False)))


def _table(part: Mapping[str, Any], filling: Filling, lang: Language) -> Iterator[Block]:
    columns = part["columns"]
    rows = [
        tuple(_told(column.get("value", ""), {"at": str(at), **row}) for column in columns)
        for at, row in enumerate(filling.rows.get(part.get("from", ""), ()), start=1)
    ]
    blank = int(part.get("blank", 0))
    rows += [("\n",) + ("",) * (len(columns) - 1)] * blank
    right = frozenset(at for at, column in enumerate(columns) if column.get("right"))
    if not rows:
        yield Sentence(say("document.no-rows", lang))
        return
    shares = tuple(float(column.get("share", 10)) for column in columns)
    yield Rows(tuple(column[lang] for column in columns), rows, shares, right)


def _questions(part: Mapping[str, Any], filling: Filling, lang: Language) -> Iterator[Block]:
    room, at = int(part.get("lines", 2)), 0
    more = ("", ("",) * int(part.get("more", 3)))
    for about, asked in (*filling.questions, more):
        above = (Sentence(about, small=True),) if about else ()
        for question in asked:
            at += 1
            put = Sentence(say("document.question", lang, at=at, text=question))
            yield Kept((*above, put, Sentence(say("document.answer", lang)), Blank(room)))
            above = ()


def _lines(part: Mapping[str, Any], filling: Filling, lang: Language) -> Iterator[Block]:
    yield Blank(int(part.get("count", 6)))


def _signatures(part: Mapping[str, Any], filling: Filling, lang: Language) -> Iterator[Block]:
    labels = tuple(_told(place[lang], filling.facts) for place in part["places"])
    yield Ink(labels, say("document.dated", lang))


def _refusal(filling: Filling, lang: Language) -> Iterator[Block]:
    heading = Heading(say("document.refusal", lang), 2)
    named = ("when", "where", "which", "words", "officers", "witness")
    known = {"words": filling.refused, "officers": filling.facts.get("officers", "")}
    known |= {"when": filling.facts.get("now", "")}
    given = known if filling.refused else {}
    rows = [(say(f"document.refusal-{name}", lang), given.get(name, "")) for name in named]
    yield Kept((heading, Rows((), [(name, told or "\n") for name, told in rows], (26, 74))))


_PARTS = {
    "fields": _fields,
    "text": _text,
    "table": _table,
    "questions": _questions,
    "lines": _lines,
    "signatures": _signatures,
}
