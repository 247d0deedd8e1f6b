"""One row as a page: every column with its whole value, for what a table had to cut."""

from collections.abc import Sequence
from typing import ClassVar

from rich.text import Text
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical, VerticalScroll
from textual.screen import ModalScreen
from textual.widgets import Static

from inspector.i18n import say
from inspector.tui.widgets.lines import KeyLine
from inspector.tui.widgets.prose import Prose


class RecordScreen(ModalScreen[None]):
    """Name and value, one below the other."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,enter,q", "leave", "tui.key.back"),
    ]

    def __init__(self, values: Sequence[tuple[str, str]], title: str = "") -> None:
        super().__init__()
        self.values, self.title_told = values, title

    def compose(self) -> ComposeResult:
        """All values that are there."""
        told = Text()
        for name, value in self.values:
            told.append(name, "bold").append(f"\n  {value}\n")
        with Vertical(classes="dialog tall"):
            yield Static(self.title_told or say("tui.record.title"), classes="title", markup=False)
            with VerticalScroll():
                yield Static(Prose(told), markup=False)
            yield KeyLine()

    def action_leave(self) -> None:
        """Back to the table."""
        self.dismiss()
