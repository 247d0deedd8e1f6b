"""One job at a time, off the screen's thread: its progress and its end come back as messages."""

import time
from collections.abc import Callable

from textual import on
from textual.message import Message
from textual.screen import Screen
from textual.widgets import Static
from textual.worker import Worker, get_current_worker

from inspector.errors import InspectorError
from inspector.i18n import explain, say
from inspector.tui.cells import bar, clean
from inspector.tui.intake import work
from inspector.tui.screens.base import Refused

BAR = 12
FIRST_SECONDS = 3
"""Nothing is reckoned from less."""


def time_left(passed: float, percent: int) -> str:
    """Minutes and seconds that the rest will take at the pace so far; empty at the beginning."""
    if passed < FIRST_SECONDS or percent < 1:
        return ""
    minutes, seconds = divmod(round(passed * (100 - percent) / percent), 60)
    return f"{minutes}:{seconds:02}"


class Working(Screen[None]):
    """A screen with a job in the background and a line (`#told`) that tells of it."""

    class Progressed(Message):
        """A word of progress."""

        def __init__(self, what: str, percent: int) -> None:
            super().__init__()
            self.what, self.percent = what, percent

    class Halted(Message):
        """The job was stopped."""

    job: Worker[None] | None = None
    began = 0.0
    """When the job began, on the clock that only goes forward."""
    refusal: InspectorError | None = None
    """Why the last job did not end well."""

    def begin(self, act: Callable[[work.Tell], Message]) -> None:
        """Have `act` done in a thread and its message posted; while another is at work, say so."""
        if self.busy():
            return

        def run() -> None:
            worker = get_current_worker()

            def tell(what: str, percent: int) -> None:
                if worker.is_cancelled:
                    raise work.Stopped
                self.post_message(self.Progressed(what, percent))

            try:
                message = act(tell)
            except work.Stopped:
                message = self.Halted()
            except InspectorError as error:
                message = Refused(error)
            self.post_message(message)

        self.refusal = None
        self.began = time.monotonic()
        self.job = self.run_worker(run, thread=True, group="job")

    def busy(self) -> bool:
        """Whether a job is at work; if so, a person is told."""
        if self.job is not None:
            self.notify(say("tui.intake.busy"), markup=False, timeout=3)
        return self.job is not None

    def ended(self) -> None:
        """The job is over; tell how things stand."""
        self.job = None
        self.tell_state()

    def tell_state(self) -> None:
        """How things stand, while no job is at work."""
        raise NotImplementedError

    def tell(self, told: str) -> None:
        """One line."""
        self.query_one("#told", Static).update(clean(told))

    @on(Progressed)
    def progressed(self, message: Progressed) -> None:
        """How far, and how to stop."""
        if self.job is not None and not self.job.is_cancelled:
            what = say(message.what) if message.what.startswith("intake.step.") else message.what
            drawn = bar(min(100, message.percent), 100, BAR)
            left = time_left(time.monotonic() - self.began, message.percent)
            told = f"{what}  {say('tui.intake.left', left=left)}" if left else what
            self.tell(say("tui.intake.running", bar=drawn, what=told))

    @on(Halted)
    def halted(self) -> None:
        """Say so."""
        self.ended()
        self.notify(say("tui.intake.stopped"), markup=False, timeout=3)

    @on(Refused)
    def refused(self, message: Refused) -> None:
        """What was refused, and what to do next."""
        self.refusal = message.error
        self.ended()
        told = explain(message.error)
        self.notify(told.next, title=told.what, severity="error", markup=False, timeout=10)

    def stop(self) -> bool:
        """Stop the job after the file in hand; False if none is at work."""
        if self.job is None:
            return False
        self.job.cancel()
        self.tell(say("tui.intake.stopping"))
        return True
