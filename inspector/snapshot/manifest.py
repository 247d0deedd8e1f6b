"""What a snapshot says about itself: `About` from the packer, `Manifest` as it is signed.

A manifest is read only from bytes whose signature holds, and writes back to the same bytes.
"""

from dataclasses import dataclass, field, fields
from datetime import date, datetime
from typing import Any, Self

from inspector.trust import canonical, digest

FORMAT = "inspector.snapshot"
UTC_SECONDS = "%Y-%m-%dT%H:%M:%SZ"
VERSION = 1
"""The newest major this program reads; older ones stay readable."""


@dataclass(frozen=True, kw_only=True)
class About:
    """What the packer knows before the first row is written."""

    line: str
    """Snapshots of one line follow one another, as one institution's do."""
    institution_code: str
    institution_name: str
    period_from: date
    period_to: date
    sources: tuple[dict[str, Any], ...] = ()
    """Source files with digest, rows taken and rows quarantined."""
    totals: tuple[dict[str, Any], ...] = ()
    """Reconciliation totals of pack time, shown again at open time."""
    mapping: dict[str, object] = field(default_factory=dict)
    """口径: the mapping and filters used."""
    previous: str | None = None
    """Snapshot id of the one before in the same line."""
    version: int = 1
    """Counts up within the line; an older one over a newer one is refused."""


@dataclass(frozen=True)
class TableEntry:
    """One table: its rows, its columns and what their sealed entry must be."""

    rows: int
    columns: tuple[str, ...]
    types: dict[str, str]
    """DuckDB type by column."""
    filled: dict[str, int]
    """Rows that are not NULL, by column."""
    sums: dict[str, str]
    """Control sum of each DECIMAL column, as text."""
    entry: str
    size: int
    digest: str

    def to_dict(self) -> dict[str, Any]:
        """Plain JSON values."""
        return {**vars(self), "columns": list(self.columns)}

    @classmethod
    def from_dict(cls, told: dict[str, Any]) -> Self:
        """The entry that `to_dict` wrote; KeyError where a field is missing."""
        known = {f.name: told[f.name] for f in fields(cls)}
        return cls(**{**known, "columns": tuple(known["columns"])})


@dataclass(frozen=True, kw_only=True)
class Manifest(About):
    """What the authority signs: the packer's account, and every other entry's digest and size."""

    tables: dict[str, TableEntry]
    recipients: tuple[str, ...]
    """Key ids of those it is sealed to."""
    packed_at: str
    """UTC, seconds."""
    tool: str

    @property
    def snapshot_id(self) -> str:
        """16 hex digits that name this snapshot: the start of its content's digest."""
        return digest(canonical(self._content())).removeprefix("sha256:")[:16]

    def to_dict(self) -> dict[str, Any]:
        """Plain JSON values, id included."""
        return {**self._content(), "snapshot_id": self.snapshot_id}

    def to_bytes(self) -> bytes:
        """The canonical bytes that are signed."""
        return canonical(self.to_dict())

    def _content(self) -> dict[str, Any]:
        return {
            **{f.name: getattr(self, f.name) for f in fields(self)},
            "format": FORMAT,
            "format_version": VERSION,
            "period_from": self.period_from.isoformat(),
            "period_to": self.period_to.isoformat(),
            "sources": list(self.sources),
            "totals": list(self.totals),
            "recipients": list(self.recipients),
            "tables": {name: entry.to_dict() for name, entry in self.tables.items()},
        }

    @classmethod
    def from_dict(cls, told: dict[str, Any]) -> Self:
        """The manifest that `to_dict` wrote.

        Raises:
            KeyError, TypeError, ValueError: a field is missing or is not what it should be.
        """
        known = {f.name: told[f.name] for f in fields(cls)}
        tables = {name: TableEntry.from_dict(entry) for name, entry in known["tables"].items()}
        known |= {
            "period_from": date.fromisoformat(known["period_from"]),
            "period_to": date.fromisoformat(known["period_to"]),
            "packed_at": datetime.strptime(known["packed_at"], UTC_SECONDS).strftime(UTC_SECONDS),
            "sources": tuple(known["sources"]),
            "totals": tuple(known["totals"]),
            "recipients": tuple(known["recipients"]),
            "tables": tables,
        }
        return cls(**known)
