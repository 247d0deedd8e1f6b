"""What the intake screen asks of one column beside its name: how it is written, which rows count.

An answer that the mapping would refuse stays in the dialog with the reason.
"""

from collections.abc import Callable, Mapping, Sequence
from typing import ClassVar, Generic, TypeVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.screen import ModalScreen
from textual.widgets import Input, Static

from inspector.i18n import say
from inspector.tui.cells import clean
from inspector.tui.intake.mapping_ways import Limit, Writing
from inspector.tui.screens.dialogs import ACCEPT, LEAVE
from inspector.tui.widgets.lines import KeyLine

Answer = TypeVar("Answer")


class LinesDialog(ModalScreen[Answer | None], Generic[Answer]):
    """A few lines to fill in, each with a word above it."""

    BINDINGS: ClassVar[list[BindingType]] = [
        ACCEPT,
        Binding("tab", "app.focus_next", "tui.intake.key.next-line"),
        LEAVE,
    ]

    def __init__(
        self,
        title: str,
        told: str,
        lines: Mapping[str, tuple[str, str]],
        refuse: Callable[[Answer], str],
    ) -> None:
        super().__init__()
        self.asked, self.told, self.lines, self.refuse = title, told, lines, refuse

    def answer(self, said: Mapping[str, str]) -> Answer:
        """The answer in what was typed, by line."""
        raise NotImplementedError

    def compose(self) -> ComposeResult:
        """Title, what is known, then word and line."""
        with Vertical(classes="dialog"):
            yield Static(clean(self.asked), classes="title", markup=False)
            if self.told:
                yield Static(clean(self.told), markup=False)
            for name, (word, said) in self.lines.items():
                yield Static(word, markup=False)
                yield Input(said, id=name, compact=True)
            yield Static(id="wrong", markup=False)
            yield KeyLine()

    def action_accept(self) -> None:
        """Return the answer, or say what is wrong with it."""
        said = {name: self.query_one(f"#{name}", Input).value.strip() for name in self.lines}
        made = self.answer(said)
        wrong = self.refuse(made)
        if wrong:
            self.query_one("#wrong", Static).update(clean(wrong))
        else:
            self.dismiss(made)

    def action_leave(self) -> None:
        """Nothing changes."""
        self.dismiss(None)


class WritingDialog(LinesDialog[Writing]):
    """Format of moments, unit of numbers, words that stand for others."""

    def __init__(
        self,
        header: str,
        shape: str,
        now: Writing,
        *,
        moment: bool,
        units: Sequence[str],
        refuse: Callable[[Writing], str],
    ) -> None:
        lines = {}
        if moment or now.format:
            lines["format"] = say("tui.intake.writing.format"), now.format
        if units or now.unit:
            known = " ".join(units)
            lines["unit"] = say("tui.intake.writing.unit", units=known), now.unit
        lines["values"] = say("tui.intake.writing.values"), pairs(now.values)
        title = say("tui.intake.writing.title", header=header)
        told = say("tui.intake.column.shape", shape=shape) if shape else ""
        super().__init__(title, told, lines, refuse)

    def answer(self, said: Mapping[str, str]) -> Writing:
        return Writing(said.get("format", ""), said.get("unit", ""), unpaired(said["values"]))


class LimitDialog(LinesDialog[Limit]):
    """Which rows are looked at by one header (口径)."""

    def __init__(self, header: str, shape: str, now: Limit, refuse: Callable[[Limit], str]) -> None:
        self.format = now.format
        lines = {
            "only": (say("tui.intake.limit.only"), listed(now.only)),
            "without": (say("tui.intake.limit.without"), listed(now.without)),
            "first": (say("tui.intake.limit.first"), now.first),
            "last": (say("tui.intake.limit.last"), now.last),
            "why": (say("tui.intake.limit.why"), now.why),
        }
        title = say("tui.intake.limit.title", header=header)
        told = say("tui.intake.column.shape", shape=shape) if shape else ""
        super().__init__(title, told, lines, refuse)

    def answer(self, said: Mapping[str, str]) -> Limit:
        words = parted(said["only"]), parted(said["without"])
        bounded = self.format if said["first"] or said["last"] else ""
        return Limit(*words, said["first"], said["last"], said["why"], bounded)


def listed(words: Sequence[str]) -> str:
    """Words on one line."""
    return "; ".join(words)


def parted(said: str) -> tuple[str, ...]:
    """Words with a semicolon, Chinese or not, between them."""
    return tuple(one.strip() for one in said.replace("；", ";").split(";") if one.strip())


def pairs(values: Mapping[str, str]) -> str:
    """Words and what they stand for, on one line."""
    return listed([f"{word} = {means}" for word, means in values.items()])


def unpaired(said: str) -> dict[str, str]:
    """Word → what it stands for; a word alone stands for nothing known."""
    told = (one.replace("＝", "=").partition("=") for one in parted(said))
    return {word.strip(): means.strip() for word, _, means in told}
