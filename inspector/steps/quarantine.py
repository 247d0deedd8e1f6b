"""What was not taken, not bridged, not in a code list; as received it is shown only on purpose.

Without `raw` nothing of a row is told but where it lies, and a word no list knows only where it is
written as codes are. With it the journal keeps that it was.
"""

from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from inspector.intake import code_like
from inspector.steps.acting import acting
from inspector.steps.desk import Desk
from inspector.workspace import Engine

_PLACE = "file, sheet, row_no, table_name, column_name, reason"
_CODED = "dictionary, table_name, column_name, row_count, code"
_LINK = "table_name, kind, row_count, first_day, last_day"


@dataclass(frozen=True)
class Quarantined:
    """A row that was not taken; `raw` only where it was asked for."""

    file: str
    sheet: str
    row: int
    table: str
    column: str
    reason: str
    raw: str | None = field(default=None, repr=False)


@dataclass(frozen=True)
class Unbridged:
    """Rows of a table with the same evidence that lead nowhere, or to several places."""

    table: str
    kind: str
    rows: int
    first: date | None
    last: date | None
    key: str | None = field(default=None, repr=False)
    codes: str | None = field(default=None, repr=False)


@dataclass(frozen=True)
class UnknownCode:
    """Rows of a column that say one word its code list does not know; None where it is not told."""

    dictionary: str
    table: str
    column: str
    rows: int
    code: str | None = field(default=None, repr=False)


def quarantined(
    desk: Desk, limit: int, *, raw: bool = False, why: str = ""
) -> tuple[list[Quarantined], bool]:
    """The first `limit` quarantined rows by file, sheet and row, and whether there are more.

    Raises:
        RoleForbidden: rows as received were asked for by somebody who may not see them.
    """
    rows = _rows(desk, "quarantine", f"{_PLACE}, raw" if raw else _PLACE, limit, raw, why)
    return [Quarantined(*row) for row in rows[:limit]], len(rows) > limit


def unbridged(
    desk: Desk, limit: int, *, raw: bool = False, why: str = ""
) -> tuple[list[Unbridged], bool]:
    """The first `limit` entries of what could not be bridged, and whether there are more.

    Raises:
        RoleForbidden: keys, which name persons, were asked for by somebody who may not see them.
    """
    asked = f"{_LINK}, row_key, codes" if raw else _LINK
    rows = _rows(desk, "link_problem", asked, limit, raw, why)
    return [Unbridged(*row) for row in rows[:limit]], len(rows) > limit


def unknown_codes(
    desk: Desk, limit: int, *, raw: bool = False, why: str = ""
) -> tuple[list[UnknownCode], bool]:
    """The first `limit` words no code list knows, and whether there are more.

    Raises:
        RoleForbidden: words that may name persons were asked for by somebody who may not see them.
    """
    rows = _rows(desk, "code_unknown", _CODED, limit, raw, why)
    found = [UnknownCode(*row) for row in rows[:limit]]
    return found if raw else [_shown(one) for one in found], len(rows) > limit


def trial_codes(office: Engine) -> tuple[UnknownCode, ...]:
    """The same of exports that were converted a moment ago."""
    rows = office.con.execute(f"SELECT {_CODED} FROM code_unknown ORDER BY ALL").fetchall()
    return tuple(_shown(UnknownCode(*row)) for row in rows)


def _shown(one: UnknownCode) -> UnknownCode:
    return one if code_like(one.code or "") else replace(one, code=None)


def _rows(
    desk: Desk, table: str, asked: str, limit: int, raw: bool, why: str
) -> list[tuple[Any, ...]]:
    if raw:
        _as_received(desk, table, why)
    if table not in desk.engine().tables:
        return []
    answer = desk.engine().con.execute(
        f"SELECT {asked} FROM {table} ORDER BY {asked} LIMIT $limit", {"limit": limit + 1}
    )
    return answer.fetchall()


@acting("reveal")
def _as_received(desk: Desk, table: str, why: str) -> None:
    """Before a word of it is shown."""
    desk.note("revealed", {"what": table, "reason": why})
