"""Verify what one was handed, a snapshot, bundle, report or summary; no secret key is needed."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from inspector.errors import FileMissing, FileUnreadable, OutOfTime, SignerUnknown
from inspector.rules import SUFFIX, pack_digest, shipped_pins, signers_of, unpack
from inspector.snapshot import verify as verify_snapshot
from inspector.trust import MAY, Card, TrustStore, digest_file, home
from inspector.workspace import check_certificate

if TYPE_CHECKING:
    from inspector.report import Signed, VerifiedBundle, VerifiedReport

Known = Callable[[str], Card | None]
_DAY = timedelta(days=1)


@dataclass(frozen=True)
class Checked:
    """What was verified, its digest and who signed it."""

    path: str
    kind: str
    digest: str
    signers: tuple[tuple[str, str], ...]
    """Name and role."""
    hands: tuple["Hand", ...] = ()
    """Of a report or a bundle: each signature with its time, and what the roster says."""
    times: tuple[tuple[str, str], ...] = ()
    """Trusted times in the PDF, and whose they are."""
    shipped: bool = False
    """A pack that this release answers for, though nobody signed it."""


@dataclass(frozen=True)
class Hand:
    """One signature: whose, in which role, when and where in the PDF; empty what is not known.

    `allowed`: the roster of the inspection has the person in a role that may sign.
    """

    name: str
    role: str
    cert_no: str
    at: str
    field: str
    allowed: bool
    refusal: str = ""


def verify_file(path: Path) -> Checked:
    """Verify a `.snapshot`, a `.bundle`, a report folder (or its PDF), a summary, a `case.closed`.

    Raises:
        FileMissing, FileUnreadable, PackageDamaged, SignatureInvalid, SignerUnknown, OutOfTime
    """
    store = TrustStore(home())
    if not path.exists():
        raise FileMissing(path=str(path))
    if path.suffix == ".snapshot":
        # Which inspection it is for is not known yet; who opens it as a case is stricter.
        snapshot = verify_snapshot(path, store.anywhere)
        return Checked(str(path), "snapshot", snapshot.digest, _people(snapshot.signers))
    if path.suffix == ".closed":
        wiped = check_certificate(path, store.anywhere)
        return Checked(str(path), "wipe", digest_file(path), ((wiped.by.name, wiped.by.role),))
    if path.suffix == SUFFIX:
        return _checked_pack(path, store)
    return _checked_report(path, store)


def _checked_pack(path: Path, store: TrustStore) -> Checked:
    """A pack nobody signed is the release's own, byte for byte, or runs as written on site."""
    with TemporaryDirectory(prefix="inspector-") as folder:
        laid_out = Path(folder)
        unpack(path, laid_out)
        signers = signers_of(laid_out, store.anywhere)
        covered = pack_digest(laid_out)
        own = covered in shipped_pins().values()
        return Checked(str(path), "pack", covered, _people(signers), shipped=own)


def _checked_report(path: Path, store: TrustStore) -> Checked:
    from inspector.report import is_summary, read_report, verify_report

    if path.suffix == ".bundle":
        bundle = known_bundle(path, store)
        hands = _hands_of_bundle(bundle, store)
        return Checked(str(path), "bundle", bundle.digest, _people(bundle.signers), hands)
    if is_summary(path):
        return _checked_summary(path, store)
    if path.is_dir():
        facts = read_report(path).facts
        inspection = str(facts.get("inspection", ""))
        known = store.within(inspection)
        report = verify_report(path, known)
        _in_time(report, date.fromisoformat(facts["made_on"]), known)
        return _report_told(path, report, store, inspection)
    if path.suffix == ".pdf":
        report = verify_report(path, store.anywhere)
        return _report_told(path, report, store, "")
    raise FileUnreadable(path=str(path), problem="snapshot, bundle, report, case.closed")


def _checked_summary(path: Path, store: TrustStore) -> Checked:
    from inspector.report import SummaryFiles, verify_summary

    signers = verify_summary(path, store.anywhere)
    return Checked(str(path), "summary", digest_file(SummaryFiles(path).json), _people(signers))


def _report_told(
    path: Path, report: "VerifiedReport", store: TrustStore, inspection: str
) -> Checked:
    hands = tuple(
        Hand(
            name=one.name,
            role=one.role,
            cert_no=one.cert_no,
            at=one.signed_at.isoformat(sep=" ") if one.signed_at else "",
            field=one.field,
            allowed=_on_roster(store, one.key_id, inspection),
            refusal=one.refusal,
        )
        for one in report.signers
    )
    times = tuple(
        (one.at.isoformat(sep=" ", timespec="seconds"), one.authority) for one in report.times
    )
    signers = _people([one for one in report.signers if not one.refusal])
    return Checked(str(path), "report", report.digest, signers, hands, times)


def _hands_of_bundle(bundle: "VerifiedBundle", store: TrustStore) -> tuple[Hand, ...]:
    """As the signed manifest names them; the PDF itself lies sealed."""
    inspection = str(bundle.report.get("inspection", ""))
    cards = {card.key_id: card for card in bundle.signers}
    return tuple(
        Hand(
            name=cards[one["key_id"]].name,
            role=cards[one["key_id"]].role,
            cert_no=cards[one["key_id"]].cert_no,
            at=str(one.get("at", "")).replace("T", " "),
            field=str(one["field"]),
            allowed=_on_roster(store, one["key_id"], inspection),
            refusal=str(one.get("refused", "")),
        )
        for one in bundle.manifest["pdf_signers"]
        if one.get("key_id") in cards
    )


def _on_roster(store: TrustStore, key_id: str, inspection: str) -> bool:
    card = store.member(key_id, inspection) if key_id else None
    return card is not None and card.role in MAY["sign"]


def known_bundle(path: Path, store: TrustStore) -> "VerifiedBundle":
    """The bundle at `path`, verified, and signed by people of the inspection it is about.

    Raises:
        FileMissing, PackageDamaged, SignatureInvalid, SignerUnknown, OutOfTime
    """
    from inspector.report import verify_bundle

    bundle = verify_bundle(path, store.anywhere)
    made_on = date.fromisoformat(bundle.report["made_on"])
    made_at = date.fromisoformat(bundle.manifest["made_at"][:10])
    for signer in bundle.signers:
        card = store.find(signer.key_id, str(bundle.report.get("inspection", "")))
        if card is None:
            raise SignerUnknown(path=str(path), signer=signer.key_id)
        if not card.valid_between(made_on, made_at + _DAY):
            raise OutOfTime(name=signer.name, day=made_at.isoformat())
    return bundle


def _in_time(report: "VerifiedReport", made_on: date, known: Known) -> None:
    """Every signer's card and roster were valid on a day between the report and the signature."""
    for signer in report.signers:
        card = known(signer.key_id)
        last = signer.signed_at.date() if signer.signed_at else made_on
        # A day on a card is a day wherever its holder is; the signature tells its zone.
        if card is not None and not card.valid_between(made_on, max(last, made_on) + _DAY):
            raise OutOfTime(name=signer.name, day=last.isoformat())


def _people(signers: "Iterable[Card | Signed]") -> tuple[tuple[str, str], ...]:
    return tuple((signer.name, signer.role) for signer in signers)
