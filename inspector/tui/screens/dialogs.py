"""The questions a person answers before an act: how much and by which law, for what reason, a note.

A dialog returns what was answered, or None if it was left with Esc; it changes nothing itself.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.screen import ModalScreen
from textual.widgets import Input, OptionList, Static
from textual.widgets.option_list import Option

from inspector.i18n import language, say
from inspector.tui.cells import clean, count, money
from inspector.tui.needs import Reason
from inspector.tui.widgets.lines import KeyLine

LEAVE = Binding("escape", "leave", "tui.key.leave", priority=True)
ACCEPT = Binding("enter", "accept", "tui.key.accept", priority=True)


@dataclass(frozen=True)
class Confirmation:
    """What is confirmed: 元 (None: as suspected), by which article, with which note."""

    amount: Decimal | None
    basis: str
    note: str


@dataclass(frozen=True)
class Rejection:
    """Why it is excluded: a reason's code and a note."""

    reason: str
    note: str


class ConfirmDialog(ModalScreen[Confirmation | None]):
    """Confirm one hit at an amount, or several each at its own."""

    BINDINGS: ClassVar[list[BindingType]] = [ACCEPT, LEAVE]

    def __init__(self, hits: int, amount: Decimal | None, basis: Sequence[str]) -> None:
        super().__init__()
        self.hits, self.amount, self.basis = hits, amount, [clean(text) for text in basis]

    def compose(self) -> ComposeResult:
        """Amount (for one hit), article, note."""
        with Vertical(classes="dialog"):
            yield Static(say("tui.confirm.title", hits=count(self.hits)), classes="title")
            if self.amount is not None:
                yield Static(say("tui.confirm.amount"))
                yield Input(money(self.amount), id="amount", compact=True)
            yield Static(say("tui.confirm.basis"))
            yield Input(self.basis[0] if self.basis else "", id="basis", compact=True)
            if len(self.basis) > 1:
                yield OptionList(*(Option(text) for text in self.basis), markup=False, compact=True)
            yield Static(say("tui.note-label"))
            yield Input(id="note", compact=True)
            yield Static(id="wrong", markup=False)
            yield KeyLine()

    @on(OptionList.OptionHighlighted)
    def take(self, event: OptionList.OptionHighlighted) -> None:
        """An article from the rule's list."""
        self.query_one("#basis", Input).value = str(event.option.prompt)

    def action_accept(self) -> None:
        """Return the answers, unless the amount is not one."""
        amount = None
        if self.amount is not None:
            amount = read_amount(self.query_one("#amount", Input).value)
            if amount is None or not 0 < amount <= self.amount:
                self.query_one("#wrong", Static).update(
                    say("tui.confirm.wrong", limit=money(self.amount))
                )
                return
        basis, note = (self.query_one(f"#{name}", Input).value for name in ("basis", "note"))
        self.dismiss(Confirmation(amount, basis.strip(), note.strip()))

    def action_leave(self) -> None:
        """Nothing is done."""
        self.dismiss(None)


def read_amount(text: str) -> Decimal | None:
    """元 as a person types it, `1,234.5` or `1234.50`; None if it is no amount of money."""
    try:
        amount = Decimal(text.replace(",", "").replace("，", "").strip())
    except InvalidOperation:
        return None
    if not amount.is_finite() or amount != round(amount, 2):
        return None
    return amount.quantize(Decimal("0.01"))


class RejectDialog(ModalScreen[Rejection | None]):
    """Exclude with a reason of the list; its number picks it."""

    BINDINGS: ClassVar[list[BindingType]] = [
        ACCEPT,
        LEAVE,
        *(Binding(str(n), f"pick({n})", "tui.key.pick", show=False) for n in range(10)),
    ]

    def __init__(self, hits: int, reasons: Sequence[Reason]) -> None:
        super().__init__()
        self.hits, self.reasons = hits, reasons

    def compose(self) -> ComposeResult:
        """The reasons by number, then a note."""
        with Vertical(classes="dialog"):
            yield Static(say("tui.reject.title", hits=count(self.hits)), classes="title")
            yield Static(say("tui.reject.reason"))
            zh = language() == "zh"
            yield OptionList(
                *(
                    Option(f"{number % 10} {one.zh if zh else one.en}", id=one.code)
                    for number, one in enumerate(self.reasons, 1)
                ),
                markup=False,
                compact=True,
            )
            yield Static(say("tui.note-label"))
            yield Input(id="note", compact=True)
            yield Static(id="wrong", markup=False)
            yield KeyLine()

    def action_pick(self, number: int) -> None:
        """Stand on the reason of that number; 0 is the tenth."""
        at = (number or 10) - 1
        if at < len(self.reasons):
            self.query_one(OptionList).highlighted = at

    def action_accept(self) -> None:
        """Return reason and note, unless the reason wants a note and has none."""
        reason = self.reasons[self.query_one(OptionList).highlighted or 0]
        note = self.query_one("#note", Input)
        if reason.needs_note and not note.value.strip():
            self.query_one("#wrong", Static).update(say("tui.reject.note-missing"))
            note.focus()
            return
        self.dismiss(Rejection(reason.code, note.value.strip()))

    def action_leave(self) -> None:
        """Nothing is done."""
        self.dismiss(None)


class NoteDialog(ModalScreen[str | None]):
    """A note on one or several findings."""

    BINDINGS: ClassVar[list[BindingType]] = [ACCEPT, LEAVE]

    def __init__(self, hits: int) -> None:
        super().__init__()
        self.hits = hits

    def compose(self) -> ComposeResult:
        """One line to write on."""
        with Vertical(classes="dialog"):
            yield Static(say("tui.note.title", hits=count(self.hits)), classes="title")
            yield Input(id="note", compact=True)
            yield KeyLine()

    def action_accept(self) -> None:
        """Return the note; an empty one is none."""
        self.dismiss(self.query_one(Input).value.strip() or None)

    def action_leave(self) -> None:
        """Nothing is done."""
        self.dismiss(None)
