"""What the three screens that show hits have in common: confirm, exclude, note.

The act is written to the journal first; the screen says so when the message of it arrives.
"""

from collections.abc import Callable, Sequence
from decimal import Decimal
from typing import TYPE_CHECKING, ClassVar

from textual.binding import Binding, BindingType
from textual.message import Message

from inspector.i18n import language, say
from inspector.tui.cells import clean, count, money
from inspector.tui.needs import Steps
from inspector.tui.screens.base import Changed, Working
from inspector.tui.screens.dialogs import (
    Confirmation,
    ConfirmDialog,
    NoteDialog,
    RejectDialog,
    Rejection,
)

if TYPE_CHECKING:
    from inspector.steps import RuleCard

CONFIRM = Binding("c", "confirm", "tui.key.confirm")
REJECT = Binding("x", "reject", "tui.key.reject")
NOTE = Binding("n", "note", "tui.key.note")


class Judging(Working):
    """Mixed into a screen that can say which hits are meant."""

    BINDINGS: ClassVar[list[BindingType]] = [CONFIRM, REJECT, NOTE]

    def chosen(self) -> Sequence[str]:
        """The hits meant: those marked, else the one under the cursor."""
        raise NotImplementedError

    def suspected(self) -> Decimal:
        """The suspected 元 of the one hit under the cursor."""
        raise NotImplementedError

    def basis(self) -> Sequence[str]:
        """The articles the rule names."""
        return ()

    def action_confirm(self) -> None:
        """Ask for amount, article and note; then confirm."""
        hits = list(self.chosen())
        if not hits or not self.may("confirm"):
            return

        def answered(told: Confirmation | None) -> None:
            if told is not None:
                self._act(
                    lambda steps: steps.confirm(hits, told.amount, told.basis, told.note),
                    say("tui.told.confirmed", hits=count(len(hits)))
                    if told.amount is None
                    else say("tui.told.confirmed-at", amount=money(told.amount)),
                )

        amount = self.suspected() if len(hits) == 1 else Decimal()
        self.app.push_screen(ConfirmDialog(len(hits), amount or None, self.basis()), answered)

    def action_reject(self) -> None:
        """Ask for the reason; then exclude."""
        hits = list(self.chosen())
        if not hits or not self.may("reject"):
            return
        reasons = self.session.steps.reasons()

        def answered(told: Rejection | None) -> None:
            if told is not None:
                reason = next(one for one in reasons if one.code == told.reason)
                title = reason.zh if language() == "zh" else reason.en
                self._act(
                    lambda steps: steps.reject(hits, told.reason, told.note),
                    say("tui.told.rejected", hits=count(len(hits)), reason=clean(title)),
                )

        self.app.push_screen(RejectDialog(len(hits), reasons), answered)

    def action_note(self) -> None:
        """Ask for the note; then keep it with the finding."""
        hits = list(self.chosen())
        if not hits or not self.may("draft"):
            return

        def answered(told: str | None) -> None:
            if told is not None:
                self._act(lambda steps: steps.annotate(hits, told), say("tui.told.noted"))

        self.app.push_screen(NoteDialog(len(hits)), answered)

    def _act(self, act: Callable[[Steps], None], told: str) -> None:
        def write() -> Message:
            act(self.session.steps)
            return Changed(told)

        self.bring("act", write, act=True)


def basis_of(card: "RuleCard") -> Sequence[str]:
    """The articles a rule names."""
    return dict(card.sections).get("basis", ())
