"""DuckDB's complaints in our words: what kind, where, which known name was near.

DuckDB quotes cells in its messages; none of its text passes here but line numbers and names that
the schema itself knows.
"""

import re
from difflib import get_close_matches

import duckdb

from inspector.errors import (
    InspectorError,
    QuestionFailed,
    QuestionStopped,
    SealDamaged,
    TableUnknown,
)
from inspector.schema import TABLES

_KINDS: tuple[tuple[type[Exception], str], ...] = (
    (duckdb.ParserException, "syntax"),
    (duckdb.SyntaxException, "syntax"),
    (duckdb.CatalogException, "name"),
    (duckdb.BinderException, "name"),
    (duckdb.ConversionException, "value"),
    (duckdb.TypeMismatchException, "value"),
    (duckdb.OutOfRangeException, "value"),
    (duckdb.PermissionException, "not-allowed"),
    (duckdb.IOException, "disk"),
    (duckdb.InvalidInputException, "input"),
)
_KNOWN = frozenset(TABLES) | {column for table in TABLES.values() for column in table.by_name}
_QUOTED = re.compile(r'[\w.]*"[\w.]+"|\b[a-z]\w*_\w+\b')
_SEAL = re.compile(rf"\[{re.escape(SealDamaged.code)}\] path=(.*)")
_NO_TABLE = re.compile(
    r"Catalog Error: Table with name ([A-Za-z]\w{0,62}) does not exist!", re.ASCII
)
_ASKABLE = ("fee_net", *TABLES)
_LINE = re.compile(r"^LINE (\d+):", re.MULTILINE)


def translate(error: Exception) -> InspectorError:
    """What to tell instead of `error`.

    QuestionStopped at a limit of time or memory, SealDamaged when the evidence changed under the
    question, TableUnknown with those that sound like it, else QuestionFailed with a kind and a
    hint.

    Raise it `from None`: the traceback of the original quotes cells as well.

    Raises:
        KeyboardInterrupt: a person pressed Ctrl-C, which DuckDB reports as a failure of its own.
    """
    if isinstance(error.__cause__, KeyboardInterrupt):
        raise error.__cause__
    if isinstance(error, duckdb.InterruptException):
        return QuestionStopped(limit="time")
    if isinstance(error, duckdb.OutOfMemoryException):
        return QuestionStopped(limit="memory")
    # DuckDB hands on what a filesystem raised as its base class, with our text inside.
    if type(error) is duckdb.Error and (damaged := _SEAL.search(str(error))):
        return SealDamaged(path=damaged[1])
    if isinstance(error, duckdb.CatalogException) and (missing := _NO_TABLE.match(str(error))):
        return TableUnknown(table=missing[1], known=_like(missing[1]))
    kind = next((told for kind, told in _KINDS if isinstance(error, kind)), "other")
    return QuestionFailed(kind=kind, hint=_hint(str(error)) if kind in ("syntax", "name") else "")


def _like(name: str) -> str:
    """The tables that sound like `name`, else all."""
    return ", ".join(get_close_matches(name, _ASKABLE, 3, 0.5) or _ASKABLE)


def _hint(message: str) -> str:
    """`line 3: fee_ocur_time` from what can be said safely; may be empty."""
    line = _LINE.search(message)
    # Behind the LINE mark DuckDB echoes the statement, constants and all.
    told = message[: line.start()] if line else message
    near = {name for word in _QUOTED.findall(told) for name in re.findall(r"\w+", word)}
    names = ", ".join(sorted(near & _KNOWN))
    return ": ".join(part for part in (f"line {line[1]}" if line else "", names) if part)
