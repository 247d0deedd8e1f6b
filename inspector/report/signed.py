"""Who signed a report: each signature checked and held against the cards one knows.

Nothing here asks whether enough people signed; it says who did, when and in which role.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from inspector.errors import SignatureInvalid
from inspector.report.fields import INSPECTOR_FIELDS, INSTITUTION_FIELD
from inspector.report.figures import SIGNING_ROLES
from inspector.report.folder import KIND, PDF, Report, ReportFiles, read_report
from inspector.report.signing import PdfSignature, read_pdf, verify_pdf
from inspector.report.stamping import PdfTime, pdf_times
from inspector.trust import Card, digest, digest_file, open_envelope

Known = Callable[[str], Card | None]


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
    refusal: str = ""
    """The institution's words, where this person witnessed that it would not sign."""


@dataclass(frozen=True)
class VerifiedReport:
    """A report whose signatures hold; `digest` is that of `report.json`, or of a PDF by itself."""

    path: Path
    digest: str
    signers: tuple[Signed, ...]
    times: tuple[PdfTime, ...] = ()


def verify_report(path: Path, known: Known) -> VerifiedReport:
    """Who signed the report in a folder, in the order they did; or the PDF, if it is by itself.

    In a folder an inspector has signed whose signature is in the PDF and over `report.json`; one
    that was cut off between the two has not. A PDF by itself names its signers, but no card says
    who they are.

    Args:
        known: the card of a key id, or None; such as `TrustStore.find`.

    Raises:
        ReportMissing, FileMissing, FileUnreadable, PackageDamaged: not a report, or not its files.
        SignatureInvalid, SignerUnknown: a signature does not hold, or is not where it must be.
    """
    folder = path if path.is_dir() else path.parent
    if not path.is_dir() and (path.name != PDF or not ReportFiles(folder).manifest.exists()):
        signers = _of_pdf(verify_pdf(path), (), path)
        return VerifiedReport(path, digest_file(path), signers, _times(path))
    report = read_report(folder)
    signers = _of_pdf(report.pdf, members(report, known), path)
    counted = set(check_envelope(report, known))
    begun = _inspectors(signers) - counted
    if not counted <= _inspectors(signers) or not begun <= set(report.facts["signers"]["expected"]):
        raise SignatureInvalid(path=str(path), problem="signed-apart")
    whole = tuple(one for one in signers if one.key_id not in begun)
    return VerifiedReport(path, digest(report.facts_bytes), whole, _times(report.files.pdf))


def _times(pdf: Path) -> tuple[PdfTime, ...]:
    times = pdf_times(read_pdf(pdf), str(pdf))
    if not all(one.holds for one in times):
        raise SignatureInvalid(path=str(pdf), problem="timestamp")
    return times


def members(report: Report, known: Known) -> tuple[Card, ...]:
    """The cards of the report's roster, as far as they are known."""
    cards = (known(member["key_id"]) for member in report.facts["roster"])
    return tuple(card for card in cards if card)


def check_envelope(report: Report, known: Known) -> tuple[str, ...]:
    """The key ids of those who signed `report.json`, each signature checked; empty if nobody did.

    Raises:
        SignatureInvalid, SignerUnknown
    """
    if not report.signers:
        return ()
    path = report.files.signatures
    payload, signers = open_envelope(path.read_bytes(), KIND, known, str(path))
    if payload != report.facts_bytes:
        raise SignatureInvalid(path=str(path), problem="other-report")
    return tuple(card.key_id for card in signers)


def _inspectors(signed: Sequence[Signed]) -> set[str]:
    return {one.key_id for one in signed if one.field in INSPECTOR_FIELDS}


def _of_pdf(
    signatures: Sequence[PdfSignature], cards: Sequence[Card], path: Path
) -> tuple[Signed, ...]:
    by_certificate = {card.certificate: card for card in cards}
    if not all(signature.holds for signature in signatures):
        raise SignatureInvalid(path=str(path), problem="pdf-signature")
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
        refusal=signature.reason if witnessed(signature, card) else "",
    )


def witnessed(signature: PdfSignature, card: Card | None) -> bool:
    """Whether it is an inspector's record that the institution refused to sign."""
    in_place = signature.field == INSTITUTION_FIELD
    return in_place and card is not None and card.role in SIGNING_ROLES
