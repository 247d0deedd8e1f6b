"""A folder on an SSH server; only a server whose key is in the known hosts is spoken to.

A bundle grows under a hidden name, goes on from where it was cut off, and is read back before it
gets its own name, which the server refuses to give twice.
"""

import logging
import socket
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from errno import EIO
from pathlib import Path
from stat import S_ISDIR

import paramiko

from inspector.outbox.address import Address, unreachable
from inspector.outbox.patience import WAITS
from inspector.outbox.queue import part_name
from inspector.outbox.target import BLOCK, Done, digest_of
from inspector.trust import digest_file

_SECONDS = 30
# The library writes tracebacks of its own to the terminal unless somebody listens.
logging.getLogger("paramiko").addHandler(logging.NullHandler())


class SftpTarget:
    """`sftp://user@host:port/folder`; `/~/folder` is below the user's home."""

    waits: Sequence[float] = WAITS

    def __init__(self, at: Address) -> None:
        self.url = at.shown
        self._address = at
        self._folder = at.path.removeprefix("/~/").rstrip("/") or "/"

    def holds(self, name: str) -> bool:
        with self._session() as sftp:
            return _size(sftp, self._at(name)) is not None

    def put(self, source: Path, name: str, done: Done) -> None:
        part, final = self._at(part_name(source, name)), self._at(name)
        with self._session() as sftp:
            _go_on(sftp, source, part, done)
            if digest_of(_blocks(sftp, part)) != digest_file(source):
                sftp.remove(part)
                raise OSError(EIO, "read back otherwise than written")
            try:
                sftp.rename(part, final)
            except OSError:
                if _size(sftp, final) is None:
                    raise
                sftp.remove(part)
                raise FileExistsError(final) from None

    def read(self, name: str) -> Iterator[bytes]:
        with self._session() as sftp:
            yield from _blocks(sftp, self._at(name))

    def _at(self, name: str) -> str:
        return f"{self._folder.rstrip('/')}/{name}"

    @contextmanager
    def _session(self) -> Iterator[paramiko.SFTPClient]:
        """A connection to a folder that is there.

        Raises:
            TargetUnreachable: the host is not known, it does not let us in, or has no such folder.
            OSError: the connection failed or broke off.
        """
        try:
            with self._connected() as client, client.open_sftp() as sftp:
                sftp.get_channel().settimeout(_SECONDS)  # type: ignore[union-attr]
                self._reach(sftp)
                yield sftp
        except paramiko.AuthenticationException:
            raise unreachable(self.url, "refused") from None
        except paramiko.BadHostKeyException:
            raise unreachable(self.url, "host-changed") from None
        except (paramiko.SSHException, EOFError, socket.gaierror) as error:
            raise OSError(EIO, type(error).__name__) from error

    def _connected(self) -> paramiko.SSHClient:
        at, client = self._address, paramiko.SSHClient()
        client.load_system_host_keys()
        client.set_missing_host_key_policy(_OnlyKnown(self.url))
        try:
            client.connect(
                at.host,
                at.port or 22,
                at.user or None,
                at.password or None,
                timeout=_SECONDS,
                banner_timeout=_SECONDS,
                auth_timeout=_SECONDS,
                channel_timeout=_SECONDS,
            )
        except BaseException:
            client.close()
            raise
        return client

    def _reach(self, sftp: paramiko.SFTPClient) -> None:
        try:
            there = S_ISDIR(sftp.stat(self._folder).st_mode or 0)
        except FileNotFoundError:
            there = False
        if not there:
            raise unreachable(self.url, "no-folder")


class _OnlyKnown(paramiko.MissingHostKeyPolicy):
    def __init__(self, url: str) -> None:
        self._url = url

    def missing_host_key(
        self, client: paramiko.SSHClient, hostname: str, key: paramiko.PKey
    ) -> None:
        raise unreachable(self._url, "host-unknown")


def _go_on(sftp: paramiko.SFTPClient, source: Path, part: str, done: Done) -> None:
    """Never cut short what is there: bytes of the same digest are the same bytes."""
    begun = _size(sftp, part) or 0
    if begun > source.stat().st_size:
        sftp.remove(part)
        begun = 0
    with source.open("rb") as read, sftp.open(part, "ab") as written:
        written.set_pipelined(True)
        read.seek(begun)
        done(begun)
        for block in iter(lambda: read.read(BLOCK), b""):
            written.write(block)
            begun += len(block)
            done(begun)


def _size(sftp: paramiko.SFTPClient, path: str) -> int | None:
    try:
        return sftp.stat(path).st_size
    except FileNotFoundError:
        return None


def _blocks(sftp: paramiko.SFTPClient, path: str) -> Iterator[bytes]:
    with sftp.open(path, "rb") as file:
        file.prefetch()
        yield from iter(lambda: file.read(BLOCK), b"")
