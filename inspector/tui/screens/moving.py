"""Taking findings on to their next state, and taking one's last act back.

Only what the lifecycle and the person's role allow now is offered; the rest is the steps' business.
"""

from collections.abc import Sequence
from decimal import Decimal
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.message import Message
from textual.screen import ModalScreen
from textual.widgets import Input, OptionList, Static
from textual.widgets.option_list import Option

from inspector.i18n import say
from inspector.tui.cells import count
from inspector.tui.needs import MoveWords
from inspector.tui.screens.base import Changed
from inspector.tui.screens.dialogs import (
    ACCEPT,
    LEAVE,
    Confirmation,
    ConfirmDialog,
    RejectDialog,
    Rejection,
)
from inspector.tui.screens.judging import Judging
from inspector.tui.widgets.lines import KeyLine

_ALLOWED_NONE: tuple[str, ...] = ()


class MoveDialog(ModalScreen[tuple[str, str] | None]):
    """Pick the next state by its number; a note, or the voucher's number, below."""

    BINDINGS: ClassVar[list[BindingType]] = [
        ACCEPT,
        LEAVE,
        *(Binding(str(n), f"pick({n})", "tui.key.pick", show=False) for n in range(10)),
    ]

    def __init__(self, findings: int, states: Sequence[str]) -> None:
        super().__init__()
        self.findings, self.states = findings, states

    def compose(self) -> ComposeResult:
        """The states by number, then a note."""
        with Vertical(classes="dialog"):
            yield Static(say("tui.move.title", findings=count(self.findings)), classes="title")
            options = (
                Option(f"{number % 10} {say(f'findings.state.{state}')}", id=state)
                for number, state in enumerate(self.states, 1)
            )
            yield OptionList(*options, markup=False, compact=True)
            yield Static(say("tui.move.note"))
            yield Input(id="note", compact=True)
            yield KeyLine()

    def action_pick(self, number: int) -> None:
        """Stand on the state of that number; 0 is the tenth."""
        at = (number or 10) - 1
        if at < len(self.states):
            self.query_one(OptionList).highlighted = at

    def action_accept(self) -> None:
        """Return state and note."""
        at = self.query_one(OptionList).highlighted or 0
        self.dismiss((self.states[at], self.query_one(Input).value.strip()))

    def action_leave(self) -> None:
        """Nothing is done."""
        self.dismiss(None)


class Moving(Judging):
    """Mixed into the findings screen: `m` takes on, `u` takes back."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("m", "move", "tui.key.move"),
        Binding("u", "undo", "tui.key.undo"),
    ]

    def action_move(self) -> None:
        """Ask where to; then what belongs to it; then move."""
        meant = list(self.chosen())
        states = self.session.steps.moves(meant) if meant and self.may("draft") else _ALLOWED_NONE
        if not states:
            return

        def answered(told: tuple[str, str] | None) -> None:
            if told is not None:
                self._go(meant, *told)

        self.app.push_screen(MoveDialog(len(meant), states), answered)

    def _go(self, meant: list[str], state: str, note: str) -> None:
        match state:
            case "partly":
                self._ask_amount(meant)
            case "unfounded":
                self._ask_reason(meant)
            case _:
                self._moved(meant, state, MoveWords(note=note, voucher=note))

    def _ask_amount(self, meant: list[str]) -> None:
        def answered(told: Confirmation | None) -> None:
            if told is not None:
                self._moved(meant, "partly", MoveWords(told.amount, told.basis, note=told.note))

        amount = self.suspected() if len(meant) == 1 else Decimal()
        self.app.push_screen(ConfirmDialog(len(meant), amount or None, self.basis()), answered)

    def _ask_reason(self, meant: list[str]) -> None:
        reasons = self.session.steps.reasons()

        def answered(told: Rejection | None) -> None:
            if told is not None:
                self._moved(meant, "unfounded", MoveWords(reason=told.reason, note=told.note))

        self.app.push_screen(RejectDialog(len(meant), reasons), answered)

    def _moved(self, meant: list[str], state: str, told: MoveWords) -> None:
        self._act(
            lambda steps: steps.move(meant, state, told),
            say(
                "tui.told.moved",
                findings=count(len(meant)),
                state=say(f"findings.state.{state}"),
            ),
        )

    def action_undo(self) -> None:
        """Take back one's own last act, a bulk act whole."""
        if not self.may("draft"):
            return

        def write() -> Message:
            return Changed(say("tui.told.undone", findings=count(self.session.steps.undo())))

        self.bring("act", write, act=True)
