"""Trusted time on a signed PDF: a document timestamp behind the signatures, which all stay valid.

What a time server answers is checked before the file is replaced; who is asked, others decide.
Source: RFC 3161; ETSI EN 319 142-1, document timestamps (PAdES baseline B-T and later).
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from io import BytesIO
from pathlib import Path

from asn1crypto.tsp import TimeStampReq, TimeStampResp
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.signers import PdfTimeStamper
from pyhanko.sign.timestamps import TimeStamper, TimestampRequestError
from pyhanko.sign.validation import validate_pdf_timestamp
from pyhanko.sign.validation.errors import SignatureValidationError
from pyhanko_certvalidator import ValidationContext

from inspector.errors import SignatureInvalid
from inspector.report.signing import UNREADABLE, clean, pdf_signatures, read_pdf
from inspector.whole import write_whole

Ask = Callable[[bytes], bytes]
"""A timestamp request in DER to the answer in DER; it may open a socket, this room may not."""
_RESERVED = 16_384
"""Bytes kept for the answer: one from an ordinary server takes 3,000 to 7,000."""


@dataclass(frozen=True)
class PdfTime:
    """A trusted time in a PDF: when, by whom, and whether it holds for all bytes before it."""

    at: datetime
    authority: str
    holds: bool


class _Asked(TimeStamper):
    """A time server behind a function."""

    def __init__(self, ask: Ask) -> None:
        super().__init__()  # type: ignore[no-untyped-call]
        self._ask = ask

    async def async_request_tsa_response(self, req: TimeStampReq) -> TimeStampResp:
        return TimeStampResp.load(self._ask(req.dump()))


def stamp_pdf(pdf: Path, ask: Ask) -> PdfTime:
    """Add a trusted time to a PDF whose signatures hold; it is replaced once the time is checked.

    Raises:
        FileMissing, FileUnreadable: nothing to stamp.
        SignatureInvalid: a signature does not hold, or the answer is no timestamp of this file.
    """
    data = read_pdf(pdf)
    before = pdf_signatures(data, str(pdf))
    if not all(signature.holds for signature in before):
        raise SignatureInvalid(path=str(pdf), problem="earlier-signature")
    stamped = _stamped(data, ask, str(pdf))
    times = pdf_times(stamped, str(pdf))
    if not times or not times[-1].holds or pdf_signatures(stamped, str(pdf)) != before:
        raise SignatureInvalid(path=str(pdf), problem="timestamp")
    write_whole(pdf, stamped)
    return times[-1]


def _stamped(data: bytes, ask: Ask, path: str) -> bytes:
    try:
        writer = IncrementalPdfFileWriter(BytesIO(data))
        stamper = PdfTimeStamper(_Asked(ask))
        sink = stamper.timestamp_pdf(writer, "sha256", bytes_reserved=_RESERVED)
    except (TimestampRequestError, *UNREADABLE):
        raise SignatureInvalid(path=path, problem="timestamp") from None
    return bytes(sink.getbuffer())


def pdf_times(data: bytes, path: str = "") -> tuple[PdfTime, ...]:
    """Every trusted time in the PDF `data`, in order.

    Raises:
        SignatureInvalid: one that is none.
    """
    try:
        found = PdfFileReader(BytesIO(data)).embedded_timestamp_signatures
        return tuple(_judged(one, data) for one in found)
    except (SignatureValidationError, *UNREADABLE):
        raise SignatureInvalid(path=path, problem="timestamp") from None


def _judged(stamp: object, data: bytes) -> PdfTime:
    certificate = stamp.signer_cert  # type: ignore[attr-defined]
    # Whose time server it is, a reader decides by its name; the chain is not ours to trust.
    context = ValidationContext(trust_roots=[certificate], allow_fetching=False)
    status = validate_pdf_timestamp(stamp, context)  # type: ignore[arg-type]
    named = certificate.subject.native
    return PdfTime(
        at=status.timestamp,
        authority=str(named.get("common_name") or named.get("organization_name") or ""),
        holds=bool(status.intact and status.valid) and clean(stamp, data),
    )
