"""One author's file on the disk: records are added and synced, and never changed.

Only a torn tail, which was never acknowledged, is taken off; its bytes are kept beside the file.
"""

import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from io import FileIO
from pathlib import Path

from filelock import FileLock

from inspector.errors import writing
from inspector.findings.frames import MAGIC, frame, unframe
from inspector.whole import sync_folder


def append_record(path: Path, sealed: bytes) -> None:
    """Add a record; when this returns it survives a power cut.

    Raises:
        WriteFailed: the disk is full or gone; what was there before is still there.
    """
    with writing(path):
        path.parent.mkdir(parents=True, exist_ok=True)
        with path.open("ab", buffering=0) as file:
            end = file.tell()
            _append(file, end, frame(sealed) if end else MAGIC + frame(sealed))
        if not end:
            sync_folder(path.parent)  # The name is new; later only the file's own length changes.


def _append(file: FileIO, end: int, data: bytes) -> None:
    try:
        _write_all(file, data)
        os.fsync(file.fileno())
    except OSError:
        # A disk that refuses this too leaves a torn tail, or a whole record nobody was told of.
        with suppress(OSError):
            _shorten(file, end)
        raise


def _shorten(file: FileIO, end: int) -> None:
    file.truncate(end)


@contextmanager
def alone(path: Path) -> Iterator[None]:
    """While it lasts, no other process adds to this file; it waits for one that does."""
    with writing(path):
        path.parent.mkdir(parents=True, exist_ok=True)
        lock = FileLock(path.with_suffix(".lock"), is_singleton=False)
        lock.acquire()
    try:
        yield
    finally:
        lock.release()


def _write_all(file: FileIO, data: bytes) -> None:
    written = 0
    while written < len(data):
        written += file.write(data[written:]) or 0


def cut_torn(path: Path) -> None:
    """Take a torn tail off the file, its bytes set aside as `<name>.<position>.torn`."""
    if not path.exists():
        return
    frames = unframe(path.read_bytes())
    if not frames.torn:
        return
    with writing(path), path.open("r+b") as file:
        file.seek(frames.end)
        path.with_suffix(f".{len(frames.records)}.torn").write_bytes(file.read())
        file.truncate(frames.end)
        os.fsync(file.fileno())
