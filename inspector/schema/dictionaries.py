"""Code lists of the national interface, one CSV each under `dictionaries/`, read when asked for.

They are a fallback: a snapshot's own dictionary comes first, since places add codes of their own.
Words that two codes share name neither.
"""

import csv
import unicodedata
from collections import Counter
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from inspector.i18n.catalogue import Language

_FOLDER = Path(__file__).parent / "dictionaries"

DICTIONARIES: tuple[str, ...] = tuple(sorted(path.stem for path in _FOLDER.glob("*.csv")))
"""The names of all lists; `flag` is every list that says no and yes."""


@dataclass(frozen=True)
class Code:
    """One value of a list; `said` are the words hospitals use for it besides its name."""

    code: str
    zh: str
    en: str
    said: tuple[str, ...]
    source: str


@cache
def codes(dictionary: str) -> dict[str, Code]:
    """The values of a list by their code; asking for a list that is not there is a mistake."""
    assert dictionary in DICTIONARIES, dictionary
    with (_FOLDER / f"{dictionary}.csv").open(encoding="utf-8", newline="") as file:
        return {
            row["code"]: Code(
                row["code"],
                row["zh"],
                row["en"],
                tuple(filter(None, row["said"].split("#"))),
                row["source"],
            )
            for row in csv.DictReader(file)
        }


def _heard(said: str) -> str:
    return "".join(unicodedata.normalize("NFKC", said).casefold().split())


@cache
def _by_words(dictionary: str) -> dict[str, str]:
    words = [
        (_heard(word), code.code)
        for code in codes(dictionary).values()
        for word in {code.zh, *code.said}
    ]
    times = Counter(word for word, _ in words)
    return {word: code for word, code in words if times[word] == 1}


def code_of(dictionary: str, said: str) -> str | None:
    """The code that `said` means (男 → 1, 城镇职工 → 310); a code is itself, None is unknown."""
    heard = _heard(said)
    return heard if heard in codes(dictionary) else _by_words(dictionary).get(heard)


def label(dictionary: str, code: str, lang: Language) -> str:
    """What a code says, for screens and reports; a code that is not in the list is itself."""
    known = codes(dictionary).get(code)
    return getattr(known, lang) if known else code
