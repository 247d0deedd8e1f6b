"""A mapping: how one hospital system's exports become canonical tables, settled by a person.

What a mapping does not speak of is recognised by content as ever. Everything it says is recorded in
the manifest as it was written.
"""

from collections.abc import Mapping as Dictionary
from collections.abc import Sequence
from dataclasses import dataclass, field
from fnmatch import fnmatchcase

from inspector.intake.mapping.recognise import (
    HEADER_ROWS,
    ROW_NUMBERS,
    Recognised,
    find_header,
    normalise,
)
from inspector.intake.mapping.scope import Condition
from inspector.intake.values import Way
from inspector.schema import TABLES, Form, code_of


@dataclass(frozen=True)
class Taken:
    """One column as the mapping takes it: the header it is under, and how it is written."""

    header: str
    way: Way


@dataclass(frozen=True)
class Entry:
    """What a mapping says of one table's files."""

    table: str
    label: str
    """What the manifest calls the form: the mapping's name and the table's."""
    files: tuple[str, ...]
    """Patterns on the file's name; one with a slash is on its whole path in the folder."""
    sheets: tuple[str, ...]
    header: int | None
    """The row of headers as a person counts; None is looked for."""
    columns: dict[str, Taken]
    constants: dict[str, str] = field(default_factory=dict)
    scope: tuple[Condition, ...] = ()

    def fits(self, file: str, sheet: str | None) -> bool:
        """Whether it speaks of this file, and of this sheet where there are sheets."""
        named = any(
            fnmatchcase(file if "/" in p else file.rpartition("/")[2], p) for p in self.files
        )
        return named and (sheet is None or any(fnmatchcase(sheet, p) for p in self.sheets))

    def read(self, headers: Sequence[object]) -> Recognised | None:
        """What this row of headers says, or None where fewer than half of the columns are there."""
        at: dict[str, int] = {}
        for position, header in enumerate(map(normalise, headers)):
            at.setdefault(header, position)
        columns = {
            name: at[normalise(taken.header)]
            for name, taken in self.columns.items()
            if normalise(taken.header) in at
        }
        if not columns or 2 * len(columns) < len(self.columns):
            return None
        looked = [(condition, at.get(normalise(condition.header))) for condition in self.scope]
        used = {*columns.values(), *(position for _, position in looked)}
        return Recognised(
            form=Form(
                self.label, "", self.table, tuple(map(str, headers)), constants=self.constants
            ),
            columns=columns,
            unknown=tuple(
                str(header).strip()
                for position, header in enumerate(headers)
                if position not in used and normalise(header) not in ROW_NUMBERS
            ),
            missing=(*self._lacking(columns), *(c.header for c, where in looked if where is None)),
            ways={name: self.columns[name].way for name in columns},
            scope=tuple((condition, where) for condition, where in looked if where is not None),
        )

    def _lacking(self, columns: Dictionary[str, int]) -> list[str]:
        required = (c.name for c in TABLES[self.table].columns if c.need == "required")
        return [name for name in required if name not in columns and name not in self.constants]


@dataclass(frozen=True)
class Mapping:
    """A mapping file; `record` is what it says, for the manifest."""

    name: str
    entries: tuple[Entry, ...]
    codes: Dictionary[str, Dictionary[str, str]]
    """By dictionary, the place's own words and codes → code; they come before the built-in ones."""
    record: dict[str, object]

    def find(self, rows: Sequence[Sequence[object]], *names: str) -> tuple[int, Recognised] | None:
        """The header row and what it says: by the mapping, else by content.

        `names` are sheet and file where the file has sheets, else the file.
        """
        file, sheet = names[-1], names[0] if len(names) > 1 else None
        found = [
            (position, fit)
            for entry in self.entries
            if entry.fits(file, sheet)
            for position, row in enumerate(rows[:HEADER_ROWS])
            if entry.header in (None, position + 1)
            if (fit := entry.read(row)) is not None
        ]
        best = max(found, key=lambda at: (len(at[1].columns), -at[0]), default=None)
        return best or find_header(rows, *names)


def code_for(own: Dictionary[str, Dictionary[str, str]], dictionary: str, said: str) -> str | None:
    """The code that `said` means: by a place's `own` words and codes, else by the built-in ones."""
    return own.get(dictionary, {}).get(said) or code_of(dictionary, said)
