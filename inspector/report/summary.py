"""The summary folder: what all accepted bundles add up to, signed by the supervisor.

The supervisor's signature is over the digest of `summary.json` and in the PDF, and the signed PDF
names the other files by digest: one belongs to the others or the summary does not verify.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from io import BytesIO
from pathlib import Path

from pyhanko.pdf_utils.misc import PdfError
from pyhanko.pdf_utils.reader import PdfFileReader

from inspector.errors import PackageDamaged, ReportMissing, ReportSigned, SignatureInvalid
from inspector.i18n import say
from inspector.i18n.catalogue import Language
from inspector.merge import Merged
from inspector.report.fields import SUPERVISOR_FIELD
from inspector.report.pdf import Furniture, draw_pdf
from inspector.report.signing import pdf_signatures, sign_pdf
from inspector.report.summary_book import BOOK, summary_book
from inspector.report.summary_story import summary_story
from inspector.trust import Card, Identity, allow, canonical, digest, envelope, open_envelope
from inspector.whole import write_whole

PDF, SUMMARY, SIGNATURES = "summary.pdf", "summary.json", "signatures.json"
KIND = "summary"
_UNREADABLE = (PdfError, ValueError, KeyError, TypeError, AttributeError, IndexError)


@dataclass(frozen=True)
class SummaryFiles:
    """Where the parts of one summary lie."""

    folder: Path

    @property
    def pdf(self) -> Path:
        """For people; signed."""
        return self.folder / PDF

    @property
    def xlsx(self) -> Path:
        """The workbook."""
        return self.folder / BOOK

    @property
    def json(self) -> Path:
        """For machines; what the supervisor signs."""
        return self.folder / SUMMARY

    @property
    def signatures(self) -> Path:
        """The supervisor's signature over the digest of `summary.json`; written last."""
        return self.folder / SIGNATURES


@dataclass(frozen=True)
class _Drafts:
    """A summary before it is signed; the same bundles, day and language give the same bytes."""

    json: bytes
    xlsx: bytes
    pdf: bytes


def write_summary(
    folder: Path, merged: Merged, supervisor: Identity, *, made_on: date, lang: Language
) -> SummaryFiles:
    """Write and sign the summary; interrupted, it is written again, whole it is left as it is.

    Raises:
        RoleForbidden: only a supervisor sums up. ReportSigned: the folder holds another summary,
            signed. FontMissing: a character has no glyph. In these cases nothing is written.
        CardInvalid: the card is not valid today; nothing is signed.
    """
    allow(supervisor.card, "gather")
    files, drafts = SummaryFiles(folder), _drafts(merged, supervisor.card, made_on, lang)
    if files.signatures.exists():
        _check_same(files, drafts, supervisor.card)
        return files
    folder.mkdir(parents=True, exist_ok=True)
    write_whole(files.pdf, drafts.pdf)
    sign_pdf(files.pdf, supervisor, SUPERVISOR_FIELD, lang)
    write_whole(files.xlsx, drafts.xlsx)
    write_whole(files.json, drafts.json)
    write_whole(files.signatures, envelope(KIND, _signed_for(drafts.json), [supervisor]))
    return files


def is_summary(folder: Path) -> bool:
    """Whether a summary lies in the folder."""
    return (folder / SUMMARY).is_file()


def _signed_for(json: bytes) -> bytes:
    """What is signed: a summary of a thousand teams need not lie in its signature once more."""
    return canonical({SUMMARY: digest(json)})


def _drafts(merged: Merged, supervisor: Card, made_on: date, lang: Language) -> _Drafts:
    json, xlsx = merged.to_json(), summary_book(merged, made_on, lang)
    annexes = {SUMMARY: digest(json), BOOK: digest(xlsx)}
    around = Furniture(
        title=say("summary.name", lang),
        head=say("summary.head", lang, day=made_on),
        page=say("report.page", lang, page="{page}", pages="{pages}"),
        lang=lang,
        keywords=tuple(f"{name} {told}" for name, told in annexes.items()),
    )
    blocks = summary_story(merged, supervisor, made_on, annexes, lang)
    return _Drafts(json, xlsx, draw_pdf(blocks, around))


def _check_same(files: SummaryFiles, drafts: _Drafts, supervisor: Card) -> None:
    """A signed PDF begins with the bytes of the unsigned one."""
    same = (
        files.pdf.is_file()
        and files.pdf.read_bytes().startswith(drafts.pdf)
        and verify_summary(files.folder, {supervisor.key_id: supervisor}.get) == (supervisor,)
    )
    if not same:
        raise ReportSigned(path=str(files.folder))


def verify_summary(folder: Path, known: Callable[[str], Card | None]) -> tuple[Card, ...]:
    """The supervisor whose signatures over `summary.json` and in the PDF hold.

    Args:
        known: the card of a key id, or None; such as `TrustStore.find`.

    Raises:
        ReportMissing: no summary here.
        PackageDamaged: a file is absent, or not the one the signed PDF names.
        SignatureInvalid, SignerUnknown: a signature does not hold, or half of one is missing.
        RoleForbidden: the signer is no supervisor.
    """
    files = SummaryFiles(folder)
    if not is_summary(folder):
        raise ReportMissing(path=str(folder))
    json = files.json.read_bytes()
    signed, cards = open_envelope(_part(files.signatures), KIND, known, str(files.signatures))
    # An earlier release signed the summary itself.
    if signed not in (_signed_for(json), json):
        raise SignatureInvalid(path=str(files.signatures), problem="summary-other")
    for card in cards:
        allow(card, "gather")
    pdf = _part(files.pdf)
    _check_pdf(pdf, cards, str(files.pdf))
    _check_named(pdf, {SUMMARY: digest(json), BOOK: digest(_part(files.xlsx))}, folder)
    return cards


def _part(path: Path) -> bytes:
    if not path.is_file():
        raise PackageDamaged(path=str(path.parent), entry=path.name, problem="entry-missing")
    return path.read_bytes()


def _check_pdf(pdf: bytes, cards: tuple[Card, ...], path: str) -> None:
    found = pdf_signatures(pdf, path)
    if not all(one.holds for one in found):
        raise SignatureInvalid(path=path, problem="pdf-signature")
    if [(one.field, one.certificate) for one in found] != [
        (SUPERVISOR_FIELD, card.certificate) for card in cards
    ]:
        raise SignatureInvalid(path=path, problem="summary-apart")


def _check_named(pdf: bytes, digests: dict[str, str], folder: Path) -> None:
    named = _keywords(pdf, str(folder / PDF)).split(", ")
    for name, told in digests.items():
        if f"{name} {told}" not in named:
            raise PackageDamaged(path=str(folder), entry=name, problem="summary-files")


def _keywords(pdf: bytes, path: str) -> str:
    """What the signed bytes say; a revision added later may say otherwise and still be allowed."""
    try:
        [signature] = PdfFileReader(BytesIO(pdf)).embedded_regular_signatures
        *_, start, length = signature.byte_range
        signed = PdfFileReader(BytesIO(pdf[: start + length]))
        return str(signed.trailer["/Info"]["/Keywords"])
    except _UNREADABLE:
        raise SignatureInvalid(path=path, problem="summary-files") from None
