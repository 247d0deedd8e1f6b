"""Whom this computer trusts: cards, revocations, accepted rosters, and the versions already seen.

Only a person's act changes it; no package content can. A roster brings its members into its own
inspection and no other. Every file is written whole or not at all, and a floor or a revocation
never goes back.
"""

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date, timedelta
from functools import lru_cache, partial
from pathlib import Path

from inspector.errors import CardInvalid, PackageRolledBack, RosterInvalid
from inspector.trust.canonical import digest
from inspector.trust.card import Card, Days
from inspector.trust.floors import Floors
from inspector.trust.revocations import Revocations, file_name
from inspector.trust.roles import MAY
from inspector.trust.roster import Roster, open_roster
from inspector.whole import write_whole

_DAY = timedelta(days=1)


class TrustStore:
    """The trust decisions kept in one folder, as JSON a person can read."""

    def __init__(self, home: Path) -> None:
        self._cards = home / "cards"
        self._rosters = home / "rosters"
        self._revoked = Revocations(home / "revoked")
        self._floors = Floors(home / "floors", home / "lock")
        self.floor = self._floors.floor
        self.raise_floor = self._floors.raise_floor

    def trust(self, card: Card) -> None:
        """Trust the holder of `card` from now on, in every inspection.

        Raises:
            CardInvalid: not its own signature, or revoked here before.
        """
        Card.from_dict(card.to_dict())
        if self._revoked.since(card.key_id) is not None:
            raise CardInvalid(path="", problem="revoked before")
        write_whole(self._cards / f"{file_name(card.key_id)}.card", card.to_bytes())

    def revoke(self, named: str, since: date | None = None) -> None:
        """Take a key or a roster back, by its `sha256:…`; a key with all rosters it signed.

        With `since`, what was signed before that day stays good, as the signature itself tells the
        day; without it, nothing is accepted that was ever signed with it.
        """
        self._revoked.add(named, since)

    def revoked_on(self, named: str, day: date) -> bool:
        """Whether a key or a roster is taken back by `day`."""
        since = self._revoked.since(named)
        return since is not None and since <= day

    def anything_revoked(self) -> bool:
        """Whether any key or roster was ever taken back on this computer."""
        return self._revoked.any()

    def revoked_since(self, named: str) -> date | None:
        """The first day a key or a roster is not trusted on; None if it was never taken back."""
        return self._revoked.since(named)

    def cards(self) -> list[Card]:
        """The cards trusted here directly and not revoked, by name."""
        cards = [_card(file) for file in sorted(self._cards.glob("*.card"))]
        kept = [card for card in cards if self._revoked.since(card.key_id) is None]
        return sorted(kept, key=lambda card: (card.name, card.key_id))

    def rosters(self) -> list[Roster]:
        """The accepted rosters nothing has replaced or taken back until today."""
        return [roster for roster, last in self._terms() if last >= date.today()]

    def find(self, key_id: str, inspection: str = "") -> Card | None:
        """The card of a key: trusted here, or a member of a roster of `inspection`; else None.

        A card trusted on some days only says so (`Card.trusted`).
        """
        if self._revoked.always(key_id):
            return None
        return self._direct(key_id) or self.member(key_id, inspection)

    def within(self, inspection: str) -> Callable[[str], Card | None]:
        """`find` for one inspection; the empty one knows directly trusted cards only."""
        return partial(self.find, inspection=inspection)

    def anywhere(self, key_id: str) -> Card | None:
        """The card of a key, whatever inspection brought it here and when it took part.

        Only to tell whose a signature is: what follows from it, `find` says.
        """
        members = (one.card for roster, _ in self._terms() for one in roster.members)
        found = next((card for card in members if card.key_id == key_id), None)
        return self._direct(key_id) or (found and self._until_revoked(found))

    def member(self, key_id: str, inspection: str) -> Card | None:
        """The card of one who is or was on a roster of `inspection`, with the days of taking part.

        None for one who never was, or whose key is not accepted at all.
        """
        found: Card | None = None
        days: list[Days] = []
        for roster, last in self._terms():
            for one in roster.members if roster.inspection == inspection else ():
                if one.card.key_id == key_id:
                    found = one.card
                    days.append((one.valid_from, min(last, one.valid_to)))
        return None if found is None else self._until_revoked(replace(found, trusted=tuple(days)))

    def accept_roster(self, data: bytes, path: str = "") -> Roster:
        """Accept the members of a signed roster, and keep it as it was signed.

        Raises:
            RosterInvalid: its issuer is not trusted here, may not issue rosters, its signature does
                not hold, it was revoked, or another one bears its number.
            PackageRolledBack: a later one is accepted already; nothing has been kept.
        """
        roster = open_roster(data, path)
        problem = self._problem(roster, data)
        if problem is not None:
            raise RosterInvalid(path=path, problem=problem)
        floor = self.floor(roster.line)
        if roster.serial < floor:
            raise PackageRolledBack(path=path, version=roster.serial, floor=floor)
        write_whole(self._rosters / f"{file_name(digest(data))}.roster", data)
        if roster.serial:
            self.raise_floor(roster.line, roster.serial)
        return roster

    def _direct(self, key_id: str) -> Card | None:
        file = self._cards / f"{file_name(key_id)}.card"
        card = _card(file) if file.is_file() else None
        return self._until_revoked(card) if card is not None and card.key_id == key_id else None

    def _until_revoked(self, card: Card) -> Card | None:
        since = self._revoked.since(card.key_id)
        if since is None:
            return card
        if self._revoked.always(card.key_id):
            return None
        whole = ((card.valid_from, card.valid_to),)
        spans = whole if card.trusted is None else card.trusted
        return replace(
            card, trusted=tuple((first, min(last, since - _DAY)) for first, last in spans)
        )

    def _terms(self) -> Iterator[tuple[Roster, date]]:
        """Every accepted roster and the last day it counts on; `date.max` if nothing ends it."""
        read = [(_opened(data, str(file)), data) for file, data in self._kept()]
        for roster, data in read:
            named = digest(data)
            if self._revoked.always(named) or self._issuer_problem(roster) is not None:
                continue
            ends = [later.issued for later, _ in read if _replaces(later, roster)]
            ends += [since] if (since := self._revoked.since(named)) else []
            yield roster, min(ends) - _DAY if ends else date.max

    def _kept(self) -> Iterator[tuple[Path, bytes]]:
        return ((file, file.read_bytes()) for file in sorted(self._rosters.glob("*.roster")))

    def _problem(self, roster: Roster, data: bytes) -> str | None:
        """Why a roster is not accepted."""
        if self._revoked.since(digest(data)) is not None:
            return "revoked before"
        others = (_opened(kept, str(file)) for file, kept in self._kept() if kept != data)
        if any((one.line, one.serial) == (roster.line, roster.serial or -1) for one in others):
            return "another of the same number"
        return self._issuer_problem(roster)

    def _issuer_problem(self, roster: Roster) -> str | None:
        """Why an issuer does not count. The trusted card counts, not the one the roster brings."""
        issuer = self._direct(roster.issuer.key_id)
        if issuer is None:
            return "issuer not trusted here"
        if issuer.role not in MAY["roster"] or not issuer.valid_on(roster.issued):
            return "issuer may not issue it"
        return None


def _replaces(later: Roster, roster: Roster) -> bool:
    return later.line == roster.line and later.serial > roster.serial


# A journal asks for the same signers thousands of times; the same bytes say the same.
_opened = lru_cache(maxsize=64)(open_roster)
_read = lru_cache(maxsize=256)(Card.from_bytes)


def _card(file: Path) -> Card:
    return _read(file.read_bytes(), str(file))
