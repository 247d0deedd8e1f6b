"""A file copied to where it is handed in: read back before it gets its name, given once.

However many copy at once, each grows under a name of its own; only one gets the file's.
"""

import os
import shutil
from contextlib import suppress
from errno import EIO
from pathlib import Path
from secrets import token_hex

from inspector.trust import digest_file
from inspector.whole import sync_folder

_BLOCK = 1 << 20


def copy_whole(source: Path, target: Path) -> None:
    """Copy `source` to `target`, read back before it gets its name; what broke off before goes.

    Raises:
        FileExistsError: somebody else was faster; what is there was not touched.
        OSError: there is no `target`; a part that a power cut left goes with the next copy.
    """
    part = target.with_name(f".{target.name}.{token_hex(4)}.part")
    try:
        with source.open("rb") as read, part.open("xb") as written:
            shutil.copyfileobj(read, written, _BLOCK)
            written.flush()
            os.fsync(written.fileno())
        if digest_file(part) != digest_file(source):
            raise OSError(EIO, "read back otherwise than written")
        _name(part, target)
    except FileNotFoundError:
        # Who was faster has cleared our part away.
        if target.exists():
            raise FileExistsError(target) from None
        raise
    finally:
        if target.exists():
            _clear(target)
        with suppress(OSError):
            part.unlink(missing_ok=True)
    sync_folder(target.parent)


def _name(part: Path, target: Path) -> None:
    """Two names for a moment, so that nobody's file is ever replaced."""
    try:
        target.hardlink_to(part)
    except FileExistsError:
        raise
    except (OSError, NotImplementedError):
        # A stick formatted as FAT knows one name a file.
        if target.exists():
            raise FileExistsError(target) from None
        part.replace(target)


def _clear(target: Path) -> None:
    """Whatever was on the way to a name that is there by now is of no use to anybody."""
    for part in target.parent.glob(f".{target.name}.*.part"):
        with suppress(OSError):
            part.unlink()
