"""One author's log in a case: records of signed events, sealed to their place.

A record holds the events of one act, so that an act is on the disk whole or not at all; moved to
another place, author or case it no longer opens.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from inspector.errors import SealDamaged
from inspector.findings.chain import damaged, open_event, short
from inspector.findings.events import Event
from inspector.findings.frames import FrameDamaged, unframe
from inspector.findings.journal_file import append_record
from inspector.trust import Card, Vault, canonical


@dataclass(frozen=True)
class AuthorLog:
    """The log of `author` (a key id) in the case `case_id`."""

    folder: Path
    author: str
    case_id: str
    vault: Vault

    @property
    def path(self) -> Path:
        """The file, named after the beginning of the author's key id."""
        return self.folder / f"{short(self.author)}.log"

    def read(self, cards: Mapping[str, Card]) -> tuple[list[Event], int]:
        """Its events, verified one by one, and how many bytes of a torn tail follow them.

        Raises:
            JournalDamaged, SignerUnknown, RoleForbidden
        """
        try:
            frames = unframe(self.path.read_bytes())
        except FrameDamaged as error:
            raise damaged(self.author, error.position, "frame") from error
        events: list[Event] = []
        for sealed in frames.records:
            for signed in self._open(sealed, len(events)):
                events.append(self._event(signed, len(events), cards))
        return events, frames.torn

    @property
    def size(self) -> int:
        """Bytes on the disk; 0 if there is none yet."""
        return self.path.stat().st_size if self.path.exists() else 0

    def append(self, events: Sequence[Event], position: int) -> None:
        """Add the events of one act behind `position` others; they are on the disk on return."""
        plain = b"\n".join(event.envelope for event in events)
        append_record(self.path, self.vault.seal(plain, self._bound(position)))

    def _open(self, sealed: bytes, position: int) -> list[bytes]:
        try:
            return self.vault.open(sealed, self._bound(position)).split(b"\n")
        except SealDamaged as error:
            raise damaged(self.author, position, "seal") from error

    def _event(self, signed: bytes, position: int, cards: Mapping[str, Card]) -> Event:
        event = open_event(signed, self.case_id, cards, self.author, position)
        if event.author != self.author:
            raise damaged(self.author, position, "author")
        return event

    def _bound(self, position: int) -> bytes:
        return canonical([self.case_id, self.author, position])
