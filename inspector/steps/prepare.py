"""At the data office: pack the exports into a sealed, signed snapshot."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import date
from pathlib import Path

from inspector.errors import NothingRecognised
from inspector.intake import (
    Intake,
    Mapping,
    convert,
    profile,
)
from inspector.snapshot import About, Manifest, pack
from inspector.steps.profile import Progress, mapping_at, office_engine
from inspector.trust import Card, Identity, TrustStore, allow, home


@dataclass(frozen=True)
class Packed:
    """What was packed: the signed manifest and how the exports were read."""

    manifest: Manifest
    intake: Intake


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
    mapped_by = mapping_at(mapping)
    store = TrustStore(home())
    with office_engine() as desk:
        tell = progress or (lambda what, percent: None)
        # Reading is the first half of the way, sealing what was read the second.
        intake = convert(
            raw, desk.con, mapping=mapped_by, progress=lambda what, done: tell(what, done // 2)
        )
        manifest = pack(
            desk.con,
            intake.tables,
            _about(intake, raw, mapped_by, store.floor(_line(intake)) + 1),
            identity,
            _with_own_card(recipients, identity.card),
            out,
            _sealing(intake, tell),
        )
    store.raise_floor(_line(intake), manifest.version)
    return Packed(manifest, intake)


def _sealing(intake: Intake, tell: Progress) -> Progress:
    """Hears how many more rows of a table are sealed; tells how many rows of all that is."""
    total = sum(source.rows_taken for source in intake.sources)
    sealed = 0

    def heard(table: str, rows: int) -> None:
        nonlocal sealed
        sealed += rows
        done = min(sealed, total)
        tell(f"{table} {done:,} / {total:,}", 50 + 50 * done // max(total, 1))

    return heard


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
    with office_engine() as desk:
        files = profile(raw, mapping, desk.con).files
    seen = [day for file in files for day in (file.first, file.last) if day]
    if not seen:
        raise NothingRecognised(path=", ".join(path.name for path in raw))
    return min(seen), max(seen)
