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
from typing import Any

from asn1crypto import parser
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
UNREADABLE = (PdfError, ValueError, KeyError, TypeError, AttributeError, IndexError, OSError)


@dataclass(frozen=True)
class PdfSignature:
    """One signature as the file itself shows it; whose card it is, others say.

    `intact`: the bytes signed are unchanged. `valid`: the signature is the certificate's, and what
    was added later is only what the first signer allowed. `covers`: it covers its whole revision.
    `reason` is what was signed for; in the institution's place an inspector signs its refusal.
    """

    field: str
    name: str
    certificate: bytes
    signed_at: datetime | None
    intact: bool
    valid: bool
    covers: bool
    reason: str = ""

    @property
    def holds(self) -> bool:
        """Whether nothing speaks against it."""
        return self.intact and self.valid and self.covers

    @property
    def certificate_digest(self) -> str:
        """`sha256:…` of the certificate."""
        return digest(self.certificate)


def sign_pdf(
    pdf: Path, identity: Identity, field: str, lang: Language = "zh", refused: str = ""
) -> PdfSignature:
    """Sign the PDF in one of its empty fields; the file is replaced when the signature is whole.

    Args:
        refused: the words in which somebody else refused to sign here; `identity` witnesses them.

    Raises:
        FileMissing, FileUnreadable: nothing to sign.
        CardInvalid: the card is not valid today.
        SecondPersonNeeded: this person's signature is in the file already.
        SignatureInvalid: an earlier signature does not hold, or the field is not free.
    """
    data = read_pdf(pdf)
    before = pdf_signatures(data, str(pdf))
    _check_before(before, identity, field, str(pdf), witness=bool(refused))
    signed = _signed(data, identity, field, (lang, not before, refused), str(pdf))
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
    return pdf_signatures(read_pdf(pdf), str(pdf))


def pdf_signatures(
    data: bytes, path: str = "", vouched: frozenset[str] = frozenset()
) -> tuple[PdfSignature, ...]:
    """Every signature of the PDF `data`, in the order they were made.

    Args:
        vouched: digests of the certificates of those who signed for every byte of `data` elsewhere:
            what was added behind their signature here is not compared, they have signed that too.

    Raises:
        FileUnreadable: not a PDF.
        SignatureInvalid: a signature that is not one.
    """
    try:
        return _found(data, vouched)
    except (FileUnreadable, SignatureInvalid) as error:
        raise type(error)(**error.facts | {"path": path}) from None


@lru_cache(maxsize=4)  # One act asks several times, and judging a signed file takes long.
def _found(data: bytes, vouched: frozenset[str]) -> tuple[PdfSignature, ...]:
    try:
        reader = PdfFileReader(BytesIO(data))
        found = reader.embedded_regular_signatures
        ends = {sum(list(one.byte_range)[-2:]) for one in reader.embedded_signatures}
    except UNREADABLE:
        raise FileUnreadable(problem="not-a-pdf") from None
    # Something signed reaches the last byte, or something was put behind.
    reached = not ends or len(data) in ends
    return tuple(_judged(one, data, vouched, reached=reached) for one in found)


def clean(signature: Any, data: bytes) -> bool:
    """Whether what no signature covers, its own place, holds it in the one way it is written."""
    start, length, after, _ = list(signature.byte_range)
    told: bytes = signature.pkcs7_content
    place = b"<" + told.hex().upper().encode("ascii") + b">"
    return data[start + length : after] == place and not told[parser.peek(told) :].strip(b"\0")


def _judged(
    signature: object, data: bytes, vouched: frozenset[str], *, reached: bool
) -> PdfSignature:
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
        said = digest(certificate.dump()) in vouched
        status = validate_pdf_signature(signature, context, skip_diff=said)  # type: ignore[arg-type]
        untouched = reached and clean(signature, data)
    except (SignatureValidationError, *UNREADABLE):
        raise SignatureInvalid(problem="signature-unreadable") from None
    return PdfSignature(
        field=str(signature.field_name),  # type: ignore[attr-defined]
        name=str(certificate.subject.native.get("common_name", "")),
        certificate=certificate.dump(),
        signed_at=signed_at,
        intact=bool(status.intact) and untouched,
        valid=bool(status.bottom_line),
        covers=status.coverage >= SignatureCoverageLevel.ENTIRE_REVISION,
        reason=str(signature.sig_object.get("/Reason", "")),  # type: ignore[attr-defined]
    )


def _check_before(
    before: tuple[PdfSignature, ...], identity: Identity, field: str, path: str, *, witness: bool
) -> None:
    if not identity.card.valid_on(date.today()):
        raise CardInvalid(path=identity.card.name, problem="card-expired")
    if not all(signature.holds for signature in before):
        raise SignatureInvalid(path=path, problem="earlier-signature")
    own = identity.card.certificate
    if not witness and any(signature.certificate == own for signature in before):
        raise SecondPersonNeeded(path=path, signer=identity.card.name)
    if any(signature.field == field for signature in before):
        raise SignatureInvalid(path=path, problem="field-signed")


def _signed(
    data: bytes, identity: Identity, field: str, how: tuple[Language, bool, str], path: str
) -> bytes:
    lang, first, refused = how
    meta = signers.PdfSignatureMetadata(
        field_name=field,
        md_algorithm="sha256",
        subfilter=fields.SigSeedSubFilter.PADES,
        certify=first,
        docmdp_permissions=fields.MDPPerm.FILL_FORMS,
        reason=refused or say("report.signatures.reason", lang),
    )
    at = datetime.now().astimezone().replace(microsecond=0)
    try:
        writer = IncrementalPdfFileWriter(BytesIO(data))
        stamp = appearance(identity.card, at, _size(writer, field), lang, refused)
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


def read_pdf(pdf: Path) -> bytes:
    """The bytes of a PDF.

    Raises:
        FileMissing
    """
    try:
        return pdf.read_bytes()
    except OSError:
        raise FileMissing(path=str(pdf)) from None
