"""A picture in plain letters on a screen of its own; one key shows its numbers instead."""

from collections.abc import Callable, Sequence
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.events import Resize
from textual.message import Message
from textual.widgets import Static

from inspector.i18n import say
from inspector.tui.needs import Steps
from inspector.tui.pictures import Picture
from inspector.tui.screens.base import Working
from inspector.tui.screens.picking import PickDialog
from inspector.tui.session import Session
from inspector.tui.widgets.lines import CaseLine, KeyLine
from inspector.tui.widgets.paged_table import PagedTable
from inspector.tui.widgets.rows import pages_of

Read = Callable[[Steps], Picture]
"""Reads what is drawn; called in a worker."""
Choice = tuple[str, Read]
"""What a picture is called where one is picked, and how it is read."""


class PictureScreen(Working):
    """One picture, drawn as wide as the screen."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("v", "numbers", "tui.key.numbers", priority=True),
        Binding("escape,q", "leave", "tui.key.back"),
    ]

    class Seen(Message):
        """The picture, read from the case."""

        def __init__(self, picture: Picture) -> None:
            super().__init__()
            self.picture = picture

    def __init__(self, session: Session, read: Read) -> None:
        super().__init__(session)
        self._read = read
        self.picture: Picture | None = None

    def compose(self) -> ComposeResult:
        """Title, picture, and the numbers, of which one is shown."""
        yield CaseLine(self.session)
        yield Static(say("tui.reading"), id="told", markup=False)
        with VerticalScroll(id="drawn"):
            yield Static(id="picture", markup=False)
        yield PagedTable(id="table")
        yield KeyLine()

    def on_mount(self) -> None:
        """Ask off the screen's thread."""
        self.query_one("#table").display = False
        self.query_one("#drawn").focus()
        self.renew()

    def renew(self) -> None:
        """Read it again."""
        steps = self.session.steps
        self.bring("load", lambda: self.Seen(self._read(steps)))

    @on(Seen)
    def show(self, message: Seen) -> None:
        """Draw, and fill the numbers."""
        picture = self.picture = message.picture
        told = [picture.title, picture.told if picture.rows else ""]
        self.query_one("#told", Static).update(" | ".join(part for part in told if part))
        table = self.query_one(PagedTable)
        table.fill(picture.columns, pages_of(picture.rows), empty=say("picture.nothing"))
        self._draw()

    @on(Resize)
    def _draw(self) -> None:
        if self.picture is not None:
            room = self.size
            lines = self.picture.drawn(max(40, room.width - 4), max(8, room.height - 6))
            self.query_one("#picture", Static).update("\n".join(lines) or say("picture.nothing"))

    def action_numbers(self) -> None:
        """The numbers, or the picture again."""
        drawn, table = self.query_one("#drawn"), self.query_one(PagedTable)
        drawn.display, table.display = not drawn.display, not table.display
        (table if table.display else drawn).focus()

    def action_leave(self) -> None:
        """Back to the row."""
        self.dismiss(None)


class Picturing(Working):
    """Mixed into a screen that can say which pictures there are of the row under the cursor."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("v", "picture", "tui.key.picture", show=False)]

    def pictures(self) -> Sequence[Choice]:
        """The pictures there are here."""
        raise NotImplementedError

    def action_picture(self) -> None:
        """Pick one of them, or show the only one."""
        choices = self.pictures()
        if not choices:
            self.notify(say("picture.none"), markup=False)
        elif len(choices) == 1:
            self.app.push_screen(PictureScreen(self.session, choices[0][1]))
        else:
            named = [(str(at), name) for at, (name, _) in enumerate(choices)]
            self.app.push_screen(PickDialog(say("picture.pick"), named), self._picked)

    def _picked(self, at: str | None) -> None:
        if at is not None:
            self.app.push_screen(PictureScreen(self.session, self.pictures()[int(at)][1]))
