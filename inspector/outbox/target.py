"""A place bundles are handed in at: a folder (a USB stick, a share), or a server.

Every kind keeps the same promise: what is there under a digest is whole, and is never overwritten.
"""

import hashlib
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from typing import Protocol

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
