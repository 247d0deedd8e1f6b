"""`g` and a letter go to a step; the letters stand on the screen until one is pressed."""

from typing import ClassVar

from rich.text import Text
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.screen import ModalScreen
from textual.widgets import Static

from inspector.i18n import say
from inspector.tui.screens.dialogs import LEAVE

LETTERS = {
    "overview": "o",
    "rules": "r",
    "hits": "h",
    "findings": "f",
    "query": "q",
    "sampling": "s",
    "evidence": "e",
    "report": "p",
    "outbox": "u",
    "log": "l",
    "first": "g",
}
"""The letter of each step, and of the first row."""


class GoDialog(ModalScreen[str | None]):
    """Returns the step whose letter was pressed."""

    BINDINGS: ClassVar[list[BindingType]] = [
        LEAVE,
        *(
            Binding(
                letter, f"go('{to}')", f"tui.key.step-{to}" if to != "first" else "tui.key.first"
            )
            for to, letter in LETTERS.items()
        ),
    ]

    def compose(self) -> ComposeResult:
        """Letter and step, one below the other."""
        told = Text()
        for to, letter in LETTERS.items():
            word = say("tui.key.first" if to == "first" else f"tui.step.{to}")
            told.append(f" {letter}", "bold").append(f"  {word}\n")
        with Vertical(classes="dialog going"):
            yield Static(say("tui.going.title"), classes="title")
            yield Static(told)

    def action_go(self, to: str) -> None:
        """That one."""
        self.dismiss(to)

    def action_leave(self) -> None:
        """Stay."""
        self.dismiss(None)
