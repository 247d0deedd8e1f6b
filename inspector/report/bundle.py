"""The bundle that is handed in: every part sealed to the supervisor, under a signed manifest.

What two inspectors put their names to is `report.json`; it is the bundle's `report`, word for word,
with both signatures beside it. One of them, or both, also signs the manifest that names the sealed
parts.
"""

from collections.abc import Mapping, Sequence
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, BinaryIO, cast

from inspector.errors import PackageDamaged, SignaturesMissing
from inspector.report.folder import ANNEX, FINDINGS, PDF, Report, read_report
from inspector.report.signed import Known, check_envelope, members, witnessed
from inspector.report.signing import PdfSignature
from inspector.snapshot.shell import Content, ShellWriter
from inspector.trust import (
    Card,
    Identity,
    SealWriter,
    canonical,
    digest,
    digest_file,
    envelope,
    parse_canonical,
)
from inspector.whole import put_in_place, sync_file

FORMAT, VERSION, KIND = "inspector.bundle", 1, "bundle"
MANIFEST, SIGNATURES, REPORT_SIGNATURES = (
    "manifest.json",
    "signatures.json",
    "report.signatures.json",
)
_BLOCK = 1 << 20

Part = bytes | Path


def bundle_report(
    out: Path,
    folder: Path,
    *,
    parts: Mapping[str, Part],
    signers: Sequence[Identity],
    recipients: Sequence[Card],
    known: Known,
) -> Path:
    """Bundle the signed report in `folder` with what goes along.

    Args:
        parts: by name, such as `journal.sealed`, `hits.parquet`, `evidence/<digest>`.
        signers: of the manifest: one or more of those who signed the report.
        recipients: who will open it; the supervisor.
        known: the card of a key id, to check the report's signatures with.

    Raises:
        SignaturesMissing: not everybody who must has signed the report.
        ReportMissing, PackageDamaged, SignatureInvalid, SignerUnknown: nothing was written.
    """
    report = read_report(folder)
    if report.missing:
        have = report.needed - report.missing
        raise SignaturesMissing(path=str(folder), have=have, need=report.needed)
    check_envelope(report, known)
    _check_attached(report, parts)
    own: dict[str, Part] = {name: folder / name for name in (PDF, ANNEX, FINDINGS)}
    return build_bundle(
        out,
        manifest_facts=_facts(report, known),
        report_signatures=report.files.signatures.read_bytes(),
        parts={**own, **parts},
        signers=signers,
        recipients=recipients,
    )


def _check_attached(report: Report, parts: Mapping[str, Part]) -> None:
    """What the report names by digest goes along, and is what was signed."""
    for name, told in report.facts["attached"].items():
        part = parts.get(name, b"")
        if (digest(part) if isinstance(part, bytes) else digest_file(part)) != told:
            folder = str(report.files.folder)
            raise PackageDamaged(path=folder, entry=name, problem="digest")


def _facts(report: Report, known: Known) -> dict[str, Any]:
    """What the manifest says beside the parts.

    The PDF's signers are named here because cutting off its last signature leaves a valid file.
    """
    cards = {card.certificate: card for card in members(report, known)}
    return {
        "case": report.facts["case"],
        "report": dict(report.facts),
        "pdf_signers": [_signer(one, cards.get(one.certificate)) for one in report.pdf],
    }


def _signer(one: PdfSignature, card: Card | None) -> dict[str, str]:
    told = {"field": one.field, "key_id": card.key_id if card else ""}
    told |= {"certificate": one.certificate_digest}
    told |= {"at": one.signed_at.isoformat()} if one.signed_at else {}
    return told | ({"refused": one.reason} if witnessed(one, card) else {})


def build_bundle(
    out: Path,
    *,
    manifest_facts: Mapping[str, Any],
    report_signatures: bytes,
    parts: Mapping[str, Part],
    signers: Sequence[Identity],
    recipients: Sequence[Card],
) -> Path:
    """Write a bundle: each part sealed as an entry of its own, then manifest and signatures.

    It is written beside `out` and renamed, so `out` is whole or not there.
    """
    part = out.with_name(f".{out.name}.part")
    out.parent.mkdir(parents=True, exist_ok=True)
    try:
        with part.open("wb") as file:
            writer = ShellWriter(file)
            listed = _sealed(writer, parts, recipients)
            manifest = canonical(_manifest(manifest_facts, listed, recipients))
            writer.add(REPORT_SIGNATURES, report_signatures)
            writer.add(MANIFEST, manifest)
            writer.add(SIGNATURES, envelope(KIND, manifest, signers))
            writer.finish()
        sync_file(part)
        put_in_place(part, out)
    finally:
        part.unlink(missing_ok=True)
    return out


def _manifest(
    facts: Mapping[str, Any], listed: Mapping[str, Any], recipients: Sequence[Card]
) -> dict[str, Any]:
    return {
        **facts,
        "format": FORMAT,
        "version": VERSION,
        "made_at": datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ"),
        "recipients": sorted(card.key_id for card in recipients),
        "entries": dict(listed),
    }


def _sealed(
    writer: ShellWriter, parts: Mapping[str, Part], recipients: Sequence[Card]
) -> dict[str, dict[str, Any]]:
    keys = [card.seal_key for card in recipients]
    listed = {}
    for name in sorted(parts):
        entry = entry_name(name)
        with writer.entry(entry) as content:
            _seal(content, parts[name], keys)
        listed[entry] = {"part": name, "size": content.size, "digest": content.digest}
    return listed


def entry_name(part: str) -> str:
    """The entry a part lies in: `report.pdf` in `report.pdf.age`; `journal.sealed` as it is."""
    return part if part.endswith(".sealed") else f"{part}.age"


def _seal(content: Content, part: Part, keys: Sequence[str]) -> None:
    with closing(SealWriter(cast(BinaryIO, content), keys)) as sink:
        if isinstance(part, bytes):
            sink.write(part)
            return
        with part.open("rb") as source:
            while block := source.read(_BLOCK):
                sink.write(block)


def parse_manifest(data: bytes) -> dict[str, Any]:
    """The manifest in `data`.

    Raises:
        ValueError: not canonical JSON of this format and version.
    """
    told: dict[str, Any] = parse_canonical(data)
    if (told["format"], told["version"]) != (FORMAT, VERSION):
        raise ValueError("not a bundle's manifest")
    return told
