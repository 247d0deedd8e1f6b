"""Sent ten thousand times, by sixteen at once: one bundle is there, whole, accepted once."""

import os
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from threading import Event, Thread

import pytest

from inspector.outbox import listing, receive, send, send_all
from inspector.trust import Card, digest, digest_file, new_identity
from tests.rooms.handing_in import KINDS, at_home, inbox, leave, queued, serving, there, url_of

__all__ = ["inbox"]
pytestmark = [pytest.mark.heavy, pytest.mark.xdist_group("servers")]
SUPERVISOR = new_identity("督查员", "supervisor")
NOON = datetime(2024, 3, 1, 4, 0, tzinfo=UTC)
TIMES, AT_ONCE, BY_WIRE = 10_000, 16, 48
BUNDLE = os.urandom(1 << 14)
NAME = digest(BUNDLE).removeprefix("sha256:")


def known(key_id: str) -> Card | None:
    return SUPERVISOR.card if key_id == SUPERVISOR.card.key_id else None


@pytest.fixture
def outbox(tmp_path: Path) -> Path:
    return queued(tmp_path, BUNDLE)


def seen(path: Path) -> tuple[int, int, bytes]:
    told = path.stat()
    return told.st_ino, told.st_mtime_ns, path.read_bytes()


def test_ten_thousand_replays_are_one_bundle_and_one_receipt(outbox: Path, inbox: Path) -> None:
    send_all(outbox, str(inbox), known)
    bundle = inbox / f"{NAME}.bundle"
    first = seen(bundle)
    for _ in range(TIMES):
        send_all(outbox, str(inbox), known)
    assert [path.name for path in inbox.iterdir()] == [bundle.name] and seen(bundle) == first
    receipt = receive(bundle, SUPERVISOR, NOON)
    accepted = seen(receipt)
    for number in range(TIMES // 10):
        receive(bundle, SUPERVISOR, NOON.replace(year=2025, microsecond=number))
        send(listing(outbox)[0].path, str(inbox))
    assert sorted(path.name for path in inbox.iterdir()) == [bundle.name, receipt.name]
    assert (seen(bundle), seen(receipt)) == (first, accepted)
    entries, new = send_all(outbox, str(inbox), known)
    assert ([entry.state for entry in entries], len(new)) == (["received"], 1)


@contextmanager
def watched(bundle: Path) -> Iterator[list[str]]:
    """What lies under the bundle's name, looked at again and again: the digests seen."""
    over, digests = Event(), list[str]()

    def watch() -> None:
        while not over.is_set():
            if bundle.exists():
                digests.append(digest_file(bundle))

    watching = Thread(target=watch)
    watching.start()
    try:
        yield digests
    finally:
        over.set()
        watching.join()


@pytest.mark.parametrize("one_outbox", [True, False])
def test_sixteen_at_once_on_one_stick_give_one_bundle_and_nobody_sees_half_of_it(
    tmp_path: Path, one_outbox: bool
) -> None:
    copies = [tmp_path / f"{number}.bundle" for number in range(1 if one_outbox else AT_ONCE)]
    for number in range(20):
        data = os.urandom(1 << 18)
        name = digest(data)
        for copy in copies:
            copy.write_bytes(data)
        inbox = tmp_path / f"inbox {number}"
        inbox.mkdir()
        bundle = inbox / f"{name.removeprefix('sha256:')}.bundle"
        given = (copies * AT_ONCE)[:AT_ONCE]
        with watched(bundle) as digests, ThreadPoolExecutor(AT_ONCE) as senders:
            sent = list(senders.map(send, given, [str(inbox)] * AT_ONCE))
        assert [one.already for one in sent].count(False) == 1
        assert set(digests) <= {name}
        assert [path.name for path in inbox.iterdir()] == [bundle.name]
        assert bundle.read_bytes() == data


@pytest.mark.parametrize("kind", KINDS)
def test_replays_to_a_server_are_one_bundle_and_one_receipt(
    kind: str, tmp_path: Path, inbox: Path, outbox: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    at_home(tmp_path, monkeypatch)
    copies = [tmp_path / f"{number}.bundle" for number in range(4)]
    for copy in copies:
        copy.write_bytes(BUNDLE)
    with serving(kind, tmp_path, inbox, monkeypatch) as port:
        url = url_of(kind, port, inbox)

        def again_and_again(copy: Path) -> list[bool]:
            return [send(copy, url).already for _ in range(BY_WIRE // len(copies))]

        with ThreadPoolExecutor(len(copies)) as senders:
            sent = [one for told in senders.map(again_and_again, copies) for one in told]
        assert sent.count(False) == 1
        leave(kind, port, inbox, *made_receipt(tmp_path))
        received = [len(send_all(outbox, url, known)[1]) for _ in range(4)]
        assert received == [1, 0, 0, 0]
        assert there(kind, port, inbox).keys() == {f"{NAME}.bundle", f"{NAME}.receipt.json"}
        assert there(kind, port, inbox)[f"{NAME}.bundle"] == BUNDLE


def made_receipt(folder: Path) -> tuple[str, bytes]:
    """The receipt's name and bytes, signed where the receiver has the bundle."""
    copy = folder / "received" / f"{NAME}.bundle"
    copy.parent.mkdir()
    copy.write_bytes(BUNDLE)
    path = receive(copy, SUPERVISOR, NOON)
    return path.name, path.read_bytes()
