"""Files that are whole or not there: written beside, flushed to the disk, then renamed.

After a power cut there is the old file or the new one, never a part of either.
"""

import os
import re
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

_LEFT = re.compile(r"\..+\.\w{8}|.+\.(part|new)")
"""The names `beside` gives, and what is written under a name of its own at first."""


def write_whole(file: Path, data: bytes) -> None:
    """Put `data` in `file`, readable by its owner only; the folder is made if it is not there."""
    file.parent.mkdir(parents=True, exist_ok=True)
    with beside(file) as part:
        with part.open("wb") as out:
            out.write(data)
            out.flush()
            os.fsync(out.fileno())
        put_in_place(part, file)


@contextmanager
def beside(file: Path) -> Iterator[Path]:
    """A place in the same folder to write `file` at first; what is still there at the end goes."""
    try:
        handle, name = tempfile.mkstemp(dir=file.parent, prefix=f".{file.name}.")
    except OSError as error:
        error.filename = str(file)
        raise
    os.close(handle)
    part = Path(name)
    try:
        yield part
    finally:
        part.unlink(missing_ok=True)


def copy_whole(source: Path, file: Path) -> None:
    """Put a copy of `source` in `file`; after a power cut all of it is there, or none."""
    with beside(file) as part:
        with source.open("rb") as read, part.open("wb") as out:
            shutil.copyfileobj(read, out, 1 << 20)
            out.flush()
            os.fsync(out.fileno())
        put_in_place(part, file)


def sweep(folder: Path) -> None:
    """Remove from the files directly in `folder` what a crash left half written by this program.

    Only who alone may write there may call it.
    """
    for path in folder.iterdir() if folder.is_dir() else ():
        if _LEFT.fullmatch(path.name) and path.is_file():
            path.unlink(missing_ok=True)


def put_in_place(part: Path, file: Path) -> None:
    """Give `part`, which is on the disk, the name `file` for good."""
    part.replace(file)
    sync_folder(file.parent)


def sync_file(file: Path) -> None:
    """Bring what was written to `file` onto the disk."""
    with file.open("rb+") as written:
        os.fsync(written.fileno())


def sync_folder(folder: Path) -> None:
    """Make a new name in `folder` survive a power cut; Windows does that by itself."""
    if os.name == "nt":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
