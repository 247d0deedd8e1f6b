"""Handing in to servers: whole or not there, once, whatever they do; and no password is told."""

import os
import socket
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from datetime import UTC, datetime
from pathlib import Path

import pytest

from inspector.errors import ReceiptInvalid, TargetUnreachable
from inspector.i18n import explain, say
from inspector.outbox import (
    listing,
    make_receipt,
    send,
    send_all,
    shown,
    target_at,
)
from inspector.trust import Card, digest, new_identity
from tests.rooms.handing_in import (
    KINDS,
    at_home,
    inbox,
    leave,
    queued,
    serving,
    store,
    there,
    url_of,
)
from tests.rooms.servers import (
    SSHD,
    cut_after,
    dav_server,
    free_port,
    hear,
    s3_server,
    sftp_url,
    ssh_server,
    talking,
)

__all__ = ["inbox"]
pytestmark = [pytest.mark.heavy, pytest.mark.xdist_group("servers")]
SUPERVISOR = new_identity("督查员", "supervisor")
NOON = datetime(2024, 3, 1, 4, 0, tzinfo=UTC)
BUNDLE = os.urandom(3 << 20)
NAME = digest(BUNDLE).removeprefix("sha256:")


def known(key_id: str) -> Card | None:
    return SUPERVISOR.card if key_id == SUPERVISOR.card.key_id else None


@pytest.fixture(autouse=True)
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    at_home(tmp_path, monkeypatch)
    return tmp_path


@pytest.fixture
def outbox(tmp_path: Path) -> Path:
    return queued(tmp_path, BUNDLE)


