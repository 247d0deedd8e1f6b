"""The full-screen program: opens the case off the screen's thread, then goes from step to step.

A crash tells where in the program, never what was in a variable: that may be a patient's row.
"""

from collections.abc import Callable
from pathlib import Path
from traceback import format_tb
from typing import TYPE_CHECKING, ClassVar, cast

from textual import on
from textual.app import App
from textual.binding import Binding, BindingType
from textual.command import CommandPalette
from textual.message import Message
from textual.screen import Screen
from textual.worker import WorkerFailed

from inspector.errors import InspectorError
from inspector.i18n import explain, language, say, speak
from inspector.tui.beginning import Beginning, bound
from inspector.tui.keys import OneKeyAtATime
from inspector.tui.looks import CONTRAST, LOOKS, keep_look, kept_look
from inspector.tui.needs import Opener, Steps
from inspector.tui.palette import DeskCommands
from inspector.tui.screens.base import Changed, Refused, StepScreen, Working
from inspector.tui.screens.evidence import EvidenceScreen
from inspector.tui.screens.findings import FindingsScreen
from inspector.tui.screens.going import GoDialog
from inspector.tui.screens.help import HelpScreen
from inspector.tui.screens.hits import HitsScreen
from inspector.tui.screens.log import LogScreen
from inspector.tui.screens.opening import OpeningScreen
from inspector.tui.screens.outbox import OutboxScreen
from inspector.tui.screens.overview import OverviewScreen
from inspector.tui.screens.query import QueryScreen
from inspector.tui.screens.report import ReportScreen
from inspector.tui.screens.rules import RulesScreen
from inspector.tui.screens.sampling import SamplingScreen
from inspector.tui.screens.welcome import WelcomeScreen
from inspector.tui.session import Session
from inspector.tui.widgets.lines import STEPS, CaseLine
from inspector.tui.widgets.paged_table import PagedTable

if TYPE_CHECKING:
    from inspector.trust import Identity

SCREENS: dict[str, type[StepScreen]] = {
    screen.step: screen
    for screen in (
        *(OverviewScreen, RulesScreen, HitsScreen),
        *(FindingsScreen, QueryScreen, SamplingScreen),
        *(EvidenceScreen, ReportScreen, OutboxScreen, LogScreen),
    )
}


class DeskApp(OneKeyAtATime):
    """Base of every full-screen program here: how it looks, and how it ends in a crash."""

    def on_load(self) -> None:
        """As one looked at it last."""
        self.register_theme(CONTRAST)
        self.theme = LOOKS[kept_look()]

    def action_light(self) -> None:
        """The next look: dark, light, high contrast."""
        names = list(LOOKS)
        here = names.index(kept_look())
        self.action_look(names[(here + 1) % len(names)])

    def action_look(self, look: str) -> None:
        """This look, now and the next time."""
        self.theme = LOOKS[look]
        keep_look(look)

    def _fatal_error(self) -> None:
        """Textual would print local variables, and ours may hold patients' rows."""
        error = self._exception
        if isinstance(error, WorkerFailed):
            error = error.error if isinstance(error.error, Exception) else None
        place = "".join(format_tb(error.__traceback__)) if error else ""
        self.exit(return_code=1, message=f"{place}{type(error).__name__ if error else ''}")
        self._close_messages_no_wait()

    def action_command_palette(self) -> None:
        """Every action by name."""
        if not CommandPalette.is_open(cast("App[object]", self)):
            self.push_screen(CommandPalette(placeholder=say("tui.palette.search")))

    def action_help_quit(self) -> None:
        """Ctrl+C does not leave; it tells which key does."""
        self.notify(say("tui.quit-with"), markup=False)


