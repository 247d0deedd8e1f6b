"""Hand in what waits: safe to repeat, never overwriting, read back before it counts as sent."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from inspector.errors import FileMissing
from inspector.outbox.address import unreachable
from inspector.outbox.patience import patiently
from inspector.outbox.places import target_at
from inspector.outbox.queue import Entry, listing, name_of, note_sent
from inspector.outbox.receipt import Receipt, collect
from inspector.outbox.target import Done, Target, digest_of
from inspector.trust import Card, digest_file

Progress = Callable[[str, int, int], None]
"""Told what is being sent, how many bytes have arrived, and of how many."""


def silently(what: str, done: int, of: int) -> None:
    """Tell nobody how far sending has come."""


@dataclass(frozen=True)
class Delivery:
    """One bundle at one place; `already` tells that it was there before."""

    digest: str
    url: str
    already: bool


def send(bundle: Path, url: str, progress: Progress = silently) -> Delivery:
    """Deliver one bundle under its digest; the same bundle twice is delivered once.

    Raises:
        FileMissing: there is no such bundle.
        TargetUnreachable: nothing is there under the bundle's name, or what was there before.
    """
    if not bundle.is_file():
        raise FileMissing(path=str(bundle))
    return _deliver(bundle, digest_file(bundle), target_at(url), progress)


def send_all(
    outbox: Path,
    url: str,
    known: Callable[[str], Card | None],
    progress: Progress = silently,
) -> tuple[list[Entry], list[Receipt]]:
    """Deliver every bundle of the outbox that has no receipt, and collect the receipts there are.

    Returns:
        The outbox as it then stands, and the receipts that are new.

    Raises:
        TargetUnreachable: what was delivered before stays delivered; the rest still waits.
        ReceiptInvalid: all bundles were delivered.
    """
    target = target_at(url)
    for entry in listing(outbox):
        if entry.state != "received":
            _deliver(entry.path, entry.digest, target, progress)
            note_sent(outbox, entry.digest, target.url)
    receipts = collect(outbox, target, known)
    return listing(outbox), receipts


def to_send(outbox: Path, url: str) -> list[tuple[Entry, bool]]:
    """What `send_all` would send now, and whether each is there already; nothing is written.

    Raises:
        TargetUnreachable
    """
    target = target_at(url)
    return [
        (one, patiently(target, partial(target.holds, name_of(one.digest))))
        for one in listing(outbox)
        if one.state != "received"
    ]


def _deliver(bundle: Path, digest: str, target: Target, progress: Progress) -> Delivery:
    if digest_file(bundle) != digest:
        raise unreachable(target.url, "bundle-changed")
    name, size = name_of(digest), bundle.stat().st_size
    already = patiently(
        target, lambda: _put_once(bundle, name, target, lambda done: progress(name, done, size))
    )
    if already and patiently(target, lambda: digest_of(target.read(name))) != digest:
        raise unreachable(target.url, "other-content")
    return Delivery(digest, target.url, already)


def _put_once(bundle: Path, name: str, target: Target, done: Done) -> bool:
    """Whether it was there already, or somebody else was faster."""
    if target.holds(name):
        return True
    try:
        target.put(bundle, name, done)
    except FileExistsError:
        return True
    return False
