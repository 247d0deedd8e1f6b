"""What a supervisor says when settling a conflict; nothing is done if it is left with Esc."""

from typing import TYPE_CHECKING, ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Vertical
from textual.screen import ModalScreen
from textual.widgets import Input, OptionList, Static
from textual.widgets.option_list import Option

from inspector.findings import EXCLUSIONS, Words
from inspector.i18n import language, say
from inspector.tui.cells import clean, money
from inspector.tui.screens.dialogs import ACCEPT, LEAVE, read_amount
from inspector.tui.widgets.lines import KeyLine

if TYPE_CHECKING:
    from inspector.merge import Conflict, Verdict

UPHELD = ("confirmed", "partly")


class SettleDialog(ModalScreen[Words | None]):
    """Upheld: amount and article; not upheld: a reason of the list. A note with either."""

    BINDINGS: ClassVar[list[BindingType]] = [ACCEPT, LEAVE]

    def __init__(self, verdict: "Verdict", found: "Conflict") -> None:
        super().__init__()
        self.verdict, self.found = verdict, found

    def compose(self) -> ComposeResult:
        """What is asked depends on how it ends."""
        title = say(f"tui.merging.key.{self.verdict}")
        with Vertical(classes="dialog"):
            told = f"{title}  {clean(self.found.title[language()])}"
            yield Static(told, classes="title", markup=False)
            if self.verdict in UPHELD:
                yield Static(say("tui.confirm.amount"))
                whole = money(self.found.amount) if self.verdict == "confirmed" else ""
                yield Input(whole, id="amount", compact=True)
                yield Static(say("tui.confirm.basis"))
                yield Input(id="basis", compact=True)
            else:
                yield Static(say("tui.reject.reason"))
                options = (
                    Option(one.title(language()), id=one.code) for one in EXCLUSIONS.values()
                )
                yield OptionList(*options, markup=False, compact=True)
            yield Static(say("tui.note-label"))
            yield Input(id="note", compact=True)
            yield Static(id="wrong", markup=False)
            yield KeyLine()

    def action_accept(self) -> None:
        """Return the words, unless the amount is none, or a note is wanted."""
        note = self.query_one("#note", Input).value.strip()
        if self.verdict in UPHELD:
            amount = read_amount(self.query_one("#amount", Input).value)
            if amount is None or not 0 < amount <= self.found.amount:
                self._wrong(say("tui.confirm.wrong", limit=money(self.found.amount)))
                return
            basis = self.query_one("#basis", Input).value.strip()
            self.dismiss(Words(amount=amount, basis=basis, note=note))
            return
        at = self.query_one(OptionList).highlighted or 0
        reason = [*EXCLUSIONS.values()][at]
        if reason.needs_note and not note:
            self._wrong(say("tui.reject.note-missing"))
            return
        self.dismiss(Words(reason=reason.code, note=note))

    def _wrong(self, told: str) -> None:
        self.query_one("#wrong", Static).update(told)

    def action_leave(self) -> None:
        """Nothing is done."""
        self.dismiss(None)
