"""A bundle is checked, clause by clause, before anything in it is used; then it is opened.

Checking needs no secret key, and reads each byte once:

1. Shell. The file is entries and a directory exactly as written: nothing before, between or behind.
2. Ends. The last three entries are the report's signatures, the manifest and its signatures.
3. Signatures. The manifest is what was signed, in the one canonical spelling, by known people.
4. Report. Two different inspectors, with cards valid at the time, signed the `report` the manifest
   quotes; whoever signed the manifest is among them, and they signed the PDF.
5. Entries. Each is there, none is extra, and each has the size and digest that were signed.

Opening then compares the parts with what the report itself says of them.
"""

import zlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from hashlib import sha256
from pathlib import Path
from typing import Any, BinaryIO

from inspector.errors import (
    FileMissing,
    PackageDamaged,
    SecondPersonNeeded,
    SignatureInvalid,
    SignaturesMissing,
)
from inspector.report.bundle import (
    KIND,
    MANIFEST,
    REPORT_SIGNATURES,
    SIGNATURES,
    parse_manifest,
)
from inspector.report.figures import NEEDED_SIGNERS, SIGNING_ROLES
from inspector.report.folder import KIND as REPORT_KIND
from inspector.report.folder import PDF
from inspector.report.signed import Known
from inspector.report.signing import pdf_signatures
from inspector.snapshot.shell import Entry, ShellBroken, ShellWriter, walk
from inspector.trust import (
    Card,
    Identity,
    add_signature,
    canonical,
    digest,
    digest_file,
    open_envelope,
    unseal,
)

_SMALL = 64 << 20
_BLOCK = 1 << 20
_REPORT = {"case", "made_on", "files", "attached", "roster"}
_ENTRY = {"part", "size", "digest"}
_ENDS = (REPORT_SIGNATURES, MANIFEST, SIGNATURES)


@dataclass(frozen=True)
class VerifiedBundle:
    """A bundle that passed every clause; `digest` is the whole file's, as a receipt names it.

    `signers` are the inspectors who signed the report, `hands` those of them who signed the
    manifest, and so every byte of the bundle.
    """

    path: Path
    manifest: Mapping[str, Any]
    signers: tuple[Card, ...]
    hands: tuple[Card, ...]
    digest: str
    entries: Mapping[str, Entry] = field(repr=False)

    @property
    def case_id(self) -> str:
        """The case the bundle is about."""
        return str(self.manifest["case"])

    @property
    def report(self) -> Mapping[str, Any]:
        """What the inspectors signed: snapshots, packs, roster, counts, money."""
        told: Mapping[str, Any] = self.manifest["report"]
        return told

    @property
    def roster(self) -> tuple[Card, ...]:
        """The cards of the team, which those who signed the report vouch for.

        Raises:
            CardInvalid: a card is not its own holder's.
        """
        return tuple(_card(told, str(self.path)) for told in self.report["roster"])


def _card(told: Mapping[str, Any], path: str) -> Card:
    return Card.from_dict({name: value for name, value in told.items() if name != "key_id"}, path)


def verify_bundle(path: Path, known: Known) -> VerifiedBundle:
    """The bundle at `path`, if it is one, whole and signed by two inspectors `known` knows.

    Raises:
        FileMissing, PackageDamaged, SignatureInvalid, SignerUnknown, SignaturesMissing,
        SecondPersonNeeded: nothing of the file may be used.
    """
    if not path.is_file():
        raise FileMissing(path=str(path))
    with path.open("rb") as file:
        try:
            entries = walk(file)
        except ShellBroken as broken:
            raise _damaged(path, broken.entry, broken.problem) from None
        ends = _read_ends(file, entries, path)
        manifest, hands = _signed_manifest(ends, known, path)
        signers = _report_signers(manifest, ends[REPORT_SIGNATURES], known, path)
        if not {card.key_id for card in hands} <= {card.key_id for card in signers}:
            raise SignatureInvalid(path=str(path), problem="foreign-hand")
        _check_entries(file, entries, manifest, path)
    by_name = {entry.name: entry for entry in entries}
    return VerifiedBundle(path, manifest, signers, hands, digest_file(path), by_name)


def _damaged(path: Path, entry: str, problem: str) -> PackageDamaged:
    return PackageDamaged(path=str(path), entry=entry, problem=problem)


def _read_ends(file: BinaryIO, entries: list[Entry], path: Path) -> dict[str, bytes]:
    if tuple(entry.name for entry in entries[-3:]) != _ENDS:
        raise _damaged(path, MANIFEST, "no-manifest")
    ends = {}
    for entry in entries[-3:]:
        if entry.size > _SMALL:
            raise _damaged(path, entry.name, "too-big")
        file.seek(entry.start)
        ends[entry.name] = file.read(entry.size)
        if zlib.crc32(ends[entry.name]) != entry.crc:
            raise _damaged(path, entry.name, "checksum")
    return ends


def _signed_manifest(
    ends: Mapping[str, bytes], known: Known, path: Path
) -> tuple[dict[str, Any], tuple[Card, ...]]:
    payload, hands = open_envelope(ends[SIGNATURES], KIND, known, str(path))
    if payload != ends[MANIFEST]:
        raise _damaged(path, MANIFEST, "not-the-signed-manifest")
    try:
        manifest = parse_manifest(payload)
        report, listed = manifest["report"], manifest["entries"].values()
        sound = manifest["case"] == report["case"] and report.keys() >= _REPORT
        sound = sound and all(told.keys() >= _ENTRY for told in listed)
        date.fromisoformat(report["made_on"]), date.fromisoformat(manifest["made_at"][:10])
        sound = sound and all("certificate" in told for told in manifest["pdf_signers"])
    except (ValueError, KeyError, TypeError, AttributeError):
        sound = False
    if not sound:
        raise _damaged(path, MANIFEST, "manifest-form")
    return manifest, hands


