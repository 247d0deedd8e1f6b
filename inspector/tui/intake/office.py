"""The exports on the office's table, and the mapping as it stands: read, changed, not yet written.

Until it is written the mapping lives in a private folder of this run; it holds headers, no cells.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from inspector.tui.intake.mapping_text import Place, changed, settled
from inspector.tui.intake.mapping_ways import (
    Limit,
    Writing,
    limit,
    limited,
    rewritten,
    ways,
    writing,
)

if TYPE_CHECKING:
    from inspector.intake import FileProfile, Guess, Sample, Suggestion


@dataclass(frozen=True)
class Seen:
    """One file or sheet as it was looked at; `path` is the file on the disk that holds it."""

    path: Path
    profile: "FileProfile"

    @property
    def key(self) -> tuple[str, str]:
        """What it is known by while the program runs."""
        return str(self.profile.path), self.profile.sheet


@dataclass(frozen=True)
class About:
    """What is known of the columns of one file: shapes of cells, and what headers may mean."""

    samples: "Sequence[Sample]" = ()
    suggestions: "Sequence[Suggestion]" = ()

    def shapes(self, seen: Seen) -> dict[str, str]:
        """Header → shape, in the order of the file."""
        found = [one for one in self.samples if _same(one.file, one.sheet, seen)]
        return found[0].shapes if found else {}

    def suggestion(self, seen: Seen) -> "Suggestion | None":
        """What the sheet may be."""
        found = [one for one in self.suggestions if _same(one.file.name, one.sheet, seen)]
        return found[0] if found else None


def _same(file: str, sheet: str, seen: Seen) -> bool:
    told = seen.profile
    return file.endswith(told.path.name) and (sheet == told.sheet or told.table is None)


@dataclass(frozen=True)
class ColumnRow:
    """One header: the column it becomes, how its cells look, and how sure that is."""

    header: str
    column: str
    shape: str
    mark: str
    """settled by a person, sure, guessed, doubtful, unused."""
    candidates: tuple[str, ...] = ()
    beyond: tuple[Writing, Limit] = (Writing(), Limit())
    """What the mapping says of it beside that: how it is written, which rows are looked at."""


@dataclass
class Office:
    """One sitting at the exports of one hospital."""

    raw: Sequence[Path]
    target: Path | None = None
    text: str = ""
    kept: str = ""
    """The mapping as it is on the disk."""
    seen: list[Seen] = field(default_factory=list)
    unfit: dict[Path, frozenset[str]] = field(default_factory=dict)
    """By file, the tables of the mapping that it does not fit."""
    chosen: dict[tuple[str, str], str] = field(default_factory=dict)
    """The tables a person said of sheets that nobody recognised, by their keys."""
    about: dict[Path, About] = field(default_factory=dict)
    """By file, what is known of its columns."""
    _folder: "TemporaryDirectory[str] | None" = None

    @classmethod
    def at(cls, raw: Sequence[Path], mapping: Path | None) -> "Office":
        """Sit down at `raw`; a `mapping` that is not there yet is where it will be written."""
        there = mapping is not None and mapping.is_file()
        # What is no UTF-8 is refused with its reason when the files are looked at.
        text = mapping.read_text("utf-8-sig", "replace") if mapping is not None and there else ""
        return cls(raw, mapping, text, text)

    @property
    def dirty(self) -> bool:
        """Whether the mapping has changes that are not on the disk."""
        return self.text != self.kept

    def mapping(self) -> Path | None:
        """A file with the mapping as it stands; None while there is none."""
        if not self.text.strip():
            return None
        if not self.dirty and self.target is not None:
            return self.target
        if self._folder is None:
            self._folder = TemporaryDirectory(prefix="inspector-")
        # The name of the file is the name of the mapping.
        path = Path(self._folder.name, (self.target or Path("mapping.toml")).name)
        path.write_text(self.text, "utf-8", newline="\n")
        return path

    def close(self) -> None:
        """Take the private folder away."""
        if self._folder is not None:
            self._folder.cleanup()

    def take(self, path: Path, found: Sequence["FileProfile"], unfit: Sequence[str]) -> None:
        """What was found in `path` now, in place of what was found in it before."""
        self.seen = [one for one in self.seen if one.path != path]
        self.seen += [Seen(path, profile) for profile in found]
        self.seen.sort(key=lambda one: (one.path.name, str(one.path)))
        self.unfit[path] = frozenset(unfit)

    def known(self, seen: Seen) -> About | None:
        """What is known of the columns of its file."""
        return self.about.get(seen.path)

    def table(self, seen: Seen) -> str | None:
        """The table it is, else the one a person said, else the one it may be."""
        said = seen.profile.table or self.chosen.get(seen.key)
        if said:
            return said
        known = self.known(seen)
        suggestion = known.suggestion(seen) if known else None
        return suggestion.form.table if suggestion else None

    def place(self, seen: Seen) -> Place | None:
        """The block of the mapping that speaks of it, and of the sheets that look the same."""
        table = self.table(seen)
        if table is None:
            return None
        mine = seen.profile
        alike = [one for one in self.seen if _alike(one, seen)]
        known = self.known(seen)
        suggestion = known.suggestion(seen) if known else None
        guessed = suggestion if suggestion and suggestion.form.table == table else None
        if mine.table:
            columns = {column: header for header, column in mine.mapped.items()}
            constants = _constants(mine.form)
        else:
            columns = dict(guessed.sure) if guessed else {}
            constants = _certain(guessed) if guessed else {}
        sheet = mine.sheet or (suggestion.sheet if suggestion else "")
        return Place(
            table,
            tuple(dict.fromkeys(one.profile.path.name for one in alike)),
            tuple(sorted({one.profile.sheet for one in alike} - {""})) or ((sheet,) * bool(sheet)),
            columns,
            constants,
        )

    def rows(self, seen: Seen) -> list[ColumnRow]:
        """Its headers in the order of the file."""
        told, known = seen.profile, self.known(seen)
        shapes = known.shapes(seen) if known else {}
        suggestion = known.suggestion(seen) if known else None
        guesses = {one.header: one for one in suggestion.guesses} if suggestion else {}
        unused = suggestion.unused if suggestion else ()
        if suggestion and suggestion.form.table != self.table(seen):
            guesses, unused = {}, (*guesses, *unused)
        place = self.place(seen)
        said = settled(self.text, place) if place else None
        fixed = None if said is None else {header: column for column, header in said.items()}
        headers = dict.fromkeys([*shapes, *told.mapped, *told.unknown, *guesses, *unused])
        made = [
            _row(header, told, shapes.get(header, ""), guesses.get(header), fixed)
            for header in headers
        ]
        if place is None or not self.text:
            return made
        beyond = ways(self.text, place, {row.header: row.column for row in made})
        return [replace(row, beyond=beyond[row.header]) for row in made]

    def change(self, seen: Seen, header: str, column: str | None) -> list[Path] | None:
        """Take `header` as `column`, or not at all; the files to look at again, None if refused."""
        place = self.place(seen)
        return self._settle(seen, changed(self.text, place, header, column) if place else None)

    def ways(self, seen: Seen, row: ColumnRow) -> tuple[bool, tuple[str, ...]]:
        """Whether the row's column may have a format, and the units it may be in."""
        from inspector.steps import ways_of

        return ways_of(self.table(seen) or "", row.column)

    def writing(self, seen: Seen, row: ColumnRow) -> Writing:
        """How the mapping says that the column is written."""
        place = self.place(seen)
        return writing(self.text, place, row.column) if place else Writing()

    def rewrite(
        self, seen: Seen, row: ColumnRow, said: Writing, *, dry: bool = False
    ) -> list[Path] | None:
        """Have the column written like that; as `change`. With `dry` nothing changes.

        Raises:
            MappingInvalid: there is no such format or unit.
        """
        place = self.place(seen)
        text = rewritten(self.text, place, row.column, said) if place else None
        return self._settle(seen, text, dry)

    def limit(self, seen: Seen, row: ColumnRow) -> Limit:
        """Which rows are looked at by the header; days are written as in its column."""
        place = self.place(seen)
        said = limit(self.text, place, row.header) if place else Limit()
        return said if said.format else replace(said, format=self.writing(seen, row).format)

    def limited(
        self, seen: Seen, row: ColumnRow, said: Limit, *, dry: bool = False
    ) -> list[Path] | None:
        """Look only at the rows within `said`; as `rewrite`."""
        place = self.place(seen)
        text = limited(self.text, place, row.header, said) if place else None
        return self._settle(seen, text, dry)

    def _settle(self, seen: Seen, text: str | None, dry: bool = False) -> list[Path] | None:
        """Take `text` as the mapping if it is sound; the files to look at again."""
        if text is None:
            return None
        from inspector.steps import check_mapping

        check_mapping(text, self.target or Path("mapping.toml"))
        if dry:
            return []
        alike = dict.fromkeys(one.path for one in self.seen if _alike(one, seen))
        for path in alike:
            self.about.pop(path, None)
        self.text = text
        return list(alike)


