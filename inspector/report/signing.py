"""Signatures in the PDF: two inspectors and the institution, each in a field of their own.

The first signature certifies the file: afterwards only the other fields may be filled. Nobody signs
twice, and a file whose signatures do not hold is never signed again.
Source: ETSI EN 319 142-1 (PAdES baseline B-B); ECDSA P-256, because PDF readers refuse Ed25519.
"""

from dataclasses import dataclass
from datetime import date, datetime
from functools import lru_cache
from io import BytesIO
from pathlib import Path

from asn1crypto.keys import PrivateKeyInfo
from asn1crypto.x509 import Certificate
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.pdf_utils.misc import PdfError
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign import fields, signers
from pyhanko.sign.general import SigningError
from pyhanko.sign.validation import SignatureCoverageLevel, validate_pdf_signature
from pyhanko.sign.validation.errors import SignatureValidationError
from pyhanko_certvalidator import ValidationContext
from pyhanko_certvalidator.registry import SimpleCertificateStore

from inspector.errors import (
    CardInvalid,
    FileMissing,
    FileUnreadable,
    SecondPersonNeeded,
    SignatureInvalid,
)
from inspector.i18n import say
from inspector.i18n.catalogue import Language
from inspector.report.appearance import appearance
from inspector.report.rare_names import accept_rare_names
from inspector.trust import Identity, digest
from inspector.whole import write_whole

accept_rare_names()
_UNREADABLE = (PdfError, ValueError, KeyError, TypeError, AttributeError, IndexError, OSError)


@dataclass(frozen=True)
class PdfSignature:
    """One signature as the file itself shows it; whose card it is, others say.

    `intact`: the bytes signed are unchanged. `valid`: the signature is the certificate's, and what
    was added later is only what the first signer allowed. `covers`: it covers its whole revision.
    """

    field: str
    name: str
    certificate: bytes
    signed_at: datetime | None
    intact: bool
    valid: bool
    covers: bool

    @property
    def holds(self) -> bool:
        """Whether nothing speaks against it."""
        return self.intact and self.valid and self.covers

    @property
    def certificate_digest(self) -> str:
        """`sha256:…` of the certificate."""
        return digest(self.certificate)


def sign_pdf(pdf: Path, identity: Identity, field: str, lang: Language = "zh") -> PdfSignature:
    """Sign the PDF in one of its empty fields; the file is replaced when the signature is whole.

    Raises:
        FileMissing, FileUnreadable: nothing to sign.
        CardInvalid: the card is not valid today.
        SecondPersonNeeded: this person's signature is in the file already.
        SignatureInvalid: an earlier signature does not hold, or the field is not free.
    """
    data = _read(pdf)
    before = pdf_signatures(data, str(pdf))
    _check_before(before, identity, field, str(pdf))
    signed = _signed(data, identity, field, (lang, not before), str(pdf))
    after = pdf_signatures(signed, str(pdf))
    made = next(signature for signature in after if signature.field == field)
    assert len(after) == len(before) + 1 and all(signature.holds for signature in after)
    write_whole(pdf, signed)
    return made


def verify_pdf(pdf: Path) -> tuple[PdfSignature, ...]:
    """Every signature of the PDF, in the order they were made.

    Raises:
        FileMissing, FileUnreadable: no PDF.
    """
    return pdf_signatures(_read(pdf), str(pdf))


def pdf_signatures(data: bytes, path: str = "") -> tuple[PdfSignature, ...]:
    """Every signature of the PDF `data`, in the order they were made.

    Raises:
        FileUnreadable: not a PDF.
        SignatureInvalid: a signature that is not one.
    """
    try:
        return _found(data)
    except (FileUnreadable, SignatureInvalid) as error:
        raise type(error)(**error.facts | {"path": path}) from None


@lru_cache(maxsize=4)  # One act asks several times, and judging a signed file takes long.
def _found(data: bytes) -> tuple[PdfSignature, ...]:
    try:
        found = PdfFileReader(BytesIO(data)).embedded_regular_signatures
    except _UNREADABLE:
        raise FileUnreadable(problem="not-a-pdf") from None
    return tuple(_judged(signature) for signature in found)


def _judged(signature: object) -> PdfSignature:
    try:
        certificate = signature.signer_cert  # type: ignore[attr-defined]
        signed_at = signature.self_reported_timestamp  # type: ignore[attr-defined]
        # Who is trusted is decided by cards, not here: the certificate is its own root, and is
        # judged on the day of the signature, so that an old report does not expire.
        context = ValidationContext(
            trust_roots=[certificate],
            allow_fetching=False,
            moment=signed_at,
            best_signature_time=signed_at,
        )
        status = validate_pdf_signature(signature, context)  # type: ignore[arg-type]
    except (SignatureValidationError, *_UNREADABLE):
        raise SignatureInvalid(problem="signature-unreadable") from None
    return PdfSignature(
        field=str(signature.field_name),  # type: ignore[attr-defined]
        name=str(certificate.subject.native.get("common_name", "")),
        certificate=certificate.dump(),
        signed_at=signed_at,
        intact=bool(status.intact),
        valid=bool(status.bottom_line),
        covers=status.coverage >= SignatureCoverageLevel.ENTIRE_REVISION,
    )


def _check_before(
    before: tuple[PdfSignature, ...], identity: Identity, field: str, path: str
) -> None:
    if not identity.card.valid_on(date.today()):
        raise CardInvalid(path=identity.card.name, problem="card-expired")
    if not all(signature.holds for signature in before):
        raise SignatureInvalid(path=path, problem="earlier-signature")
    if any(signature.certificate == identity.card.certificate for signature in before):
        raise SecondPersonNeeded(path=path, signer=identity.card.name)
    if any(signature.field == field for signature in before):
        raise SignatureInvalid(path=path, problem="field-signed")


def _signed(
    data: bytes, identity: Identity, field: str, how: tuple[Language, bool], path: str
) -> bytes:
    lang, first = how
    meta = signers.PdfSignatureMetadata(
        field_name=field,
        md_algorithm="sha256",
        subfilter=fields.SigSeedSubFilter.PADES,
        certify=first,
        docmdp_permissions=fields.MDPPerm.FILL_FORMS,
        reason=say("report.signatures.reason", lang),
    )
    at = datetime.now().astimezone().replace(microsecond=0)
    try:
        writer = IncrementalPdfFileWriter(BytesIO(data))
        stamp = appearance(identity.card, at, _size(writer, field), lang)
        signer = signers.PdfSigner(meta, _signer(identity), stamp_style=stamp)
        sink = signer.sign_pdf(writer, existing_fields_only=True)
    except (SigningError, PdfError):
        raise SignatureInvalid(path=path, problem="field-missing") from None
    return bytes(sink.getbuffer())


def _size(writer: IncrementalPdfFileWriter, field: str) -> tuple[float, float]:
    for name, _, reference in fields.enumerate_sig_fields(writer):
        if name == field:
            x0, y0, x1, y1 = (float(side) for side in reference.get_object()["/Rect"])
            return x1 - x0, y1 - y0
    raise SigningError(f"no field {field}")


def _signer(identity: Identity) -> signers.SimpleSigner:
    certificate = Certificate.load(identity.card.certificate)
    store = SimpleCertificateStore()  # type: ignore[no-untyped-call]
    store.register(certificate)
    key = PrivateKeyInfo.load(identity.pdf_key)
    return signers.SimpleSigner(signing_cert=certificate, signing_key=key, cert_registry=store)


def _read(pdf: Path) -> bytes:
    try:
        return pdf.read_bytes()
    except OSError:
        raise FileMissing(path=str(pdf)) from None
