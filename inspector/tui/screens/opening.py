"""Before a case is on the table: opening it, or a case somebody else writes in."""

from typing import ClassVar

from rich.text import Text
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Center, Middle
from textual.message import Message
from textual.screen import Screen
from textual.widgets import Static

from inspector.errors import CaseLocked, InspectorError
from inspector.i18n import explain, say
from inspector.tui.needs import Opener
from inspector.tui.widgets.lines import KeyLine
from inspector.tui.widgets.prose import Prose


class OpeningScreen(Screen[None]):
    """Says that the case is being opened, or why it could not be."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("o", "read_only", "tui.key.read-only"),
        Binding("ctrl+l", "app.language", "tui.key.language"),
        Binding("q", "quit", "tui.key.quit"),
    ]

    class Begun(Message):
        """There is a case."""

        def __init__(self, opener: Opener) -> None:
            super().__init__()
            self.opener = opener

    class ReadOnly(Message):
        """Open it for reading then."""

    refusal: InspectorError | None = None

    def compose(self) -> ComposeResult:
        """One paragraph in the middle."""
        with Middle(), Center():
            yield Static(say("tui.opening"), id="paragraph", markup=False)
        yield KeyLine()

    def refuse(self, error: InspectorError) -> None:
        """Tell why, and what to do next."""
        self.refusal = error
        told = explain(error)
        self.query_one("#paragraph", Static).update(
            Prose(Text.assemble((told.what, "bold"), "\n\n", told.next))
        )
        self.refresh_bindings()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Reading alone is offered only when somebody else writes."""
        return action != "read_only" or isinstance(self.refusal, CaseLocked)

    def action_read_only(self) -> None:
        """Open without the lock."""
        self.query_one("#paragraph", Static).update(say("tui.opening"))
        self.post_message(self.ReadOnly())

    def action_quit(self) -> None:
        """Leave; who called the program can tell a case that did not open from one that did."""
        self.app.exit(return_code=self.refusal.exit_status if self.refusal else 0)

    async def relabel(self) -> None:
        """Say it again in the language now in force."""
        await self.recompose()
        if self.refusal:
            self.refuse(self.refusal)
