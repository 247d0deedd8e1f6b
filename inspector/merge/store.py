"""The supervisor's store: a folder of sealed Parquet that grows bundle by bundle.

A bundle is in it or not, wherever it was interrupted; what a hospital comes to is made anew only
when one of its own bundles is added, and the whole depends on the set of bundles only.

    store.json                 format, version, id
    key.sealed                 the store's key, sealed to its supervisors
    supervisors.sealed         their cards, once there is more than one
    bundles/<digest>           one bundle each: its facts, its signed events
    resolutions/<id>           one each: what a supervisor settled, as it was signed
    hospitals/<digest>         one institution each: findings, figures; can be made again
"""

import hashlib
import json
import secrets
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import partial
from pathlib import Path
from typing import Self

import pyarrow as pa

from inspector.errors import CardInvalid, StoreDamaged, writing
from inspector.findings import Event, in_order, kept_events
from inspector.merge.contents import Checked
from inspector.merge.gather import merged_of
from inspector.merge.groups import made_of, together
from inspector.merge.hospital import Hospital, hospitals_of
from inspector.merge.kept import (
    FINDINGS,
    Told,
    findings_of,
    hospital_bytes,
    hospital_of,
)
from inspector.merge.kept_bundle import bundle_bytes, bundle_of
from inspector.merge.merged import Merged
from inspector.merge.parquet import about, rows
from inspector.trust import (
    Card,
    Identity,
    Pseudonyms,
    Vault,
    allow,
    canonical,
    new_key,
    seal,
    unseal,
)
from inspector.whole import write_whole

FORMAT, VERSION = "inspector.store", 1
_ABOUT, _KEY, _PEOPLE = "store.json", "key.sealed", "supervisors.sealed"
_RESOLUTIONS, _RESOLVED = "resolutions", ".sealed"
_BUNDLES, _HOSPITALS, _SEALED = "bundles", "hospitals", ".parquet.sealed"


def is_store(folder: Path) -> bool:
    """Whether a supervisor's store lies there."""
    return (folder / _ABOUT).is_file() and (folder / _KEY).is_file()


