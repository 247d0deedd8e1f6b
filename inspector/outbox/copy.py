"""A file copied to where it is handed in: read back before it gets its name."""

import os
import shutil
from contextlib import suppress
from errno import EIO
from pathlib import Path

from inspector.trust import digest_file
from inspector.whole import sync_folder

_BLOCK = 1 << 20


def copy_whole(source: Path, target: Path) -> None:
    """Copy `source` to `target`, read back before it gets its name.

    Raises:
        OSError: there is no `target`; a `.part` that a power cut left is redone by the next copy.
    """
    part = target.with_name(f"{target.name}.part")
    try:
        with source.open("rb") as read, part.open("wb") as written:
            shutil.copyfileobj(read, written, _BLOCK)
            written.flush()
            os.fsync(written.fileno())
        if digest_file(part) != digest_file(source):
            raise OSError(EIO, "read back otherwise than written")
        part.replace(target)
    except OSError:
        with suppress(OSError):
            part.unlink(missing_ok=True)
        raise
    sync_folder(target.parent)