def _report_signers(
    manifest: Mapping[str, Any], signed: bytes, known: Known, path: Path
) -> tuple[Card, ...]:
    payload, signers = open_envelope(signed, REPORT_KIND, known, str(path))
    if payload != canonical(manifest["report"]):
        raise _damaged(path, REPORT_SIGNATURES, "other-report")
    inspectors = [card for card in signers if card.role in SIGNING_ROLES]
    if len(inspectors) != len(signers) or len(signers) < NEEDED_SIGNERS:
        raise SignaturesMissing(path=str(path), have=len(inspectors), need=NEEDED_SIGNERS)
    # One 执法证号 is one person, whatever keys they hold.
    if len({card.cert_no or card.key_id for card in signers}) != len(signers):
        raise SecondPersonNeeded(path=str(path), signer=signers[-1].name)
    for card in signers:
        if not _was_valid(card, manifest):
            raise _damaged(path, REPORT_SIGNATURES, "card-expired")
    in_pdf = {one["certificate"] for one in manifest["pdf_signers"]}
    if not {digest(card.certificate) for card in signers} <= in_pdf:
        raise _damaged(path, MANIFEST, "signed-apart")
    return signers


def _was_valid(card: Card, manifest: Mapping[str, Any]) -> bool:
    """Whether a card was valid on some day between the report's making and the bundle's."""
    made = date.fromisoformat(manifest["report"]["made_on"])
    bundled = date.fromisoformat(manifest["made_at"][:10])
    # A day on a card is a day wherever its holder is; `made_at` is UTC.
    return card.valid_between(made, bundled + timedelta(days=1))


def _check_entries(
    file: BinaryIO, entries: list[Entry], manifest: Mapping[str, Any], path: Path
) -> None:
    listed = manifest["entries"]
    present = {entry.name: entry for entry in entries[:-3]}
    for name in sorted(listed.keys() ^ present.keys()):
        raise _damaged(path, name, "entry-missing" if name in listed else "entry-extra")
    if list(present) != sorted(listed):
        raise _damaged(path, "", "entry-order")
    for name, entry in present.items():
        if entry.size != listed[name]["size"]:
            raise _damaged(path, name, "size")
        crc, told = _content(file, entry)
        if crc != entry.crc:
            raise _damaged(path, name, "checksum")
        if told != listed[name]["digest"]:
            raise _damaged(path, name, "digest")


def _content(file: BinaryIO, entry: Entry) -> tuple[int, str]:
    sha, crc, left = sha256(), 0, entry.size
    file.seek(entry.start)
    while left and (block := file.read(min(_BLOCK, left))):
        sha.update(block)
        crc = zlib.crc32(block, crc)
        left -= len(block)
    return crc, f"sha256:{sha.hexdigest()}"


def open_bundle(verified: VerifiedBundle, identity: Identity) -> dict[str, bytes]:
    """The parts of a verified bundle by name, for one it was sealed to.

    Raises:
        NotRecipient, SealDamaged: it is not for this person, or a seal does not hold.
        PackageDamaged: a part is not the one the inspectors signed for, or a signature was cut
            off the PDF.
    """
    parts = {}
    with verified.path.open("rb") as file:
        for name, told in verified.manifest["entries"].items():
            entry = verified.entries[name]
            file.seek(entry.start)
            sealed = file.read(entry.size)
            if digest(sealed) != told["digest"]:
                raise _damaged(verified.path, name, "digest")
            parts[told["part"]] = unseal(sealed, identity.age_secret, str(verified.path))
    _compare(verified, parts)
    return parts


def _compare(verified: VerifiedBundle, parts: Mapping[str, bytes]) -> None:
    """Hold the parts against `report.json`; the signed PDF begins with the bytes it names."""
    for name, told in verified.report["files"].items():
        data = parts.get(name, b"")
        as_written = data[: told["size"]] if name == PDF else data
        if digest(as_written) != told["digest"]:
            raise _damaged(verified.path, name, "digest")
    for name, told in verified.report["attached"].items():
        if digest(parts.get(name, b"")) != told:
            raise _damaged(verified.path, name, "digest")
    vouched = frozenset(digest(card.certificate) for card in verified.hands)
    found = pdf_signatures(parts[PDF], str(verified.path), vouched)
    meant = [one["certificate"] for one in verified.manifest["pdf_signers"]]
    held = [one.certificate_digest for one in found if one.holds]
    if held != meant:
        raise _damaged(verified.path, PDF, "pdf-cut-off")


def sign_bundle(path: Path, identity: Identity) -> None:
    """Add one more person's signature over the manifest of a bundle already written.

    Raises:
        FileMissing, PackageDamaged: no bundle. SignatureInvalid: this person has signed it.
    """
    if not path.is_file():
        raise FileMissing(path=str(path))
    with path.open("rb") as file:
        try:
            entries = walk(file)
        except ShellBroken as broken:
            raise _damaged(path, broken.entry, broken.problem) from None
        ends = _read_ends(file, entries, path)
    _rewrite_signatures(path, entries, add_signature(ends[SIGNATURES], identity))


def _rewrite_signatures(path: Path, entries: list[Entry], signatures: bytes) -> None:
    part = path.with_name(f".{path.name}.part")
    try:
        with path.open("rb") as source, part.open("wb") as file:
            writer = ShellWriter(file)
            for entry in entries[:-1]:
                source.seek(entry.start)
                with writer.entry(entry.name) as content:
                    left = entry.size
                    while left:
                        left -= content.write(source.read(min(_BLOCK, left)))
            writer.add(SIGNATURES, signatures)
            writer.finish()
        part.replace(path)
    finally:
        part.unlink(missing_ok=True)