@pytest.fixture(params=KINDS)
def server(
    request: pytest.FixtureRequest, inbox: Path, here: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[tuple[str, int]]:
    """The kind of each server in turn, and its port."""
    with serving(request.param, here, inbox, monkeypatch) as port:
        yield request.param, port


def test_a_bundle_arrives_whole_and_once_and_its_receipt_comes_back(
    server: tuple[str, int], inbox: Path, outbox: Path
) -> None:
    url, told = url_of(*server, inbox), []
    for _ in range(3):
        send_all(outbox, url, known, lambda what, done, of: told.append((what, done, of)))
    assert there(*server, inbox) == {f"{NAME}.bundle": BUNDLE}
    assert told[-1] == (f"{NAME}.bundle", len(BUNDLE), len(BUNDLE))
    leave(*server, inbox, f"{NAME}.receipt.json", b"\x00" * (1 << 20))
    with pytest.raises(ReceiptInvalid):
        send_all(outbox, url, known)
    assert [entry.state for entry in listing(outbox)] == ["sent"]
    receipt = make_receipt(f"sha256:{NAME}", SUPERVISOR, NOON)
    leave(*server, inbox, f"{NAME}.receipt.json", receipt)
    entries, receipts = send_all(outbox, url, known)
    assert ([entry.state for entry in entries], len(receipts)) == (["received"], 1)
    assert entries[0].path.read_bytes() == BUNDLE


def test_sixteen_sending_at_once_give_one_acceptance(
    server: tuple[str, int], inbox: Path, outbox: Path, tmp_path: Path
) -> None:
    url = url_of(*server, inbox)
    copies = [tmp_path / f"{number}.bundle" for number in range(16)]
    for copy in copies:
        copy.write_bytes(BUNDLE[: 1 << 18])
    with ThreadPoolExecutor(16) as senders:
        sent = list(senders.map(lambda copy: send(copy, url), copies))
    assert [one.already for one in sent].count(False) == 1
    assert list(there(*server, inbox).values()) == [BUNDLE[: 1 << 18]]


def test_what_is_cut_in_mid_transfer_is_never_seen_and_is_done_when_the_cable_is_back(
    server: tuple[str, int], inbox: Path, outbox: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    kind, port = server
    monkeypatch.setenv("AWS_ENDPOINT_URL_S3", f"http://127.0.0.1:{port}")
    with cut_after(port, 1 << 20) as way:
        url = url_of(kind, port, inbox, way)
        monkeypatch.setattr(type(target_at(url)), "waits", ())
        with pytest.raises(TargetUnreachable) as caught:
            send_all(outbox, url, known)
    assert caught.value.facts["problem"] == say("outbox.problem.broken-off")
    monkeypatch.setenv("AWS_ENDPOINT_URL_S3", f"http://127.0.0.1:{port}")
    assert there(kind, port, inbox) == {}
    assert [entry.state for entry in listing(outbox)] == ["waiting"]
    begun: list[int] = []
    back = url_of(kind, way, inbox, port) if kind == "sftp" else url_of(kind, port, inbox)
    send_all(outbox, back, known, lambda what, done, of: begun.append(done))
    assert there(kind, port, inbox) == {f"{NAME}.bundle": BUNDLE}
    if kind == "sftp":
        assert begun[0] > 0


def test_other_content_under_the_name_is_not_touched(
    server: tuple[str, int], inbox: Path, outbox: Path
) -> None:
    url = url_of(*server, inbox)
    leave(*server, inbox, f"{NAME}.bundle", b"something else")
    with pytest.raises(TargetUnreachable) as caught:
        send_all(outbox, url, known)
    assert caught.value.facts["problem"] == say("outbox.problem.other-content")
    assert there(*server, inbox) == {f"{NAME}.bundle": b"something else"}


def garbage(caller: socket.socket) -> None:
    caller.recv(1 << 12)
    caller.sendall(b"\x00\xff lorem ipsum \r\n" * 64)


def silence(caller: socket.socket) -> None:
    return


@pytest.mark.parametrize("answer", [garbage, silence, None])
@pytest.mark.parametrize("kind", KINDS)
def test_who_talks_nonsense_hangs_up_or_is_not_there_gets_nothing(
    kind: str,
    answer: Callable[[socket.socket], None] | None,
    inbox: Path,
    outbox: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    (inbox.parent / ".ssh").mkdir()
    (inbox.parent / ".ssh" / "known_hosts").write_text("")
    with ExitStack() as running:
        port = running.enter_context(talking(answer)) if answer else free_port()
        monkeypatch.setenv("AWS_ENDPOINT_URL_S3", f"http://127.0.0.1:{port}")
        with pytest.raises(TargetUnreachable):
            send_all(outbox, url_of(kind, port, inbox), known)
    assert [entry.state for entry in listing(outbox)] == ["waiting"]


def full(caller: socket.socket) -> None:
    if hear(caller).startswith(b"PUT"):
        caller.sendall(b"HTTP/1.1 507 Full\r\nContent-Length: 0\r\nConnection: close\r\n\r\n")
    else:
        caller.sendall(b"HTTP/1.1 404 No\r\nContent-Length: 0\r\nConnection: close\r\n\r\n")


def test_a_webdav_server_that_is_full_says_so(outbox: Path) -> None:
    with talking(full) as port, pytest.raises(TargetUnreachable) as caught:
        send_all(outbox, f"http://127.0.0.1:{port}", known)
    assert caught.value.facts["problem"] == say("outbox.problem.full")


@pytest.mark.skipif(not SSHD.exists(), reason="no sshd here")
def test_an_ssh_server_that_takes_no_more_keeps_nothing_visible(
    here: Path, inbox: Path, outbox: Path
) -> None:
    with ssh_server(here, limit=1024) as port, pytest.raises(TargetUnreachable):
        send_all(outbox, sftp_url(port, inbox), known)
    assert there("sftp", port, inbox) == {}
    assert [entry.state for entry in listing(outbox)] == ["waiting"]


@pytest.mark.skipif(not SSHD.exists(), reason="no sshd here")
def test_only_a_server_whose_key_is_known_is_spoken_to(
    here: Path, inbox: Path, outbox: Path
) -> None:
    with ssh_server(here) as port:
        (here / ".ssh" / "known_hosts").write_text("")
        with pytest.raises(TargetUnreachable) as unknown:
            send_all(outbox, sftp_url(port, inbox), known)
        other = (here / ".ssh" / "id_ed25519.pub").read_text()
        (here / ".ssh" / "known_hosts").write_text(f"[127.0.0.1]:{port} {other}")
        with pytest.raises(TargetUnreachable) as changed:
            send_all(outbox, sftp_url(port, inbox), known)
    assert unknown.value.facts["problem"] == say("outbox.problem.host-unknown")
    assert changed.value.facts["problem"] == say("outbox.problem.host-changed")


def test_a_wrong_password_is_refused_and_the_right_one_is_told_nobody(
    inbox: Path, outbox: Path
) -> None:
    with dav_server(inbox, {"li": "p@ss/word"}) as port:
        wrong = f"http://li:Geheim7@127.0.0.1:{port}/"
        with pytest.raises(TargetUnreachable) as caught:
            send_all(outbox, wrong, known)
        assert caught.value.facts["problem"] == say("outbox.problem.refused")
        assert "Geheim7" not in explain(caught.value).what
        right = f"http://li:p%40ss%2Fword@127.0.0.1:{port}/"
        [entry], _ = send_all(outbox, right, known)
    assert entry.targets == (shown(right),) == (f"http://li@127.0.0.1:{port}/",)
    noted = b"".join(path.read_bytes() for path in outbox.glob("*.json"))
    assert b"p@ss" not in noted and b"p%40ss" not in noted


def test_a_big_bundle_goes_on_at_the_part_where_the_cable_was_pulled(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("inspector.outbox.s3.PART", 5 << 20)
    monkeypatch.setattr("inspector.outbox.s3.S3Target.waits", ())
    big = tmp_path / "big.bundle"
    big.write_bytes(os.urandom(12 << 20))
    with s3_server() as port:
        monkeypatch.setenv("AWS_ENDPOINT_URL_S3", f"http://127.0.0.1:{port}")
        store().create_bucket(Bucket="inbox")
        with cut_after(port, 7 << 20) as way:
            monkeypatch.setenv("AWS_ENDPOINT_URL_S3", f"http://127.0.0.1:{way}")
            with pytest.raises(TargetUnreachable):
                send(big, "s3://inbox/bundles")
        monkeypatch.setenv("AWS_ENDPOINT_URL_S3", f"http://127.0.0.1:{port}")
        assert "Contents" not in store().list_objects_v2(Bucket="inbox")
        [begun] = store().list_multipart_uploads(Bucket="inbox")["Uploads"]
        assert send(big, "s3://inbox/bundles").already is False
        assert "Uploads" not in store().list_multipart_uploads(Bucket="inbox")
        [kept] = store().list_objects_v2(Bucket="inbox")["Contents"]
        assert kept["Key"] == begun["Key"]
        read = store().get_object(Bucket="inbox", Key=kept["Key"])["Body"].read()
        assert read == big.read_bytes()
