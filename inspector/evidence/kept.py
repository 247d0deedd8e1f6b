"""Attachments under the hash of their content, sealed to the members of the case.

A file is kept once however often it is attached; what is kept is never changed, and its name says
what it must hash to once opened.
"""

import hashlib
import os
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO, Literal, Protocol

from inspector.errors import FileMissing, NotRecipient, SealDamaged, writing
from inspector.trust import Card, Identity, SealedReader, SealWriter, seal
from inspector.whole import beside, copy_whole, put_in_place, write_whole

_BLOCK = 1 << 20
_PREFIX = "sha256:"


class Drawer(Protocol):
    """What evidence needs of a case."""

    @property
    def folder(self) -> Path: ...
    @property
    def member(self) -> Identity: ...
    @property
    def cards(self) -> Sequence[Card]: ...


@dataclass(frozen=True)
class EvidenceProblem:
    """One attachment that cannot be shown as it was attached."""

    digest: str
    problem: Literal["missing", "damaged", "sealed-to-others"]


def attach(case: Drawer, file: Path) -> str:
    """Seal `file` to every member of the case; it is on the disk when this returns.

    Returns:
        The digest of the content, to be named in an "evidence-added" event.

    Raises:
        FileMissing, WriteFailed: nothing was kept.
    """
    if not file.is_file():
        raise FileMissing(path=str(file))
    folder = case.folder / "evidence"
    with writing(folder):
        folder.mkdir(parents=True, exist_ok=True)
        with beside(folder / "new") as part:
            digest = _seal(file, part, _recipients(case))
            if not _path(case, digest).exists():
                put_in_place(part, _path(case, digest))
    return digest


def get(case: Drawer, digest: str) -> bytes:
    """The content attached under `digest`, checked against it.

    Raises:
        FileMissing: it is not in this copy of the case.
        NotRecipient, SealDamaged: it cannot be opened, or is not what was attached.
    """
    path = _path(case, digest)
    if not path.is_file():
        raise FileMissing(path=path.name)
    with SealedReader(path, case.member.age_secret) as sealed:
        content = sealed.read_at(0, sealed.size)
    if _PREFIX + hashlib.sha256(content).hexdigest() != digest:
        raise SealDamaged(path=path.name)
    return content


def reseal(case: Drawer) -> None:
    """Seal everything kept once more, to those who are members of the case by now.

    Raises:
        NotRecipient, SealDamaged: one cannot be opened; it and those after it are as they were.
    """
    for digest in kept(case):
        write_whole(_path(case, digest), seal(get(case, digest), _recipients(case)))


def hand_over(case: Drawer, folder: Path) -> None:
    """Copy every sealed piece into `folder`, for colleagues, unless it is there already."""
    folder.mkdir(parents=True, exist_ok=True)
    for digest in kept(case):
        path = _path(case, digest)
        if not (folder / path.name).exists():
            copy_whole(path, folder / path.name)


def take_over(case: Drawer, sealed: Path) -> bool:
    """Keep a colleague's sealed piece, if it opens and is what its name says.

    Returns:
        Whether it was new here.

    Raises:
        NotRecipient, SealDamaged, WriteFailed: nothing was kept.
    """
    digest = _PREFIX + sealed.stem
    path = _path(case, digest)
    if path.exists():
        return False
    with writing(path.parent):
        path.parent.mkdir(parents=True, exist_ok=True)
        with beside(path) as part:
            copy_whole(sealed, part)
            with SealedReader(part, case.member.age_secret) as opened:
                if _hash(opened) != digest:
                    raise SealDamaged(path=sealed.name)
            put_in_place(part, path)
    return True


def kept(case: Drawer) -> list[str]:
    """The digests of all that is attached, in order."""
    return sorted(_PREFIX + path.stem for path in (case.folder / "evidence").glob("*.age"))


def verify_all(case: Drawer, named: Iterable[str] = ()) -> list[EvidenceProblem]:
    """Open everything kept, and everything `named` in the journal; all problems, by digest."""
    digests = sorted({*kept(case), *named})
    problems = ((digest, _problem(case, digest)) for digest in digests)
    return [EvidenceProblem(digest, problem) for digest, problem in problems if problem]


def _problem(case: Drawer, digest: str) -> Literal["missing", "damaged", "sealed-to-others"] | None:
    path = _path(case, digest)
    if not path.is_file():
        return "missing"
    try:
        with SealedReader(path, case.member.age_secret) as sealed:
            return None if _hash(sealed) == digest else "damaged"
    except NotRecipient:
        return "sealed-to-others"
    except SealDamaged:
        return "damaged"


def _hash(sealed: SealedReader) -> str:
    sha = hashlib.sha256()
    for at in range(0, sealed.size, _BLOCK):
        sha.update(sealed.read_at(at, min(_BLOCK, sealed.size - at)))
    return _PREFIX + sha.hexdigest()


def _seal(file: Path, part: Path, recipients: Sequence[str]) -> str:
    """One pass: what is hashed is what is sealed, even if somebody writes to `file` meanwhile."""
    sha = hashlib.sha256()
    with part.open("wb") as sink:
        with file.open("rb") as source, SealWriter(sink, recipients) as sealed:
            for block in _blocks(source):
                sha.update(block)
                sealed.write(block)
        sink.flush()
        os.fsync(sink.fileno())
    return _PREFIX + sha.hexdigest()


def _blocks(source: BinaryIO) -> Iterable[bytes]:
    return iter(lambda: source.read(_BLOCK), b"")


def _recipients(case: Drawer) -> list[str]:
    return sorted({card.seal_key for card in (*case.cards, case.member.card)})


def _path(case: Drawer, digest: str) -> Path:
    return case.folder / "evidence" / f"{digest.removeprefix(_PREFIX)}.age"
