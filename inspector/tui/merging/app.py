"""The supervisor's full-screen program: one screen over one store.

A crash tells where in the program, never what was in a variable.
"""

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

from textual.binding import Binding, BindingType

from inspector.i18n import language, say, speak
from inspector.tui.merging.screen import MergingScreen
from inspector.tui.palette import DeskCommands
from inspector.tui.program import DeskApp
from inspector.tui.screens.help import HelpScreen

if TYPE_CHECKING:
    from inspector.steps import OpenTable


class MergingApp(DeskApp):
    """The table of a supervisor, with the same keys for help, palette, language and light."""

    CSS_PATH: ClassVar = [
        Path(__file__).parent.with_name("desk.tcss"),
        Path(__file__).with_name("merging.tcss"),
    ]
    COMMANDS: ClassVar = {DeskCommands}
    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (120, "-wide")]  # noqa: RUF012 - Textual's name
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("ctrl+l", "language", "tui.key.language", show=False),
        Binding("ctrl+t", "light", "tui.key.light", show=False),
    ]

    def __init__(self, opener: "Callable[[], OpenTable]") -> None:
        super().__init__()
        self.opener = opener

    def on_mount(self) -> None:
        """Paint first, open then."""
        self.title = say("tui.merging.title")
        self.push_screen(MergingScreen(self.opener))

    def action_help(self) -> None:
        """What the screen is for, and its keys."""
        bindings = [active.binding for active in self.screen.active_bindings.values()]
        self.push_screen(HelpScreen("tui.merging.help", bindings))

    async def action_language(self) -> None:
        """中文 or English, everywhere at once."""
        speak("en" if language() == "zh" else "zh")
        self.title = say("tui.merging.title")
        for screen in self.screen_stack:
            if isinstance(screen, MergingScreen):
                await screen.relabel()


def open_merging(opener: "Callable[[], OpenTable]") -> int:
    """Run the screen; `opener` is called in a worker after the first paint.

    Returns:
        The exit status: 0, or 1 after a crash.
    """
    app = MergingApp(opener)
    app.run()
    return app.return_code or 0
