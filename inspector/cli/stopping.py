"""Ctrl-C during long work is heard, even where it falls into a callback that swallows it.

Python raises it wherever the program happens to be; inside a callback of DuckDB or of the garbage
collector it is dropped there. It is then raised again when the work next tells how far it is.
"""

import signal
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from threading import current_thread, main_thread
from types import FrameType

Tell = Callable[[str, int, int], None]


@contextmanager
def heard(tell: Tell) -> Iterator[Tell]:
    """`tell`, which raises KeyboardInterrupt once Ctrl-C has been pressed."""
    if current_thread() is not main_thread():
        yield tell
        return
    pressed = list[int]()

    def press(number: int, _: FrameType | None) -> None:
        pressed.append(number)
        raise KeyboardInterrupt

    def telling(now: str, done: int, of: int) -> None:
        if pressed:
            raise KeyboardInterrupt
        tell(now, done, of)

    before = signal.signal(signal.SIGINT, press)
    try:
        yield telling
    finally:
        signal.signal(signal.SIGINT, before)
