"""A mapping guessed from headers and values, as a draft in which a person finds every doubt marked.

What is sure is written as a line that counts; what is not is a comment with all its candidates.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import duckdb

from inspector.errors import FileUnreadable
from inspector.intake.convert import Opener, sheets
from inspector.intake.mapping.recognise import HEADER_ROWS, ROW_NUMBERS, Recognised, normalise
from inspector.intake.readers.archive import contents
from inspector.intake.readers.files import RawFile, list_files
from inspector.intake.readers.process import file_after_file
from inspector.intake.readers.sheet import Sheet
from inspector.intake.result import Progress
from inspector.intake.rows.take import prepare
from inspector.intake.suggest.guesses import SURE, Guess, guess
from inspector.intake.suggest.synonyms import candidates, core, known_words, words
from inspector.schema import FORMS, TABLES, Form

_SAMPLE = 200
_NEAR = 0.2
_SIDED: tuple[dict[str, tuple[str, ...]], ...] = (
    {"门诊": ("门诊", "处方", "mzh"), "住院": ("住院", "医嘱", "zyh", "入院", "出院")},
    {"药库": ("药库",), "药房": ("药房",)},
)
"""Words by which two forms with the same columns are told apart."""


@dataclass(frozen=True)
class Suggestion:
    """What is guessed of one file or sheet."""

    file: RawFile
    sheet: str
    form: Form
    guesses: tuple[Guess, ...]
    unused: tuple[str, ...]
    rivals: tuple[Form, ...] = ()
    """Other forms that it may be about as well."""

    @property
    def sure(self) -> dict[str, str]:
        """Column → header, where there is no doubt."""
        return {guess.columns[0]: guess.header for guess in self.guesses if guess.sure}

    @property
    def doubtful(self) -> list[Guess]:
        """The guesses a person must settle."""
        return [guess for guess in self.guesses if not guess.sure]

    @property
    def missing(self) -> tuple[str, ...]:
        """Required columns that no header is surely for."""
        required = [c.name for c in TABLES[self.form.table].columns if c.need == "required"]
        return tuple(name for name in required if name not in self.sure)


@file_after_file()
def suggest(
    raw: Sequence[Path], progress: Progress | None = None
) -> tuple[list[Suggestion], list[str]]:
    """What each file and sheet may be, and the names of the files that look like no table.

    `progress` is told each file, the rows of it that are looked at, and the percent of the whole.

    Raises:
        FileMissing: one of `raw` does not exist.
    """
    made: list[Suggestion] = []
    unread: list[str] = []
    with duckdb.connect(":memory:") as con:
        con.execute("SET temp_directory = ''")
        prepare(con)
        opener = Opener(con, tell=progress or (lambda what, percent: None))
        for file in (one for given in opener.along(list_files(raw), 100) for one in _in(given)):
            found = list(_looked(replace(file, find=likeliest_header), opener))
            made += found
            unread += [] if found else [file.name]
    return made, unread


def _in(file: RawFile) -> list[RawFile]:
    """What an archive holds; one that cannot be read is a file that looks like no table."""
    try:
        return contents(file)
    except FileUnreadable:
        return [file]


def _looked(file: RawFile, opener: Opener) -> Iterator[Suggestion]:
    try:
        for sheet in sheets(file, _SAMPLE):
            samples = _samples(opener, sheet)
            opener.tell(f"{file.name} {max(map(len, samples), default=0):,}", opener.done)
            guesses, unused = guess(sheet.table, sheet.headers, samples)
            rivals = _rivals(sheet.found.form, sheet.headers, (sheet.name, sheet.file.name))
            yield Suggestion(sheet.file, sheet.name, sheet.found.form, guesses, unused, rivals)
    except (FileUnreadable, duckdb.Error):
        # What cannot be read is told by `profile`, with its reason.
        return


def _samples(opener: Opener, sheet: Sheet) -> list[list[str]]:
    scan = opener.open(sheet)
    shown = ", ".join(f"trim(CAST(c{n} AS VARCHAR))" for n in range(len(sheet.headers)))
    rows = opener.con.execute(f"SELECT {shown} FROM ({scan.plain}) LIMIT {_SAMPLE}").fetchall()
    opener.forget()
    return [[cell for cell in cells if cell] for cells in zip(*rows, strict=True)]


def likeliest_header(
    rows: Sequence[Sequence[object]], *names: str
) -> tuple[int, Recognised] | None:
    """The header row and its likeliest table, by what is known of headers; see `find_header`."""
    at = max(range(min(len(rows), HEADER_ROWS)), key=lambda n: _known(rows[n]), default=None)
    if at is None or _known(rows[at]) < 2:
        return None
    headers = [str(header) for header in rows[at]]
    form = max(FORMS, key=lambda form: _likeness(form, headers, names))
    guesses, unused = guess(form.table, headers, [])
    columns = {one.columns[0]: headers.index(one.header) for one in guesses if one.sure}
    if len(columns) < 2:
        return None
    return at, Recognised(form, columns, unused, ())


def _rivals(form: Form, headers: Sequence[str], names: tuple[str, ...]) -> tuple[Form, ...]:
    likeness = _likeness(form, headers, names)
    return tuple(
        other
        for other in FORMS
        if other is not form and _likeness(other, headers, names) > likeness - _NEAR
    )


def _known(row: Sequence[object]) -> int:
    said = {normalise(cell) for cell in row} - ROW_NUMBERS
    return sum(1 for word in said if word in known_words() or core(word) in known_words())


def _likeness(form: Form, headers: Sequence[str], names: tuple[str, ...]) -> float:
    best: dict[str, float] = {}
    for header in headers:
        for score, column in candidates(form.table, header)[:1]:
            best[column] = max(best.get(column, 0), score if score >= SURE else 0)
    required = [c.name for c in TABLES[form.table].columns if c.need == "required"]
    lacking = sum(1 for name in required if not best.get(name))
    own = {normalise(header) for header in form.headers}
    mine = sum(1 for header in headers if normalise(header) in own)
    titles = [normalise(title) for title in (form.table, form.sheet, TABLES[form.table].zh)]
    named = any(title in normalise(name) for name in names for title in titles)
    told = {column for column in best if best[column]}
    size = len(told) / max(len(words(form.table)), 1)
    told_apart = _side(form, [*map(normalise, headers), *map(normalise, names)])
    return sum(best.values()) - 0.6 * lacking + 0.1 * mine + 1.5 * named + 0.5 * size + told_apart


def _side(form: Form, said: Sequence[str]) -> float:
    """What words for out- or inpatients, for 药库 or 药房 say for and against a form."""
    its_own = {*form.constants.values(), *(header[:2] for header in form.headers if "号" in header)}
    score = 0.0
    for words_for in _SIDED:
        heard = [
            side for side, words_ in words_for.items() if any(w in s for w in words_ for s in said)
        ]
        mine = [side for side in words_for if side in its_own]
        if len(heard) == 1 and len(mine) == 1:
            score += 0.5 if heard == mine else -0.5
    return score
