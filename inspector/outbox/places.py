"""Where a bundle can be handed in, by the address a person writes: a path, or a kind of server."""

from collections.abc import Iterator, Sequence
from pathlib import Path
from urllib.request import url2pathname

from inspector.outbox.address import address, unreachable
from inspector.outbox.copy import copy_whole
from inspector.outbox.target import BLOCK, Done, Target


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
