"""Which table a row of headers belongs to, told by the headers alone.

A sheet is recognised by what it says, never by its name: any column order, columns nobody asked
for, optional columns left out. The name only breaks a tie between two forms that fit equally.
"""

import unicodedata
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache, cached_property

from inspector.intake.mapping.scope import Condition
from inspector.intake.values import Way
from inspector.schema import FORMS, TABLES, Form

HEADER_ROWS = 30
"""A header row is looked for in this many rows, below instructions and types."""

ROW_NUMBERS = {"", "序号", "rownum", "rn"}
"""Headers of columns that only number rows."""


@dataclass(frozen=True)
class Recognised:
    """A row of headers and the form it fits; `columns` are canonical names → position."""

    form: Form
    columns: dict[str, int]
    unknown: tuple[str, ...]
    missing: tuple[str, ...]
    """Required columns that are not there."""
    ways: Mapping[str, Way] = field(default_factory=dict)
    """How a mapping says that columns are written; the others are read as hospitals write."""
    scope: tuple[tuple[Condition, int], ...] = ()
    """What a mapping leaves out (口径), each condition with the position it looks at."""


def normalise(header: object) -> str:
    """A header as it is compared: half-width, lower case, without blanks and marks."""
    text = unicodedata.normalize("NFKC", str(header)).casefold()
    return "".join(text.replace("\ufeff", "").split()).strip("*'\"")


@dataclass(frozen=True)
class _Known:
    form: Form
    by_header: dict[str, str]
    telling: frozenset[str]
    """Columns whose headers few tables share; 机构编码 and 身份证号 tell nothing."""

    @cached_property
    def required(self) -> tuple[str, ...]:
        columns = TABLES[self.form.table].columns
        return tuple(column.name for column in columns if column.need == "required")


@cache
def _known() -> tuple[_Known, ...]:
    shared = Counter(
        header
        for table in TABLES
        for header in {h for f in FORMS if f.table == table for h in f.columns}
    )
    return tuple(
        _Known(
            form,
            _by_header(form),
            frozenset(column for header, column in form.columns.items() if shared[header] <= 2),
        )
        for form in FORMS
    )


@cache
def _headers() -> frozenset[str]:
    """Every header of every form; among the first rows of a file most have none of them."""
    return frozenset(header for known in _known() for header in known.by_header)


def _by_header(form: Form) -> dict[str, str]:
    table = TABLES[form.table]
    headed = set(form.columns.values())
    return (
        {
            normalise(column.zh): column.name
            for column in table.received
            if column.name not in headed
        }
        | {normalise(header): column for header, column in form.columns.items()}
        | {normalise(column.name): column.name for column in table.received}
    )


def recognise(headers: Sequence[object], *names: str) -> Recognised | None:
    """The form that `headers` fit best, or None; `names` (sheet, file) only break ties."""
    said = [normalise(header) for header in headers]
    if _headers().isdisjoint(said):
        return None
    fits = [fit for known in _known() if (fit := _fit(known, said, names)) is not None]
    if not fits:
        return None
    _, known = max(fits, key=lambda fit: fit[0])
    return _recognised(known, headers, said)


def _fit(
    known: _Known, said: list[str], names: tuple[str, ...]
) -> tuple[tuple[int, int, bool, float], _Known] | None:
    columns = {known.by_header[header] for header in said if header in known.by_header}
    asked = sum(1 for header in said if header not in ROW_NUMBERS)
    missing = [name for name in known.required if name not in columns]
    share = len(columns) / max(asked, 1)
    key = TABLES[known.form.table].key
    told = len(columns & known.telling) / max(len(known.telling), 1)
    complete = not missing and (share >= 0.8 or (share >= 0.5 and told >= 0.25))
    telling = told >= 0.5
    keyed = key and columns.issuperset(key) and share >= 0.6 and 2 * len(missing) <= len(key) + 2
    if not (complete or telling or keyed):
        return None
    form = known.form
    named = any(
        normalise(title) in normalise(name) for name in names for title in (form.table, form.sheet)
    )
    return (len(columns), -len(missing), named, len(columns) / len(form.headers)), known


def _recognised(known: _Known, headers: Sequence[object], said: list[str]) -> Recognised:
    columns: dict[str, int] = {}
    unknown: list[str] = []
    for position, header in enumerate(said):
        column = known.by_header.get(header)
        if column is not None and column not in columns:
            columns[column] = position
        elif header not in ROW_NUMBERS:
            unknown.append(str(headers[position]).strip())
    missing = tuple(name for name in known.required if name not in columns)
    return Recognised(known.form, columns, tuple(unknown), missing)


def find_header(rows: Sequence[Sequence[object]], *names: str) -> tuple[int, Recognised] | None:
    """The position of the header row among the first rows of a sheet, and what it says."""
    found = [
        (position, fit)
        for position, row in enumerate(rows[:HEADER_ROWS])
        if (fit := recognise(row, *names)) is not None
    ]
    return max(found, key=lambda at: (len(at[1].columns), -at[0]), default=None)
