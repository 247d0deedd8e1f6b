"""The case folder: what was received, never changed, and what was made from it, always sealed.

`case.json` holds ids and digests only; whatever else lies in the folder opens with the case key,
which is sealed to the members of the roster.
"""

import re
import shutil
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Self

import pyarrow as pa

from inspector.errors import CaseDamaged, CaseExists, writing
from inspector.snapshot import Verified
from inspector.trust import Card, Identity, Vault, allow, canonical, new_key, seal, unseal
from inspector.whole import write_whole
from inspector.workspace import parquet
from inspector.workspace.case_files import (
    ABOUT,
    FORMAT,
    KEY,
    PARTS,
    ROSTER,
    VERSION,
    case_id_of,
    half_made,
    put_in_place,
    read_about,
    receive,
    sweep_case,
    verify_received,
)
from inspector.workspace.lock import WriterLock
from inspector.workspace.members import Members
from inspector.workspace.recovery import hand_over, with_handed

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
    def writes(self) -> bool:
        """Whether it was opened for writing: one writer, any number of readers."""
        return self._lock is not None

    @property
    def cards(self) -> tuple[Card, ...]:
        """The roster: whom the case key is sealed to."""
        return self._members().cards

    @property
    def inspection(self) -> str:
        """Whose roster decides who belongs here; empty for somebody who works alone."""
        return self._members().inspection

    def _members(self) -> Members:
        return Members.from_bytes(self.read_sealed(ROSTER), ROSTER)

    def admit(self, card: Card) -> None:
        """List one more person and let the holder of `card` in; the case key goes last.

        Interrupted, it has let nobody in and can be done again.

        Raises:
            NotRecipient: the member at the desk cannot open what was received.
        """
        members = Members.of((*self.cards, card), self.inspection)
        hand_over(self, card)
        self.write_sealed(ROSTER, members.to_bytes())
        self._about["roster"] = [one.key_id for one in members.cards]
        write_whole(self.folder / ABOUT, canonical(self._about))
        write_whole(self.folder / KEY, seal(self.key, members.seal_keys))

    @classmethod
    def create(
        cls,
        folder: Path,
        snapshots: Sequence[Verified],
        member: Identity,
        roster: Sequence[Card],
        inspection: str = "",
        begin: Callable[[Self], None] | None = None,
    ) -> Self:
        """Make the case folder, whole or not at all, and open it for writing.

        The case key is sealed to every card of `roster` (the member's own is added if it is not
        there); the snapshots are copied in and verified again where they lie. What `begin` does to
        the case is done before it is there.

        Raises:
            CaseExists: something is there already. RoleForbidden: the member may not open one.
        """
        allow(member.card, "open")
        folder = folder.resolve()
        if folder.is_dir() and half_made(folder):
            _empty(folder)
        if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
            raise CaseExists(path=str(folder))
        part = folder.with_name(f"{folder.name}.part")
        shutil.rmtree(part, ignore_errors=True)
        try:
            members = Members.of((*roster, member.card), inspection)
            about, key = _lay_out(part, snapshots, members)
            if begin is not None:
                with cls(part, about, member, key, write=True) as made:
                    begin(made)
            put_in_place(part, folder)
        except BaseException:
            # What is in place already is told from a person's files by the part beside it.
            if folder.is_dir() and half_made(folder):
                _empty(folder)
            raise
        finally:
            shutil.rmtree(part, ignore_errors=True)
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
        about = read_about(folder)
        key = unseal((folder / KEY).read_bytes(), member.age_secret, str(folder / KEY))
        case = cls(folder, about, member, key, write)
        try:
            if write:
                sweep_case(folder)
            case.snapshots = [verify_received(folder, told, known) for told in about["snapshots"]]
            if case.id != case_id_of(case.snapshots):
                raise CaseDamaged(path=str(folder / ABOUT), problem="snapshot-exchanged")
            case.snapshots = with_handed(case)
        except BaseException:
            case.close()
            raise
        return case

    @classmethod
    def inspection_of(cls, folder: Path, member: Identity) -> str:
        """Whose roster decides who belongs to the case in `folder`, before anything is verified.

        Raises:
            CaseMissing, CaseDamaged, NotRecipient, SealDamaged
        """
        about = read_about(folder)
        key = unseal((folder / KEY).read_bytes(), member.age_secret, str(folder / KEY))
        return cls(folder, about, member, key, write=False).inspection

    def keep(self, name: str, table: pa.Table) -> None:
        """Keep a result, as `hits/XY2-03`, sealed; it replaces one of the same name."""
        self.write_sealed(f"work/{name}{_KEPT}", parquet.to_bytes(table))

    def kept(self, name: str, columns: Sequence[str] | None = None) -> pa.Table | None:
        """What was kept under `name`, all of it or these columns, or None.

        Raises:
            SealDamaged: it is not what was kept.
        """
        relative = f"work/{name}{_KEPT}"
        return (
            parquet.columns_of(self.read_sealed(relative), columns)
            if self.holds(relative)
            else None
        )

    def kept_where(self, name: str, column: str, values: Sequence[str]) -> pa.Table | None:
        """The rows of it that hold one of `values` in `column`, a text, in their order; or None.

        Raises:
            SealDamaged: it is not what was kept.
        """
        relative = f"work/{name}{_KEPT}"
        if not self.holds(relative):
            return None
        return parquet.rows_where(self.read_sealed(relative), column, values)

    def forget(self, name: str) -> None:
        """Let go of a kept result; it can be made again."""
        assert self._lock, "the case is open for reading only"
        self._path(f"work/{name}{_KEPT}").unlink(missing_ok=True)

    def kept_names(self, prefix: str = "") -> list[str]:
        """Names that start with `prefix`, ordered."""
        work = self.folder / "work"
        found = (path.relative_to(work).as_posix() for path in work.rglob(f"*{_KEPT}"))
        return sorted(name.removesuffix(_KEPT) for name in found if name.startswith(prefix))

    def write_sealed(self, relative: str, data: bytes) -> None:
        """Seal `data` into the case under `relative`; whole or not at all."""
        assert self._lock, "the case is open for reading only"
        with writing(self._path(relative)):
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

    def holds(self, relative: str) -> bool:
        """Whether something was sealed under `relative`."""
        return self._path(relative).is_file()

    @contextmanager
    def for_a_moment(self) -> Iterator[None]:
        """Write although it was opened for reading, if nobody else writes just now.

        Raises:
            CaseLocked: somebody else does.
        """
        self._lock = WriterLock(self.folder, self.member.card.name)
        try:
            yield
        finally:
            self.close()

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


def _lay_out(
    part: Path, snapshots: Sequence[Verified], members: Members
) -> tuple[dict[str, Any], bytes]:
    for name in PARTS:
        (part / name).mkdir(parents=True)
    about = {
        **{"format": FORMAT, "version": VERSION, "id": case_id_of(snapshots)},
        "made_at": datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ"),
        "roster": [card.key_id for card in members.cards],
        "snapshots": [receive(snapshot, part) for snapshot in snapshots],
    }
    key = new_key()
    write_whole(part / KEY, seal(key, members.seal_keys))
    bound = _bound(str(about["id"]), ROSTER)
    write_whole(part / ROSTER, Vault(key).seal(members.to_bytes(), bound))
    write_whole(part / ABOUT, canonical(about))
    return about, key


def _empty(folder: Path) -> None:
    for child in folder.iterdir():
        if child.is_dir():
            shutil.rmtree(child)
        else:
            child.unlink()


def _bound(case_id: str, relative: str) -> bytes:
    """A sealed file opens only in its own case and under its own name."""
    return f"{case_id}/{relative}".encode()
