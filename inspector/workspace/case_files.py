"""What a case folder is made of: its description and the snapshots as they were received.

`case.json` is not signed: it says which snapshots belong here, their own signatures say what they
are.
"""

import json
import re
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

from inspector.errors import CaseDamaged, CaseMissing
from inspector.snapshot import Verified, verify
from inspector.trust import Card
from inspector.whole import sync_folder

FORMAT, VERSION = "inspector.case", 1
ABOUT, KEY, ROSTER = "case.json", "case.key.age", "roster.sealed"
PARTS = ("snapshots", "work", "journal", "evidence", "packs", "reports", "outbox")
_ID = re.compile(r"[0-9a-f]{16}")


def read_about(folder: Path) -> dict[str, Any]:
    """The description of the case in `folder`.

    Raises:
        CaseMissing: there is none. CaseDamaged: it cannot be read, or a newer program made it.
    """
    path = folder / ABOUT
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


def receive(snapshot: Verified, folder: Path) -> dict[str, str]:
    """Copy a snapshot into the case, as it is; what `case.json` is to say of it."""
    told = {"id": snapshot.manifest.snapshot_id, "digest": snapshot.digest}
    target = _place(folder, told["id"])
    part = target.with_name(f"{target.name}.part")
    shutil.copyfile(snapshot.path, part)
    part.replace(target)
    sync_folder(target.parent)
    return told


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
