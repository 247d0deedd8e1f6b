"""The codes of a place: what its own lists and its mapping say comes before the built-in ones.

A word to which a list gives two codes names neither.
"""

from collections.abc import Sequence
from functools import cache

import duckdb

from inspector.intake.mapping.mapping import Mapping
from inspector.intake.mapping.recognise import normalise
from inspector.intake.result import ControlTotal
from inspector.intake.rows.coded import OwnCodes
from inspector.intake.rows.take import Taken
from inspector.schema import DICTIONARIES, TABLES

LISTS = "code_list"
"""The table of lists that were handed over as files."""
_SHARED = "flag"
"""Says yes and no in many columns; what one of them calls yes is not for all."""


def own_codes(
    con: duckdb.DuckDBPyConnection, taken: Sequence[Taken], mapping: Mapping | None
) -> OwnCodes:
    """By dictionary, word or code → code: of the lists among `taken`, the mapping over them."""
    said: dict[str, dict[str, set[str]]] = {}
    for one in taken:
        if one.table == LISTS:
            rows = con.execute(f"SELECT dict_name, code, meaning FROM ({one.select(con)})")
            for name, code, meaning in rows.fetchall():
                words = said.setdefault(_dictionary(name), {})
                words.setdefault(meaning, set()).add(code)
                words[code] = {code}
    handed = {
        name: {word: min(codes) for word, codes in words.items() if len(codes) == 1}
        for name, words in said.items()
    }
    told = mapping.codes if mapping else {}
    return {name: handed.get(name, {}) | dict(told.get(name, {})) for name in {*handed, *told}}


def lists_known(con: duckdb.DuckDBPyConnection, taken: Sequence[Taken]) -> list[ControlTotal]:
    """How many handed-over lists are for a column that has codes; the rest translate nothing.

    The note counts the rows of those; a list's name is a cell, and is not told.
    """
    rows: dict[str, int] = {}
    for one in taken:
        if one.table == LISTS:
            named = f"SELECT dict_name, count(*) FROM ({one.select(con)}) GROUP BY ALL"
            for name, count in con.execute(named).fetchall():
                rows[name] = rows.get(name, 0) + count
    lost = [count for name, count in rows.items() if not _dictionary(name)]
    if not lost:
        return []
    right, every = str(len(rows) - len(lost)), str(len(rows))
    name = "intake.total.lists-known"
    return [ControlTotal(name, LISTS, right, every, len(lost), "份", str(sum(lost)))]


def _dictionary(name: str) -> str:
    """The dictionary a list is for: by its own name, or by a column that has it."""
    return name if name in DICTIONARIES else _by_column().get(normalise(name), "")


@cache
def _by_column() -> dict[str, str]:
    named: dict[str, set[str]] = {}
    for table in TABLES.values():
        for column in table.columns:
            if column.dictionary and column.dictionary != _SHARED:
                for word in (column.zh, column.name):
                    named.setdefault(normalise(word), set()).add(column.dictionary)
    return {word: min(lists) for word, lists in named.items() if len(lists) == 1}
