"""Picking one of a few things, and letting a second person sign: two questions before an act."""

from collections.abc import Sequence
from pathlib import Path
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Vertical
from textual.screen import ModalScreen
from textual.widgets import Input, OptionList, Static
from textual.widgets.option_list import Option

from inspector.i18n import say
from inspector.tui.screens.dialogs import ACCEPT, LEAVE
from inspector.tui.widgets.lines import KeyLine


class PickDialog(ModalScreen[str | None]):
    """Returns the name of what was picked."""

    BINDINGS: ClassVar[list[BindingType]] = [ACCEPT, LEAVE]

    def __init__(self, title: str, choices: Sequence[tuple[str, str]]) -> None:
        super().__init__()
        self.told, self.choices = title, choices

    def compose(self) -> ComposeResult:
        """The titles, one below the other."""
        options = (Option(title, id=name) for name, title in self.choices)
        with Vertical(classes="dialog"):
            yield Static(self.told, classes="title", markup=False)
            yield OptionList(*options, markup=False, compact=True)
            yield KeyLine()

    def action_accept(self) -> None:
        """Return the name."""
        at = self.query_one(OptionList).highlighted or 0
        self.dismiss(self.choices[at][0])

    def action_leave(self) -> None:
        """Nothing is done."""
        self.dismiss(None)


class UnlockDialog(ModalScreen[tuple[Path, str] | None]):
    """Returns an identity's file and its passphrase, which is never shown."""

    BINDINGS: ClassVar[list[BindingType]] = [ACCEPT, LEAVE]

    def __init__(self, title: str) -> None:
        super().__init__()
        self.told = title

    def compose(self) -> ComposeResult:
        """The file, the passphrase as dots."""
        with Vertical(classes="dialog"):
            yield Static(self.told, classes="title", markup=False)
            yield Static(say("tui.unlock.file"))
            yield Input(id="file", compact=True)
            yield Static(say("tui.unlock.passphrase"))
            yield Input(id="passphrase", password=True, compact=True)
            yield KeyLine()

    def action_accept(self) -> None:
        """Return both; on the first line, go to the second."""
        file = self.query_one("#file", Input)
        passphrase = self.query_one("#passphrase", Input)
        if file.has_focus and not passphrase.value:
            passphrase.focus()
        elif file.value.strip():
            self.dismiss((Path(file.value.strip()).expanduser(), passphrase.value))

    def action_leave(self) -> None:
        """Nobody signs."""
        self.dismiss(None)
