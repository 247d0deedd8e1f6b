"""Handing in: nothing is lost, nothing is overwritten, nothing counts before its receipt."""

import os
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import cast

import pytest

from inspector.errors import FileMissing, ReceiptInvalid, RoleForbidden, TargetUnreachable
from inspector.i18n import explain, say
from inspector.outbox import (
    Target,
    listing,
    make_receipt,
    open_receipt,
    patience,
    queue,
    receive,
    send,
    send_all,
    shown,
    target_at,
    waiting,
)
from inspector.trust import Card, canonical, digest, envelope, new_identity

SUPERVISOR = new_identity("督查员", "supervisor")
LI = new_identity("李𬭎", "inspector")
NOON = datetime(2024, 3, 1, 4, 0, tzinfo=UTC)
BUNDLE = b"a signed and sealed bundle"
DIGEST = digest(BUNDLE)
NAME = DIGEST.removeprefix("sha256:")


def known(key_id: str) -> Card | None:
    cards = {card.key_id: card for card in (SUPERVISOR.card, LI.card)}
    return cards.get(key_id)


@pytest.fixture
def outbox(tmp_path: Path) -> Path:
    bundle = tmp_path / "康宁.bundle"
    bundle.write_bytes(BUNDLE)
    queue(tmp_path / "outbox", bundle)
    return tmp_path / "outbox"


@pytest.fixture
def stick(tmp_path: Path) -> Path:
    folder = tmp_path / "U 盘"
    folder.mkdir()
    return folder


def states(outbox: Path) -> list[str]:
    return [entry.state for entry in listing(outbox)]


def test_a_bundle_waits_under_its_digest_and_queuing_it_again_changes_nothing(
    outbox: Path, tmp_path: Path
) -> None:
    queue(outbox, tmp_path / "康宁.bundle")
    (entry,) = waiting(outbox)
    assert (entry.digest, entry.path.name, entry.state) == (DIGEST, f"{NAME}.bundle", "waiting")
    assert entry.path.read_bytes() == BUNDLE


def test_what_is_not_there_cannot_be_queued_or_sent(tmp_path: Path, stick: Path) -> None:
    with pytest.raises(FileMissing):
        queue(tmp_path / "outbox", tmp_path / "nothing.bundle")
    with pytest.raises(FileMissing):
        send(tmp_path / "nothing.bundle", str(stick))


def test_sending_to_a_folder_delivers_the_bundle_whole_and_once(outbox: Path, stick: Path) -> None:
    entries, receipts = send_all(outbox, str(stick), known)
    assert [(entry.state, entry.targets) for entry in entries] == [("sent", (str(stick),))]
    assert receipts == []
    assert waiting(outbox) == []
    before = (stick / f"{NAME}.bundle").stat()
    send_all(outbox, str(stick), known)
    after = (stick / f"{NAME}.bundle").stat()
    assert (after.st_ino, after.st_mtime_ns) == (before.st_ino, before.st_mtime_ns)
    assert [path.name for path in stick.iterdir()] == [f"{NAME}.bundle"]


def test_a_single_bundle_that_is_there_already_counts_as_delivered(
    outbox: Path, stick: Path
) -> None:
    (entry,) = listing(outbox)
    assert send(entry.path, str(stick)).already is False
    assert send(entry.path, str(stick)).already is True


def test_a_file_url_is_a_folder_too(outbox: Path, stick: Path) -> None:
    send_all(outbox, stick.as_uri(), known)
    assert (stick / f"{NAME}.bundle").read_bytes() == BUNDLE


def test_a_transfer_that_was_cut_off_is_done_again(outbox: Path, stick: Path) -> None:
    (stick / f".{NAME}.bundle.0badcafe.part").write_bytes(BUNDLE[:5])
    send_all(outbox, str(stick), known)
    assert [path.name for path in stick.iterdir()] == [f"{NAME}.bundle"]


def unplugged(outbox: Path, stick: Path) -> None:
    stick.rmdir()


def occupied(outbox: Path, stick: Path) -> None:
    (stick / f"{NAME}.bundle").write_bytes(b"something else")


def worn(outbox: Path, stick: Path) -> None:
    (outbox / f"{NAME}.bundle").write_bytes(b"bit rot")


def in_the_way(outbox: Path, stick: Path) -> None:
    (stick / f"{NAME}.bundle").mkdir()


@pytest.mark.parametrize(
    ("trouble", "problem"),
    [
        (unplugged, "no-folder"),
        (occupied, "other-content"),
        (worn, "bundle-changed"),
        (in_the_way, "broken-off"),
    ],
)
def test_what_cannot_be_delivered_still_waits_and_says_why(
    outbox: Path, stick: Path, trouble: Callable[[Path, Path], None], problem: str
) -> None:
    trouble(outbox, stick)
    there = {path: path.read_bytes() for path in stick.glob("*") if path.is_file()}
    with pytest.raises(TargetUnreachable) as caught:
        send_all(outbox, str(stick), known)
    assert say(f"outbox.problem.{problem}") in explain(caught.value).what
    assert states(outbox) == ["waiting"]
    assert {path: path.read_bytes() for path in stick.glob("*") if path.is_file()} == there


