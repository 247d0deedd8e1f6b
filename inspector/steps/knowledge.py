"""The library of knowledge: take in what the state publishes, what a region adds, what a person
confirms; tell what there is.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from inspector import knowledge
from inspector.errors import CaseMissing, FileMissing, TableUnknown
from inspector.knowledge import Family, Kept, Layer, Line, Listed
from inspector.trust import digest, home
from inspector.whole import write_whole

_FOLDER = "knowledge"


@dataclass(frozen=True)
class FileTaken:
    """One file that was taken in: every row of it is in `taken` or in `listed`."""

    source: str
    batch: str
    published: str
    rows: int
    taken: int
    listed: tuple[Listed, ...]

    @property
    def refused(self) -> tuple[Listed, ...]:
        """Rows a person must look at: a limit may be lost."""
        return tuple(one for one in self.listed if not one.note)


@dataclass(frozen=True)
class Imported:
    """What an import took, and the tables there are now."""

    files: tuple[FileTaken, ...]
    tables: tuple[Kept, ...]


@dataclass(frozen=True)
class KnowledgeRow:
    """One row of a table as a person reads it: columns that say something, in order."""

    cells: tuple[tuple[str, str], ...]


def library(folder: Path | None = None, case: Path | None = None) -> Path:
    """Where knowledge is kept: the folder named, the case's own, or this computer's.

    Raises:
        CaseMissing: `case` is no case.
    """
    if case is not None and not (case / "case.json").is_file():
        raise CaseMissing(path=str(case))
    return folder or (case / _FOLDER if case else home() / _FOLDER)


def layers_in_force(case: Path | None = None, region: str = "") -> list[Layer]:
    """The layers rules join, in order: this computer's national rows, the region's, the case's own.

    Args:
        case: the case folder, if rows were added to its library.
        region: whose overlay applies; empty for none.
    """
    own = knowledge.layers(library(case=case), region) if case else []
    return [*knowledge.layers(library(), region), *own]


def import_published(
    files: Sequence[Path], root: Path, batch: str = "", published: str = ""
) -> Imported:
    """Take in workbooks and collections as published, into the national layer.

    Raises:
        FileMissing, FileUnreadable: nothing has been kept.
    """
    read = [knowledge.read_publication(file, batch, published) for file in files]
    kept = knowledge.keep_publications(root, read)
    told = (
        FileTaken(one.source, one.batch, one.published, one.rows, one.taken, one.listed)
        for one in read
    )
    return Imported(tuple(told), tuple(kept))


def import_filled(files: Sequence[Path], root: Path, layer: str) -> Imported:
    """Take in filled overlay templates, as the layer `overlay/<region>` or `case`.

    Raises:
        FileMissing, FileUnreadable: nothing has been kept.
    """
    national, folder = root / knowledge.NATIONAL, root / layer
    read = [(file, knowledge.read_filled(file, national)) for file in files]
    told: list[FileTaken] = []
    kept: list[Kept] = []
    for file, filled in read:
        kept = knowledge.keep_filled(folder, layer, filled, (file.name, digest(file.read_bytes())))
        taken = filled.lines - len(filled.listed)
        told.append(FileTaken(file.name, "", "", filled.lines, taken, filled.listed))
    return Imported(tuple(told), tuple(kept))


def knowledge_tables(root: Path) -> list[Kept]:
    """Every table of every layer, with how many rows are superseded, open or unreviewed."""
    return knowledge.kept_tables(root)


def knowledge_table(table: str) -> Family:
    """What a table limits and what its columns mean.

    Raises:
        TableUnknown
    """
    known = knowledge.families()
    if table not in known:
        raise TableUnknown(table=table, known=", ".join(known))
    return known[table]


def knowledge_rows(root: Path, table: str, code: str = "") -> list[KnowledgeRow]:
    """The rows of a table, all layers laid over one another; of one code if it is given.

    Raises:
        TableUnknown
        RuleFileInvalid: a table was edited and cannot be read.
    """
    family = knowledge_table(table)
    read = knowledge.read_knowledge(family.shape, knowledge.layers(root))
    codes = [name for name in family.key if name.startswith(("med_list_codg", "code_"))]
    return [
        KnowledgeRow(tuple((name, _plain(value)) for name, value in row.items() if _plain(value)))
        for row in read.to_pylist()
        if not code or code in [row[name] for name in codes]
    ]


def _plain(value: object) -> str:
    if isinstance(value, bool):
        return str(value).lower()
    return "" if value is None else str(value)


def review_knowledge(root: Path, accept: Sequence[str] = ()) -> list[Line]:
    """Put edited review files into force; every sentence laid out for review.

    Args:
        root: the library.
        accept: tables whose every line a person has read and confirms as it stands.

    Raises:
        TableUnknown, RuleFileInvalid: nothing has been changed.
    """
    folder = root / knowledge.NATIONAL / knowledge.REVIEW
    for table in accept:
        knowledge_table(table)
    for table in accept:
        knowledge.confirm(folder, table)
    if folder.is_dir():
        knowledge.make_tables(root)
    return knowledge.lines(folder)


def review_folder(root: Path) -> Path:
    """Where the review files lie."""
    return root / knowledge.NATIONAL / knowledge.REVIEW


def overlay_template(out: Path, root: Path, region: str = "") -> int:
    """Write the values the nation leaves open, for a region to fill; how many lines there are.

    Args:
        out: a .xlsx or .csv file.
        root: the library.
        region: what this region has filled already is left out.

    Raises:
        FileMissing: nothing has been imported.
    """
    national = root / knowledge.NATIONAL
    if not national.is_dir():
        raise FileMissing(path=str(national))
    overlay = root / "overlay" / region if region else None
    lines = knowledge.open_lines(national, overlay)
    write_whole(out, knowledge.template(lines, out.suffix))
    return len(lines)
