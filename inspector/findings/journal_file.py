"""One author's file on the disk: records are added and synced, and never changed.

Only a torn tail, which was never acknowledged, is taken off; its bytes are kept beside the file.
"""

import os
from io import FileIO
from pathlib import Path

from inspector.findings.frames import MAGIC, frame, unframe
from inspector.whole import sync_folder


def append_record(path: Path, sealed: bytes) -> None:
    """Add a record; when this returns it survives a power cut.

    Raises:
        OSError: the disk is full or gone; the file is as long as before.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("ab", buffering=0) as file:
        end = file.tell()
        try:
            _write_all(file, frame(sealed) if end else MAGIC + frame(sealed))
            os.fsync(file.fileno())
        except OSError:
            file.truncate(end)
            raise
    if not end:
        sync_folder(path.parent)  # The name is new; later only the file's own length changes.


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
    with path.open("r+b") as file:
        file.seek(frames.end)
        path.with_suffix(f".{len(frames.records)}.torn").write_bytes(file.read())
        file.truncate(frames.end)
        os.fsync(file.fileno())