@dataclass(frozen=True)
class Store:
    """An open store; `key` seals what lies in it and makes the pseudonyms that match over cases."""

    folder: Path
    id: str
    key: bytes = field(repr=False)

    @classmethod
    def open(cls, folder: Path, supervisor: Identity) -> Self:
        """The store in `folder`; made if there is none.

        Raises:
            RoleForbidden: only a supervisor has one. StoreDamaged: something else lies there.
            NotRecipient, SealDamaged: it is another supervisor's, or its key was changed.
        WriteFailed: it could not be made.
        """
        allow(supervisor.card, "gather")
        if not (folder / _ABOUT).exists():
            _lay_out(folder, supervisor.card)
        try:
            told = json.loads((folder / _ABOUT).read_bytes())
            sealed = (folder / _KEY).read_bytes()
            if (told["format"], told["version"]) != (FORMAT, VERSION):
                raise ValueError("another format")
            named = str(told["id"])
        except (ValueError, KeyError, TypeError, OSError):
            raise StoreDamaged(path=str(folder)) from None
        return cls(folder, named, unseal(sealed, supervisor.age_secret, str(folder / _KEY)))

    def supervisors(self) -> list[Card]:
        """Who was let in, with who let them in; empty while it is one supervisor's own.

        Raises:
            SealDamaged, CardInvalid: not as it was left.
        """
        if not self._path(_PEOPLE).exists():
            return []
        return [Card.from_dict(told) for told in json.loads(self.read(_PEOPLE))]

    def admit(self, card: Card, by: Identity) -> None:
        """Let another supervisor in: the store opens to both, and what either settles holds.

        Raises:
            RoleForbidden: whose card it is, or who lets in, is no supervisor. CardInvalid: expired.
        """
        for one in (by.card, card):
            allow(one, "gather")
        if not card.valid_on(date.today()):
            raise CardInvalid(path=card.name, problem="card-expired")
        people = {one.key_id: one for one in (*self.supervisors(), by.card, card)}
        ordered = [people[key_id] for key_id in sorted(people)]
        self._write(_PEOPLE, canonical([one.to_dict() for one in ordered]))
        with writing(self.folder):
            keys = [one.seal_key for one in ordered]
            write_whole(self.folder / _KEY, seal(self.key, keys))

    def bundles(self) -> list[str]:
        """The digests of the bundles in it, ordered."""
        found = (self.folder / _BUNDLES).glob(f"*{_SEALED}")
        return sorted(f"sha256:{path.name.removesuffix(_SEALED)}" for path in found)

    def holds(self, digest: str) -> bool:
        """Whether the bundle is in it."""
        return self._path(_bundle(digest)).exists()

    def keep(self, checked: Checked) -> None:
        """Take a verified bundle in; on return it is on the disk.

        The first of a hospital is made into what the hospital comes to at once, as if it were all;
        with another one, or a resolution, the hospital is `stale`.
        """
        self.put(self.parts(checked))

    def parts(self, checked: Checked) -> dict[str, bytes]:
        """What `put` has to write for a verified bundle, in its order; nothing if it is in."""
        bundle = checked.bundle
        if self.holds(bundle.digest):
            return {}
        parts = {_bundle(bundle.digest): bundle_bytes(checked)}
        if not self._path(_hospital(bundle.institution)).exists():
            parts |= self._hospitals([checked])
        return parts

    def put(self, parts: Mapping[str, bytes]) -> None:
        """Write one part after the other; on return they are on the disk."""
        for relative, data in parts.items():
            self._write(relative, data)

    def bundle(self, digest: str) -> Checked:
        """A bundle as it was taken in.

        Raises:
            SealDamaged: not as it was left.
        """
        return bundle_of(self.read(_bundle(digest)))

    def stale(self, resolutions: Sequence[Event] = ()) -> list[tuple[str, ...]]:
        """The bundles of hospitals that have to be made anew, group by group; no others are read.

        Hospitals that share a case stand in one group, since only one of them can be its hospital.
        """
        known, made = self._known()
        for named in self.bundles():
            if named not in known:
                told = about(self.read(_bundle(named)))
                known[named] = (told["institution"], told["case_id"])

        def is_stale(group: tuple[str, ...]) -> bool:
            now = made_of(group, known, resolutions)
            return any(made.get(known[named][0]) != now for named in group)

        return list(filter(is_stale, together(known)))

    def make(
        self,
        group: Sequence[str],
        resolutions: Sequence[Event] = (),
        cards: Mapping[str, Card] | None = None,
    ) -> None:
        """What the hospitals of a group come to, made of its bundles and kept.

        Args:
            resolutions: verified. cards: of who signed them, by key id.
        """
        bundles = [self.bundle(named) for named in sorted(group)]
        self.put(self._hospitals(bundles, resolutions, cards))

    def _hospitals(
        self,
        bundles: Sequence[Checked],
        resolutions: Sequence[Event] = (),
        cards: Mapping[str, Card] | None = None,
    ) -> dict[str, bytes]:
        known = {b.bundle.digest: (b.bundle.institution, b.bundle.case_id) for b in bundles}
        mark = made_of(known, known, resolutions)
        parts = {}
        for one in hospitals_of(bundles, resolutions, cards, Pseudonyms(self.key)):
            own = {named: told for named, told in known.items() if told[0] == one.institution}
            beside = {"institution": one.institution, "of": mark, "bundles": own}
            parts[_hospital(one.institution)] = hospital_bytes(one, beside)
        return parts

    def settle(self, event: Event) -> None:
        """Keep a resolution; on return it is on the disk. Its hospital is stale from then on."""
        named = event.id.removeprefix("sha256:")
        self._write(f"{_RESOLUTIONS}/{named}{_RESOLVED}", event.envelope)

    def resolutions(self) -> list[Event]:
        """What was settled, in the order of events; whoever uses it verifies who signed.

        Raises:
            SealDamaged: not as it was left.
        """
        found = sorted((self.folder / _RESOLUTIONS).glob(f"*{_RESOLVED}"))
        kept = kept_events([self.read(f"{_RESOLUTIONS}/{path.name}") for path in found])
        return sorted(kept, key=in_order)

    def hospitals(self) -> list[Hospital]:
        """All hospitals, by code; their findings are read when somebody asks for them."""
        made, last = [], _LastRead(self)
        for relative in self._made():
            made.append(hospital_of(self.read(relative), partial(last.told, relative)))
        return sorted(made, key=lambda one: one.institution)

    def merged(self) -> Merged:
        """The whole table."""
        return merged_of(self.hospitals())

    def findings(self) -> pa.Table:
        """Every finding, a row each, as `FINDINGS` names the columns."""
        parts = [rows(self.read(relative)) for relative in self._made()]
        plain = (
            part.select([name for name in FINDINGS.names if name in part.column_names])
            for part in parts
        )
        nothing = FINDINGS.empty_table()
        # An earlier release kept fewer columns: what it did not know is null.
        told = pa.concat_tables([nothing, *plain], promote_options="default")
        return told.replace_schema_metadata(None)

    def _known(self) -> tuple[dict[str, tuple[str, str]], dict[str, str]]:
        """Institution and case by bundle, and what each hospital was made of."""
        known: dict[str, tuple[str, str]] = {}
        made: dict[str, str] = {}
        for relative in self._made():
            told = about(self.read(relative))
            # An earlier release told no institution here: such a hospital is made anew.
            if "institution" in told:
                made[told["institution"]] = told["of"]
                known |= {named: (code, case) for named, (code, case) in told["bundles"].items()}
        return known, made

    def _made(self) -> list[str]:
        found = (self.folder / _HOSPITALS).glob(f"*{_SEALED}")
        return sorted(f"{_HOSPITALS}/{path.name}" for path in found)

    def _path(self, relative: str) -> Path:
        return self.folder / relative

    def _bound(self, relative: str) -> bytes:
        return f"{self.id}/{relative}".encode()

    def _write(self, relative: str, data: bytes) -> None:
        sealed = Vault(self.key).seal(data, self._bound(relative))
        with writing(self._path(relative)):
            write_whole(self._path(relative), sealed)

    def read(self, relative: str) -> bytes:
        """What was sealed under `relative`.

        Raises:
            SealDamaged: not as it was left.
        """
        path = self._path(relative)
        return Vault(self.key).open(path.read_bytes(), self._bound(relative), str(path))


