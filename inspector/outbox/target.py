"""A place bundles are handed in at; a folder, such as a USB stick, is the first kind.

Every kind keeps the same promise: what is there under a digest is whole, and is never overwritten.
"""

import re
from pathlib import Path
from typing import Protocol
from urllib.parse import unquote, urlsplit
from urllib.request import url2pathname

from inspector.errors import TargetUnreachable
from inspector.i18n import say
from inspector.outbox.copy import copy_whole
from inspector.trust import digest_file

_SCHEME = re.compile(r"([a-z][a-z0-9+.-]+)://")


class Target(Protocol):
    """What sending needs of a place."""

    url: str

    def holds(self, name: str) -> bool:
        """Whether there is a file of this name, whole or not."""

    def put(self, source: Path, name: str) -> None:
        """Deliver a file under a name that is not there yet: whole, or not at all."""

    def digest(self, name: str) -> str:
        """The digest of what lies there, read back from the place itself."""

    def fetch(self, name: str) -> bytes | None:
        """A small file from there, or None."""


class FolderTarget:
    """A folder: on a USB stick, on a share, or on this machine. It must be there already."""

    def __init__(self, folder: Path, url: str) -> None:
        self.folder = folder
        self.url = url

    def holds(self, name: str) -> bool:
        self._reach()
        return (self.folder / name).exists()

    def put(self, source: Path, name: str) -> None:
        self._reach()
        copy_whole(source, self.folder / name)

    def digest(self, name: str) -> str:
        return digest_file(self.folder / name)

    def fetch(self, name: str) -> bytes | None:
        self._reach()
        path = self.folder / name
        return path.read_bytes() if path.is_file() else None

    def _reach(self) -> None:
        """A folder that is not there is not made: the stick may just not be plugged in."""
        if not self.folder.is_dir():
            raise unreachable(self.url, "no-folder")


def target_at(url: str) -> Target:
    """The place `url` names: a path, or `file://…`.

    Raises:
        TargetUnreachable: of a kind this program cannot send to.
    """
    scheme = _SCHEME.match(url)
    if scheme is None:
        return FolderTarget(Path(url), url)
    if scheme[1] == "file":
        return FolderTarget(Path(url2pathname(unquote(urlsplit(url).path))), url)
    raise unreachable(url, "kind-unknown")


def unreachable(url: str, problem: str) -> TargetUnreachable:
    """The error for `problem`, a key under `outbox.problem`."""
    return TargetUnreachable(target=url, problem=say(f"outbox.problem.{problem}"))
