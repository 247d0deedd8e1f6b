"""A generator of forgeries: an honest bundle, and by kind what is made of it by dice."""

import json
from base64 import b64decode, b64encode
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from random import Random
from typing import Any

from inspector.findings import Event, sign_event
from inspector.merge import BundleContents
from inspector.trust import canonical, digest, new_identity
from tests.rooms.journal_made_up import confirmed
from tests.rooms.merge_made_up import LI, NO, ZHANG, bundle, desk, opened, yes

Forge = Callable[[BundleContents, BundleContents, Random], BundleContents]


def honest(folder: Path, case: str = "C-1") -> BundleContents:
    """One team of two on one hospital: three findings, two confirmed, one excluded."""
    zhang, li = desk(folder, ZHANG, case), desk(folder, LI, case)
    for number in (1, 2, 3):
        zhang.append("opened", f"F{number}", opened(f"R{number}", (f"B{number}", "60.00", "99.00")))
    confirmed(zhang, "F1", yes("60.00"))
    li.import_events(zhang.events())
    confirmed(li, "F2", yes("50.00"))
    li.append("verdict", "F3", NO)
    zhang.import_events(li.events())
    return bundle(zhang, [ZHANG, LI], case=case, digest=digest(case.encode()))


def forged(whole: BundleContents, other: BundleContents, dice: Random) -> BundleContents:
    """Somebody who is on no roster writes an act of their own among those of the team."""
    stranger = new_identity("路人", "lead")
    told = lines(whole)
    model = Event.from_dict(payload(dice.choice(told)))
    event = replace(model, author=stranger.card.key_id, lamport=dice.randint(1, 99))
    at = dice.randint(0, len(told))
    return holding(whole, [*told[:at], sign_event(event, stranger).envelope, *told[at:]])


def rolled_back(whole: BundleContents, other: BundleContents, dice: Random) -> BundleContents:
    """The end of somebody's chain is gone, as of a laptop set back to an older day."""
    told = lines(whole)
    author = dice.choice(sorted(whole.heads))
    own = [one for one in told if payload(one)["author"] == author]
    gone = own[-dice.randint(1, len(own) - 1) :]
    return holding(whole, [one for one in told if one not in gone])


def cross_case(whole: BundleContents, other: BundleContents, dice: Random) -> BundleContents:
    """Events of the same people from another case, or all of them claimed for another."""
    if dice.random() < 0.2:
        return replace(whole, case_id=f"C-{dice.randint(2, 999)}")
    told, foreign = lines(whole), lines(other)
    at = dice.randint(0, len(told))
    taken = dice.sample(foreign, dice.randint(1, len(foreign)))
    return holding(whole, [*told[:at], *taken, *told[at:]])


def mixed_snapshot(whole: BundleContents, other: BundleContents, dice: Random) -> BundleContents:
    """Findings on a snapshot the bundle does not name; a member may even have signed one."""
    foreign = f"sha256:{dice.randbytes(32).hex()}"
    if dice.random() < 0.5:
        return replace(whole, snapshot_digests=(foreign,))
    last = Event.from_dict(payload(lines(whole)[-1]))
    own = [Event.from_dict(payload(one)) for one in lines(whole)]
    before = [event for event in own if event.author == ZHANG.card.key_id][-1]
    body = opened("R9", ("B9", f"{dice.randint(1, 99)}.00", "99.00"), snapshot=foreign)
    event = replace(
        before,
        kind="opened",
        finding="F9",
        body=body,
        seen=(),
        lamport=last.lamport + 1,
        prev=before.id,
    )
    return holding(whole, [*lines(whole), sign_event(event, ZHANG).envelope])


def edited(whole: BundleContents, other: BundleContents, dice: Random) -> BundleContents:
    """A field of an event is another, and its id with it; the signature is that of the old one."""
    told = lines(whole)
    at = dice.randrange(len(told))
    event = Event.from_dict(payload(told[at]))
    changed = dice.choice(
        (
            replace(event, lamport=event.lamport + dice.randint(1, 999)),
            replace(event, finding=f"F{dice.randint(4, 999)}"),
            replace(event, at=f"2024-02-{dice.randint(10, 28)}T0{dice.randint(0, 9)}:00:00Z"),
            replace(event, body=_other_money(event.body, dice)),
        )
    )
    inside = b64encode(canonical(changed.to_dict())).decode()
    told[at] = canonical({**json.loads(told[at]), "payload": inside})
    return holding(whole, told)


def _other_money(body: Mapping[str, Any], dice: Random) -> dict[str, Any]:
    amount = Decimal(dice.randint(100, 9900)) / 100
    return {**body, "amount" if "amount" in body else "note": f"{amount:.2f}"}


KINDS: Mapping[str, tuple[Forge, str]] = {
    "forged": (forged, "trust.signer-unknown"),
    "rolled-back": (rolled_back, "merge.problem.cut-off"),
    "cross-case": (cross_case, "findings.journal.case"),
    "mixed-snapshot": (mixed_snapshot, "merge.problem.other-snapshot"),
    "edited": (edited, "findings.journal.signature"),
}
"""By kind, how it is made and the one reason it is refused for."""


def forgeries(kind: str, whole: BundleContents, other: BundleContents, count: int) -> list[Any]:
    """`count` bundles of one kind, each under a digest of its own; the same ones every time."""
    forge, dice = KINDS[kind][0], Random(kind)
    return [
        replace(forge(whole, other, dice), digest=digest(f"{kind} {number}".encode()))
        for number in range(count)
    ]


def lines(whole: BundleContents) -> list[bytes]:
    """Its events as they travel, one signed envelope a line."""
    return whole.journal.splitlines()


def holding(whole: BundleContents, envelopes: Sequence[bytes]) -> BundleContents:
    return replace(whole, journal=b"".join(one + b"\n" for one in envelopes))


def payload(envelope: bytes) -> dict[str, Any]:
    told: dict[str, Any] = json.loads(b64decode(json.loads(envelope)["payload"]))
    return told
