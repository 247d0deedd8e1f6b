"""A photograph kept as evidence, in coloured cells: enough to tell which one it is.

Cells are spaces with a colour behind them: any other sign is two cells wide on some terminals.
"""

from typing import TYPE_CHECKING, ClassVar

from rich.color import Color
from rich.style import Style
from rich.text import Text
from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.message import Message
from textual.widgets import Static

from inspector.i18n import say
from inspector.tui.cells import clean
from inspector.tui.screens.base import Working
from inspector.tui.session import Session
from inspector.tui.widgets.lines import CaseLine, KeyLine

if TYPE_CHECKING:
    from inspector.evidence import Small
    from inspector.report import Exhibit

_LARGEST = 64 << 20
"""Bytes of a file that is opened to be looked at; films are larger."""


class PhotoScreen(Working):
    """One piece of evidence, as large as the screen."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape,q,v", "leave", "tui.key.back")]

    class Seen(Message):
        """The cells, read from the case."""

        def __init__(self, cells: "Small") -> None:
            super().__init__()
            self.cells = cells

    def __init__(self, session: Session, row: "Exhibit") -> None:
        super().__init__(session)
        self.row = row

    def compose(self) -> ComposeResult:
        """Its name, the photograph, the keys."""
        yield CaseLine(self.session)
        yield Static(clean(self.row.name), id="told", markup=False)
        yield Static(say("tui.reading"), id="photo", markup=False)
        yield KeyLine()

    def on_mount(self) -> None:
        """Open it off the screen's thread."""
        self.renew()

    def renew(self) -> None:
        """Open it again."""
        if self.row.size > _LARGEST or self.app.no_color:
            self.show(self.Seen(()))
            return
        steps, room = self.session.steps, self.size
        columns, rows = max(8, room.width - 2), max(4, room.height - 4)
        self.bring("photo", lambda: self.Seen(steps.photo(self.row.digest, columns, rows)))

    @on(Seen)
    def show(self, message: Seen) -> None:
        """Paint it, or say that there is nothing to paint."""
        lines = (Text.assemble(*((" ", _behind(one)) for one in line)) for line in message.cells)
        told = Text("\n").join(lines) if message.cells else Text(say("tui.evidence.no-photo"))
        self.query_one("#photo", Static).update(told)

    def action_leave(self) -> None:
        """Back to the list."""
        self.dismiss(None)


def _behind(colour: tuple[int, int, int]) -> Style:
    return Style(bgcolor=Color.from_rgb(*colour))