@pytest.mark.skipif(os.name == "nt" or os.geteuid() == 0, reason="root may write anywhere")
def test_a_stick_that_may_not_be_written_says_so(outbox: Path, stick: Path) -> None:
    stick.chmod(0o500)
    with pytest.raises(TargetUnreachable) as caught:
        send_all(outbox, str(stick), known)
    assert caught.value.facts["problem"] == say("outbox.problem.read-only")


def test_an_address_of_an_unknown_kind_is_refused() -> None:
    with pytest.raises(TargetUnreachable):
        target_at("gopher://example.org/inbox")


def test_a_receipt_that_comes_back_is_verified_and_kept_and_the_bundle_stays(
    outbox: Path, stick: Path
) -> None:
    send_all(outbox, str(stick), known)
    receive(stick / f"{NAME}.bundle", SUPERVISOR, NOON)
    entries, receipts = send_all(outbox, str(stick), known)
    assert [entry.state for entry in entries] == ["received"]
    assert [(r.bundle, r.received_at, r.by) for r in receipts] == [
        (DIGEST, "2024-03-01T04:00:00Z", SUPERVISOR.card)
    ]
    assert (outbox / f"{NAME}.bundle").read_bytes() == BUNDLE
    assert send_all(outbox, str(stick), known)[1] == []


def test_the_first_receipt_of_a_bundle_stands(stick: Path) -> None:
    bundle = stick / f"{NAME}.bundle"
    bundle.write_bytes(BUNDLE)
    first = receive(bundle, SUPERVISOR, NOON).read_bytes()
    assert receive(bundle, SUPERVISOR, NOON.replace(year=2025)).read_bytes() == first


def test_only_who_gathers_signs_receipts(stick: Path) -> None:
    with pytest.raises(RoleForbidden):
        make_receipt(DIGEST, LI, NOON)


def test_a_receipt_of_another_bundle_or_of_an_inspector_is_not_kept(
    outbox: Path, stick: Path
) -> None:
    told = {"format": "inspector.receipt", "version": 1, "bundle": DIGEST, "received_at": "x"}
    stranger = new_identity("路人", "supervisor")
    forgeries = {
        "other-bundle": make_receipt("sha256:0", SUPERVISOR, NOON),
        "role": envelope("receipt", canonical(told), [LI]),
        "stranger": make_receipt(DIGEST, stranger, NOON),
        "format": envelope("receipt", canonical({**told, "version": 2}), [SUPERVISOR]),
        "signature": make_receipt(DIGEST, SUPERVISOR, NOON)[:-1],
    }
    send_all(outbox, str(stick), known)
    for problem, forged in forgeries.items():
        (stick / f"{NAME}.receipt.json").write_bytes(forged)
        with pytest.raises(ReceiptInvalid) as caught:
            send_all(outbox, str(stick), known)
        assert caught.value.facts["problem"] == say(f"outbox.receipt-problem.{problem}")
        assert states(outbox) == ["sent"]


def test_a_receipt_says_what_was_signed() -> None:
    receipt = open_receipt(make_receipt(DIGEST, SUPERVISOR, NOON), DIGEST, known)
    assert (receipt.bundle, receipt.by) == (DIGEST, SUPERVISOR.card)


@pytest.mark.parametrize(
    ("url", "problem"),
    [
        ("gopher://li:Geheim7@example.org/inbox", "kind-unknown"),
        ("sftp://li:Geheim7/8@example.org/inbox", "address"),
        ("http://li:Geheim7@example.org/inbox", "plain-http"),
    ],
)
def test_no_refusal_of_an_address_tells_the_password_in_it(url: str, problem: str) -> None:
    with pytest.raises(TargetUnreachable) as caught:
        target_at(url)
    told = explain(caught.value)
    assert say(f"outbox.problem.{problem}") in told.what
    assert "Geheim7" not in told.what + told.next + repr(caught.value)


def test_an_address_is_shown_without_its_password() -> None:
    assert shown("sftp://li:Geheim7@host:2022/in box") == "sftp://li@host:2022/in box"
    assert shown("s3://key:secret@bucket/a?token=Geheim7") == "s3://key@bucket/a"
    assert shown("/media/usb") == "/media/usb"


class Passing:
    """A place that fails a few times, with what passes by itself."""

    url = "made up"
    waits = (1.0, 2.0, 4.0)

    def __init__(self, failures: int) -> None:
        self.left = failures

    def answer(self) -> str:
        self.left -= 1
        if self.left >= 0:
            raise TimeoutError
        return "there"


def test_what_may_pass_by_itself_is_tried_again_ever_later_and_not_for_ever(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    slept: list[float] = []
    monkeypatch.setattr(patience, "sleep", slept.append)
    for failures in (0, 3):
        place = Passing(failures)
        assert patience.patiently(cast(Target, place), place.answer) == "there"
    assert slept == [1.0, 2.0, 4.0]
    lasting = Passing(4)
    with pytest.raises(TargetUnreachable):
        patience.patiently(cast(Target, lasting), lasting.answer)
    assert slept == [1.0, 2.0, 4.0] * 2
