"""Receipts: what a supervisor signs on taking a bundle in, naming the bundle's digest and the time.

A receipt is kept only once its signature holds and it names the bundle it lies beside.
"""

import json
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import Any

from inspector.errors import ReceiptInvalid, SignatureInvalid, SignerUnknown
from inspector.i18n import say
from inspector.outbox.patience import patiently
from inspector.outbox.queue import RECEIPT, Entry, listing, name_of
from inspector.outbox.target import Target, fetch
from inspector.trust import (
    MAY,
    Card,
    Identity,
    allow,
    canonical,
    digest_file,
    envelope,
    open_envelope,
)
from inspector.whole import write_whole

FORMAT = "inspector.receipt"
VERSION = 1
KIND = "receipt"


@dataclass(frozen=True)
class Receipt:
    """Who took which bundle in, and when (UTC, ISO 8601)."""

    bundle: str
    received_at: str
    by: Card


def make_receipt(bundle: str, supervisor: Identity, at: datetime) -> bytes:
    """The signed receipt for the bundle of this digest.

    Raises:
        RoleForbidden: only who may gather takes bundles in.
    """
    allow(supervisor.card, "gather")
    told = {
        "format": FORMAT,
        "version": VERSION,
        "bundle": bundle,
        "received_at": at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ"),
    }
    return envelope(KIND, canonical(told), [supervisor])


def receive(bundle: Path, supervisor: Identity, at: datetime, digest: str = "") -> Path:
    """Write the receipt of a bundle beside it, where the sender's outbox will look for it.

    A receipt that is there already is left as it is: the first time of arrival stands.

    Args:
        digest: of the bundle, for whoever has read it.

    Raises:
        RoleForbidden: nothing was written.
    """
    allow(supervisor.card, "gather")
    named = digest or digest_file(bundle)
    path = bundle.with_name(name_of(named, RECEIPT))
    if not path.exists():
        write_whole(path, make_receipt(named, supervisor, at))
    return path


def open_receipt(
    data: bytes, bundle: str, known: Callable[[str], Card | None], path: str = ""
) -> Receipt:
    """The receipt in `data`, if a supervisor signed it for the bundle of this digest.

    Raises:
        ReceiptInvalid
    """
    try:
        payload, signers = open_envelope(data, KIND, known, path)
        told: dict[str, Any] = json.loads(payload)
    except (SignatureInvalid, ValueError) as error:
        raise _invalid(path, "signature") from error
    except SignerUnknown as error:
        raise _invalid(path, "stranger") from error
    if told.get("format") != FORMAT or told.get("version") != VERSION:
        raise _invalid(path, "format")
    if told.get("bundle") != bundle:
        raise _invalid(path, "other-bundle")
    if any(signer.role not in MAY["gather"] for signer in signers):
        raise _invalid(path, "role")
    return Receipt(bundle, str(told["received_at"]), signers[0])


def kept_receipt(
    outbox: Path, entry: Entry, known: Callable[[str], Card | None]
) -> tuple[Receipt, bytes] | None:
    """The receipt kept for a bundle of the outbox, verified, with its bytes; None if none came.

    Raises:
        ReceiptInvalid
    """
    path = outbox / name_of(entry.digest, RECEIPT)
    if not path.is_file():
        return None
    data = path.read_bytes()
    return open_receipt(data, entry.digest, known, path.name), data


def collect(outbox: Path, target: Target, known: Callable[[str], Card | None]) -> list[Receipt]:
    """Fetch the receipts that have come for bundles of the outbox, and keep those that hold.

    Returns:
        The new ones; a bundle whose receipt is kept is "received".

    Raises:
        TargetUnreachable, ReceiptInvalid: an invalid receipt is not kept.
    """
    found: list[Receipt] = []
    for entry in listing(outbox):
        if entry.state == "received":
            continue
        name = name_of(entry.digest, RECEIPT)
        data = patiently(target, partial(fetch, target, name))
        if data is not None:
            found.append(open_receipt(data, entry.digest, known, name))
            write_whole(outbox / name, data)
    return found


def _invalid(path: str, problem: str) -> ReceiptInvalid:
    return ReceiptInvalid(path=path, problem=say(f"outbox.receipt-problem.{problem}"))
