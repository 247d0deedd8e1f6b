"""At the data office: look at the exports, settle their mapping, try a conversion."""

import os
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from inspector.errors import FileMissing
from inspector.intake import (
    UNITS,
    Intake,
    Mapping,
    Profile,
    Sample,
    Suggestion,
    convert,
    draft,
    has_format,
    load_mapping,
    profile,
    read_mapping,
    sample,
    suggest,
)
from inspector.schema import table as table_of
from inspector.steps.quarantine import UnknownCode, trial_codes
from inspector.workspace import Engine, blank_engine

Progress = Callable[[str, int], None]
"""Told a file, a table with its rows, or an `intake.step.*` key, and the percent done, 0 to 100."""
_MEMORY = "1GiB"
"""What DuckDB may take before it spills, so that the whole process stays under 2 GB."""


@dataclass(frozen=True)
class Draft:
    """A mapping guessed from the exports, for a person to check."""

    text: str
    """The mapping file."""
    suggestions: list[Suggestion]


@dataclass(frozen=True)
class Refusal:
    """Rows of one sheet that were not taken, for one reason in one column."""

    file: str
    sheet: str
    table: str
    column: str
    reason: str
    rows: int


@dataclass(frozen=True)
class Trial:
    """What a conversion would give, and why rows would stay out; nothing was kept."""

    intake: Intake
    refused: tuple[Refusal, ...]
    unknown: tuple[UnknownCode, ...]


def raw_files(raw: Sequence[Path]) -> list[Path]:
    """Every file of the given files and folders once, so that each can be looked at apart.

    Raises:
        FileMissing
    """
    found: dict[Path, Path] = {}
    for given in raw:
        if not given.exists():
            raise FileMissing(path=str(given))
        for path in sorted(given.rglob("*")) if given.is_dir() else [given]:
            if path.is_file() and not path.name.startswith((".", "~$")):
                found.setdefault(path.resolve(), path)
    return sorted(found.values(), key=lambda path: (path.name, str(path)))


def sample_exports(raw: Sequence[Path], mapping: Path | None = None) -> list[Sample]:
    """How cells are written under each header, as shapes without values; nothing is changed.

    Raises:
        FileMissing, MappingInvalid
    """
    return sample(raw, mapping_at(mapping))


def try_exports(
    raw: Sequence[Path], mapping: Path | None = None, progress: Progress | None = None
) -> Trial:
    """Convert the exports to see what comes of them; nothing is written anywhere.

    Raises:
        FileMissing, MappingInvalid, FileUnreadable, ColumnMissing, NothingRecognised
    """
    with office_engine() as desk:
        intake = convert(raw, desk.con, mapping=mapping_at(mapping), progress=progress)
        counted = desk.con.execute(
            "SELECT file, sheet, table_name, coalesce(column_name, ''), reason, count(*) "
            "FROM quarantine GROUP BY ALL ORDER BY 1, 2, 6 DESC, 3, 4, 5"
        ).fetchall()
        unknown = trial_codes(desk)
    return Trial(intake, tuple(Refusal(*row) for row in counted), unknown)


def profile_exports(
    raw: Sequence[Path], mapping: Path | None = None, progress: Progress | None = None
) -> Profile:
    """What the exports look like, read by the mapping where there is one; nothing is changed.

    Raises:
        FileMissing, MappingInvalid
    """
    with office_engine() as desk:
        return profile(raw, mapping_at(mapping), desk.con, progress)


def suggest_mapping(raw: Sequence[Path], progress: Progress | None = None) -> Draft:
    """A draft of the mapping of these exports; nothing is changed.

    Raises:
        FileMissing
    """
    suggestions, unread = suggest(raw, progress)
    return Draft(draft(suggestions, unread), suggestions)


def office_engine() -> Engine:
    """An engine that reads local files; it spills sealed, at what `INSPECTOR_MEMORY` says."""
    return blank_engine(None if os.environ.get("INSPECTOR_MEMORY") else _MEMORY, files=True)


def ways_of(table: str, column: str) -> tuple[bool, tuple[str, ...]]:
    """Whether a mapping may give the column a format, and the units it may give it.

    Raises:
        TableUnknown
    """
    known = table_of(table).by_name[column]
    return has_format(known), tuple(UNITS.get(known.unit, {}))


def check_mapping(text: str, path: Path) -> None:
    """Whether `text` would be a mapping in the file `path`.

    Raises:
        MappingInvalid
    """
    read_mapping(text.encode(), path)


def mapping_at(path: Path | None) -> Mapping | None:
    """The mapping in `path`, if one is named.

    Raises:
        FileMissing, MappingInvalid
    """
    return None if path is None else load_mapping(path)
