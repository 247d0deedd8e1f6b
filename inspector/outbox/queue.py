"""What waits in the outbox, under its own digest, and how far each bundle has come.

A bundle stays where it is until its receipt is there; nothing in this room deletes one.
"""

import json
import platform
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from inspector.errors import FileMissing
from inspector.outbox.copy import copy_whole
from inspector.trust import canonical, digest, digest_file
from inspector.whole import write_whole

State = Literal["waiting", "sent", "received"]
BUNDLE, SENT, RECEIPT = ".bundle", ".sent.json", ".receipt.json"
_PREFIX = "sha256:"


@dataclass(frozen=True)
class Entry:
    """One bundle in the outbox; `targets` are the places it was delivered to."""

    digest: str
    path: Path
    state: State
    targets: tuple[str, ...]


def queue(outbox: Path, bundle: Path) -> Entry:
    """Put a copy of `bundle` in the outbox under its digest; doing it again changes nothing.

    Raises:
        FileMissing: nothing was put there.
    """
    if not bundle.is_file():
        raise FileMissing(path=str(bundle))
    outbox.mkdir(parents=True, exist_ok=True)
    kept = outbox / name_of(digest_file(bundle))
    if not kept.exists():
        with suppress(FileExistsError):
            copy_whole(bundle, kept)
    return _entry(kept)


def listing(outbox: Path) -> list[Entry]:
    """Every bundle in the outbox, by digest."""
    return [_entry(path) for path in sorted(outbox.glob(f"*{BUNDLE}"))]


def waiting(outbox: Path) -> list[Entry]:
    """The bundles that have not been delivered anywhere yet."""
    return [entry for entry in listing(outbox) if entry.state == "waiting"]


def name_of(digest: str, suffix: str = BUNDLE) -> str:
    """The file name that stands for a digest; a colon is no file name on Windows."""
    return f"{digest.removeprefix(_PREFIX)}{suffix}"


def part_name(source: Path, name: str) -> str:
    """The hidden name a file grows under: the same at the next try, another from elsewhere."""
    whose = digest(f"{platform.node()} {source.resolve()}".encode()).removeprefix(_PREFIX)[:8]
    return f".{name}.{whose}.part"


def note_sent(outbox: Path, digest: str, target: str) -> None:
    """Remember that the bundle was delivered to `target`."""
    path = outbox / name_of(digest, SENT)
    before = _targets(path)
    if target not in before:
        told = sorted((*before, target))
        write_whole(path, canonical({"bundle": digest, "targets": told}))


def _entry(path: Path) -> Entry:
    digest = _PREFIX + path.name.removesuffix(BUNDLE)
    targets = _targets(path.with_name(name_of(digest, SENT)))
    received = path.with_name(name_of(digest, RECEIPT)).exists()
    return Entry(
        digest, path, "received" if received else "sent" if targets else "waiting", targets
    )


def _targets(path: Path) -> tuple[str, ...]:
    return tuple(json.loads(path.read_bytes())["targets"]) if path.exists() else ()
