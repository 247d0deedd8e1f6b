"""Cells that name a code of a list: in words or as a code, kept as received where neither is known.

Only the distinct values of a column are looked up, so that columns full of codes stream untouched.
"""

from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass

from inspector.intake.mapping.mapping import code_for
from inspector.intake.readers.sheet import Cell
from inspector.intake.result import ControlTotal
from inspector.schema import TABLES

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
    """SQL of how often each of `cells` that has a code list says what, in that order."""
    return "".join(f", histogram({cell.name})" for cell in cells if cell.column.dictionary)


def said_in(heard: Mapping[str, Mapping[str, int]], table: str, own: OwnCodes) -> dict[str, Said]:
    """What each column with a code list says; `heard` is, by column, word → rows that say it."""
    columns = TABLES[table].by_name
    return {name: _said(name, said, columns[name].dictionary, own) for name, said in heard.items()}


def _said(column: str, said: Mapping[str, int], dictionary: str, own: OwnCodes) -> Said:
    filled = sum(said.values())
    if len(said) > _FREE_TEXT:
        return Said(column, filled, {}, (), filled)
    codes = {word: code_for(own, dictionary, word) for word in said}
    unknown = tuple(sorted(word for word, code in codes.items() if code is None))
    meant = {word: code for word, code in codes.items() if code is not None and code != word}
    return Said(column, filled, meant, unknown, sum(said[word] for word in unknown))


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
