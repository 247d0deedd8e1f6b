"""Whom this computer trusts: cards, revocations, accepted rosters, and the versions already seen.

Only a person's act changes it; no package content can. Every file is written whole or not at all,
and a floor or a revocation never goes back.
"""

import json
import os
from functools import lru_cache
from pathlib import Path

import platformdirs
from filelock import FileLock

from inspector.errors import CardInvalid, RosterInvalid, TrustStoreDamaged
from inspector.trust.canonical import canonical, digest
from inspector.trust.card import Card
from inspector.trust.roles import MAY
from inspector.trust.roster import Roster, open_roster
from inspector.whole import write_whole


def home() -> Path:
    """`INSPECTOR_HOME`, else the folder the system keeps for a program's own data."""
    told = os.environ.get("INSPECTOR_HOME")
    return Path(told) if told else Path(platformdirs.user_data_dir("inspector", False))


class TrustStore:
    """The trust decisions kept in one folder, as JSON a person can read."""

    def __init__(self, home: Path) -> None:
        self._cards = home / "cards"
        self._revoked = home / "revoked"
        self._rosters = home / "rosters"
        self._floors = home / "floors"
        self._lock = home / "lock"

    def trust(self, card: Card) -> None:
        """Trust the holder of `card` from now on.

        Raises:
            CardInvalid: not its own signature, or revoked here before.
        """
        Card.from_dict(card.to_dict())
        if self._is_revoked(card.key_id):
            raise CardInvalid(path="", problem="revoked before")
        write_whole(self._cards / f"{_file(card.key_id)}.card", card.to_bytes())

    def revoke(self, key_id: str) -> None:
        """Never again accept this key, nor any roster it signed."""
        write_whole(self._revoked / f"{_file(key_id)}.json", canonical({"key_id": key_id}))

    def cards(self) -> list[Card]:
        """The cards trusted here directly and not revoked, by name."""
        cards = [_card(file) for file in sorted(self._cards.glob("*.card"))]
        kept = [card for card in cards if not self._is_revoked(card.key_id)]
        return sorted(kept, key=lambda card: (card.name, card.key_id))

    def rosters(self) -> list[Roster]:
        """The accepted rosters whose issuer is still trusted."""
        rosters = [
            _opened(file.read_bytes(), str(file)) for file in sorted(self._rosters.glob("*.roster"))
        ]
        return [roster for roster in rosters if self._issuer_problem(roster) is None]

    def find(self, key_id: str) -> Card | None:
        """The card of a key: trusted here, or a member of an accepted roster; revoked is None."""
        if self._is_revoked(key_id):
            return None
        direct = self._direct(key_id)
        if direct is not None:
            return direct
        members = (roster.card(key_id) for roster in self.rosters())
        return next((card for card in members if card is not None), None)

    def accept_roster(self, data: bytes, path: str = "") -> Roster:
        """Accept the members of a signed roster, and keep it as it was signed.

        Raises:
            RosterInvalid: its issuer is not trusted here, may not issue rosters, or its signature
                does not hold; nothing has been kept.
        """
        roster = open_roster(data, path)
        problem = self._issuer_problem(roster)
        if problem is not None:
            raise RosterInvalid(path=path, problem=problem)
        write_whole(self._rosters / f"{_file(digest(data))}.roster", data)
        return roster

    def floor(self, line: str) -> int:
        """The highest version seen of a line of packs or snapshots; 0 if none was."""
        file = self._floor_file(line)
        try:
            told = json.loads(file.read_text("utf-8"))
            if told["line"] == line and isinstance(told["version"], int):
                return int(told["version"])
        except FileNotFoundError:
            return 0
        except (ValueError, KeyError, TypeError):
            pass
        raise TrustStoreDamaged(path=str(file))

    def raise_floor(self, line: str, version: int) -> None:
        """Remember that `version` has been seen; a lower one changes nothing."""
        self._lock.parent.mkdir(parents=True, exist_ok=True)
        with FileLock(self._lock):
            if version > self.floor(line):
                told = canonical({"line": line, "version": version})
                write_whole(self._floor_file(line), told)

    def _direct(self, key_id: str) -> Card | None:
        file = self._cards / f"{_file(key_id)}.card"
        card = _card(file) if file.is_file() else None
        return card if card is not None and card.key_id == key_id else None

    def _is_revoked(self, key_id: str) -> bool:
        return (self._revoked / f"{_file(key_id)}.json").exists()

    def _issuer_problem(self, roster: Roster) -> str | None:
        """Why a roster is not accepted. The trusted card counts, not the one the roster brings."""
        issuer = self._direct(roster.issuer.key_id)
        if issuer is None or self._is_revoked(issuer.key_id):
            return "issuer not trusted here"
        if issuer.role not in MAY["roster"] or not issuer.valid_on(roster.issued):
            return "issuer may not issue it"
        return None

    def _floor_file(self, line: str) -> Path:
        return self._floors / f"{_file(digest(line.encode('utf-8')))}.json"


# A journal asks for the same signers thousands of times; the same bytes say the same.
_opened = lru_cache(maxsize=64)(open_roster)
_read = lru_cache(maxsize=256)(Card.from_bytes)


def _card(file: Path) -> Card:
    return _read(file.read_bytes(), str(file))


def _file(key_id: str) -> str:
    """A key id as a file name Windows allows; never a path, whatever an envelope names."""
    return digest(key_id.encode("utf-8")).removeprefix("sha256:")