def _alike(one: Seen, other: Seen) -> bool:
    mine, its = one.profile, other.profile
    if one is other or mine.table is None:
        return one is other
    return (mine.table, mine.form, mine.mapped, mine.unknown) == (
        its.table,
        its.form,
        its.mapped,
        its.unknown,
    )


def _constants(form: str | None) -> dict[str, str]:
    from inspector.schema import FORMS

    found = [one.constants for one in FORMS if one.workbook == form]
    return dict(found[0]) if found else {}


def _certain(suggestion: "Suggestion") -> dict[str, str]:
    rivals = [one for one in suggestion.rivals if one.table == suggestion.form.table]
    return {} if rivals else dict(suggestion.form.constants)


def _row(
    header: str,
    told: "FileProfile",
    shape: str,
    guess: "Guess | None",
    fixed: dict[str, str] | None,
) -> ColumnRow:
    candidates = guess.columns if guess else ()
    column = told.mapped.get(header, "")
    if fixed is not None:
        said = column if told.table else fixed.get(header, "")
        return ColumnRow(header, said, shape, "settled", candidates)
    if column or told.table:
        doubtful = guess is not None and not guess.sure
        mark = "doubtful" if doubtful else "sure" if column else "unused"
        return ColumnRow(header, column, shape, mark, candidates)
    if guess is None:
        return ColumnRow(header, "", shape, "unused")
    mark = "guessed" if guess.sure else "doubtful"
    return ColumnRow(header, guess.columns[0] if guess.sure else "", shape, mark, candidates)
