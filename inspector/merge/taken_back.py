"""Whose key was taken back after a bundle had been taken in: what that person did is marked.

Nothing is dropped by itself: the bundle was good on the day it came, and whether its findings are
looked at again is for a person to say.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

from inspector.findings import Finding

Since = Callable[[str], date | None]
"""A key id → the first day it is not trusted on, or None."""


def never(_: str) -> date | None:
    """No key was ever taken back."""
    return None


AUTHORS, MARK = "authors", "taken_back"


@dataclass(frozen=True)
class TakenBack:
    """The findings of one hospital that hold acts of a key on or after the day it was taken back.

    `since` is None for a key that is not trusted from the start.
    """

    institution: str
    institution_name: str
    name: str
    key_id: str
    since: date | None
    findings: tuple[str, ...]

    def to_dict(self) -> dict[str, Any]:
        """As canonical JSON takes it."""
        since = self.since.isoformat() if self.since else None
        return vars(self) | {"since": since, "findings": list(self.findings)}


def authors_of(finding: Finding, people: Mapping[str, str]) -> list[str]:
    """Who acted on a finding: key id, the latest day (UTC) and the name, one after the other."""
    latest = dict(sorted({(event.author, event.at[:10]) for event in finding.history}))
    return [f"{key_id} {day} {people.get(key_id, '')}" for key_id, day in latest.items()]


def taken_back(rows: pa.Table, since: Since) -> tuple[TakenBack, ...]:
    """What of a store's findings is marked, by hospital and key."""
    held: dict[tuple[str, str, str, str], list[str]] = defaultdict(list)
    bad = _taken(rows, since)
    if not bad:
        return ()
    for row in rows.select(["institution", "institution_name", "id", AUTHORS]).to_pylist():
        for author in bad.intersection(row[AUTHORS] or ()):
            key_id, _, name = author.split(" ", 2)
            held[row["institution"], row["institution_name"], name, key_id].append(row["id"])
    return tuple(
        TakenBack(*where, _told(since(where[-1])), tuple(sorted(ids)))
        for where, ids in sorted(held.items())
    )


def marked(rows: pa.Table, since: Since) -> pa.Table:
    """The rows with the names of those whose key was taken back, in a column of its own."""
    bad = _taken(rows, since)
    lists = rows.column(AUTHORS).to_pylist() if bad else [()] * rows.num_rows
    names = ("、".join(_names(bad.intersection(one or ()))) for one in lists)
    return rows.append_column(MARK, pa.array(list(names), pa.string()))


def _taken(rows: pa.Table, since: Since) -> set[str]:
    """Those of `authors` whose latest act is not before the day."""
    told = map(str, pc.unique(pc.list_flatten(rows.column(AUTHORS))).to_pylist())
    return {one for one in told if (day := since(one.split(" ")[0])) and _at(one) >= day}


def _names(authors: Iterable[str]) -> list[str]:
    return sorted(author.split(" ", 2)[2] for author in authors)


def _at(author: str) -> date:
    return date.fromisoformat(author.split(" ")[1])


def _told(since: date | None) -> date | None:
    return None if since == date.min else since
