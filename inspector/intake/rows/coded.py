"""Cells that name a code of a list: in words or as a code, kept as received where neither is known.

Only the distinct values of a column are looked up, so that columns full of codes stream untouched.
What is known nowhere may be anything, a name too: it is listed in a sealed table, and totals count.
"""

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import duckdb

from inspector.intake.mapping.mapping import code_for
from inspector.intake.readers.sheet import Cell
from inspector.intake.result import ControlTotal
from inspector.schema import TABLES

OwnCodes = Mapping[str, Mapping[str, str]]
"""By dictionary, a place's own words and codes → code."""

CODE_UNKNOWN = "code_unknown"
"""The table of what no list knows; it travels sealed with the snapshot like `quarantine`."""
_PREPARE = f"""
CREATE TABLE {CODE_UNKNOWN} (dictionary VARCHAR, table_name VARCHAR, column_name VARCHAR,
    code VARCHAR, row_count BIGINT)
"""
_CODE = re.compile(r"[A-Za-z0-9._-]{1,8}")
"""A code is no longer than this; a telephone or identity number is."""
_SHOWN = 20
_FREE_TEXT = 1000
"""A column with more different values than this holds no codes."""


@dataclass(frozen=True)
class Said:
    """What one column of one sheet says; rows are those that could be split."""

    column: str
    filled: int
    meant: dict[str, str]
    """Word as received → code, where they differ."""
    unknown: dict[str, int]
    """What is no code and no word for one → rows that say it, in order."""
    unlisted: int = 0
    """Rows of a column with too many different values to be codes."""

    @property
    def rows_unknown(self) -> int:
        """Rows that say no code of the list."""
        return sum(self.unknown.values()) + self.unlisted


def code_like(word: str) -> bool:
    """Whether `word` is written as codes are, so that it may be shown to who looks at exports."""
    return _CODE.fullmatch(word) is not None


def asked(cells: Sequence[Cell]) -> str:
    """SQL of how often each of `cells` that has a code list says what, in that order."""
    return "".join(f", histogram({cell.name})" for cell in cells if cell.column.dictionary)


def said_in(heard: Mapping[str, Mapping[str, int]], table: str, own: OwnCodes) -> dict[str, Said]:
    """What each column with a code list says; `heard` is, by column, word → rows that say it."""
    columns = TABLES[table].by_name
    return {name: _said(name, said, columns[name].dictionary, own) for name, said in heard.items()}


def _said(column: str, said: Mapping[str, int], dictionary: str, own: OwnCodes) -> Said:
    filled = sum(said.values())
    if len(said) > _FREE_TEXT:
        return Said(column, filled, {}, {}, filled)
    codes = {word: code_for(own, dictionary, word) for word in said}
    unknown = {word: said[word] for word in sorted(codes) if codes[word] is None}
    meant = {word: code for word, code in codes.items() if code is not None and code != word}
    return Said(column, filled, meant, unknown)


def codes_known(table: str, sheets: Sequence[Mapping[str, Said]]) -> list[ControlTotal]:
    """How many cells of a table's sheets say a code that is known: each column that has others, all
    the rest in one.

    The note names the columns, and the dictionary where it is called otherwise; no code.
    """
    made, known, cells = [], [], 0
    for column, said in _by_column(sheets):
        filled, unknown = (
            sum(one.filled for one in said),
            sum(one.rows_unknown for one in said),
        )
        if unknown:
            name, note = "intake.total.codes-known", _called(table, column)
            right = str(filled - unknown)
            made.append(ControlTotal(name, table, right, str(filled), unknown, "行", note))
        elif filled:
            known.append(column)
            cells += filled
    if known:
        name, note = "intake.total.codes-all-known", ", ".join(known)
        made.append(ControlTotal(name, table, str(cells), str(cells), 0, "格", note))
    return made


def codes_asked_about(table: str, sheets: Sequence[Mapping[str, Said]]) -> dict[str, int]:
    """By column, with its unknown words where they are written as codes are: rows that say them."""
    return {
        f"{column}: {_listed(said)}": rows
        for column, said in _by_column(sheets)
        if (rows := sum(one.rows_unknown for one in said))
    }


def list_unknown(
    con: duckdb.DuckDBPyConnection, tables: Mapping[str, Sequence[Mapping[str, Said]]]
) -> None:
    """Make `code_unknown`: by table and column, each word no list knows, and the rows that say it.

    Rows of a column of free text are one entry without a word.
    """
    con.execute(_PREPARE)
    for table, sheets in tables.items():
        for column, said in _by_column(sheets):
            rows: Counter[str | None] = Counter()
            for one in said:
                rows.update(one.unknown)
                rows.update({None: one.unlisted} if one.unlisted else {})
            con.execute(
                f"INSERT INTO {CODE_UNKNOWN} SELECT $1, $2, $3, unnest($4::VARCHAR[]), "
                "unnest($5::BIGINT[])",
                [_dictionary(table, column), table, column, [*rows], [*rows.values()]],
            )


def _by_column(sheets: Sequence[Mapping[str, Said]]) -> Iterator[tuple[str, list[Said]]]:
    for column in dict.fromkeys(name for sheet in sheets for name in sheet):
        yield column, [sheet[column] for sheet in sheets if column in sheet]


def _dictionary(table: str, column: str) -> str:
    return TABLES[table].by_name[column].dictionary


def _called(table: str, column: str) -> str:
    dictionary = _dictionary(table, column)
    return column if column == dictionary else f"{column} ({dictionary})"


def _listed(said: Sequence[Said]) -> str:
    words = {word for one in said for word in one.unknown}
    codes = sorted(word for word in words if code_like(word))
    shown = ", ".join(codes[:_SHOWN])
    if words and len(codes) == len(words) <= _SHOWN:
        return shown
    return f"{shown} …({len(words) or ''})".strip()
