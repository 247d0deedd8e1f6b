"""What a case folder is made of: its description and the snapshots as they were received.

`case.json` is not signed: it says which snapshots belong here, their own signatures say what they
are.
"""

import json
import re
import shutil
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from inspector.errors import CaseClosed, CaseDamaged, CaseHalfClosed, CaseMissing
from inspector.snapshot import Verified, verify
from inspector.trust import Card, canonical, digest
from inspector.whole import copy_whole, sweep, sync_folder

FORMAT, VERSION = "inspector.case", 1
ABOUT, KEY, ROSTER = "case.json", "case.key.age", "roster.sealed"
BEGUN, CERTIFICATE = "case.closing", "case.closed"
PARTS = ("snapshots", "work", "journal", "evidence", "packs", "reports", "outbox")
_ID = re.compile(r"[0-9a-f]{16}")


def read_about(folder: Path) -> dict[str, Any]:
    """The description of the case in `folder`.

    Raises:
        CaseClosed, CaseHalfClosed: its key was destroyed.
        CaseMissing: there is none. CaseDamaged: it cannot be read, or a newer program made it.
    """
    path = folder / ABOUT
    _refuse_closed(folder)
    if not path.is_file() or not (folder / KEY).is_file():
        raise CaseMissing(path=str(folder))
    try:
        about = json.loads(path.read_bytes())
        if about["format"] != FORMAT or not isinstance(about["id"], str):
            raise ValueError("another format")
        newer = about["version"] > VERSION
        named = all(_ID.fullmatch(told["id"]) for told in about["snapshots"])
    except (ValueError, KeyError, TypeError):
        raise CaseDamaged(path=str(path), problem="case-form") from None
    if newer:
        raise CaseDamaged(path=str(path), problem="format-newer")
    if not named:
        raise CaseDamaged(path=str(path), problem="case-form")
    return dict(about)


def _refuse_closed(folder: Path) -> None:
    if (folder / BEGUN).is_file():
        raise CaseHalfClosed(path=str(folder))
    if (folder / CERTIFICATE).is_file():
        try:
            told = json.loads((folder / ABOUT).read_bytes())["closed"]
            raise CaseClosed(path=str(folder), by=str(told["by"]), at=str(told["at"])[:10])
        except (OSError, ValueError, KeyError, TypeError):
            raise CaseClosed(path=str(folder), by="?", at="?") from None


def case_id_of(snapshots: Sequence[Verified]) -> str:
    """The id of the case of these snapshots, whoever opens it; all that is sealed is bound to it.

    A snapshot exchanged for another leaves an id that is not theirs, or seals that do not open.
    """
    named = sorted(one.manifest.snapshot_id for one in snapshots)
    return "C-" + digest(canonical(named)).removeprefix("sha256:")[:16]


def receive(snapshot: Verified, folder: Path) -> dict[str, str]:
    """Copy a snapshot into the case, as it is; what `case.json` is to say of it."""
    told = {"id": snapshot.manifest.snapshot_id, "digest": snapshot.digest}
    copy_whole(snapshot.path, _place(folder, told["id"]))
    return told


def sweep_case(folder: Path) -> None:
    """Remove what a crash left half written; only who holds the lock may."""
    for name in ("", *PARTS):
        sweep(folder / name)
    shutil.rmtree(folder / "reports" / "new", ignore_errors=True)
    for below in ("work", "reports"):
        for inner in (folder / below).rglob("*"):
            if inner.is_dir():
                sweep(inner)


def verify_received(
    folder: Path, told: dict[str, str], known: Callable[[str], Card | None]
) -> Verified:
    """The snapshot `case.json` speaks of, verified where it lies.

    Raises:
        CaseDamaged: it is gone, or another lies in its place. As `verify`, if it is not whole.
    """
    path = _place(folder, told["id"])
    if not path.is_file():
        raise CaseDamaged(path=str(path), problem="snapshot-missing")
    verified = verify(path, known)
    if (verified.manifest.snapshot_id, verified.digest) != (told["id"], told["digest"]):
        raise CaseDamaged(path=str(path), problem="snapshot-exchanged")
    return verified


def half_made(folder: Path) -> bool:
    """Whether making a case in `folder` broke off after some of it had been put in place."""
    made = folder.with_name(f"{folder.name}.part") / ABOUT
    names = {child.name for child in folder.iterdir()}
    return made.is_file() and names <= {*PARTS, KEY, ROSTER, "lock"}


def put_in_place(part: Path, folder: Path) -> None:
    """Turn the finished folder `part` into `folder`; `case.json`, which makes it a case, last."""
    if not folder.exists():
        part.replace(folder)
    else:
        # An empty folder stays the one it is: a shell may stand in it.
        for child in sorted(part.iterdir(), key=lambda child: child.name == ABOUT):
            child.replace(folder / child.name)
        part.rmdir()
        sync_folder(folder)
    sync_folder(folder.parent)


def _place(folder: Path, snapshot_id: str) -> Path:
    return folder / "snapshots" / f"{snapshot_id}.snapshot"
