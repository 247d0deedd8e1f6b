"""What the program asks of the machine it runs on: keys come before work, memory goes back.

Nothing here changes what is shown; without it a million hits are shown late, in twice the memory.
"""

import ctypes
import gc
import os
import sys
from contextlib import suppress

_TURN = 0.001
"""Seconds a worker goes on once a key waits; five times as long is the interpreter's own habit."""
_SELDOM = 100
"""Searches of younger things to one of the old, which holds a key up for a tenth of a second."""
_LARGE = 256 * 1024
# Of <malloc.h>: how much may lie idle on top, and from which size on memory is the system's own.
_TRIM_THRESHOLD, _MMAP_THRESHOLD = -1, -3


def keys_first() -> None:
    """A worker lets the screen have its turn, and old things are seldom searched for rubbish."""
    sys.setswitchinterval(_TURN)
    young, middle, _ = gc.get_threshold()
    gc.set_threshold(young, middle, _SELDOM)


def settled() -> None:
    """What is in memory now stays: looking through it for rubbish would hold a key up each time."""
    gc.freeze()


def give_back() -> None:
    """Memory let go of goes back to the system at once, from every thread that read.

    Call it before Arrow is imported: it reads at its start whose memory to take.
    """
    os.environ.setdefault("ARROW_DEFAULT_MEMORY_POOL", "system")
    if sys.platform == "linux":
        # Another C library than GNU's has no such dial, and no need of one.
        with suppress(AttributeError):
            turn = ctypes.CDLL(None).mallopt
            turn(_MMAP_THRESHOLD, _LARGE)
            turn(_TRIM_THRESHOLD, _LARGE)
