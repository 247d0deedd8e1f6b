"""Servers in trouble: killed, full, slow, stalled, refusing, lying; nothing half is accepted."""

import os
import socket
import subprocess
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from threading import Event

import pytest

from inspector.errors import TargetUnreachable
from inspector.i18n import say
from inspector.outbox import listing, send_all
from inspector.trust import Card, digest
from tests.rooms.handing_in import KINDS, at_home, inbox, queued, serving, store, there, url_of
from tests.rooms.servers import (
    SSHD,
    cut_after,
    dav_command,
    end,
    free_port,
    hear,
    own_process,
    s3_command,
    ssh_command,
    talking,
)

__all__ = ["inbox"]
pytestmark = [pytest.mark.heavy, pytest.mark.xdist_group("servers")]
BUNDLE = os.urandom(2 << 20)
NAME = f"{digest(BUNDLE).removeprefix('sha256:')}.bundle"
Answer = Callable[[socket.socket], None]


def nobody(key_id: str) -> Card | None:
    return None


@pytest.fixture(autouse=True)
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    at_home(tmp_path, monkeypatch)
    for kind in ("sftp.SftpTarget", "webdav.DavTarget", "s3.S3Target"):
        monkeypatch.setattr(f"inspector.outbox.{kind}.waits", ())
    return tmp_path


@pytest.fixture
def outbox(tmp_path: Path) -> Path:
    return queued(tmp_path, BUNDLE)


def fails(outbox: Path, url: str, problem: str = "") -> None:
    """Sending to `url` is refused in words, and the bundle still waits."""
    with pytest.raises(TargetUnreachable) as caught:
        send_all(outbox, url, nobody)
    if problem:
        assert caught.value.facts["problem"] == say(f"outbox.problem.{problem}")
    assert [entry.state for entry in listing(outbox)] == ["waiting"]
    assert listing(outbox)[0].path.read_bytes() == BUNDLE


# --- killed ---------------------------------------------------------------------------------------


@contextmanager
def process(
    kind: str, home: Path, inbox: Path, port: int, monkeypatch: pytest.MonkeyPatch
) -> Iterator[subprocess.Popen[bytes]]:
    """A server of this kind at this port, that can be killed."""
    if kind == "sftp" and not SSHD.exists():
        pytest.skip("no sshd here")
    commands = {
        "sftp": partial(ssh_command, home, port),
        "webdav": partial(dav_command, inbox, port),
        "s3": partial(s3_command, port),
    }
    with own_process(commands[kind](), port) as server:
        if kind == "s3":
            monkeypatch.setenv("AWS_ENDPOINT_URL_S3", f"http://127.0.0.1:{port}")
            store().create_bucket(Bucket=f"inbox-{port}")
        yield server


