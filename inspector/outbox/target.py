"""A place bundles are handed in at: a folder (a USB stick, a share), or a server.

Every kind keeps the same promise: what is there under a digest is whole, and is never overwritten.
"""

import hashlib
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from typing import Protocol
from urllib.request import url2pathname

from inspector.outbox.address import address, unreachable
from inspector.outbox.copy import copy_whole

Done = Callable[[int], None]
"""Told how many bytes have arrived so far."""
BLOCK = 1 << 18
_SMALL = 1 << 16


class Target(Protocol):
    """What sending needs of a place.

    Whatever may pass by itself is raised as OSError, and tried again after each of `waits`
    (seconds); what a person has to mend is a TargetUnreachable. `url` is fit to be shown.
    """

    url: str
    waits: Sequence[float]

    def holds(self, name: str) -> bool:
        """Whether there is a file of this name, whole or not."""

    def put(self, source: Path, name: str, done: Done) -> None:
        """Deliver a file under a name that is not there yet: read back and whole, or not at all.

        Raises:
            FileExistsError: somebody else was faster; what is there was not touched.
        """

    def read(self, name: str) -> Iterator[bytes]:
        """What lies there, block by block, read back from the place itself.

        Raises:
            FileNotFoundError
        """


class FolderTarget:
    """A folder: on a USB stick, on a share, or on this machine. It must be there already."""

    waits: Sequence[float] = ()

    def __init__(self, folder: Path, url: str) -> None:
        self.folder = folder
        self.url = url

    def holds(self, name: str) -> bool:
        self._reach()
        return (self.folder / name).exists()

    def put(self, source: Path, name: str, done: Done) -> None:
        self._reach()
        copy_whole(source, self.folder / name)
        done(source.stat().st_size)

    def read(self, name: str) -> Iterator[bytes]:
        self._reach()
        with (self.folder / name).open("rb") as file:
            yield from iter(lambda: file.read(BLOCK), b"")

    def _reach(self) -> None:
        """A folder that is not there is not made: the stick may just not be plugged in."""
        if not self.folder.is_dir():
            raise unreachable(self.url, "no-folder")


def target_at(url: str) -> Target:
    """The place `url` names: a path, `file://…`, `sftp://…`, `https://…` (WebDAV) or `s3://…`.

    Raises:
        TargetUnreachable: of a kind this program cannot send to.
    """
    at = address(url)
    if at is None:
        return FolderTarget(Path(url), url)
    # A client is loaded by who sends with it: each takes longer to load than most commands run.
    match at.scheme:
        case "file":
            return FolderTarget(Path(url2pathname(at.path)), at.shown)
        case "sftp":
            from inspector.outbox.sftp import SftpTarget

            return SftpTarget(at)
        case "https" | "http":
            from inspector.outbox.webdav import DavTarget

            return DavTarget(at)
        case "s3":
            from inspector.outbox.s3 import S3Target

            return S3Target(at)
    raise unreachable(at.shown, "kind-unknown")


def digest_of(blocks: Iterable[bytes]) -> str:
    """The digest of what the blocks add up to."""
    sha = hashlib.sha256()
    for block in blocks:
        sha.update(block)
    return f"sha256:{sha.hexdigest()}"


def fetch(target: Target, name: str) -> bytes | None:
    """A small file from there, or None; of one that is not small only the beginning."""
    data = b""
    try:
        for block in target.read(name):
            data += block
            if len(data) > _SMALL:
                break
    except FileNotFoundError:
        return None
    return data
