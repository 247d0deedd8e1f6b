"""Wait for the full-screen program itself: until nothing is under way, or a thing is to be seen.

No test waits a number of seconds and hopes: a loaded machine changes how long, never what.
"""

from asyncio import timeout
from collections.abc import Callable, Iterable
from contextlib import suppress
from typing import Any

from textual.app import App
from textual.css.query import NoMatches
from textual.message_pump import MessagePump
from textual.pilot import Pilot

from inspector.tui.keys import OneKeyAtATime
from inspector.tui.screens import base

MOST = 240
"""Seconds after which a test gives up; far more than the slowest machine takes."""
_QUIET = 4
"""How often in a row nothing may be found under way: a message may be between two hands once."""


async def settled(pilot: Pilot[Any]) -> None:
    """Until every key and message is done, every worker has reported and the cursor has rested."""
    quiet = 0
    async with timeout(MOST):
        while quiet < _QUIET:
            await pilot.pause(base.REST / 4)
            quiet = 0 if _under_way(pilot.app) else quiet + 1


async def until(pilot: Pilot[Any], seen: Callable[[], bool]) -> None:
    """Until `seen` says so, while work goes on; what it looks for need not be there yet."""
    async with timeout(MOST):
        while True:
            with suppress(NoMatches):
                if seen():
                    return
            await pilot.pause(base.REST / 4)


def _under_way(app: App[Any]) -> bool:
    if isinstance(app, OneKeyAtATime) and (app._under_way or app._held):
        return True
    if any(not worker.is_finished for worker in app.workers):
        return True
    return any(pump.message_queue_size or _about_to_rest(pump) for pump in _pumps(app))


def _pumps(app: App[Any]) -> Iterable[MessagePump]:
    yield app
    for screen in app.screen_stack:
        yield from screen.walk_children(with_self=True)


def _about_to_rest(pump: MessagePump) -> bool:
    return any(
        timer._interval == base.REST and timer._task and not timer._task.done()
        for timer in pump._timers
    )
