"""A few lines a person fills before an act; nothing is done if they are left with Esc."""

from collections.abc import Sequence
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Vertical
from textual.screen import ModalScreen
from textual.widgets import Input, Static

from inspector.tui.screens.dialogs import ACCEPT, LEAVE
from inspector.tui.widgets.lines import KeyLine


class AskDialog(ModalScreen[tuple[str, ...] | None]):
    """A few lines to fill; returns them in order."""

    BINDINGS: ClassVar[list[BindingType]] = [ACCEPT, LEAVE]

    def __init__(self, title: str, fields: Sequence[tuple[str, str]]) -> None:
        super().__init__()
        self.told, self.fields = title, fields

    def compose(self) -> ComposeResult:
        """A label and a line each."""
        with Vertical(classes="dialog"):
            yield Static(self.told, classes="title")
            for label, value in self.fields:
                yield Static(label)
                yield Input(value, compact=True)
            yield KeyLine()

    def action_accept(self) -> None:
        """Return what stands in the lines."""
        self.dismiss(tuple(one.value.strip() for one in self.query(Input)))

    def action_leave(self) -> None:
        """Nothing is done."""
        self.dismiss(None)
