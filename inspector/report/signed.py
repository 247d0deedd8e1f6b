"""Who signed a report: each signature checked and held against the cards one knows.

Nothing here asks whether enough people signed; it says who did, when and in which role.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from inspector.errors import SignatureInvalid
from inspector.report.folder import KIND, ReportFiles, read_report
from inspector.report.signing import PdfSignature, verify_pdf
from inspector.trust import Card, open_envelope


@dataclass(frozen=True)
class Signed:
    """One person's signature, as it holds; `role` and `key_id` are empty if no card is known."""

    name: str
    role: str
    cert_no: str
    key_id: str
    field: str
    signed_at: datetime | None
    known: bool


def verify_report(path: Path, cards: Sequence[Card]) -> tuple[Signed, ...]:
    """Who signed the report folder, or the single PDF, at `path`, in order.

    In a folder each inspector's signature must be in the PDF and over `report.json`.

    Args:
        cards: the people one knows, such as `TrustStore.cards()`.

    Raises:
        ReportMissing, FileMissing, FileUnreadable, PackageDamaged: not a report, or not its files.
        SignatureInvalid, SignerUnknown: a signature does not hold, or half of one is missing.
    """
    if not path.is_dir():
        return _of_pdf(verify_pdf(path), cards, str(path))
    report = read_report(path)
    signed = _of_pdf(report.pdf, cards, str(path))
    if set(check_envelope(report.files, cards)) != _inspectors(signed):
        raise SignatureInvalid(path=str(path), problem="PDF and report.json signed by others")
    return signed


def check_envelope(files: ReportFiles, cards: Sequence[Card]) -> tuple[str, ...]:
    """The key ids of those who signed `report.json`, each signature checked; empty if nobody did.

    Raises:
        SignatureInvalid, SignerUnknown
    """
    if not files.signatures.exists():
        return ()
    known = {card.key_id: card for card in cards}
    path = str(files.signatures)
    payload, signers = open_envelope(files.signatures.read_bytes(), KIND, known.get, path)
    if payload != files.manifest.read_bytes():
        raise SignatureInvalid(path=path, problem="another report was signed")
    return tuple(card.key_id for card in signers)


def _inspectors(signed: Sequence[Signed]) -> set[str]:
    return {one.key_id for one in signed if one.known and one.role != "institution"}


def _of_pdf(
    signatures: Sequence[PdfSignature], cards: Sequence[Card], path: str
) -> tuple[Signed, ...]:
    by_certificate = {card.certificate: card for card in cards}
    if not all(signature.holds for signature in signatures):
        raise SignatureInvalid(path=path, problem="a signature in the PDF does not hold")
    return tuple(_signed(one, by_certificate.get(one.certificate)) for one in signatures)


def _signed(signature: PdfSignature, card: Card | None) -> Signed:
    return Signed(
        name=card.name if card else signature.name,
        role=card.role if card else "",
        cert_no=card.cert_no if card else "",
        key_id=card.key_id if card else "",
        field=signature.field,
        signed_at=signature.signed_at,
        known=card is not None,
    )
