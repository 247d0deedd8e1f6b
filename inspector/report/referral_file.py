"""A referral as one file: a ZIP of letter, list and evidence, signed, then sealed as a whole.

Who it is not sealed to cannot even see whom it is about; who opens it gets nothing before the
signature holds and every file is the one that was signed for. `age -d` opens it too.
"""

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from io import BytesIO
from typing import Any

from inspector.errors import PackageDamaged
from inspector.snapshot import ShellBroken, ShellWriter, walk
from inspector.trust import (
    Card,
    Identity,
    canonical,
    digest,
    envelope,
    open_envelope,
    seal,
    unseal,
)

FORMAT, VERSION, KIND = "inspector.referral", 1, "referral"
MANIFEST, SIGNATURES = "manifest.json", "signatures.json"


@dataclass(frozen=True)
class OpenedReferral:
    """A referral whose signature holds: what its manifest says, who signed, the files by name."""

    told: Mapping[str, Any]
    signers: tuple[Card, ...]
    files: Mapping[str, bytes]


def seal_referral(
    told: Mapping[str, Any],
    files: Mapping[str, bytes],
    signer: Identity,
    recipients: Sequence[Card],
) -> bytes:
    """The file: `files` and what is `told` of them, signed by `signer`, sealed to `recipients`."""
    listed = {name: digest(files[name]) for name in sorted(files)}
    manifest = canonical({**told, "format": FORMAT, "version": VERSION, "files": listed})
    sink = BytesIO()
    writer = ShellWriter(sink)
    for name in listed:
        writer.add(name, files[name])
    writer.add(MANIFEST, manifest)
    writer.add(SIGNATURES, envelope(KIND, manifest, [signer]))
    writer.finish()
    return seal(sink.getvalue(), sorted({card.seal_key for card in recipients}))


def open_referral(
    data: bytes, identity: Identity, known: Callable[[str], Card | None], path: str
) -> OpenedReferral:
    """What is in a referral, for one it was sealed to.

    Raises:
        NotRecipient, SealDamaged: it is not for this person, or was changed.
        PackageDamaged, SignatureInvalid, SignerUnknown: nothing of it may be used.
    """
    files = _entries(unseal(data, identity.age_secret, path), path)
    manifest, signed = files.pop(MANIFEST, b""), files.pop(SIGNATURES, b"")
    payload, signers = open_envelope(signed, KIND, known, path)
    told: dict[str, Any] = json.loads(payload)
    if payload != manifest or (told.get("format"), told.get("version")) != (FORMAT, VERSION):
        raise PackageDamaged(path=path, entry=MANIFEST, problem="not-the-signed-manifest")
    for name in sorted(told["files"].keys() | files.keys()):
        if told["files"].get(name) != digest(files.get(name, b"")):
            raise PackageDamaged(path=path, entry=name, problem="digest")
    return OpenedReferral(told, signers, files)


def _entries(plain: bytes, path: str) -> dict[str, bytes]:
    file = BytesIO(plain)
    try:
        return {entry.name: plain[entry.start : entry.end] for entry in walk(file)}
    except ShellBroken as broken:
        raise PackageDamaged(path=path, entry=broken.entry, problem=broken.problem) from None
