"""A list that shows only the rows which hold what is typed behind `/`."""

from abc import abstractmethod
from typing import ClassVar

from textual import on
from textual.binding import Binding, BindingType
from textual.widgets import Input

from inspector.i18n import say
from inspector.tui.screens.base import Bringing


class Narrowing(Bringing):
    """Mixed into a screen with a list; `text` is what its rows must hold."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("slash", "narrow", "tui.key.narrow"),
        Binding("escape", "leave", "tui.key.leave", show=False),
    ]
    text = ""

    @abstractmethod
    def refill(self) -> None:
        """Show the rows that hold `text`, and give the list the keys."""

    def narrow(self) -> Input:
        """The line to narrow by; out of sight while every row is shown."""
        line = Input(self.text, id="narrow", compact=True, placeholder=say("tui.papers.narrow"))
        line.display = bool(self.text)
        return line

    def action_narrow(self) -> None:
        """Type what a row must hold."""
        line = self.query_one("#narrow", Input)
        line.display = True
        line.focus()

    @on(Input.Submitted, "#narrow")
    def narrowed(self, event: Input.Submitted) -> None:
        """Show the rows that hold it."""
        self.narrow_by(event.value.strip())

    def action_leave(self) -> None:
        """Show all rows again."""
        self.narrow_by("")

    def narrow_by(self, text: str) -> None:
        """Show the rows that hold `text`."""
        line = self.query_one("#narrow", Input)
        self.text = line.value = text
        line.display = bool(text)
        self.refill()