class _LastRead:
    """The findings of the hospital read last: one hospital is looked at after the other."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._relative, self._held = "", list[Told]()

    def told(self, relative: str, at: int) -> Told:
        """Findings and teams of one inspection."""
        if self._relative != relative:
            self._held = findings_of(rows(self._store.read(relative)))
            self._relative = relative
        return self._held[at] if at < len(self._held) else ({}, {})


def _lay_out(folder: Path, supervisor: Card) -> None:
    """`store.json` last: without it nothing is there yet."""
    if folder.exists() and (not folder.is_dir() or set(_names(folder)) - {_KEY}):
        raise StoreDamaged(path=str(folder))
    named = secrets.token_hex(8)
    with writing(folder):
        write_whole(folder / _KEY, seal(new_key(), [supervisor.seal_key]))
        write_whole(folder / _ABOUT, canonical({"format": FORMAT, "version": VERSION, "id": named}))


def _names(folder: Path) -> Iterable[str]:
    return (path.name for path in folder.iterdir() if not path.name.startswith("."))


def _bundle(named: str) -> str:
    return f"{_BUNDLES}/{named.removeprefix('sha256:')}{_SEALED}"


def _hospital(institution: str) -> str:
    return f"{_HOSPITALS}/{hashlib.sha256(institution.encode()).hexdigest()}{_SEALED}"