class InspectorApp(DeskApp):
    """The case on the table, one screen a step; without a case, how to come by one."""

    CSS_PATH = Path(__file__).with_name("desk.tcss")
    COMMANDS: ClassVar = {DeskCommands}
    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (120, "-wide")]  # noqa: RUF012 - Textual's name
    BINDINGS: ClassVar[list[BindingType]] = [
        *(
            Binding(str(number % 10), f"step('{step}')", f"tui.key.step-{step}", show=False)
            for number, step in enumerate(STEPS, 1)
        ),
        Binding("ctrl+l", "language", "tui.key.language", show=False),
        Binding("ctrl+t", "light", "tui.key.light", show=False),
    ]

    class Opened(Message):
        """The case is open, and what the header tells is read."""

        def __init__(self, session: Session) -> None:
            super().__init__()
            self.session = session

    class Told(Message):
        """The header's facts, read again after a change."""

    def __init__(self, opener: Opener | None, beginning: Beginning | None = None) -> None:
        super().__init__()
        self.opener, self.beginning = opener, beginning or Beginning()
        self.session: Session | None = None

    def on_mount(self) -> None:
        """Paint first, open then."""
        self.title = say("tui.title")
        if self.opener is None:
            self.push_screen(WelcomeScreen(self.beginning))
            return
        self.push_screen(OpeningScreen())
        self.call_after_refresh(self.open, True)

    def open(self, write: bool) -> None:
        """Open the case in a thread."""
        opener = self.opener
        assert opener is not None

        def read() -> None:
            try:
                self.post_message(self.Opened(_sit_down(opener(write))))
            except InspectorError as error:
                self.post_message(Refused(error))

        self.run_worker(read, thread=True, group="open")

    @on(Opened)
    async def opened(self, message: Opened) -> None:
        """Put the screens up, the overview in front."""
        session = self.session = message.session
        for step, screen in SCREENS.items():
            self.add_mode(step, _maker(screen, session))
        await self.switch_mode("overview")

    @on(OpeningScreen.ReadOnly)
    def read_only(self) -> None:
        """Somebody else writes; look on."""
        self.open(False)

    @on(WelcomeScreen.Begun)
    def begun(self, message: WelcomeScreen.Begun) -> None:
        """There is a case now: open it."""
        self.opener = message.opener
        self.push_screen(OpeningScreen())
        self.call_after_refresh(self.open, True)

    @on(Refused)
    def refused(self, message: Refused) -> None:
        """What was refused, and what to do next."""
        if isinstance(self.screen, OpeningScreen):
            self.screen.refuse(message.error)
            return
        if message.act and self.session is not None:
            self._renew(self.session)
        told = explain(message.error)
        self.notify(told.next, title=told.what, severity="error", markup=False, timeout=10)

    @on(Changed)
    def changed(self, message: Changed) -> None:
        """It is on disk: say so, and let screens and header read again."""
        session = self.session
        assert session is not None
        session.checks += message.checked
        self.clear_notifications()
        self.notify(message.told, markup=False, timeout=3)
        self._renew(session)

    def _renew(self, session: Session) -> None:
        session.changes += 1
        if isinstance(self.screen, Working):
            self.screen.renew()
        self.run_worker(
            lambda: self._read_again(session), thread=True, group="told", exclusive=True
        )

    def _read_again(self, session: Session) -> None:
        try:
            session.overview = session.steps.overview()
        except InspectorError as error:
            self.post_message(Refused(error))
        else:
            self.post_message(self.Told())

    @on(Told)
    def told(self) -> None:
        """Draw the header again."""
        for line in self.screen.query(CaseLine):
            line.refresh()

    async def action_step(self, step: str) -> None:
        """Go to a step."""
        if self.session is not None:
            await self.switch_mode(step)

    def action_go(self) -> None:
        """A step by its letter; `g` once more is the first row."""
        screen = self.screen

        def told(to: str | None) -> None:
            if to == "first":
                screen.query_one(PagedTable).action_jump(0)
            elif to is not None:
                self.call_later(self.action_step, to)

        self.push_screen(GoDialog(), told)

    def action_help(self) -> None:
        """What this screen is for, and its keys."""
        screen = self.screen
        about = screen.step if isinstance(screen, StepScreen) else "hit"
        bindings = [active.binding for active in screen.active_bindings.values()]
        self.push_screen(HelpScreen(f"tui.help.{about}", bindings))

    async def action_language(self) -> None:
        """中文 or English, everywhere at once."""
        speak("en" if language() == "zh" else "zh")
        self.title = say("tui.title")
        for screen in self._all_screens():
            if isinstance(screen, (StepScreen, OpeningScreen)):
                await screen.relabel()

    def _all_screens(self) -> list[Screen[object]]:
        return [screen for stack in self._screen_stacks.values() for screen in stack]


def _sit_down(steps: Steps) -> Session:
    return Session(steps, steps.who(), steps.overview())


def _maker(screen: type[StepScreen], session: Session) -> Callable[[], StepScreen]:
    return lambda: screen(session)


def open_tui(
    case: Path | None,
    unlock: "Callable[[], Identity]",
    remember: Callable[[Path], None] = lambda path: None,
) -> int:
    """Run the full-screen program on the case in the folder `case`, or help to make one.

    `unlock` is called in a worker after the first paint; it must not ask at the terminal.
    `remember` is told the identity file a case was made with.

    Returns:
        The exit status: 0, that of the refusal if the case did not open, or 1 after a crash.
    """
    opener = None if case is None else lambda write: bound(case, unlock(), write)
    app = InspectorApp(opener, Beginning(remember))
    app.run()
    if app.session is not None:
        app.session.steps.close()
    return app.return_code or 0