@pytest.mark.parametrize("kind", KINDS)
def test_a_server_killed_in_mid_transfer_shows_nothing_and_gets_it_whole_when_it_is_back(
    kind: str, here: Path, inbox: Path, outbox: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    port = free_port()
    with (
        process(kind, here, inbox, port, monkeypatch) as server,
        cut_after(port, 1 << 19, then=lambda: end(server)) as way,
    ):
        fails(outbox, url_of(kind, port, inbox, way), "broken-off")
        assert server.poll() is not None
    if kind != "s3":  # what this store held was in its memory
        assert there(kind, port, inbox) == {}
    with process(kind, here, inbox, port, monkeypatch):
        assert there(kind, port, inbox) == {}
        send_all(outbox, url_of(kind, port, inbox), nobody)
        assert there(kind, port, inbox) == {NAME: BUNDLE}


# --- full -----------------------------------------------------------------------------------------


@pytest.fixture
def small_disk(inbox: Path) -> Iterator[Path]:
    """The inbox on a disk of one megabyte."""
    mount = ["mount", "-t", "tmpfs", "-o", "size=1m", "tmpfs", str(inbox)]
    if os.name == "nt" or subprocess.run(mount, check=False, capture_output=True).returncode:
        pytest.skip("may not mount a disk here")
    yield inbox
    subprocess.run(["umount", "-l", str(inbox)], check=True)


@pytest.mark.parametrize("kind", ["sftp", "webdav"])
def test_a_disk_that_is_full_keeps_nothing_that_can_be_seen(
    kind: str, here: Path, small_disk: Path, outbox: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with serving(kind, here, small_disk, monkeypatch) as port:
        fails(outbox, url_of(kind, port, small_disk))
        assert there(kind, port, small_disk) == {}


def test_a_stick_that_is_full_says_so_and_keeps_nothing(small_disk: Path, outbox: Path) -> None:
    fails(outbox, str(small_disk), "full")
    assert list(small_disk.iterdir()) == []


def answering(status: str, body: bytes = b"", to: bytes = b"PUT") -> Answer:
    """A server that answers so to one method; it has nothing, and takes all that is sent."""

    def answer(caller: socket.socket) -> None:
        asked = hear(caller)
        said, text = (status, body) if asked.startswith(to) else ("404 Not Found", b"")
        head = f"HTTP/1.1 {said}\r\nContent-Length: {len(text)}\r\nConnection: close\r\n\r\n"
        caller.sendall(head.encode() + text)

    return answer


def error(code: str) -> bytes:
    return f'<?xml version="1.0"?><Error><Code>{code}</Code></Error>'.encode()


REFUSALS = [
    ("s3", "507 Insufficient Storage", error("XMinioStorageFull"), "full"),
    ("s3", "403 Forbidden", error("QuotaExceeded"), "full"),
    ("s3", "400 Bad Request", error("EntityTooLarge"), "full"),
    ("s3", "413 Too Large", error("Other"), "full"),
    ("s3", "403 Forbidden", error("AccessDenied"), "refused"),
    ("s3", "404 Not Found", error("NoSuchBucket"), "no-folder"),
    ("s3", "500 Internal Error", error("InternalError"), "broken-off"),
    ("s3", "503 Slow Down", error("SlowDown"), "broken-off"),
    ("webdav", "507 Insufficient Storage", b"", "full"),
    ("webdav", "413 Too Large", b"", "full"),
    ("webdav", "403 Forbidden", b"", "refused"),
    ("webdav", "401 Unauthorized", b"", "refused"),
    ("webdav", "405 Not Allowed", b"", "no-webdav"),
    ("webdav", "409 Conflict", b"", "no-folder"),
    ("webdav", "500 Internal Error", b"", "broken-off"),
]


@pytest.mark.parametrize(("kind", "status", "body", "problem"), REFUSALS)
def test_what_a_server_says_no_with_is_told_in_words(
    kind: str,
    status: str,
    body: bytes,
    problem: str,
    inbox: Path,
    outbox: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    with talking(answering(status, body)) as port:
        monkeypatch.setenv("AWS_ENDPOINT_URL_S3", f"http://127.0.0.1:{port}")
        fails(outbox, url_of(kind, port, inbox), problem)


@pytest.mark.skipif(not SSHD.exists(), reason="no sshd here")
def test_an_ssh_server_that_does_not_know_our_key_refuses(
    here: Path, inbox: Path, outbox: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with serving("sftp", here, inbox, monkeypatch) as port:
        other = (here / ".ssh" / "host.pub").read_text()
        (here / ".ssh" / "id_ed25519.pub").write_text(other)
        fails(outbox, url_of("sftp", port, inbox), "refused")


# --- slow -----------------------------------------------------------------------------------------


@pytest.mark.parametrize("kind", KINDS)
def test_a_slow_way_is_waited_for_and_how_far_it_is_is_told(
    kind: str, here: Path, inbox: Path, outbox: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    told: list[int] = []
    with (
        serving(kind, here, inbox, monkeypatch) as port,
        cut_after(port, 1 << 40, pause=0.005) as way,
    ):
        url = url_of(kind, port, inbox, way)
        send_all(outbox, url, nobody, lambda what, done, of: told.append(done))
        assert there(kind, port, inbox) == {NAME: BUNDLE}
    assert told == sorted(told) and told[-1] == len(BUNDLE)


@pytest.mark.parametrize("kind", KINDS)
def test_a_server_that_stalls_in_mid_transfer_is_not_waited_for_for_ever(
    kind: str, here: Path, inbox: Path, outbox: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for room in ("sftp", "webdav", "s3"):
        monkeypatch.setattr(f"inspector.outbox.{room}._SECONDS", 1)
    given_up, sat_out = Event(), list[str]()

    def stall() -> None:
        if not given_up.wait(120):
            sat_out.append(kind)

    with (
        serving(kind, here, inbox, monkeypatch) as port,
        cut_after(port, 1 << 19, then=stall) as way,
    ):
        fails(outbox, url_of(kind, port, inbox, way), "broken-off")
        given_up.set()
        assert sat_out == []
        monkeypatch.setenv("AWS_ENDPOINT_URL_S3", f"http://127.0.0.1:{port}")
        assert there(kind, port, inbox) == {}


# --- lying ----------------------------------------------------------------------------------------


def agreeing(caller: socket.socket) -> None:
    """Whatever is asked: 200, and something else."""
    hear(caller)
    caller.sendall(b"HTTP/1.1 200 OK\r\nContent-Length: 4\r\nConnection: close\r\n\r\n\0\xff\0\1")


def half_a_head(caller: socket.socket) -> None:
    caller.recv(1 << 16)
    caller.sendall(b"HTTP/1.1 200 OK\r\nContent-Length: 99999999\r\n\r\nshort")


def no_ssh(caller: socket.socket) -> None:
    caller.sendall(b"SSH-2.0-OpenSSH_9.7\r\n" + os.urandom(4096))


@pytest.mark.parametrize(
    ("kind", "answer"),
    [
        ("webdav", agreeing),
        ("webdav", half_a_head),
        ("webdav", answering("201 Created")),
        ("s3", agreeing),
        ("s3", half_a_head),
        ("s3", answering("200 OK")),
        ("sftp", no_ssh),
    ],
)
def test_a_server_that_lies_about_what_it_has_is_not_believed(
    kind: str, answer: Answer, inbox: Path, outbox: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (inbox.parent / ".ssh").mkdir()
    (inbox.parent / ".ssh" / "known_hosts").write_text("")
    with talking(answer) as port:
        monkeypatch.setenv("AWS_ENDPOINT_URL_S3", f"http://127.0.0.1:{port}")
        fails(outbox, url_of(kind, port, inbox))
