"""Who takes part: identities made and unlocked, cards and rosters trusted and taken back."""

from collections.abc import Sequence
from datetime import date
from pathlib import Path

from inspector.errors import FileExists, FileMissing, InspectionUnclear
from inspector.trust import (
    Card,
    Identity,
    Role,
    Roster,
    TrustStore,
    digest,
    home,
    lock,
    make_roster,
    new_identity,
    open_roster,
    roster_line,
    unlock,
)
from inspector.whole import write_whole

_TEAM: frozenset[Role] = frozenset({"authority", "lead", "inspector", "contractor"})


def make_identity(
    path: Path,
    name: str,
    role: Role,
    passphrase: str,
    *,
    cert_no: str = "",
    organisation: str = "",
) -> Identity:
    """Write the secret `X.identity` and beside it the public `X.card`; trust the own card.

    Raises:
        FileExists: there is one of that name already; it is left alone.
    """
    for taken in (path, path.with_suffix(".card")):
        if taken.exists():
            raise FileExists(path=str(taken))
    identity = new_identity(name, role, cert_no=cert_no, organisation=organisation)
    write_whole(path, lock(identity, passphrase))
    write_whole(path.with_suffix(".card"), identity.card.to_bytes())
    TrustStore(home()).trust(identity.card)
    return identity


def unlock_identity(path: Path, passphrase: str) -> Identity:
    """The identity in `path`.

    Raises:
        FileMissing, PassphraseWrong, IdentityDamaged
    """
    return unlock(_read(path), passphrase, path.name)


def read_card(path: Path) -> Card:
    """The card in `path`; for `X.identity`, the `X.card` beside it.

    Raises:
        FileMissing, CardInvalid
    """
    path = path.with_suffix(".card") if path.suffix == ".identity" else path
    return Card.from_bytes(_read(path), path.name)


def trust_file(path: Path) -> tuple[Card, ...]:
    """Accept a card, or the members of a signed roster, into the trust store.

    Raises:
        FileMissing, CardInvalid, RosterInvalid, SignerUnknown: nothing was accepted.
    """
    store = TrustStore(home())
    if path.suffix != ".roster":
        card = read_card(path)
        store.trust(card)
        return (card,)
    roster = store.accept_roster(_read(path), path.name)
    return tuple(member.card for member in roster.members)


def issue_roster(
    path: Path, inspection: str, cards: Sequence[Card], signer: Identity, until: date
) -> Roster:
    """Write a roster of `cards` for one inspection, signed by the authority or the lead.

    It takes the place of those the signer issued for the same inspection before.
    """
    store = TrustStore(home())
    serial = 1 + store.floor(roster_line(signer.card, inspection))
    data = make_roster(inspection, cards, signer, valid_to=until, serial=serial)
    write_whole(path, data)
    roster = open_roster(data, path.name)
    store.raise_floor(roster.line, serial)
    return roster


def revoke(what: str, since: date | None = None) -> str:
    """Take a card or a roster back: a key id, or the file of a card, an identity or a roster.

    With `since`, what it signed before that day stays good; without, nothing of it is accepted.

    Returns:
        What was taken back: a key id, or the digest of the roster.

    Raises:
        FileMissing, CardInvalid, RosterInvalid: nothing was taken back.
    """
    named = what if what.startswith("sha256:") else _named(Path(what))
    TrustStore(home()).revoke(named, since)
    return named


def _named(path: Path) -> str:
    if path.suffix != ".roster":
        return read_card(path).key_id
    data = _read(path)
    open_roster(data, path.name)
    return digest(data)


def trusted() -> list[Card]:
    """Every card trusted on this machine, directly or through an accepted roster, by name."""
    store = TrustStore(home())
    members = (member.card for roster in store.rosters() for member in roster.members)
    told = {card.key_id: card for card in (*store.cards(), *members)}
    accepted = [found for key_id in told if (found := store.anywhere(key_id)) is not None]
    return sorted(accepted, key=lambda card: (card.name, card.key_id))


def inspection_of(card: Card, named: str = "") -> str:
    """The inspection the holder of `card` takes part in today; empty for somebody on no roster.

    Raises:
        InspectionUnclear: several, and none is `named`; or not the one `named`.
    """
    today, rosters = date.today(), TrustStore(home()).rosters()
    found = sorted({one.inspection for one in rosters if one.allows(card.key_id, today)})
    if named in found or not (named or found):
        return named
    if named or len(found) > 1:
        raise InspectionUnclear(known=", ".join(found) or "-")
    return found[0]


def team_of(card: Card, inspection: str) -> list[Card]:
    """Who works on a case with the holder of `card`: those on a roster that lists it today.

    The authority is always among them, so that a lost key loses no case. Somebody on no roster
    works alone: a card that is merely trusted opens nobody's case.
    """
    today = date.today()
    team = {card.key_id: card}
    for roster in TrustStore(home()).rosters():
        if roster.inspection == inspection and roster.allows(card.key_id, today):
            people = (*(member.card for member in roster.members), roster.issuer)
            team |= {one.key_id: one for one in people if one.role in _TEAM}
    return [team[key_id] for key_id in sorted(team)]


def cards_of(roles: Sequence[Role]) -> list[Card]:
    """The trusted cards of these roles that are valid today, by name."""
    today = date.today()
    return [card for card in trusted() if card.role in roles and card.valid_on(today)]


def _read(path: Path) -> bytes:
    if not path.is_file():
        raise FileMissing(path=str(path))
    return path.read_bytes()
