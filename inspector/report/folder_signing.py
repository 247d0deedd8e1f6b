"""Signing a report folder: two inspectors, then the institution, or the record of its refusal.

An inspector's signature is in the PDF and over `report.json`; both are there or the person has not
signed.
"""

from pathlib import Path

from inspector.errors import SecondPersonNeeded, SignaturesMissing, SignerUnknown
from inspector.i18n.catalogue import Language
from inspector.report.fields import INSPECTOR_FIELDS, INSTITUTION_FIELD
from inspector.report.folder import KIND, Report, read_report
from inspector.report.signing import sign_pdf
from inspector.trust import Identity, add_signature, allow, envelope
from inspector.whole import write_whole


def sign_report_folder(folder: Path, identity: Identity, refused: str = "") -> Report:
    """Add one person's signatures: in the PDF, and an inspector's over `report.json`.

    Interrupted between the two, signing again completes it. The institution signs the PDF only,
    after the inspectors; where it refuses, one of them signs its words in its place.

    Args:
        refused: the words in which the institution refused to sign.

    Raises:
        RoleForbidden, SignerUnknown, CardInvalid: this person may not sign, or not today.
        SecondPersonNeeded: this person has signed already.
        SignaturesMissing: the institution's turn has not come.
        PackageDamaged, SignatureInvalid: what is there does not hold. Nothing has been added.
    """
    allow(identity.card, "sign")
    report = read_report(folder)
    if identity.card.role == "institution" or refused:
        return _institution_signs(report, identity, refused)
    _check_signer(report, identity)
    if not _in_pdf(report, identity):
        taken = {signature.field for signature in report.pdf}
        free = [field for field in INSPECTOR_FIELDS if field not in taken]
        field = free[0] if free else INSPECTOR_FIELDS[-1]
        sign_pdf(report.files.pdf, identity, field, _lang(report))
    write_whole(report.files.signatures, _with_signature(report, identity))
    return read_report(folder)


def _institution_signs(report: Report, identity: Identity, refused: str) -> Report:
    if refused and identity.card.key_id not in report.facts["signers"]["expected"]:
        raise SignerUnknown(path=str(report.files.folder), signer=identity.card.name)
    if report.missing:
        have = report.needed - report.missing
        raise SignaturesMissing(path=str(report.files.folder), have=have, need=report.needed)
    sign_pdf(report.files.pdf, identity, INSTITUTION_FIELD, _lang(report), refused)
    return read_report(report.files.folder)


def _lang(report: Report) -> Language:
    return "en" if report.facts["lang"] == "en" else "zh"


def _check_signer(report: Report, identity: Identity) -> None:
    card, path = identity.card, str(report.files.folder)
    if card.key_id not in report.facts["signers"]["expected"]:
        raise SignerUnknown(path=path, signer=card.name)
    numbers = {
        member["cert_no"] for member in report.facts["roster"] if member["key_id"] in report.signers
    }
    # One 执法证号 is one person, whatever keys they hold.
    if card.key_id in report.signers or (card.cert_no and card.cert_no in numbers):
        raise SecondPersonNeeded(path=path, signer=card.name)


def _in_pdf(report: Report, identity: Identity) -> bool:
    return any(signature.certificate == identity.card.certificate for signature in report.pdf)


def _with_signature(report: Report, identity: Identity) -> bytes:
    if report.signers:
        return add_signature(report.files.signatures.read_bytes(), identity)
    return envelope(KIND, report.facts_bytes, [identity])
