"""At the data office: look at the hospital's exports, then pack them into a sealed snapshot."""

from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from datetime import date
from pathlib import Path

from inspector.errors import FileMissing, NothingRecognised
from inspector.intake import (
    Intake,
    Mapping,
    Profile,
    Sample,
    Suggestion,
    convert,
    draft,
    load_mapping,
    profile,
    sample,
    suggest,
)
from inspector.snapshot import About, Manifest, pack
from inspector.trust import Card, Identity, TrustStore, allow, home
from inspector.workspace import blank_engine

Progress = Callable[[str, int], None]


@dataclass(frozen=True)
class Packed:
    """What was packed: the signed manifest and how the exports were read."""

    manifest: Manifest
    intake: Intake


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
    return sample(raw, _mapping(mapping))


def try_exports(
    raw: Sequence[Path], mapping: Path | None = None, progress: Progress | None = None
) -> Trial:
    """Convert the exports to see what comes of them; nothing is written anywhere.

    Raises:
        FileMissing, MappingInvalid, FileUnreadable, ColumnMissing, NothingRecognised
    """
    with blank_engine(files=True) as desk:
        intake = convert(raw, desk.con, mapping=_mapping(mapping), progress=progress)
        counted = desk.con.execute(
            "SELECT file, sheet, table_name, coalesce(column_name, ''), reason, count(*) "
            "FROM quarantine GROUP BY ALL ORDER BY 1, 2, 6 DESC, 3, 4, 5"
        ).fetchall()
    return Trial(intake, tuple(Refusal(*row) for row in counted))


def profile_exports(raw: Sequence[Path], mapping: Path | None = None) -> Profile:
    """What the exports look like, read by the mapping where there is one; nothing is changed.

    Raises:
        FileMissing, MappingInvalid
    """
    return profile(raw, _mapping(mapping))


def suggest_mapping(raw: Sequence[Path]) -> Draft:
    """A draft of the mapping of these exports; nothing is changed.

    Raises:
        FileMissing
    """
    suggestions, unread = suggest(raw)
    return Draft(draft(suggestions, unread), suggestions)


def _mapping(path: Path | None) -> Mapping | None:
    return None if path is None else load_mapping(path)


def pack_exports(
    raw: Sequence[Path],
    identity: Identity,
    recipients: Sequence[Card],
    out: Path,
    progress: Progress | None = None,
    mapping: Path | None = None,
) -> Packed:
    """Raw exports → canonical tables → one sealed, signed snapshot at `out`.

    The signer can open it too, so that a forgotten passphrase of one inspector loses nothing.

    Raises:
        RoleForbidden, MappingInvalid, FileUnreadable, ColumnMissing, NothingRecognised: `out` is
            not there.
    """
    allow(identity.card, "pack")
    mapped_by = _mapping(mapping)
    store = TrustStore(home())
    with blank_engine(files=True) as desk:
        intake = convert(raw, desk.con, mapping=mapped_by, progress=progress)
        manifest = pack(
            desk.con,
            intake.tables,
            _about(intake, raw, mapped_by, store.floor(_line(intake)) + 1),
            identity,
            _with_own_card(recipients, identity.card),
            out,
            progress,
        )
    store.raise_floor(_line(intake), manifest.version)
    return Packed(manifest, intake)


def _line(intake: Intake) -> str:
    """Snapshots of one institution follow one another; the office counts them up."""
    return f"snapshot {_institution(intake)[0]}"


def _institution(intake: Intake) -> tuple[str, str]:
    return intake.institution or ("-", "-")


def _with_own_card(recipients: Sequence[Card], own: Card) -> list[Card]:
    by_key = {card.key_id: card for card in (*recipients, own)}
    return [by_key[key_id] for key_id in sorted(by_key)]


def _about(intake: Intake, raw: Sequence[Path], mapping: Mapping | None, version: int) -> About:
    code, name = _institution(intake)
    first, last = _period(intake, raw, mapping)
    return About(
        line=code,
        institution_code=code,
        institution_name=name,
        period_from=first,
        period_to=last,
        sources=tuple(asdict(source) for source in intake.sources),
        totals=tuple(asdict(total) for total in intake.totals),
        mapping=_as_read(intake),
        version=version,
    )


def _as_read(intake: Intake) -> dict[str, object]:
    """By source, header → column; under `*`, which names no file, the mapping file as written."""
    read: dict[str, object] = {name: dict(c) for name, c in sorted(intake.mapping.items())}
    return read | ({"*": intake.record} if intake.record else {})


def _period(intake: Intake, raw: Sequence[Path], mapping: Mapping | None) -> tuple[date, date]:
    """Of the fee lines; without any, as in a hospital's own stock, of whatever has a date."""
    if intake.period is not None:
        return date.fromisoformat(intake.period[0]), date.fromisoformat(intake.period[1])
    seen = [day for file in profile(raw, mapping).files for day in (file.first, file.last) if day]
    if not seen:
        raise NothingRecognised(path=", ".join(path.name for path in raw))
    return min(seen), max(seen)
