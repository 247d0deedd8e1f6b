"""The case folder: what was received, never changed, and what was made from it, always sealed.

`case.json` holds ids and digests only; whatever else lies in the folder opens with the case key,
which is sealed to the members of the roster.
"""

import io
import json
import re
import secrets
import shutil
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Self

import pyarrow as pa
import pyarrow.parquet as pq

from inspector.errors import CaseDamaged, CaseExists, CaseMissing
from inspector.snapshot import Verified, verify
from inspector.trust import Card, Identity, Vault, allow, canonical, new_key, seal, unseal
from inspector.workspace.files import sync_folder, write_whole
from inspector.workspace.lock import WriterLock

FORMAT = "inspector.case"
VERSION = 1
_PARTS = ("snapshots", "work", "journal", "evidence", "packs", "reports", "outbox")
_KEY, _ABOUT, _ROSTER = "case.key.age", "case.json", "roster.sealed"
_KEPT = ".parquet.sealed"
_NAME = re.compile(r"[\w-][\w.-]*(/[\w-][\w.-]*)*")


class Case:
    """An open case. Made by `create` or `open`; a context manager."""

    def __init__(
        self, folder: Path, about: dict[str, Any], member: Identity, key: bytes, write: bool
    ) -> None:
        self.folder = folder
        self.id: str = about["id"]
        self.member = member
        self.key = key
        self.vault = Vault(key)
        self.snapshots: list[Verified] = []
        self._about = about
        self._lock = WriterLock(folder, member.card.name) if write else None

    @property
    def cards(self) -> tuple[Card, ...]:
        """The roster: whom the case key is sealed to."""
        listed = json.loads(self.read_sealed(_ROSTER))
        return tuple(Card.from_bytes(text.encode(), _ROSTER) for text in listed)

    @classmethod
    def create(
        cls,
        folder: Path,
        snapshots: Sequence[Verified],
        member: Identity,
        roster: Sequence[Card],
        case_id: str | None = None,
    ) -> Self:
        """Make the case folder, whole or not at all, and open it for writing.

        The case key is sealed to every card of `roster` (the member's own is added if it is not
        there); the snapshots are copied in and verified again where they lie.

        Raises:
            CaseExists: something is there already. RoleForbidden: the member may not open one.
        """
        allow(member.card, "open")
        if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
            raise CaseExists(path=str(folder))
        cards = {card.key_id: card for card in (*roster, member.card)}
        key, part = new_key(), folder.with_name(f"{folder.name}.part")
        shutil.rmtree(part, ignore_errors=True)
        for name in _PARTS:
            (part / name).mkdir(parents=True)
        about = {
            **{"format": FORMAT, "version": VERSION, "id": case_id or secrets.token_hex(8)},
            "made_at": datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ"),
            "roster": sorted(cards),
            "snapshots": [_receive(snapshot, part) for snapshot in snapshots],
        }
        write_whole(part / _ABOUT, canonical(about))
        write_whole(part / _KEY, seal(key, [card.seal_key for card in cards.values()]))
        listed = [cards[key_id].to_bytes().decode() for key_id in sorted(cards)]
        bound = _bound(str(about["id"]), _ROSTER)
        write_whole(part / _ROSTER, Vault(key).seal(canonical(listed), bound))
        _put_in_place(part, folder)
        signers = {card.key_id: card for snapshot in snapshots for card in snapshot.signers}
        return cls.open(folder, member, signers.get)

    @classmethod
    def open(
        cls,
        folder: Path,
        member: Identity,
        known: Callable[[str], Card | None],
        write: bool = True,
    ) -> Self:
        """Open the case as `member`; its snapshots are verified again.

        With `write=False` nothing is locked and nothing can be written.

        Raises:
            CaseMissing, CaseDamaged: no case, or not as it was left.
            NotRecipient: the member is not on the roster.
            CaseLocked: somebody else writes; open it with `write=False`.
            PackageDamaged, SignerUnknown, SignatureInvalid: a snapshot is not what was received.
        """
        allow(member.card, "open")
        about = _about(folder)
        key = unseal((folder / _KEY).read_bytes(), member.age_secret, str(folder / _KEY))
        case = cls(folder, about, member, key, write)
        try:
            case.snapshots = [_verified(folder, told, known) for told in about["snapshots"]]
        except BaseException:
            case.close()
            raise
        return case

    def add_snapshots(self, snapshots: Sequence[Verified]) -> None:
        """Extend the case; one that is in it already is left alone."""
        assert self._lock, "the case is open for reading only"
        present = {snapshot.manifest.snapshot_id for snapshot in self.snapshots}
        for snapshot in snapshots:
            if snapshot.manifest.snapshot_id in present:
                continue
            told = _receive(snapshot, self.folder)
            self._about["snapshots"].append(told)
            write_whole(self.folder / _ABOUT, canonical(self._about))
            signers = {card.key_id: card for card in snapshot.signers}
            self.snapshots.append(_verified(self.folder, told, signers.get))

    def keep(self, name: str, table: pa.Table) -> None:
        """Keep a result, as `hits/XY2-03`, sealed; it replaces one of the same name."""
        sink = io.BytesIO()
        pq.write_table(table, sink, compression="zstd")
        self.write_sealed(f"work/{name}{_KEPT}", sink.getvalue())

    def kept(self, name: str) -> pa.Table | None:
        """What was kept under `name`, or None.

        Raises:
            SealDamaged: it is not what was kept.
        """
        relative = f"work/{name}{_KEPT}"
        if not (self.folder / relative).is_file():
            return None
        return pq.read_table(io.BytesIO(self.read_sealed(relative)))

    def kept_names(self, prefix: str = "") -> list[str]:
        """Names that start with `prefix`, ordered."""
        work = self.folder / "work"
        found = (path.relative_to(work).as_posix() for path in work.rglob(f"*{_KEPT}"))
        return sorted(name.removesuffix(_KEPT) for name in found if name.startswith(prefix))

    def write_sealed(self, relative: str, data: bytes) -> None:
        """Seal `data` into the case under `relative`; whole or not at all."""
        assert self._lock, "the case is open for reading only"
        write_whole(self._path(relative), self.vault.seal(data, _bound(self.id, relative)))

    def read_sealed(self, relative: str) -> bytes:
        """What was sealed under `relative`.

        Raises:
            CaseDamaged: it is not there. SealDamaged: it is not what was written there.
        """
        path = self._path(relative)
        if not path.is_file():
            raise CaseDamaged(path=str(path), problem="file-missing")
        return self.vault.open(path.read_bytes(), _bound(self.id, relative), str(path))

    def close(self) -> None:
        """Let the next one write."""
        if self._lock:
            self._lock.release()
            self._lock = None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def _path(self, relative: str) -> Path:
        assert _NAME.fullmatch(relative), f"not a name inside a case: {relative}"
        return self.folder / relative


