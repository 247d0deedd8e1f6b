"""Picking one of a few things, and filling lines of which some are secret."""

from collections.abc import Sequence
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Vertical
from textual.screen import ModalScreen
from textual.widgets import Input, OptionList, Static
from textual.widgets.option_list import Option

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


class FormDialog(ModalScreen[tuple[str, ...] | None]):
    """Lines to fill one after the other, the last `secrets` of them never shown."""

    BINDINGS: ClassVar[list[BindingType]] = [ACCEPT, LEAVE]

    def __init__(self, title: str, fields: Sequence[tuple[str, str]], secrets: int = 0) -> None:
        super().__init__()
        self.told, self.fields, self.secrets = title, fields, secrets

    def compose(self) -> ComposeResult:
        """A label and a line each."""
        shown = len(self.fields) - self.secrets
        with Vertical(classes="dialog"):
            yield Static(self.told, classes="title", markup=False)
            for at, (label, value) in enumerate(self.fields):
                yield Static(label, markup=False)
                yield Input(value, password=at >= shown, compact=True)
            yield KeyLine()

    def action_accept(self) -> None:
        """On to the next line; on the last, return what stands in all of them."""
        lines = list(self.query(Input))
        if lines[-1].has_focus:
            plain = [line.value if line.password else line.value.strip() for line in lines]
            self.dismiss(tuple(plain))
        else:
            self.focus_next()

    def action_leave(self) -> None:
        """Nothing is done."""
        self.dismiss(None)
