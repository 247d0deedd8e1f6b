"""Servers of our own on the loopback, for tests: OpenSSH, WebDAV and an S3 store, all real."""

import getpass
import os
import re
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager, suppress
from pathlib import Path
from threading import Thread

SSHD = Path("/usr/sbin/sshd")


def free_port() -> int:
    with closing(socket.socket()) as asked:
        asked.bind(("127.0.0.1", 0))
        return int(asked.getsockname()[1])


def listening(port: int) -> None:
    """Wait until somebody listens there."""
    until = time.monotonic() + 120
    while time.monotonic() < until:
        with closing(socket.socket()) as asked:
            if asked.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.05)
    raise AssertionError("the server did not come up")


@contextmanager
def ssh_server(home: Path, limit: int | None = None) -> Iterator[int]:
    """`sshd` for the one who runs the tests, at the port given; `limit` is the largest file in KiB.

    `home` gets `.ssh` with the client's key and the server's fingerprint.
    """
    port = free_port()
    with own_process(ssh_command(home, port, limit), port):
        yield port


@contextmanager
def own_process(command: list[str], port: int) -> Iterator[subprocess.Popen[bytes]]:
    """A server that is a process of its own, with all it starts; it listens at `port`."""
    quiet = subprocess.DEVNULL
    with subprocess.Popen(command, stdout=quiet, stderr=quiet, start_new_session=True) as server:
        try:
            listening(port)
            yield server
        finally:
            end(server)


def end(server: subprocess.Popen[bytes]) -> None:
    """As when the machine loses its power: nothing is finished or told."""
    with suppress(ProcessLookupError):
        os.killpg(server.pid, signal.SIGKILL)
    server.wait()


def ssh_command(home: Path, port: int, limit: int | None = None) -> list[str]:
    """How `sshd` is started."""
    ssh = home / ".ssh"
    ssh.mkdir(mode=0o700, exist_ok=True)
    for key in ("host", "id_ed25519"):
        if not (ssh / key).exists():
            made = ["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", str(ssh / key)]
            subprocess.run(made, check=True)
    public = (ssh / "host.pub").read_text()
    (ssh / "known_hosts").write_text(f"[127.0.0.1]:{port} {public}")
    settings = {
        "Port": port,
        "ListenAddress": "127.0.0.1",
        "HostKey": ssh / "host",
        "AuthorizedKeysFile": ssh / "id_ed25519.pub",
        "PidFile": "none",
        "StrictModes": "no",
        "MaxStartups": 64,
        "UsePAM": "no",
        "PasswordAuthentication": "no",
        "Subsystem": "sftp internal-sftp",
    }
    config = ssh / "sshd_config"
    config.write_text("".join(f"{word} {value}\n" for word, value in settings.items()))
    if os.geteuid() == 0:
        Path("/run/sshd").mkdir(exist_ok=True)
    full = f"trap '' XFSZ; ulimit -f {limit}; " if limit else ""
    line = f"{full}exec {SSHD} -D -e -f {config}"
    return ["bash", "-c", line]


def dav_command(folder: Path, port: int) -> list[str]:
    """How a WebDAV server over `folder` is started as a process of its own."""
    at = ["--host", "127.0.0.1", "--port", str(port), "--root", str(folder)]
    return [sys.executable, "-m", "wsgidav.server.server_cli", *at, "--auth", "anonymous"]


def s3_command(port: int) -> list[str]:
    """How an S3 store is started as a process of its own."""
    return [sys.executable, "-m", "moto.server", "-H", "127.0.0.1", "-p", str(port)]


def sftp_url(port: int, folder: Path) -> str:
    return f"sftp://{getpass.getuser()}@127.0.0.1:{port}{folder}"


@contextmanager
def dav_server(folder: Path, users: dict[str, str] | None = None) -> Iterator[int]:
    """WebDAV over `folder`; `users` are names and passwords, or everybody may."""
    from cheroot.wsgi import Server
    from wsgidav.wsgidav_app import WsgiDAVApp

    port = free_port()
    people = {name: {"password": password} for name, password in (users or {}).items()}
    app = WsgiDAVApp(
        {
            "provider_mapping": {"/": str(folder)},
            "simple_dc": {"user_mapping": {"*": people or True}},
            "verbose": 0,
            "logging": {"enable": False},
        }
    )
    server = Server(("127.0.0.1", port), app)
    running = Thread(target=server.safe_start, daemon=True)
    running.start()
    try:
        listening(port)
        yield port
    finally:
        server.stop()
        running.join()


@contextmanager
def s3_server() -> Iterator[int]:
    """An S3 store with the bucket `inbox`; set AWS_… for it."""
    from moto.server import ThreadedMotoServer

    port = free_port()
    server = ThreadedMotoServer(ip_address="127.0.0.1", port=port, verbose=False)
    server.start()
    try:
        listening(port)
        yield port
    finally:
        server.stop()


@contextmanager
def talking(answer: Callable[[socket.socket], None]) -> Iterator[int]:
    """A server that takes every caller to `answer` and hangs up: for refusals and nonsense."""
    with closing(socket.socket()) as server:
        server.bind(("127.0.0.1", 0))
        server.listen()

        def serve() -> None:
            while True:
                try:
                    caller, _ = server.accept()
                except OSError:
                    return
                with closing(caller):
                    try:
                        answer(caller)
                    except OSError:
                        continue

        Thread(target=serve, daemon=True).start()
        yield int(server.getsockname()[1])
        server.shutdown(socket.SHUT_RDWR)


def hear(caller: socket.socket) -> bytes:
    """All that is sent with one request over HTTP, but what its sender holds back until asked."""
    heard = b""
    while b"\r\n\r\n" not in heard:
        block = caller.recv(1 << 16)
        if not block:
            return heard
        heard += block
    head, _, body = heard.partition(b"\r\n\r\n")
    said = head.lower()
    length = re.search(rb"^content-length: *(\d+)", said, re.MULTILINE)
    chunked = b"transfer-encoding: chunked" in said
    if b"expect: 100-continue" in said:
        return heard
    while len(body) < int(length[1] if length else 0) or (
        chunked and not body.endswith(b"0\r\n\r\n")
    ):
        block = caller.recv(1 << 16)
        if not block:
            break
        body += block
    return heard


@contextmanager
def cut_after(
    port: int, most: int, pause: float = 0.0, then: Callable[[], object] = lambda: None
) -> Iterator[int]:
    """A way to the server at `port`; after `most` bytes the cable is pulled and stays so.

    `pause` is waited before each block, in seconds; `then` happens before the cable is pulled.
    """
    left = most

    def pump(source: socket.socket, sink: socket.socket) -> None:
        try:
            while block := source.recv(1 << 14):
                sink.sendall(block)
        except OSError:
            return

    def carry(caller: socket.socket) -> None:
        nonlocal left
        with closing(socket.create_connection(("127.0.0.1", port))) as server:
            Thread(target=pump, args=(server, caller), daemon=True).start()
            while left > 0 and (block := caller.recv(1 << 14)):
                time.sleep(pause)
                server.sendall(block)
                left -= len(block)
            if left <= 0:
                then()

    with talking(carry) as way:
        yield way
