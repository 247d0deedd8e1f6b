"""Hand in what waits: safe to repeat, never overwriting, read back before it counts as sent."""

from collections.abc import Callable
from dataclasses import dataclass
from errno import EACCES, ENOSPC, EPERM, EROFS
from pathlib import Path

from inspector.errors import FileMissing
from inspector.outbox.queue import Entry, listing, name_of, note_sent
from inspector.outbox.receipt import Receipt, collect
from inspector.outbox.target import Target, target_at, unreachable
from inspector.trust import Card, digest_file


@dataclass(frozen=True)
class Delivery:
    """One bundle at one place; `already` tells that it was there before."""

    digest: str
    url: str
    already: bool


def send(bundle: Path, url: str) -> Delivery:
    """Deliver one bundle under its digest; the same bundle twice is delivered once.

    Raises:
        FileMissing: there is no such bundle.
        TargetUnreachable: nothing is there under the bundle's name, or what was there before.
    """
    if not bundle.is_file():
        raise FileMissing(path=str(bundle))
    return _deliver(bundle, digest_file(bundle), target_at(url))


def send_all(
    outbox: Path, url: str, known: Callable[[str], Card | None]
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
            _deliver(entry.path, entry.digest, target)
            note_sent(outbox, entry.digest, url)
    receipts = collect(outbox, target, known)
    return listing(outbox), receipts


def _deliver(bundle: Path, digest: str, target: Target) -> Delivery:
    name = name_of(digest)
    if digest_file(bundle) != digest:
        raise unreachable(target.url, "bundle-changed")
    try:
        already = target.holds(name)
        if not already:
            target.put(bundle, name)
        arrived = target.digest(name)
    except OSError as error:
        raise unreachable(target.url, _problem(error)) from error
    if arrived != digest:
        raise unreachable(target.url, "other-content")
    return Delivery(digest, target.url, already)


def _problem(error: OSError) -> str:
    known = {ENOSPC: "full", EROFS: "read-only", EACCES: "read-only", EPERM: "read-only"}
    return known.get(error.errno or 0, "broken-off")
