"""The data office's full-screen program: one screen over the exports of one hospital.

A crash tells where in the program, never what was in a variable: that may be a patient's row.
"""

from collections.abc import Sequence
from pathlib import Path
from typing import ClassVar

from textual.binding import Binding, BindingType

from inspector.i18n import language, say, speak
from inspector.tui.intake.office import Office
from inspector.tui.intake.screen import IntakeScreen
from inspector.tui.palette import DeskCommands
from inspector.tui.program import DeskApp
from inspector.tui.screens.help import HelpScreen


class IntakeApp(DeskApp):
    """The intake screen, with the same keys for help, palette, language and light."""

    CSS_PATH: ClassVar = [
        Path(__file__).parent.with_name("desk.tcss"),
        Path(__file__).with_name("intake.tcss"),
    ]
    COMMANDS: ClassVar = {DeskCommands}
    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (120, "-wide")]  # noqa: RUF012 - Textual's name
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("ctrl+l", "language", "tui.key.language", show=False),
        Binding("ctrl+t", "light", "tui.key.light", show=False),
    ]

    def __init__(self, office: Office) -> None:
        super().__init__()
        self.office = office

    def on_mount(self) -> None:
        """Paint first, look at the files then."""
        self.title = say("tui.intake.title")
        self.push_screen(IntakeScreen(self.office))

    def action_help(self) -> None:
        """What the screen is for, and its keys."""
        bindings = [active.binding for active in self.screen.active_bindings.values()]
        self.push_screen(HelpScreen("tui.intake.help", bindings))

    async def action_language(self) -> None:
        """中文 or English, everywhere at once."""
        speak("en" if language() == "zh" else "zh")
        self.title = say("tui.intake.title")
        for screen in self.screen_stack:
            if isinstance(screen, IntakeScreen):
                await screen.relabel()


def open_intake(raw: Sequence[Path], mapping: Path | None) -> int:
    """Run the intake screen on the exports `raw`, read by `mapping` where there is one.

    Returns:
        The exit status: 0, or 1 after a crash.
    """
    office = Office.at(raw, mapping)
    try:
        app = IntakeApp(office)
        app.run()
    finally:
        office.close()
    return app.return_code or 0
