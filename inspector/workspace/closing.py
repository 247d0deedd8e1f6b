"""The end of a case: its key and its sealed files destroyed, and a signed certificate of it.

The certificate is signed before anything is removed and gets its name when all of it is: in
between, nothing but finishing goes on.
"""

import json
import os
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from inspector.errors import CaseDamaged, SignatureInvalid, writing
from inspector.i18n import say
from inspector.trust import Card, Identity, allow, canonical, digest_file, envelope, open_envelope
from inspector.whole import put_in_place, sync_folder, write_whole
from inspector.workspace.case import Case
from inspector.workspace.case_files import ABOUT, BEGUN, CERTIFICATE, KEY, ROSTER
from inspector.workspace.lock import WriterLock

FORMAT, VERSION, KIND = "inspector.wipe", 1, "wipe"
DESTROYED = ("work", "evidence", "snapshots", "journal")
"""Folders of which nothing is left; what stays are reports, packs, bundles and receipts."""
_KEPT = ("reports", "packs", "outbox")
_BLOCK = 1 << 20


@dataclass(frozen=True)
class Wiped:
    """What a certificate says: which case, by whom, when (UTC), what went and what stayed.

    `removed` and `kept` are digests by path inside the case.
    """

    case: str
    by: Card
    at: str
    removed: Mapping[str, str]
    kept: Mapping[str, str]


def begin(case: Case, why: Mapping[str, Any]) -> None:
    """Sign what is about to be destroyed and `why`; from here on the case opens no more.

    Raises:
        RoleForbidden, WriteFailed: nothing was destroyed.
    """
    allow(case.member.card, "close")
    removed = [KEY, ROSTER, *_below(case.folder, DESTROYED)]
    told = {
        **{"format": FORMAT, "version": VERSION, "case": case.id, "why": dict(why)},
        "at": datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ"),
        "by": {"key_id": case.member.card.key_id, "name": case.member.card.name},
        "removed": _digests(case.folder, removed),
        "kept": _digests(case.folder, _below(case.folder, _KEPT)),
        "limits": {lang: say("case.wipe-limits", lang) for lang in ("zh", "en")},
    }
    with writing(case.folder):
        write_whole(case.folder / BEGUN, envelope(KIND, canonical(told), [case.member]))


def finish(folder: Path, known: Callable[[str], Card | None]) -> Wiped:
    """Destroy what the certificate names, the key first; doing it again finishes what was cut off.

    Raises:
        SignatureInvalid, SignerUnknown, RoleForbidden: the certificate does not hold.
        WriteFailed: the rest is destroyed by the next try.
    """
    wiped = read_certificate(folder / BEGUN, known)
    with writing(folder):
        for name in wiped.removed:
            _destroy(folder / name)
        for name in DESTROYED:
            _remove_folder(folder / name)
        about = json.loads((folder / ABOUT).read_bytes())
        closed = {"by": wiped.by.name, "at": wiped.at}
        write_whole(folder / ABOUT, canonical(about | {"closed": closed}))
        put_in_place(folder / BEGUN, folder / CERTIFICATE)
    return wiped


def finish_alone(folder: Path, member: Identity, known: Callable[[str], Card | None]) -> Wiped:
    """Finish closing a case that was cut off; no key is left to open it with.

    Raises:
        RoleForbidden, CaseLocked; as `finish`.
    """
    allow(member.card, "close")
    lock = WriterLock(folder, member.card.name)
    try:
        return finish(folder, known)
    finally:
        lock.release()


def half_closed(folder: Path) -> bool:
    """Whether closing the case in `folder` was begun and cut off."""
    return (folder / BEGUN).is_file()


def read_certificate(path: Path, known: Callable[[str], Card | None]) -> Wiped:
    """The certificate at `path`, signed by somebody who may close a case.

    Raises:
        SignatureInvalid, SignerUnknown, RoleForbidden
    """
    payload, signers = open_envelope(path.read_bytes(), KIND, known, str(path))
    told = json.loads(payload)
    if (told.get("format"), told.get("version"), len(signers)) != (FORMAT, VERSION, 1):
        raise SignatureInvalid(path=str(path), problem="another format")
    allow(signers[0], "close")
    return Wiped(told["case"], signers[0], told["at"], told["removed"], told["kept"])


def check_certificate(path: Path, known: Callable[[str], Card | None]) -> Wiped:
    """The certificate at `path`, held against the folder it lies in.

    Copied out of its case, it is only verified for itself.

    Raises:
        CaseDamaged: something that was destroyed is there, or something kept is not as it was.
        As `read_certificate`.
    """
    wiped, folder = read_certificate(path, known), path.parent
    if (folder / ABOUT).is_file():
        there = [name for name in wiped.removed if (folder / name).exists()]
        kept = {name: digest_file(folder / name) for name in wiped.kept if (folder / name).exists()}
        if there:
            raise CaseDamaged(path=str(folder / there[0]), problem="not-destroyed")
        for name in wiped.kept:
            if kept.get(name) != wiped.kept[name]:
                raise CaseDamaged(path=str(folder / name), problem="not-kept")
    return wiped


def _below(folder: Path, names: tuple[str, ...]) -> list[str]:
    files = (path for name in names for path in (folder / name).rglob("*") if path.is_file())
    return sorted(path.relative_to(folder).as_posix() for path in files)


def _digests(folder: Path, names: list[str]) -> dict[str, str]:
    return {name: digest_file(folder / name) for name in names}


def _destroy(path: Path) -> None:
    """Write over it, bring that to the disk, and only then take its name away."""
    if not path.is_file():
        return
    with path.open("r+b") as file:
        for at in range(0, path.stat().st_size, _BLOCK):
            file.seek(at)
            file.write(os.urandom(min(_BLOCK, path.stat().st_size - at)))
        file.flush()
        os.fsync(file.fileno())
    path.unlink()
    sync_folder(path.parent)


def _remove_folder(folder: Path) -> None:
    for path in sorted(folder.rglob("*"), reverse=True):
        if path.is_dir():
            path.rmdir()
        else:
            _destroy(path)
    if folder.is_dir():
        folder.rmdir()
