"""What every full-screen program here has in common: how it looks, and how it ends in a crash.

A crash tells where in the program, never what was in a variable: that may be a patient's row.
"""

from traceback import format_tb
from typing import cast

from textual.app import App
from textual.command import CommandPalette
from textual.worker import WorkerFailed

from inspector.i18n import say
from inspector.tui.keys import OneKeyAtATime
from inspector.tui.looks import CONTRAST, LOOKS, keep_look, kept_look


class DeskApp(OneKeyAtATime):
    """Base of every full-screen program here."""

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
