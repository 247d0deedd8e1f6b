"""A snapshot file is checked, clause by clause, before anything in it is used.

No secret key is needed, and each byte of the file is read once. The order is:

1. Shell. The file is entries and a directory exactly as `shell` writes them: stored, no name
   twice, nothing before, between or behind them (`header`, `name-strange`, `name-twice`,
   `cut-short`, `directory`). So far nothing is believed.
2. Ends. The last two entries are `manifest.json` and `signatures.json` (`no-manifest`,
   `no-signatures`), neither above 64 MiB (`too-big`).
3. Signatures. `signatures.json` is a DSSE envelope of kind `snapshot` in its one canonical
   spelling (`signature-form`); every signature in it is by a known key and holds
   (SignatureInvalid, SignerUnknown); what they sign is `manifest.json`, byte for byte
   (`not-the-signed-manifest`).
4. Manifest. It is canonical JSON of this format (`manifest-form`), of a version this program
   reads (`format-newer`), under its own id (`snapshot-id`).
5. Signers. One of them may pack (RoleForbidden), each card was valid on the day (`card-expired`).
6. Entries. Each table of the manifest is present (`entry-missing`), none is extra
   (`entry-extra`), and they lie in the order of their names (`entry-order`).
7. Content. Each entry has the size (`size`), the CRC-32 of its header (`checksum`) and the
   SHA-256 (`digest`) that were signed.
"""

import json
import zlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from hashlib import sha256
from pathlib import Path
from typing import Any, BinaryIO

from inspector.errors import FileMissing, PackageDamaged
from inspector.snapshot.manifest import FORMAT, VERSION, Manifest, TableEntry
from inspector.snapshot.pack import KIND, MANIFEST, SIGNATURES
from inspector.snapshot.shell import Entry, ShellBroken, walk
from inspector.trust import MAY, Card, allow, canonical, digest, open_envelope

Known = Callable[[str], Card | None]
_SMALL = 64 * 1024 * 1024
_CHUNK = 1024 * 1024


@dataclass(frozen=True)
class Verified:
    """A snapshot that passed every clause; `digest` is that of its manifest's bytes."""

    path: Path
    manifest: Manifest
    signers: tuple[Card, ...]
    digest: str
    entries: dict[str, Entry] = field(repr=False)
    handed: Mapping[str, bytes] = field(default_factory=dict, repr=False)
    """The keys of single tables, where the reader's own key opens none: handed over later."""


class _Refusal:
    """Raises the refusals of one file."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def __call__(self, problem: str, entry: str = "") -> PackageDamaged:
        return PackageDamaged(path=str(self.path), entry=entry, problem=problem)


def verify(path: Path, known: Known) -> Verified:
    """The snapshot at `path`, if it is one, whole and signed by people `known` knows.

    `known` gives the card of a key id, or None.

    Raises:
        FileMissing, PackageDamaged, SignatureInvalid, SignerUnknown, RoleForbidden: nothing of
        the file may be used.
    """
    if not path.is_file():
        raise FileMissing(path=str(path))
    refusal = _Refusal(path)
    with path.open("rb") as file:
        entries = _shell(file, refusal)
        manifest_bytes, signatures = _ends(file, entries, refusal)
        signers = _signatures(manifest_bytes, signatures, known, refusal)
        manifest = _manifest(manifest_bytes, refusal)
        _signers(signers, manifest, refusal)
        _entries(entries, manifest, refusal)
        for told in manifest.tables.values():
            _content(file, entries[told.entry], told, refusal)
    return Verified(path, manifest, signers, digest(manifest_bytes), entries)


def locate(verified: Verified, table: str) -> tuple[int, int]:
    """Offset and length of a table's sealed entry inside the file."""
    entry = verified.entries[verified.manifest.tables[table].entry]
    return entry.start, entry.size


def _shell(file: BinaryIO, refusal: _Refusal) -> dict[str, Entry]:
    try:
        return {entry.name: entry for entry in walk(file)}
    except ShellBroken as broken:
        raise refusal(broken.problem, broken.entry) from None


