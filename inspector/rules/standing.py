"""Who answers for a pack: its digest over every byte, the release's pins, and signatures.

A pack whose bytes are neither pinned by this release nor signed by somebody known is `local`
(现场规则), however it is named: an edited copy of a shipped pack loses the release's word for it.
"""

import tomllib
from collections.abc import Callable
from functools import cache
from pathlib import Path

from inspector.errors import SignatureInvalid, SignerUnknown
from inspector.rules.model import Standing
from inspector.trust import Card, Identity, canonical, digest, digest_file, envelope, open_envelope

Known = Callable[[str], Card | None]
_KIND = "rule-pack"
_MANIFEST, _SIGNATURES = "manifest.json", "signatures.json"
_PINS = Path(__file__).parent / "shipped.toml"


def nobody(key_id: str) -> Card | None:
    """Knows no signer."""
    del key_id
    return None


def pack_manifest(folder: Path) -> bytes:
    """The canonical list of the pack's files with their digests; manifest and signatures apart."""
    files = {
        path.relative_to(folder).as_posix(): digest_file(path)
        for path in sorted(folder.rglob("*"))
        if path.is_file() and path.name not in (_MANIFEST, _SIGNATURES)
    }
    return canonical({"format": "inspector.rule-pack", "version": 1, "files": files})


def pack_digest(folder: Path) -> str:
    """The digest that names the pack: one byte changed in any file gives another."""
    return digest(pack_manifest(folder))


def sign_pack(folder: Path, signer: Identity) -> None:
    """Write `manifest.json` and `signatures.json` into the pack; signing again replaces them."""
    manifest = pack_manifest(folder)
    (folder / _MANIFEST).write_bytes(manifest)
    (folder / _SIGNATURES).write_bytes(envelope(_KIND, manifest, [signer]))


def standing_of(folder: Path, name: str, covered: str, known: Known) -> Standing:
    """Whether the release, a known signer or nobody answers for these bytes."""
    if shipped_pins().get(name) == covered:
        return "shipped"
    signatures = folder / _SIGNATURES
    if not signatures.is_file():
        return "local"
    try:
        manifest, _ = open_envelope(signatures.read_bytes(), _KIND, known, str(signatures))
    except (SignatureInvalid, SignerUnknown):
        return "local"
    return "signed" if digest(manifest) == covered else "local"


@cache
def shipped_pins() -> dict[str, str]:
    """Pack name → digest, of the packs this release was published with."""
    pins: dict[str, str] = tomllib.loads(_PINS.read_text("utf-8"))["packs"]
    return pins
