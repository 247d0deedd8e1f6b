"""A pack as one file: the files of its folder, their manifest and, when signed, who answers for it.

The same pack signed by the same person gives the same bytes; a file is read only if its layout is
the one there is and its manifest names exactly what is in it.

Source: the layout is that of a snapshot (`snapshot.shell`), the signature DSSE.
"""

import zlib
from io import BytesIO
from pathlib import Path

from inspector.errors import PackageDamaged, PackInvalid
from inspector.i18n import say
from inspector.rules.standing import (
    MANIFEST,
    SIGNATURES,
    covering_signatures,
    pack_manifest,
    signed_manifest,
)
from inspector.snapshot import Entry, ShellBroken, ShellWriter, walk
from inspector.trust import Identity

SUFFIX = ".pack"
_MOST = 256 * 1024 * 1024
"""Bytes of a whole pack file; a pack is text."""


def pack_file(folder: Path, signer: Identity | None = None) -> bytes:
    """The pack in `folder` as the bytes of a `.pack`, signed anew if there is a `signer`.

    Without one the signatures that lie in the folder go along, if they still cover it, so that what
    was used can be kept.

    Raises:
        PackInvalid: a file whose name other systems could not write.
        RoleForbidden: `signer` may not answer for rules.
    """
    manifest = pack_manifest(folder)
    sink = BytesIO()
    shell = ShellWriter(sink)
    for name in sorted(_names(folder)):
        _demand_plain(folder, name)
        shell.add(name, (folder / name).read_bytes())
    shell.add(MANIFEST, manifest)
    if signer is not None:
        shell.add(SIGNATURES, signed_manifest(manifest, signer))
    elif (signatures := covering_signatures(folder)) is not None:
        shell.add(SIGNATURES, signatures)
    shell.finish()
    return sink.getvalue()


def _names(folder: Path) -> set[str]:
    files = {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()}
    return files - {MANIFEST, SIGNATURES}


def _demand_plain(folder: Path, name: str) -> None:
    if not name.isascii() or _reaches_out(name):
        raise PackInvalid(path=str(folder / name), problem=say("rules.pack.name"))


def unpack(path: Path, into: Path) -> None:
    """Lay the files of the pack `path` out in the folder `into`.

    Raises:
        PackageDamaged: another layout, a name that leads elsewhere, a file the manifest does not
            name as it is. Nobody's signature has been looked at yet.
    """
    data = path.read_bytes() if path.stat().st_size <= _MOST else b""
    try:
        entries = walk(BytesIO(data))
    except ShellBroken as broken:
        raise _damaged(path, broken.problem, broken.entry) from None
    for entry in entries:
        _lay_out(path, data, entry, into)
    manifest = into / MANIFEST
    if not manifest.is_file() or manifest.read_bytes() != pack_manifest(into):
        raise _damaged(path, "digest", MANIFEST)


def _lay_out(path: Path, data: bytes, entry: Entry, into: Path) -> None:
    content = data[entry.start : entry.end]
    if zlib.crc32(content) != entry.crc:
        raise _damaged(path, "checksum", entry.name)
    if _reaches_out(entry.name):
        raise _damaged(path, "name-strange", entry.name)
    file = into / entry.name
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(content)


def _reaches_out(name: str) -> bool:
    parts = name.split("/")
    return any(part in ("", ".", "..") for part in parts) or any(c in name for c in '\\:*?"<>|')


def _damaged(path: Path, problem: str, entry: str) -> PackageDamaged:
    return PackageDamaged(path=str(path), entry=entry, problem=problem)
