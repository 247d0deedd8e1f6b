"""A folder on a WebDAV server, over HTTPS; plain HTTP only to this very machine.

A bundle is put under a hidden name, read back, and then moved to its own, which is never
overwritten. WebDAV cannot go on with a half, so what was cut off is sent again whole.
"""

import ssl
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from errno import EIO, ENOENT, ENOSPC
from http import HTTPStatus
from pathlib import Path
from urllib.parse import quote

import httpx

from inspector.outbox.address import Address, unreachable
from inspector.outbox.patience import WAITS
from inspector.outbox.queue import part_name
from inspector.outbox.target import BLOCK, Done, digest_of
from inspector.trust import digest_file

_SECONDS = 30
_LOOPBACK = ("localhost", "127.0.0.1", "::1")
_SETTLED = {
    HTTPStatus.UNAUTHORIZED: "refused",
    HTTPStatus.FORBIDDEN: "refused",
    HTTPStatus.METHOD_NOT_ALLOWED: "no-webdav",
    HTTPStatus.NOT_IMPLEMENTED: "no-webdav",
    HTTPStatus.CONFLICT: "no-folder",
}


class DavTarget:
    """`https://user@host/folder`; certificates are checked against the system's store.

    Raises:
        TargetUnreachable: plain HTTP to another machine.
    """

    waits: Sequence[float] = WAITS

    def __init__(self, at: Address) -> None:
        if at.scheme == "http" and at.host not in _LOOPBACK:
            raise unreachable(at.shown, "plain-http")
        self.url = at.shown
        host = f"[{at.host}]" if ":" in at.host else at.host
        place = host + (f":{at.port}" if at.port else "")
        self._folder = f"{at.scheme}://{place}{quote(at.path.rstrip('/'))}"
        self._auth = (at.user, at.password) if at.user else None

    def holds(self, name: str) -> bool:
        with self._client() as client:
            return self._there(client, name)

    def put(self, source: Path, name: str, done: Done) -> None:
        part, size = part_name(source, name), source.stat().st_size
        with self._client() as client:
            headers = {"Content-Length": str(size)}
            answer = client.put(self._at(part), content=_told(source, done), headers=headers)
            self._settle(answer)
            try:
                if digest_of(self._blocks(client, part)) != digest_file(source):
                    raise OSError(EIO, "read back otherwise than written")
                self._move(client, part, name)
            except OSError:
                client.delete(self._at(part))
                raise

    def read(self, name: str) -> Iterator[bytes]:
        with self._client() as client:
            yield from self._blocks(client, name)

    def _move(self, client: httpx.Client, part: str, name: str) -> None:
        headers = {"Destination": self._at(name), "Overwrite": "F"}
        answer = client.request("MOVE", self._at(part), headers=headers)
        if answer.status_code == HTTPStatus.PRECONDITION_FAILED:
            raise FileExistsError(name)
        self._settle(answer)

    def _there(self, client: httpx.Client, name: str) -> bool:
        try:
            self._settle(client.head(self._at(name)))
        except FileNotFoundError:
            return False
        return True

    def _blocks(self, client: httpx.Client, name: str) -> Iterator[bytes]:
        with client.stream("GET", self._at(name)) as answer:
            self._settle(answer)
            yield from answer.iter_raw(BLOCK)

    def _settle(self, answer: httpx.Response) -> None:
        """Go on, or say what the server's refusal means.

        Raises:
            TargetUnreachable, OSError
        """
        status = answer.status_code
        if answer.is_success:
            return
        if status == HTTPStatus.NOT_FOUND:
            raise FileNotFoundError(ENOENT, str(status))
        if status in (HTTPStatus.INSUFFICIENT_STORAGE, HTTPStatus.REQUEST_ENTITY_TOO_LARGE):
            raise OSError(ENOSPC, "full")
        if status in _SETTLED or not answer.is_server_error:
            raise unreachable(self.url, _SETTLED.get(HTTPStatus(status), "no-webdav"))
        raise OSError(EIO, str(status))

    @contextmanager
    def _client(self) -> Iterator[httpx.Client]:
        trusted = ssl.create_default_context()
        asked = {"Accept-Encoding": "identity"}
        try:
            with httpx.Client(
                auth=self._auth, headers=asked, timeout=_SECONDS, verify=trusted
            ) as client:
                yield client
        except httpx.HTTPError as error:
            raise OSError(EIO, type(error).__name__) from error

    def _at(self, name: str) -> str:
        return f"{self._folder}/{name}"


def _told(source: Path, done: Done) -> Iterator[bytes]:
    sent = 0
    with source.open("rb") as file:
        for block in iter(lambda: file.read(BLOCK), b""):
            yield block
            sent += len(block)
            done(sent)
