"""At the data office: look at the hospital's exports, then pack them into a sealed snapshot."""

from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from datetime import date
from pathlib import Path

from inspector.errors import NothingRecognised
from inspector.intake import Intake, Profile, convert, profile
from inspector.snapshot import About, Manifest, pack
from inspector.trust import Card, Identity, TrustStore, allow, home
from inspector.workspace import blank_engine

Progress = Callable[[str, int], None]


@dataclass(frozen=True)
class Packed:
    """What was packed: the signed manifest and how the exports were read."""

    manifest: Manifest
    intake: Intake


def profile_exports(raw: Sequence[Path]) -> Profile:
    """What the exports look like; nothing is changed.

    Raises:
        FileMissing, FileUnreadable, NothingRecognised
    """
    return profile(raw)


def pack_exports(
    raw: Sequence[Path],
    identity: Identity,
    recipients: Sequence[Card],
    out: Path,
    progress: Progress | None = None,
) -> Packed:
    """Raw exports → canonical tables → one sealed, signed snapshot at `out`.

    The signer can open it too, so that a forgotten passphrase of one inspector loses nothing.

    Raises:
        RoleForbidden, FileUnreadable, ColumnMissing, NothingRecognised: `out` is not there.
    """
    allow(identity.card, "pack")
    store = TrustStore(home())
    with blank_engine(files=True) as desk:
        intake = convert(raw, desk.con, progress=progress)
        manifest = pack(
            desk.con,
            intake.tables,
            _about(intake, raw, store.floor(_line(intake)) + 1),
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


def _about(intake: Intake, raw: Sequence[Path], version: int) -> About:
    code, name = _institution(intake)
    first, last = _period(intake, raw)
    return About(
        line=code,
        institution_code=code,
        institution_name=name,
        period_from=first,
        period_to=last,
        sources=tuple(asdict(source) for source in intake.sources),
        totals=tuple(asdict(total) for total in intake.totals),
        mapping={file: dict(columns) for file, columns in sorted(intake.mapping.items())},
        version=version,
    )


def _period(intake: Intake, raw: Sequence[Path]) -> tuple[date, date]:
    """Of the fee lines; without any, as in a hospital's own stock, of whatever has a date."""
    if intake.period is not None:
        return date.fromisoformat(intake.period[0]), date.fromisoformat(intake.period[1])
    seen = [day for file in profile(raw).files for day in (file.first, file.last) if day]
    if not seen:
        raise NothingRecognised(path=", ".join(path.name for path in raw))
    return min(seen), max(seen)
