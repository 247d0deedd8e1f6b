"""What was not taken and what could not be bridged; a row as received is shown only on purpose.

Without `raw` nothing of a row is told but where it lies. With it the journal keeps that it was.
"""

from dataclasses import dataclass, field
from datetime import date
from typing import Any

from inspector.steps.desk import Desk

_PLACE = "file, sheet, row_no, table_name, column_name, reason"
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


def quarantined(
    desk: Desk, limit: int, *, raw: bool = False, why: str = ""
) -> tuple[list[Quarantined], bool]:
    """The first `limit` quarantined rows by file, sheet and row, and whether there are more.

    Raises:
        RoleForbidden: rows as received were asked for by somebody who may not see them.
    """
    rows = _rows(desk, "quarantine", _PLACE, "raw", limit, raw, why)
    return [Quarantined(*row) for row in rows[:limit]], len(rows) > limit


def unbridged(
    desk: Desk, limit: int, *, raw: bool = False, why: str = ""
) -> tuple[list[Unbridged], bool]:
    """The first `limit` entries of what could not be bridged, and whether there are more.

    Raises:
        RoleForbidden: keys, which name persons, were asked for by somebody who may not see them.
    """
    rows = _rows(desk, "link_problem", _LINK, "row_key, codes", limit, raw, why)
    return [Unbridged(*row) for row in rows[:limit]], len(rows) > limit


def _rows(
    desk: Desk, table: str, columns: str, sensitive: str, limit: int, raw: bool, why: str
) -> list[tuple[Any, ...]]:
    if raw:
        desk.may("reveal")
        # Before a word of it is shown.
        desk.note("revealed", {"what": table, "reason": why})
    if table not in desk.engine().tables:
        return []
    asked = f"{columns}, {sensitive}" if raw else columns
    answer = desk.engine().con.execute(
        f"SELECT {asked} FROM {table} ORDER BY {columns} LIMIT $limit", {"limit": limit + 1}
    )
    return answer.fetchall()
