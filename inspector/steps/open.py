"""Open a case from one or more snapshots: verified, copied, sealed to the team."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from inspector.errors import LinesTwice, PackageRolledBack, writing
from inspector.findings import Journal
from inspector.snapshot import Manifest, Verified, locate, verify
from inspector.steps.people import inspection_of, team_of
from inspector.trust import (
    MAY,
    Card,
    Identity,
    SealedReader,
    TrustStore,
    allow,
    home,
)
from inspector.workspace import Case, lines_twice


@dataclass(frozen=True)
class Opened:
    """The case that was made and the manifests of what it holds."""

    case_id: str
    folder: Path
    manifests: tuple[Manifest, ...]


def open_case(
    folder: Path, snapshots: Sequence[Path], identity: Identity, inspection: str = ""
) -> Opened:
    """Make the case in `folder` from `snapshots`, its key sealed to the roster's members.

    The authority that signed a snapshot, or the roster, can always open it as well: a lost key
    loses no case. Only who belongs to the inspection, or is trusted directly, is believed. Two
    teams that open the same snapshots get the same case id, so that a supervisor can lay their
    findings side by side.

    Raises:
        InspectionUnclear: several rosters list this person and `inspection` names none of them.
        LinesTwice: fee lines lie in two of the snapshots, and would be read twice.
        RoleForbidden, PackageDamaged, PackageRolledBack, SignerUnknown, NotRecipient, CaseExists:
            nothing was made.
    """
    allow(identity.card, "open")
    store = TrustStore(home())
    inspection = inspection_of(identity.card, inspection)
    given = [verify(path, store.within(inspection)) for path in snapshots]
    # One named twice is one: its rows count once.
    verified = [*{one.manifest.snapshot_id: one for one in given}.values()]
    for package in verified:
        _not_older_than_seen(package, store)
        _sealed_to(identity, package)
    _no_line_twice(verified, identity)
    roster = [*team_of(identity.card, inspection), *_authorities(verified)]
    # Seen is seen, whether or not making the case is cut off.
    with writing(home()):
        for package in verified:
            store.raise_floor(line_of(package.manifest), package.manifest.version)
    with writing(folder):
        made = Case.create(
            folder,
            verified,
            identity,
            roster,
            inspection=inspection,
            begin=lambda case: _note_opened(case, verified),
        )
    with made as case:
        manifests = tuple(package.manifest for package in case.snapshots)
        return Opened(case.id, folder, manifests)


def _note_opened(case: Case, verified: Sequence[Verified]) -> None:
    Journal(case).append("opened-case", None, {"snapshots": [one.digest for one in verified]})


def line_of(manifest: Manifest) -> str:
    """The name under which the trust store keeps the version floor of a snapshot's line."""
    return f"snapshot {manifest.line}"


def _authorities(snapshots: Sequence[Verified]) -> list[Card]:
    """Who signed the snapshots: they made them, and are the recovery recipient of the case."""
    return [card for one in snapshots for card in one.signers if card.role in MAY["recover"]]


def _not_older_than_seen(package: Verified, store: TrustStore) -> None:
    floor = store.floor(line_of(package.manifest))
    if package.manifest.version < floor:
        raise PackageRolledBack(
            path=str(package.path), version=package.manifest.version, floor=floor
        )


def _no_line_twice(verified: Sequence[Verified], identity: Identity) -> None:
    found = lines_twice(verified, identity.age_secret)
    if found is not None:
        one, other, count = found
        raise LinesTwice(path=str(one.path), other=str(other.path), count=count)


def _sealed_to(identity: Identity, package: Verified) -> None:
    """Who cannot read a snapshot makes no case of it, rather than find out at the first rule."""
    for table in sorted(package.manifest.tables)[:1]:
        SealedReader(package.path, identity.age_secret, *locate(package, table)).close()
