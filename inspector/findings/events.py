"""What was done, by whom, knowing what: the events a journal is made of.

An event is past tense and frozen; its id is the digest of its canonical bytes, so it cannot be
edited and stay the same event.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Self

from inspector.findings.bodies import FINDING_KINDS, faults
from inspector.trust import canonical, digest, parse_canonical

FORMAT = "inspector.event"
VERSION = 1
FIRST = ""
"""`prev` of an author's first event."""


class EventInvalid(ValueError):
    """The bytes are no event, or a programmer gave a body its kind does not have."""


@dataclass(frozen=True, kw_only=True)
class Event:
    """One signed event; `envelope` is the DSSE envelope it came in, empty until it is signed.

    `lamport` counts from 1 and is above that of every event its author knew; `seen` are the ids
    of the latest events of the same finding the author knew; `at` is UTC, ISO 8601.
    """

    case: str
    author: str
    lamport: int
    seen: tuple[str, ...]
    finding: str
    kind: str
    at: str
    body: Mapping[str, Any]
    prev: str
    version: int = VERSION
    envelope: bytes = field(default=b"", compare=False, repr=False)

    def __post_init__(self) -> None:
        self._check()
        try:
            object.__setattr__(self, "_id", digest(canonical(self._unnamed())))
        except (TypeError, ValueError) as error:
            raise EventInvalid("body") from error

    def _check(self) -> None:
        wrong = _header_faults(self) or [f"body.{name}" for name in faults(self.kind, self.body)]
        if wrong:
            raise EventInvalid(", ".join(wrong))

    def __hash__(self) -> int:
        return hash(self.id)

    @property
    def id(self) -> str:
        """The digest of the canonical event without its id."""
        named: str = self.__dict__["_id"]
        return named

    def to_dict(self) -> dict[str, Any]:
        """The event as it is signed."""
        return {**self._unnamed(), "id": self.id}

    @classmethod
    def from_dict(cls, told: Mapping[str, Any], envelope: bytes = b"") -> Self:
        """The event `told`.

        Raises:
            EventInvalid: a field is missing or wrong, the id is not the digest of the rest, or
                the version is newer than this program.
        """
        _check_told(told)
        fields = {name: told[name] for name in _FIELDS}
        event = cls(**{**fields, "seen": tuple(fields["seen"])}, envelope=envelope)
        if event.id != told["id"]:
            raise EventInvalid("id")
        return event

    @classmethod
    def read(cls, payload: bytes, envelope: bytes) -> Self:
        """The event `payload` are the canonical bytes of, each byte and field compared.

        Raises:
            EventInvalid: as `from_dict`, or the bytes are not the canonical ones.
        """
        try:
            told = parse_canonical(payload)
        except ValueError:
            raise EventInvalid("canonical") from None
        _check_told(told)
        event = cls.again(told, envelope)
        event._check()
        # The last member of this name is the event's own: only text follows it.
        head, own, rest = payload.rpartition(f',"id":"{event.id}"'.encode())
        if not own or digest(head + rest) != event.id:
            raise EventInvalid("id")
        return event

    @classmethod
    def again(cls, told: Mapping[str, Any], envelope: bytes) -> Self:
        """The event `told` by what was verified and sealed away before; nothing is checked."""
        event = object.__new__(cls)
        held = {name: told[name] for name in _FIELDS}
        held |= {"seen": tuple(told["seen"]), "envelope": envelope, "_id": told["id"]}
        event.__dict__.update(held)
        return event

    def _unnamed(self) -> dict[str, Any]:
        told = {name: getattr(self, name) for name in _FIELDS}
        return {**told, "format": FORMAT, "seen": list(self.seen)}


_FIELDS = ("case", "author", "lamport", "seen", "finding", "kind", "at", "body", "prev", "version")


_TEXTS = ("case", "author", "finding", "kind", "at", "prev")
_ALL = frozenset((*_FIELDS, "format", "id"))


def _check_told(told: Mapping[str, Any]) -> None:
    if told.get("format") != FORMAT or told.get("version") != VERSION:
        raise EventInvalid("format")
    if told.keys() != _ALL or not isinstance(told["body"], Mapping):
        raise EventInvalid("fields")
    if not isinstance(told["seen"], list):
        raise EventInvalid("seen")


def _header_faults(event: Event) -> list[str]:
    told, seen = vars(event), event.seen
    wrong = [name for name in _TEXTS if not isinstance(told[name], str)]
    if not isinstance(event.lamport, int) or not 1 <= event.lamport < 2**53:
        wrong.append("lamport")
    if seen and not all(isinstance(known, str) for known in seen):
        wrong.append("seen")
    if wrong:
        return wrong
    if len(seen) > 1 and list(seen) != sorted(set(seen)):
        wrong.append("seen")
    if not event.finding and event.kind in FINDING_KINDS:
        wrong.append("finding")
    return wrong if _is_utc(event.at) else [*wrong, "at"]


def _is_utc(at: str) -> bool:
    try:
        return at.endswith("Z") and bool(datetime.fromisoformat(at))
    except ValueError:
        return False


def in_order(event: Event) -> tuple[int, str]:
    """The one order of events, the same on every laptop: by clock, then by id."""
    return event.lamport, event.id
