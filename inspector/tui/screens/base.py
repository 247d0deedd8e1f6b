"""What every step's screen has: the lines around its body, and a way to the steps.

Work runs off the screen's thread and ends in one message; the handler of that message owns the
widgets. A refusal arrives the same way.
"""

from collections.abc import Callable, Iterable
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Container, VerticalScroll
from textual.message import Message
from textual.screen import Screen
from textual.timer import Timer
from textual.widget import Widget
from textual.widgets import Static
from textual.worker import get_current_worker

from inspector.errors import InspectorError, RoleForbidden
from inspector.i18n import say
from inspector.tui.session import Session
from inspector.tui.widgets.lines import CaseLine, KeyLine, StepLine
from inspector.tui.widgets.paged_table import PagedTable

REST = 0.1
"""Seconds a cursor rests before the words beside it follow."""


def table_and_words() -> Iterable[Widget]:
    """A line that tells, a table, and beside it what is under the cursor, in words."""
    yield Static(id="told", markup=False)
    with Container(classes="split"):
        yield PagedTable(id="table")
        with VerticalScroll(classes="detail"):
            yield Static(id="about", markup=False)


class Refused(Message):
    """A step refused; the error says why. An act (`act`) may have written something before."""

    def __init__(self, error: InspectorError, *, act: bool = False) -> None:
        super().__init__()
        self.error, self.act = error, act


class Changed(Message):
    """Something reached the disk; `told` says what, `checked` whether the rules ran."""

    def __init__(self, told: str, *, checked: bool = False) -> None:
        super().__init__()
        self.told, self.checked = told, checked


class Bringing(Screen[int | None]):
    """A screen that reads and acts off its own thread; may return the row a list is to stand on."""

    def bring(self, group: str, read: Callable[[], Message], *, act: bool = False) -> None:
        """Call `read` in a thread; what it returns is posted here, as is a refusal.

        A later reading of the same group outruns an earlier one; an act (`act`) is never outrun.
        """

        def off_the_screen() -> None:
            worker = get_current_worker()
            if worker.is_cancelled and not act:
                return
            try:
                message = read()
            except InspectorError as error:
                message = Refused(error, act=act)
            if act or not worker.is_cancelled:
                self.post_message(message)

        self.run_worker(off_the_screen, thread=True, exclusive=not act, group=group)


class Working(Bringing):
    """A screen that asks the steps of one case."""

    def __init__(self, session: Session) -> None:
        super().__init__()
        self.session = session

    def may(self, act: str) -> bool:
        """Whether the person may do `act`, a key of the table of roles, and it can be kept.

        If not, the screen says why, and the journal has it; no key is hidden.
        """
        from inspector.trust import MAY

        who = self.session.who
        if not who.writes:
            self.notify(say("tui.only-reading"), markup=False)
        elif who.role not in MAY[act]:
            self._refuse(act, RoleForbidden(role=who.role, act=act))
        else:
            return True
        return False

    def _refuse(self, act: str, refusal: InspectorError) -> None:
        def note() -> Message:
            self.session.steps.refused(act, refusal)
            return Refused(refusal, act=True)

        self.bring("act", note, act=True)

    def renew(self) -> None:
        """Show the present state, after something was written."""
        raise NotImplementedError


class StepScreen(Working):
    """One of the steps; fills itself when shown after a change."""

    step: ClassVar[str]
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("f1,question_mark", "app.help", "tui.key.help"),
        Binding("ctrl+p", "app.command_palette", "tui.key.palette", priority=True),
        Binding("q", "app.quit", "tui.key.quit"),
        Binding("g", "app.go", "tui.key.go", show=False),
    ]

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self._filled_at: tuple[object, ...] | None = None
        self._rest: Timer | None = None

    def at_rest(self, show: Callable[[], None]) -> None:
        """Call `show` once the cursor has rested; moving on forgets it."""
        if self._rest:
            self._rest.stop()
        self._rest = self.set_timer(REST, show)

    def compose(self) -> ComposeResult:
        """The lines around the body."""
        yield CaseLine(self.session)
        yield StepLine(self.step)
        yield from self.body()
        yield KeyLine()

    def body(self) -> Iterable[Widget]:
        """The widgets of this step."""
        raise NotImplementedError

    def load(self) -> None:
        """Ask the steps for what this screen shows."""
        raise NotImplementedError

    def on_screen_resume(self) -> None:
        """Fill again if something changed since."""
        self.renew()

    def renew(self) -> None:
        """Fill the screen unless it shows the present state already."""
        if self.stamp() != self._filled_at:
            first = self._filled_at is None
            self._filled_at = self.stamp()
            if first:
                for told in self.query("#told").results(Static):
                    told.update(say("tui.reading"))
            self.load()

    def stamp(self) -> tuple[object, ...]:
        """What the screen's content depends on."""
        return (self.session.changes,)

    async def relabel(self) -> None:
        """Say everything again, in the language now in force."""
        self._filled_at = None
        await self.recompose()
        self.renew()
