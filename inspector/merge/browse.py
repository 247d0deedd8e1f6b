"""The findings of a store, page by page: sorted, narrowed, counted.

A page is a look at the same rows however large the store: nothing is loaded that is not shown but
the table itself, once, in memory.
"""

from collections.abc import Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass
from typing import Any, Self

import duckdb

from inspector.merge.kept import FINDINGS
from inspector.merge.store import Store
from inspector.merge.taken_back import AUTHORS, MARK, Since, marked, never

COLUMNS = (*(name for name in FINDINGS.names if name not in ("inspection", AUTHORS)), MARK)
"""What can be seen, sorted by and narrowed by."""


@dataclass(frozen=True)
class Page:
    """Some rows of `COLUMNS`, and how many there are in all."""

    rows: tuple[tuple[Any, ...], ...]
    total: int


class Browser:
    """A store's findings as they were when it was opened; a context manager.

    `since` tells of a key the first day it is not trusted on.
    """

    def __init__(self, store: Store, since: Since = never) -> None:
        self._con = duckdb.connect(":memory:", config={"threads": "2"})
        with closing(self._con.cursor()) as own:
            own.register("arriving", marked(store.findings(), since).select(list(COLUMNS)))
            own.execute("CREATE TABLE finding AS SELECT * FROM arriving").fetchall()
            own.unregister("arriving")
        self._con.execute("SET enable_external_access = false").fetchall()

    def page(
        self,
        offset: int = 0,
        limit: int = 50,
        *,
        order: Sequence[str] = ("institution", "rule_id", "id"),
        descending: bool = False,
        where: Mapping[str, str] | None = None,
    ) -> Page:
        """The rows from `offset` on.

        Args:
            order: columns; rows that are equal in them stand by institution and id.
            where: column → the value it must have.
        """
        narrowed = where or {}
        assert {*order, *narrowed} <= set(COLUMNS), "not a column of a finding"
        told = " AND ".join(f'CAST("{name}" AS VARCHAR) = ?' for name in narrowed) or "true"
        sorted_by = [f'"{name}" {"DESC" if descending else "ASC"}' for name in order]
        by = ", ".join((*sorted_by, '"institution"', '"id"'))
        values = [*narrowed.values()]
        rows = self._con.execute(
            f"SELECT * FROM finding WHERE {told} ORDER BY {by} LIMIT {int(limit)}"
            f" OFFSET {int(offset)}",
            values,
        ).fetchall()
        count = self._con.execute(f"SELECT count(*) FROM finding WHERE {told}", values).fetchall()
        return Page(tuple(rows), int(count[0][0]))

    def close(self) -> None:
        """Let go of the rows."""
        self._con.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()
