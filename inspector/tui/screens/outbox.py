"""Step 9, handing in: what waits, what was delivered where, whose receipt is there."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, ClassVar

from rich.text import Text
from textual import on
from textual.binding import Binding, BindingType
from textual.message import Message
from textual.widgets import Static

from inspector.i18n import say
from inspector.tui.cells import bar, clean, count
from inspector.tui.needs import Steps
from inspector.tui.screens.asking import AskDialog
from inspector.tui.screens.detail import section
from inspector.tui.screens.listing import ListScreen, facts
from inspector.tui.widgets.paged_table import Column
from inspector.tui.widgets.rows import Cells

if TYPE_CHECKING:
    from inspector.outbox import Entry, Progress

SHORT = 16


class OutboxScreen(ListScreen["Entry"]):
    """Every bundle; nothing is delivered twice."""

    step: ClassVar[str] = "outbox"
    BINDINGS: ClassVar[list[BindingType]] = [Binding("s", "submit", "tui.key.submit")]

    class Sending(Message):
        """How many bytes have arrived, and of how many."""

        def __init__(self, done: int, of: int) -> None:
            super().__init__()
            self.done, self.of = done, of

    def read(self) -> "Sequence[Entry]":
        """The outbox, by digest."""
        return self.session.steps.outbox()

    def columns(self) -> list[Column]:
        """State, bundle, where to."""
        return [
            Column(say("tui.column.state"), 20),
            Column(say("tui.outbox.bundle"), SHORT),
            Column(say("tui.outbox.targets"), 30, grows=True),
        ]

    def cells(self, row: "Entry") -> Cells:
        """A bundle's line."""
        return (
            say(f"outbox.state.{row.state}"),
            row.digest.removeprefix("sha256:")[:SHORT],
            clean(" ".join(row.targets)) or "-",
        )

    def told(self) -> str:
        """How many, how many of them wait."""
        waiting = sum(row.state == "waiting" for row in self.every)
        return say("tui.outbox.told", n=count(len(self.every)), waiting=count(waiting))

    def about(self, row: "Entry") -> Text:
        """The whole digest, where it lies, where it went."""
        return Text.assemble(
            (f"{say(f'outbox.state.{row.state}')}\n", "bold"),
            facts(
                (say("tui.outbox.bundle"), row.digest),
                (say("tui.report.where"), clean(str(row.path))),
            ),
            section("tui.outbox.targets", list(row.targets)),
        )

    def action_submit(self) -> None:
        """Ask where to; then seal the signed report, once, and send what waits."""
        if not self.may("submit"):
            return
        here = self.here()
        before = here.targets[0] if here and here.targets else ""
        fields = [(say("tui.outbox.to"), before), (say("tui.outbox.timestamp"), "")]
        self.app.push_screen(AskDialog(say("tui.outbox.submit"), fields), self._submit)

    def _submit(self, told: tuple[str, ...] | None) -> None:
        if told is None:
            return

        def progress(what: str, done: int, of: int) -> None:
            self.post_message(self.Sending(done, of))

        self.act(say("tui.outbox.sending"), lambda steps: _send(steps, told[0], told[1], progress))

    @on(Sending)
    def tell_how_far(self, message: Sending) -> None:
        """A bar that needs no colour."""
        drawn = bar(message.done, message.of, 20)
        told = f"{say('tui.outbox.sending')} {drawn} {count(message.done)}/{count(message.of)}"
        self.query_one("#told", Static).update(told)


def _send(steps: Steps, to: str, timestamp: str, progress: "Progress") -> str:
    sent = steps.submit(to, timestamp, progress)
    waiting = sum(one.state == "waiting" for one in sent.entries)
    facts = {"n": count(len(sent.entries)), "waiting": count(waiting)}
    return say("tui.outbox.sent", receipts=count(len(sent.receipts)), **facts)
