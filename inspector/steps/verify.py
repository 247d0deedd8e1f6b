"""Verify what one was handed: a snapshot, a bundle, a report. No secret key is needed."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from inspector.errors import FileMissing, FileUnreadable
from inspector.snapshot import verify as verify_snapshot
from inspector.trust import Card, TrustStore, home

if TYPE_CHECKING:
    from inspector.report import Signed


@dataclass(frozen=True)
class Checked:
    """What was verified, its digest and who signed it."""

    path: str
    kind: str
    digest: str
    signers: tuple[tuple[str, str], ...]
    """Name and role."""


def verify_file(path: Path) -> Checked:
    """Verify a `.snapshot`, a `.bundle`, or a report folder (or its PDF).

    Raises:
        FileMissing, FileUnreadable, PackageDamaged, SignatureInvalid, SignerUnknown
    """
    known = TrustStore(home()).find
    if not path.exists():
        raise FileMissing(path=str(path))
    if path.suffix == ".snapshot":
        snapshot = verify_snapshot(path, known)
        return Checked(str(path), "snapshot", snapshot.digest, _people(snapshot.signers))
    return _checked_report(path, known)


def _checked_report(path: Path, known: Callable[[str], Card | None]) -> Checked:
    from inspector.report import verify_bundle, verify_report

    if path.suffix == ".bundle":
        bundle = verify_bundle(path, known)
        return Checked(str(path), "bundle", bundle.digest, _people(bundle.signers))
    if path.is_dir() or path.suffix == ".pdf":
        report = verify_report(path, known)
        return Checked(str(path), "report", report.digest, _people(report.signers))
    raise FileUnreadable(path=str(path), problem="snapshot, bundle, report")


def _people(signers: "Iterable[Card | Signed]") -> tuple[tuple[str, str], ...]:
    return tuple((signer.name, signer.role) for signer in signers)
