"""Files that are whole or not there: written beside, flushed to the disk, then renamed.

After a power cut there is the old file or the new one, never a part of either.
"""

import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


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
    handle, name = tempfile.mkstemp(dir=file.parent, prefix=f".{file.name}.")
    os.close(handle)
    part = Path(name)
    try:
        yield part
    finally:
        part.unlink(missing_ok=True)


def put_in_place(part: Path, file: Path) -> None:
    """Give `part`, which is on the disk, the name `file` for good."""
    part.replace(file)
    sync_folder(file.parent)


def sync_folder(folder: Path) -> None:
    """Make a new name in `folder` survive a power cut; Windows does that by itself."""
    if os.name == "nt":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