def _ends(file: BinaryIO, entries: dict[str, Entry], refusal: _Refusal) -> tuple[bytes, bytes]:
    names = list(entries)
    if names[-1:] != [SIGNATURES]:
        raise refusal("no-signatures", SIGNATURES)
    if names[-2:-1] != [MANIFEST]:
        raise refusal("no-manifest", MANIFEST)
    manifest, signatures = (_small(file, entries[name], refusal) for name in names[-2:])
    return manifest, signatures


def _small(file: BinaryIO, entry: Entry, refusal: _Refusal) -> bytes:
    if entry.size > _SMALL:
        raise refusal("too-big", entry.name)
    file.seek(entry.start)
    content = file.read(entry.size)
    if zlib.crc32(content) != entry.crc:
        raise refusal("checksum", entry.name)
    return content


def _signatures(
    manifest: bytes, signatures: bytes, known: Known, refusal: _Refusal
) -> tuple[Card, ...]:
    if not _in_canonical_spelling(signatures):
        raise refusal("signature-form", SIGNATURES)
    signed, signers = open_envelope(signatures, KIND, known, str(refusal.path))
    if signed != manifest:
        raise refusal("not-the-signed-manifest", MANIFEST)
    return signers


def _in_canonical_spelling(envelope: bytes) -> bool:
    """JSON has spare blanks and orders; they may not carry a second file."""
    try:
        return canonical(json.loads(envelope)) == envelope
    except (ValueError, RecursionError):
        return False


def _manifest(content: bytes, refusal: _Refusal) -> Manifest:
    told = _json_object(content, refusal)
    if told.get("format") != FORMAT:
        raise refusal("manifest-form", MANIFEST)
    if not isinstance(told.get("format_version"), int) or told["format_version"] > VERSION:
        raise refusal("format-newer", MANIFEST)
    try:
        manifest = Manifest.from_dict(told)
        rewritten = manifest.to_bytes()
    except (KeyError, TypeError, ValueError, AttributeError):
        raise refusal("manifest-form", MANIFEST) from None
    if told.get("snapshot_id") != manifest.snapshot_id:
        raise refusal("snapshot-id", MANIFEST)
    if rewritten != content:
        raise refusal("manifest-form", MANIFEST)
    return manifest


def _json_object(content: bytes, refusal: _Refusal) -> dict[str, Any]:
    try:
        told = json.loads(content)
    except (ValueError, RecursionError):
        raise refusal("manifest-form", MANIFEST) from None
    if not isinstance(told, dict):
        raise refusal("manifest-form", MANIFEST)
    return told


def _signers(signers: tuple[Card, ...], manifest: Manifest, refusal: _Refusal) -> None:
    packed_on = date.fromisoformat(manifest.packed_at[:10])
    if not all(card.valid_on(packed_on) for card in signers):
        raise refusal("card-expired", SIGNATURES)
    if not any(card.role in MAY["pack"] for card in signers):
        allow(signers[0], "pack")


def _entries(entries: dict[str, Entry], manifest: Manifest, refusal: _Refusal) -> None:
    expected = {told.entry for told in manifest.tables.values()}
    present = entries.keys() - {MANIFEST, SIGNATURES}
    for missing in sorted(expected - present):
        raise refusal("entry-missing", missing)
    for extra in sorted(present - expected):
        raise refusal("entry-extra", extra)
    for entry, due in zip(entries, sorted(expected), strict=False):
        if entry != due:
            raise refusal("entry-order", entry)


def _content(file: BinaryIO, entry: Entry, told: TableEntry, refusal: _Refusal) -> None:
    if entry.size != told.size:
        raise refusal("size", entry.name)
    file.seek(entry.start)
    crc, sha, left = 0, sha256(), entry.size
    while left and (chunk := file.read(min(_CHUNK, left))):
        crc = zlib.crc32(chunk, crc)
        sha.update(chunk)
        left -= len(chunk)
    if f"sha256:{sha.hexdigest()}" != told.digest:
        raise refusal("digest", entry.name)
    if crc != entry.crc:
        raise refusal("checksum", entry.name)
