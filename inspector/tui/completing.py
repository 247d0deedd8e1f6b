"""What a word in the editor may become: a table, a column of the tables named, a word of SQL.

A Chinese word finds the field that is called so; what is put in is always the field's name.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from inspector.steps import AskedColumn, AskedTable

_WORD = re.compile(r"(?:(?P<of>\w+)\.)?(?P<word>\w*)$")
_NAMED = re.compile(r"\b(?:from|join)\s+(\w+)(?:\s+(?:as\s+)?(\w+))?", re.IGNORECASE)
_NO_ALIAS = (
    *("where", "group", "order", "having", "limit", "join", "left", "right", "inner", "full"),
    *("cross", "on", "using", "union", "qualify"),
)
_SQL = (
    *("SELECT", "FROM", "WHERE", "GROUP BY", "GROUP BY ALL", "ORDER BY", "HAVING", "LIMIT"),
    *("DISTINCT", "BETWEEN", "LEFT JOIN", "JOIN", "USING", "UNION ALL", "PARTITION BY", "QUALIFY"),
    *("COUNT(*)", "SUM(", "MIN(", "MAX(", "AVG(", "MEDIAN(", "COALESCE(", "DATE_TRUNC('month', "),
)
MOST = 40
_LAST = 2


@dataclass(frozen=True)
class Candidate:
    """What stands for the word, and what it is called."""

    text: str
    told: str = ""


def word_before(text: str) -> str:
    """The word that ends at the cursor; empty where none does."""
    found = _WORD.search(text)
    return found["word"] if found else ""


def begun(text: str) -> bool:
    """Whether enough is typed for candidates to come by themselves."""
    found = _WORD.search(text)
    if not found or text[: found.start()].endswith("$"):
        return False
    word = found["word"]
    return bool(found["of"]) or len(word) >= 2 or not word.isascii()


def candidates(before: str, sql: str, tables: "Sequence[AskedTable]") -> list[Candidate]:
    """What the word at the end of `before` may become, the likeliest first.

    Args:
        before: the editor's text up to the cursor.
        sql: the whole text, which names the tables.
        tables: those there are.
    """
    found = _WORD.search(before)
    word = found["word"].lower() if found else ""
    by_name = {one.name: one for one in tables}
    named = _tables_named(sql, by_name)
    if found and found["of"]:
        own = named.get(found["of"].lower())
        every = list(_columns([own] if own else []))
    else:
        every = [Candidate(one.name, one.zh) for one in tables]
        every += _columns(list(dict.fromkeys(named.values())) or list(tables))
        every += [Candidate(one) for one in _SQL]
    ranked = ((_rank(one, word), at, one) for at, one in enumerate(dict.fromkeys(every)))
    fitting = sorted(one for one in ranked if one[0] <= _LAST)
    return [one for _, _, one in fitting if one.text.lower() != word][:MOST]


def _tables_named(sql: str, by_name: "dict[str, AskedTable]") -> "dict[str, AskedTable]":
    """By name and by alias, the tables that the text reads."""
    named = {}
    for name, alias in _NAMED.findall(sql):
        if name.lower() in by_name:
            named[name.lower()] = by_name[name.lower()]
            if alias and alias.lower() not in _NO_ALIAS:
                named[alias.lower()] = by_name[name.lower()]
    return named


def _columns(tables: "Sequence[AskedTable]") -> Iterator[Candidate]:
    for one in tables:
        yield from (Candidate(column.name, told_of(column)) for column in one.columns)


def told_of(column: "AskedColumn") -> str:
    """What a column is called, and of what type it is if it is no text."""
    return f"{column.zh} {column.type.removesuffix('VARCHAR')}".strip()


def _rank(one: Candidate, word: str) -> int:
    """0 begins so, 1 a part of the name does, 2 the word is somewhere in name or Chinese."""
    text = one.text.lower()
    places = (text.startswith(word), f"_{word}" in text, word in text or word in one.told.lower())
    return places.index(True) if any(places) else _LAST + 1
