"""Handing in to each kind of server in tests: where it runs, its address, what a receiver sees."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from inspector.outbox import patience, queue
from tests.rooms.servers import SSHD, dav_server, s3_server, sftp_url, ssh_server

KINDS = ("sftp", "webdav", "s3")


@pytest.fixture
def inbox(tmp_path: Path) -> Path:
    """The folder a supervisor looks into."""
    folder = tmp_path / "inbox"
    folder.mkdir()
    return folder


def queued(folder: Path, bundle: bytes) -> Path:
    """An outbox in which the bundle waits."""
    made = folder / "康宁.bundle"
    made.write_bytes(bundle)
    queue(folder / "outbox", made)
    return folder / "outbox"


def at_home(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A home and a store's keys of our own; waiting is not what is tested."""
    for name, value in (
        ("HOME", str(home)),
        ("AWS_ACCESS_KEY_ID", "made-up"),
        ("AWS_SECRET_ACCESS_KEY", "made-up"),
        ("AWS_DEFAULT_REGION", "us-east-1"),
    ):
        monkeypatch.setenv(name, value)
    monkeypatch.delenv("SSH_AUTH_SOCK", raising=False)
    monkeypatch.setattr(patience, "sleep", lambda seconds: None)


@contextmanager
def serving(kind: str, home: Path, inbox: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[int]:
    """A server of this kind over `inbox`; its port."""
    if kind == "sftp":
        if not SSHD.exists():
            pytest.skip("no sshd here")
        with ssh_server(home) as port:
            yield port
    elif kind == "webdav":
        with dav_server(inbox) as port:
            yield port
    else:
        with s3_server() as port:
            monkeypatch.setenv("AWS_ENDPOINT_URL_S3", f"http://127.0.0.1:{port}")
            store().create_bucket(Bucket=f"inbox-{port}")
            yield port


def store() -> Any:
    import boto3

    return boto3.client("s3")


def url_of(kind: str, port: int, inbox: Path, way: int | None = None) -> str:
    """The address; `way` is another port that leads there."""
    if kind == "sftp":
        if way is not None:
            hosts = inbox.parent / ".ssh" / "known_hosts"
            hosts.write_text(hosts.read_text().replace(f":{port} ", f":{way} "))
        return sftp_url(way or port, inbox)
    if kind == "webdav":
        return f"http://127.0.0.1:{way or port}"
    if way is not None:
        os.environ["AWS_ENDPOINT_URL_S3"] = f"http://127.0.0.1:{way}"
    return f"s3://inbox-{port}/bundles"


def there(kind: str, port: int, inbox: Path) -> dict[str, bytes]:
    """What a receiver sees: by name, hidden files left out."""
    if kind != "s3":
        seen = (path for path in inbox.iterdir() if not path.name.startswith("."))
        return {path.name: path.read_bytes() for path in seen}
    bucket, client = f"inbox-{port}", store()
    keys = [one["Key"] for one in client.list_objects_v2(Bucket=bucket).get("Contents", ())]
    read = {key: client.get_object(Bucket=bucket, Key=key)["Body"].read() for key in keys}
    return {key.rpartition("/")[2]: data for key, data in read.items()}


def leave(kind: str, port: int, inbox: Path, name: str, data: bytes) -> None:
    """What the receiver puts beside a bundle."""
    if kind == "s3":
        store().put_object(Bucket=f"inbox-{port}", Key=f"bundles/{name}", Body=data)
    else:
        (inbox / name).write_bytes(data)