def _bound(case_id: str, relative: str) -> bytes:
    """A sealed file opens only in its own case and under its own name."""
    return f"{case_id}/{relative}".encode()


def _receive(snapshot: Verified, folder: Path) -> dict[str, str]:
    told = {"id": snapshot.manifest.snapshot_id, "digest": snapshot.digest}
    target = _place(folder, told["id"])
    part = target.with_name(f"{target.name}.part")
    shutil.copyfile(snapshot.path, part)
    part.replace(target)
    sync_folder(target.parent)
    return told


def _place(folder: Path, snapshot_id: str) -> Path:
    return folder / "snapshots" / f"{snapshot_id}.snapshot"


def _put_in_place(part: Path, folder: Path) -> None:
    if folder.exists():
        folder.rmdir()
    part.replace(folder)
    sync_folder(folder.parent)


def _about(folder: Path) -> dict[str, Any]:
    path = folder / _ABOUT
    if not path.is_file() or not (folder / _KEY).is_file():
        raise CaseMissing(path=str(folder))
    try:
        about = json.loads(path.read_bytes())
        whole = {"id", "snapshots", "roster"} <= about.keys() and about["format"] == FORMAT
        newer = about["version"] > VERSION
    except (ValueError, KeyError, TypeError, AttributeError):
        raise CaseDamaged(path=str(path), problem="case-form") from None
    if newer:
        raise CaseDamaged(path=str(path), problem="format-newer")
    if not whole:
        raise CaseDamaged(path=str(path), problem="case-form")
    return dict(about)


def _verified(folder: Path, told: dict[str, str], known: Callable[[str], Card | None]) -> Verified:
    path = _place(folder, told["id"])
    if not path.is_file():
        raise CaseDamaged(path=str(path), problem="snapshot-missing")
    verified = verify(path, known)
    if (verified.manifest.snapshot_id, verified.digest) != (told["id"], told["digest"]):
        raise CaseDamaged(path=str(path), problem="snapshot-exchanged")
    return verified
