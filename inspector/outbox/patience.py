"""Trying again: what may pass by itself is tried a few times, ever later; the rest is told."""

from collections.abc import Callable, Sequence
from errno import EACCES, EDQUOT, EFBIG, ENOENT, ENOSPC, EPERM, EROFS
from time import sleep
from typing import TypeVar

from inspector.outbox.address import unreachable
from inspector.outbox.target import Target

T = TypeVar("T")
WAITS = (0.5, 2.0, 8.0)
"""Seconds before each further try at a server."""
_SETTLED = {
    ENOENT: "no-folder",
    **dict.fromkeys((ENOSPC, EDQUOT, EFBIG), "full"),
    **dict.fromkeys((EROFS, EACCES, EPERM), "read-only"),
}


def patiently(target: Target, act: Callable[[], T], waits: Sequence[float] | None = None) -> T:
    """What `act` returns, at the latest after the last of the target's waits.

    Raises:
        TargetUnreachable
    """
    waits = target.waits if waits is None else waits
    try:
        return act()
    except OSError as error:
        problem = _SETTLED.get(error.errno or 0, "broken-off")
        if problem != "broken-off" or not waits:
            raise unreachable(target.url, problem) from error
    sleep(waits[0])
    return patiently(target, act, waits[1:])
