"""The full-screen program: paints, opens the case off the screen's thread, goes from step to step.

What the first paint does not need is imported after it.
"""

from collections.abc import Callable
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.binding import Binding, BindingType
from textual.message import Message
from textual.screen import Screen

from inspector.errors import InspectorError
from inspector.i18n import explain, language, say, speak
from inspector.tui.beginning import Beginning, bound
from inspector.tui.machine import give_back, keys_first, settled
from inspector.tui.needs import Opener, Steps
from inspector.tui.palette import DeskCommands
from inspector.tui.program import DeskApp
from inspector.tui.screens.base import Changed, Refused, StepScreen, Working
from inspector.tui.screens.opening import OpeningScreen
from inspector.tui.session import Session
from inspector.tui.widgets.lines import STEPS, CaseLine
from inspector.tui.widgets.paged_table import PagedTable

if TYPE_CHECKING:
    from inspector.trust import Identity


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
            from inspector.tui.screens.welcome import WelcomeScreen

            self.push_screen(WelcomeScreen(self.beginning))
            return
        self.push_screen(OpeningScreen())
        self.call_after_refresh(self.open, True)

    def open(self, write: bool) -> None:
        """Open the case in a thread, and read in the pages meanwhile."""
        opener = self.opener
        assert opener is not None

        def read() -> None:
            try:
                import_module("inspector.tui.pages")
                self.post_message(self.Opened(_sit_down(opener(write))))
            except InspectorError as error:
                self.post_message(Refused(error))

        self.run_worker(read, thread=True, group="open")

    @on(Opened)
    async def opened(self, message: Opened) -> None:
        """Put the screens up, the overview in front."""
        from inspector.tui.pages import SCREENS

        session = self.session = message.session
        for step, screen in SCREENS.items():
            self.add_mode(step, _maker(screen, session))
        await self.switch_mode("overview")
        if not self.is_headless:
            self.call_after_refresh(settled)

    @on(OpeningScreen.ReadOnly)
    def read_only(self) -> None:
        """Somebody else writes; look on."""
        self.open(False)

    @on(OpeningScreen.Begun)
    def begun(self, message: OpeningScreen.Begun) -> None:
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
        from inspector.tui.screens.going import GoDialog

        screen = self.screen

        def told(to: str | None) -> None:
            if to == "first":
                screen.query_one(PagedTable).action_jump(0)
            elif to is not None:
                self.call_later(self.action_step, to)

        self.push_screen(GoDialog(), told)

    def action_help(self) -> None:
        """What this screen is for, and its keys."""
        from inspector.tui.screens.help import HelpScreen

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
    give_back()
    keys_first()
    opener = None if case is None else lambda write: bound(case, unlock(), write)
    app = InspectorApp(opener, Beginning(remember))
    app.run()
    if app.session is not None:
        app.session.steps.close()
    return app.return_code or 0
