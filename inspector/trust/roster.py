"""A roster: who takes part in one inspection, from when to when, signed by its authority or lead.

A `Roster` in hand has its issuer's valid signature; whether the issuer is trusted is the store's
question.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from inspector.errors import CardInvalid, RosterInvalid, SignatureInvalid, SignerUnknown
from inspector.trust.canonical import canonical, parse
from inspector.trust.card import Card, sayable
from inspector.trust.envelope import envelope, open_envelope, unverified_payload
from inspector.trust.identity import Identity
from inspector.trust.roles import MAY, allow

_KIND = "roster"
_FORMAT = "inspector.roster"
_VERSION = 2
_FIELDS = {"format", "version", "inspection", "issued", "issuer", "members", "serial"}
_FIELDS_BY_VERSION = {1: _FIELDS - {"serial"}, 2: _FIELDS}


@dataclass(frozen=True)
class Member:
    """One person of the team and the days of taking part, first and last included."""

    card: Card
    valid_from: date
    valid_to: date


@dataclass(frozen=True)
class Roster:
    """The team of one inspection; a higher `serial` takes the place of a lower one."""

    inspection: str
    members: tuple[Member, ...]
    issuer: Card
    issued: date
    serial: int
    """From 1 for each issuer and inspection; 0 in a roster of version 1, which has none."""

    @property
    def line(self) -> str:
        """What its successors have in common with it: the issuer and the inspection."""
        return roster_line(self.issuer, self.inspection)

    def allows(self, key_id: str, day: date) -> bool:
        """Whether the holder of `key_id` takes part on `day`."""
        return any(
            member.card.key_id == key_id
            and member.valid_from <= day <= member.valid_to
            and member.card.valid_on(day)
            for member in self.members
        )

    def card(self, key_id: str) -> Card | None:
        """The member's card, whatever the day; None if nobody on the roster has this key."""
        return next((m.card for m in self.members if m.card.key_id == key_id), None)


def roster_line(issuer: Card, inspection: str) -> str:
    """The name under which rosters of one issuer and inspection are counted."""
    return f"roster {issuer.key_id} {inspection}"


def make_roster(
    inspection: str,
    cards: Sequence[Card],
    signer: Identity,
    *,
    valid_to: date,
    valid_from: date | None = None,
    serial: int = 1,
) -> bytes:
    """The signed roster of `inspection`: `cards` from today (or `valid_from`) to `valid_to`.

    From its first day on it takes the place of the signer's rosters with a lower `serial`.

    Raises:
        RoleForbidden: `signer` is neither authority nor lead.
        RosterInvalid: nobody on it, somebody twice, or no day on it.
    """
    allow(signer.card, "roster")
    start = valid_from or date.today()
    members = [
        {
            "card": card.to_dict(),
            "valid_from": start.isoformat(),
            "valid_to": valid_to.isoformat(),
        }
        for card in cards
    ]
    told = {
        "format": _FORMAT,
        "version": _VERSION,
        "inspection": inspection,
        "issued": start.isoformat(),
        "issuer": signer.card.to_dict(),
        "members": members,
        "serial": serial,
    }
    _roster(told, "")
    return envelope(_KIND, canonical(told), [signer])


def open_roster(data: bytes, path: str = "") -> Roster:
    """The roster in `data`, its signature checked against the issuer's card it carries.

    Raises:
        RosterInvalid: not a roster, an issuer who may not, or a signature that does not hold.
    """
    try:
        roster = _roster(parse(unverified_payload(data, path)), path)
        cards = {roster.issuer.key_id: roster.issuer}
        payload, _ = open_envelope(data, _KIND, cards.get, path)
        return _roster(parse(payload), path)
    except ValueError:
        raise RosterInvalid(path=path, problem="not a roster") from None
    except SignerUnknown:
        raise RosterInvalid(path=path, problem="not signed by its issuer") from None
    except (SignatureInvalid, CardInvalid) as error:
        raise RosterInvalid(path=path, problem=str(error.facts["problem"])) from None


def _roster(told: Mapping[str, object], path: str) -> Roster:
    fields = _FIELDS_BY_VERSION.get(_whole(told.get("version")), set())
    if told.keys() != fields or told["format"] != _FORMAT:
        raise RosterInvalid(path=path, problem="not a roster this version reads")
    members = told["members"]
    if not isinstance(members, list) or not isinstance(told["inspection"], str):
        raise RosterInvalid(path=path, problem="not a roster")
    roster = Roster(
        told["inspection"],
        tuple(_member(entry, path) for entry in members),
        Card.from_dict(_object(told["issuer"]), path),
        date.fromisoformat(str(told["issued"])),
        _whole(told.get("serial", 0)),
    )
    if "serial" in told and roster.serial < 1:
        raise RosterInvalid(path=path, problem="not a roster")
    _check(roster, path)
    return roster


def _member(told: object, path: str) -> Member:
    entry = _object(told)
    if entry.keys() != {"card", "valid_from", "valid_to"}:
        raise ValueError("not a roster")
    days = [date.fromisoformat(str(entry[name])) for name in ("valid_from", "valid_to")]
    return Member(Card.from_dict(_object(entry["card"]), path), days[0], days[1])


def _whole(value: object) -> int:
    return value if isinstance(value, int) and not isinstance(value, bool) else -1


def _object(value: object) -> Mapping[str, object]:
    if not isinstance(value, dict):
        raise ValueError("not a roster")
    return value


def _check(roster: Roster, path: str) -> None:
    key_ids = {member.card.key_id for member in roster.members}
    if not roster.inspection or not sayable(roster.inspection) or not roster.members:
        raise RosterInvalid(path=path, problem="nobody on it")
    if len(key_ids) != len(roster.members):
        raise RosterInvalid(path=path, problem="somebody on it twice")
    if any(member.valid_from > member.valid_to for member in roster.members):
        raise RosterInvalid(path=path, problem="dates the wrong way round")
    if roster.issuer.role not in MAY["roster"] or not roster.issuer.valid_on(roster.issued):
        raise RosterInvalid(path=path, problem="issuer may not issue it")
