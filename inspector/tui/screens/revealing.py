"""Naming one person: a reason first, the journal next, the name last, and covered again at the end.

What is shown lives in the page that shows it; the screens below never hold it.
"""

import re
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.message import Message
from textual.screen import ModalScreen
from textual.widgets import Input, Static

from inspector.i18n import say
from inspector.tui.cells import PSEUDONYM, clean
from inspector.tui.screens.dialogs import ACCEPT, LEAVE
from inspector.tui.screens.person import Following
from inspector.tui.screens.record import RecordScreen
from inspector.tui.widgets.lines import CaseLine, KeyLine

if TYPE_CHECKING:
    from inspector.steps import Person


class ReasonDialog(ModalScreen[str | None]):
    """Why a person is to be named; without a reason nothing happens."""

    BINDINGS: ClassVar[list[BindingType]] = [ACCEPT, LEAVE]

    def __init__(self, pseudonym: str) -> None:
        super().__init__()
        self.pseudonym = pseudonym

    def compose(self) -> ComposeResult:
        """One line to write on."""
        with Vertical(classes="dialog"):
            yield Static(say("masking.tui.title", pseudonym=self.pseudonym), classes="title")
            yield Static(say("masking.tui.why"))
            yield Input(id="reason", compact=True)
            yield KeyLine()

    def action_accept(self) -> None:
        """Return the reason; an empty one is none."""
        self.dismiss(self.query_one(Input).value.strip() or None)

    def action_leave(self) -> None:
        """Nobody is named."""
        self.dismiss(None)


class Revealing(Following):
    """Mixed into a screen that can say which row the cursor is on."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("p", "reveal", "tui.key.reveal", show=False)]

    class Named(Message):
        """Who it is; the journal has it."""

        def __init__(self, person: "Person") -> None:
            super().__init__()
            self.person = person

    def under_cursor(self) -> Mapping[str, Any]:
        """The row the cursor is on, by column; empty if there is none."""
        raise NotImplementedError

    def action_reveal(self) -> None:
        """Ask for the reason; then show whom the first pseudonym of the row stands for."""
        pseudonym = first_pseudonym(self.under_cursor())
        if pseudonym is None:
            self.notify(say("masking.tui.nobody"), markup=False)
        elif self.may("reveal"):
            self.app.push_screen(
                ReasonDialog(pseudonym), lambda told: self._ask_for(pseudonym, told)
            )

    def _ask_for(self, pseudonym: str, reason: str | None) -> None:
        if reason is not None:
            steps = self.session.steps
            self.bring("act", lambda: self.Named(steps.reveal(pseudonym, reason)), act=True)

    @on(Named)
    def shown(self, message: Named) -> None:
        """Show the person on a page of its own; leaving it covers everybody again."""
        facts = message.person.facts.items()
        told = [
            (say(f"masking.column.{column}"), clean(", ".join(cells))) for column, cells in facts
        ]
        title = say("masking.tui.person", pseudonym=message.person.pseudonym)
        self._say(True)
        self.app.push_screen(RecordScreen(told, title), lambda _: self._say(False))

    def _say(self, revealed: bool) -> None:
        self.session.revealed = revealed
        for line in self.query(CaseLine):
            line.refresh()


def first_pseudonym(row: Mapping[str, Any]) -> str | None:
    """The first pseudonym among the cells of a row, persons before documents and phones."""
    texts = (cell for cell in row.values() if isinstance(cell, str))
    found = [text for text in texts if re.fullmatch(PSEUDONYM, text)]
    return min(found, key=lambda text: not text.startswith("人"), default=None)
