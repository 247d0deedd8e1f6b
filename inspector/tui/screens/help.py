"""F1: what this screen is for, and every key that works on it now."""

from collections.abc import Sequence
from typing import ClassVar

from rich.text import Text
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical, VerticalScroll
from textual.screen import ModalScreen
from textual.widgets import Static

from inspector.i18n import say
from inspector.tui.cells import fit
from inspector.tui.widgets.lines import KeyLine, key_name
from inspector.tui.widgets.prose import Prose

MOVES = ("move", "page", "jump", "sideways", "app.")


class HelpScreen(ModalScreen[None]):
    """A paragraph, and the keys from the bindings themselves, which cannot be out of date."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,f1,q", "leave", "tui.key.back"),
    ]

    def __init__(self, about: str, bindings: Sequence[Binding]) -> None:
        super().__init__()
        self.about, self.bindings = about, bindings

    def compose(self) -> ComposeResult:
        """Paragraph, then keys."""
        with Vertical(classes="dialog tall"):
            yield Static(say("tui.help.title"), classes="title")
            with VerticalScroll():
                yield Static(Prose(Text.assemble(say(self.about), "\n\n", keys(self.bindings))))
            yield KeyLine()

    def action_leave(self) -> None:
        """Back to the screen."""
        self.dismiss()


def keys(bindings: Sequence[Binding]) -> Text:
    """Every action once with all its keys."""
    by_action: dict[str, tuple[str, list[str]]] = {}
    # What moves the cursor is known to most; it comes last.
    for binding in sorted(bindings, key=lambda binding: binding.action.startswith(MOVES)):
        if binding.description.startswith("tui."):
            by_action.setdefault(binding.action, (binding.description, []))[1].append(
                binding.key_display or key_name(binding.key)
            )
    told = Text()
    for description, names in by_action.values():
        told.append(fit(" ".join(names), 16), "bold").append(f" {say(description)}\n")
    return told
