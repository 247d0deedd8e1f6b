"""A disk that fails: the n-th write under a folder is the last, or finds no room.

What the program calls stays as it is; its calls to the system are counted and, once, let down.
What was synced is remembered rather than waited for.
"""

import builtins
import io
import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from errno import EIO, ENOSPC
from pathlib import Path
from typing import Any, Literal
from unittest.mock import patch

Kind = Literal["stop", "torn", "power", "full", "fault"]
KINDS: tuple[Kind, ...] = ("stop", "torn", "power", "full", "fault")
"""Stopped before it; half written; stopped with all that was not synced lost; no room from there
on; the disk reports a fault when asked to sync."""
_GROWS = ("make", "write", "folder")

_open, _os_open = io.open, os.open
Step = tuple[str, Path]
"""What is done, and to which file."""


class PowerCut(BaseException):
    """The process is gone; nothing in it may go on as if it had only failed."""


@dataclass
class Disk:
    """Counts what is done under `root`; at the `at`-th step (from 1; 0: never) `kind` happens."""

    root: Path
    at: int = 0
    kind: Kind = "stop"
    die: Callable[[], None] | None = None
    """Called in place of raising `PowerCut`, as by a child that really ends."""
    steps: list[Step] = field(default_factory=list)
    struck: bool = False
    unsynced: dict[int, tuple[Path, int]] = field(default_factory=dict)

    @property
    def dead(self) -> bool:
        """Whether the process was stopped."""
        return self.struck and self.kind in ("stop", "torn", "power")

    def step(self, what: str, path: Path) -> bool:
        """Let the step pass, or strike; True asks a write to do half of it first."""
        if self.dead:
            raise PowerCut
        self.steps.append((what, path))
        if self.kind == "full" and self.struck and what in _GROWS:
            raise OSError(ENOSPC, os.strerror(ENOSPC), str(path))
        if len(self.steps) != self.at:
            return False
        self.struck = True
        return self._strike(what, path)

    def _strike(self, what: str, path: Path) -> bool:
        if self.kind == "full" and what != "write":
            raise OSError(ENOSPC, os.strerror(ENOSPC), str(path))
        if self.kind == "fault":
            raise OSError(EIO, os.strerror(EIO))
        if self.kind in ("torn", "full"):
            return True
        self.end()
        return False

    def end(self) -> None:
        """The process ends here."""
        if self.kind == "power":
            self._lose()
        if self.die is not None:
            self.die()
        raise PowerCut

    def _lose(self) -> None:
        """What was never synced is not on the disk, whatever name it has by now."""
        at = {path.stat().st_ino: path for path in self.root.rglob("*") if path.is_file()}
        for inode, (_, size) in self.unsynced.items():
            if inode in at:
                os.truncate(at[inode], size)

    def fits(self, kind: Kind, step: str) -> bool:
        """Whether this kind of failure can happen at such a step at all."""
        if kind == "torn":
            return step == "write"
        if kind == "fault":
            return step == "sync"
        return kind != "full" or step in _GROWS

    def owns(self, path: object) -> bool:
        """Whether `path` lies under the root; a bare number is a file that is open already."""
        if isinstance(path, int):
            return False
        return Path(os.path.abspath(os.fsdecode(path))).is_relative_to(self.root)  # type: ignore[arg-type]  # noqa: PTH100


class _File(io.FileIO):
    """A file under the root, open for writing."""

    def __init__(self, disk: Disk, path: Path, mode: str) -> None:
        self.disk, self.path = disk, path
        disk.step("make", path)
        super().__init__(path, mode)
        size = os.fstat(self.fileno()).st_size
        disk.unsynced.setdefault(os.fstat(self.fileno()).st_ino, (path, size))

    def write(self, data: Any) -> int:
        half = self.disk.step("write", self.path)
        view = memoryview(data).cast("B")
        if half:
            super().write(view[: len(view) // 2])
            if self.disk.kind == "torn":
                self.disk.end()
            raise OSError(ENOSPC, os.strerror(ENOSPC))
        return super().write(view)

    def truncate(self, size: int | None = None) -> int:
        self.disk.step("cut", self.path)
        return super().truncate(size)


@contextmanager
def faulty(disk: Disk) -> Iterator[Disk]:
    """While it lasts, everything written under the root of `disk` goes through it."""
    names = {
        "replace": "rename",
        "rename": "rename",
        "link": "rename",
        "unlink": "remove",
        "remove": "remove",
        "rmdir": "remove",
        "mkdir": "folder",
    }
    with patch.object(shutil, "_USE_CP_SENDFILE", False), patch.object(io, "open", _opener(disk)):
        patches: list[Any] = [
            patch.object(builtins, "open", io.open),
            patch.object(os, "open", _low(disk)),
        ]
        patches += [patch.object(os, "fsync", _synced(disk))]
        patches += [
            patch.object(os, name, _stepping(disk, name, what)) for name, what in names.items()
        ]
        for one in patches:
            one.start()
        try:
            yield disk
        finally:
            for one in patches:
                one.stop()


def _opener(disk: Disk) -> Callable[..., Any]:
    def opener(file: Any, mode: str = "r", buffering: int = -1, *rest: Any, **named: Any) -> Any:
        if not set(mode) & set("wax+") or not disk.owns(file):
            return _open(file, mode, buffering, *rest, **named)
        raw = _File(disk, Path(file), mode.replace("b", "").replace("t", ""))
        if "b" in mode and buffering == 0:
            return raw
        buffered = io.BufferedRandom(raw) if "+" in mode else io.BufferedWriter(raw)
        if "b" in mode:
            return buffered
        text = {name: named[name] for name in ("encoding", "errors", "newline") if name in named}
        return io.TextIOWrapper(buffered, *rest, **text)

    return opener


def _low(disk: Disk) -> Callable[..., int]:
    def opened(path: Any, flags: int, *rest: Any, **named: Any) -> int:
        if flags & os.O_CREAT and disk.owns(path):
            disk.step("make", Path(path))
        return _os_open(path, flags, *rest, **named)

    return opened


def _synced(disk: Disk) -> Callable[[int], None]:
    def fsync(handle: int) -> None:
        inode = os.fstat(handle).st_ino
        known = disk.unsynced.get(inode)
        disk.step("sync", known[0] if known else disk.root)
        disk.unsynced.pop(inode, None)

    return fsync


def _stepping(disk: Disk, name: str, what: str) -> Callable[..., None]:
    real: Callable[..., None] = getattr(os, name)

    def stepping(path: Any, *rest: Any, **named: Any) -> None:
        if named.get("dir_fd") is not None or disk.owns(path):
            disk.step(what, disk.root)
        real(path, *rest, **named)

    return stepping
