"""Cells that name a code of a list: in words or as a code, kept as received where neither is known.

Only the distinct values of a column are looked up, so that columns full of codes stream untouched.
"""

from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass

import duckdb

from inspector.intake.mapping.mapping import code_for
from inspector.intake.readers.sheet import Cell, Scan
from inspector.intake.result import ControlTotal
from inspector.intake.values import quoted

OwnCodes = Mapping[str, Mapping[str, str]]
"""By dictionary, a place's own words and codes → code."""

_CODE = 14
"""A code is no longer than this; an identity number is."""
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
    unknown: tuple[str, ...]
    """What is no code and no word for one, in order."""
    rows_unknown: int


def asked(cells: Sequence[Cell]) -> str:
    """SQL of the distinct values of each of `cells` that has a code list, in that order."""
    return "".join(
        f", list(DISTINCT {cell.name}) FILTER ({cell.name} IS NOT NULL)"
        for cell in cells
        if cell.column.dictionary
    )


def said_in(
    con: duckdb.DuckDBPyConnection,
    scan: Scan,
    filled: Mapping[str, int],
    lists: Sequence[Sequence[str] | None],
    own: OwnCodes,
) -> dict[str, Said]:
    """What each column with a code list says; `lists` is the answer to `asked`."""
    cells = [cell for cell in scan.cells if cell.column.dictionary]
    return {
        cell.column.name: _said(con, scan, cell, filled[cell.column.name], words or (), own)
        for cell, words in zip(cells, lists, strict=True)
    }


def _said(
    con: duckdb.DuckDBPyConnection,
    scan: Scan,
    cell: Cell,
    filled: int,
    words: Sequence[str],
    own: OwnCodes,
) -> Said:
    name = cell.column.name
    if len(words) > _FREE_TEXT:
        return Said(name, filled, {}, (), filled)
    codes = {word: code_for(own, cell.column.dictionary, word) for word in words}
    unknown = tuple(sorted(word for word, code in codes.items() if code is None))
    meant = {word: code for word, code in codes.items() if code is not None and code != word}
    return Said(name, filled, meant, unknown, _count(con, scan, cell, unknown))


def _count(con: duckdb.DuckDBPyConnection, scan: Scan, cell: Cell, unknown: tuple[str, ...]) -> int:
    if not unknown:
        return 0
    words = ", ".join(map(quoted, unknown))
    sql = f"SELECT count(*) FROM ({scan.tidied(scan.plain)}) WHERE {cell.name} IN ({words})"
    (counted,) = con.execute(sql).fetchall()
    return int(counted[0])


def codes_known(table: str, sheets: Sequence[Mapping[str, Said]]) -> list[ControlTotal]:
    """How many cells of a table's sheets say a code that is known: each column that has others, all
    the rest in one.

    The note lists the codes that are not known, and nothing that could be a person's number.
    """
    columns = dict.fromkeys(name for sheet in sheets for name in sheet)
    made, known, cells = [], [], 0
    for column in columns:
        said = [sheet[column] for sheet in sheets if column in sheet]
        filled, unknown = sum(one.filled for one in said), sum(one.rows_unknown for one in said)
        if unknown:
            note = f"{column}: {_listed({word for one in said for word in one.unknown})}"
            right = str(filled - unknown)
            made.append(
                ControlTotal(
                    "intake.total.codes-known", table, right, str(filled), unknown, "行", note
                )
            )
        elif filled:
            known.append(column)
            cells += filled
    if known:
        name, note = "intake.total.codes-all-known", ", ".join(known)
        made.append(ControlTotal(name, table, str(cells), str(cells), 0, "格", note))
    return made


def _listed(words: Set[str]) -> str:
    codes = sorted(word for word in words if len(word) <= _CODE)
    shown = ", ".join(codes[:_SHOWN])
    return shown if len(codes) == len(words) <= _SHOWN else f"{shown} …({len(words)})".strip()
