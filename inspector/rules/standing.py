"""Who answers for a pack: its digest over every byte, the release's pins, and signatures.

A pack whose bytes are neither pinned by this release nor signed by somebody known is `local`
(现场规则), however it is named: an edited copy of a shipped pack loses the release's word for it.
"""

import tomllib
from collections.abc import Callable
from contextlib import suppress
from functools import cache
from pathlib import Path

from inspector.errors import RoleForbidden, SignatureInvalid, SignerUnknown
from inspector.rules.model import Standing
from inspector.trust import (
    Card,
    Identity,
    allow,
    canonical,
    digest,
    digest_file,
    envelope,
    open_envelope,
    unverified_payload,
)

Known = Callable[[str], Card | None]
_KIND = "rule-pack"
MANIFEST, SIGNATURES = "manifest.json", "signatures.json"
_PINS = Path(__file__).parent / "shipped.toml"


def nobody(key_id: str) -> Card | None:
    """Knows no signer."""
    del key_id
    return None


def pack_manifest(folder: Path) -> bytes:
    """The canonical list of the pack's files with their digests; manifest and signatures apart."""
    files = {
        name: digest_file(path)
        for path in sorted(folder.rglob("*"))
        if path.is_file()
        and (name := path.relative_to(folder).as_posix()) not in (MANIFEST, SIGNATURES)
    }
    return canonical({"format": "inspector.rule-pack", "version": 1, "files": files})


def pack_digest(folder: Path) -> str:
    """The digest that names the pack: one byte changed in any file gives another."""
    return digest(pack_manifest(folder))


def covering_signatures(folder: Path) -> bytes | None:
    """The signatures that lie in the pack, if it is still the pack they were made for."""
    path = folder / SIGNATURES
    with suppress(SignatureInvalid):
        if path.is_file() and unverified_payload(path.read_bytes()) == pack_manifest(folder):
            return path.read_bytes()
    return None


def sign_pack(folder: Path, signer: Identity) -> None:
    """Write `manifest.json` and `signatures.json` into the pack; signing again replaces them.

    Raises:
        RoleForbidden: `signer` may not answer for rules.
    """
    manifest = pack_manifest(folder)
    (folder / MANIFEST).write_bytes(manifest)
    (folder / SIGNATURES).write_bytes(signed_manifest(manifest, signer))


def signed_manifest(manifest: bytes, signer: Identity) -> bytes:
    """The envelope in which `signer` answers for the pack that `manifest` lists.

    Raises:
        RoleForbidden: the role of `signer` may not.
    """
    allow(signer.card, "sign-pack")
    return envelope(_KIND, manifest, [signer])


def signers_of(folder: Path, known: Known) -> tuple[Card, ...]:
    """Who signed the pack laid out in `folder`; nobody if it carries no signature.

    Raises:
        SignatureInvalid, SignerUnknown, RoleForbidden: a signature nobody may rely on.
    """
    signatures = folder / SIGNATURES
    if not signatures.is_file():
        return ()
    manifest, signers = open_envelope(signatures.read_bytes(), _KIND, known, str(signatures))
    if manifest != pack_manifest(folder):
        raise SignatureInvalid(path=str(signatures), problem="signature does not hold")
    for signer in signers:
        allow(signer, "sign-pack")
    return signers


def demand_whole_signature(folder: Path, known: Known) -> None:
    """Let a pack that was handed over pass, unless it is not what its known signer signed.

    Raises:
        SignatureInvalid: somebody has laid hands on it; it is not taken for nobody's.
    """
    with suppress(SignerUnknown, RoleForbidden):
        signers_of(folder, known)


def standing_of(folder: Path, name: str, covered: str, known: Known) -> Standing:
    """Whether the release, a known signer or nobody answers for these bytes."""
    if shipped_pins().get(name) == covered:
        return "shipped"
    try:
        return "signed" if signers_of(folder, known) else "local"
    except (SignatureInvalid, SignerUnknown, RoleForbidden):
        return "local"


@cache
def shipped_pins() -> dict[str, str]:
    """Pack name → digest, of the packs this release was published with."""
    return _release()["packs"]


def proved_on() -> str:
    """The DuckDB on which this release tried every case of the packs it answers for."""
    return _release()["proved"]["duckdb"]


def _release() -> dict[str, dict[str, str]]:
    return tomllib.loads(_PINS.read_text("utf-8"))
