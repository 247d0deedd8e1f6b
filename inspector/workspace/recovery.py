"""Letting one more key into a case: whoever lost theirs goes on where they stopped.

What was received stays as it is, byte for byte: the new key is handed what opens each table, sealed
under it and under the case key.
"""

import json
from dataclasses import replace
from typing import Protocol

from inspector.snapshot import Verified, locate
from inspector.trust import (
    Card,
    Identity,
    SealedReader,
    canonical,
    from_base64,
    seal,
    to_base64,
    unseal,
)


class Drawer(Protocol):
    """What handing over needs of a case."""

    snapshots: list[Verified]

    @property
    def member(self) -> Identity: ...
    def holds(self, relative: str) -> bool: ...
    def read_sealed(self, relative: str) -> bytes: ...
    def write_sealed(self, relative: str, data: bytes) -> None: ...


def hand_over(case: Drawer, card: Card) -> None:
    """Seal to `card`, for its holder alone, what opens each table of the case.

    Raises:
        NotRecipient: the member at the desk cannot open them.
    """
    keys = {one.manifest.snapshot_id: _table_keys(case, one) for one in case.snapshots}
    case.write_sealed(_place(card), seal(canonical(keys), [card.seal_key]))


def with_handed(case: Drawer) -> list[Verified]:
    """The snapshots of the case, each with what was handed over to the member."""
    place = _place(case.member.card)
    if not case.holds(place):
        return case.snapshots
    told = json.loads(unseal(case.read_sealed(place), case.member.age_secret, place))
    return [replace(one, handed=_read(told, one)) for one in case.snapshots]


def _table_keys(case: Drawer, snapshot: Verified) -> dict[str, str]:
    keys = {}
    for table in sorted(snapshot.manifest.tables):
        own = snapshot.handed.get(table, case.member.age_secret)
        with SealedReader(snapshot.path, own, *locate(snapshot, table)) as reader:
            keys[table] = to_base64(reader.file_key)
    return keys


def _read(told: dict[str, dict[str, str]], snapshot: Verified) -> dict[str, bytes]:
    keys = told.get(snapshot.manifest.snapshot_id, {})
    return {table: from_base64(key) for table, key in keys.items()}


def _place(card: Card) -> str:
    return f"handed/{card.key_id.removeprefix('sha256:')[:16]}.sealed"
