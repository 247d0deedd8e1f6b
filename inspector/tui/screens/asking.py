"""A few lines a person fills before an act; nothing is done if they are left with Esc."""

from collections.abc import Callable, Sequence
from typing import Any, ClassVar

from textual.app import App, ComposeResult
from textual.binding import BindingType
from textual.containers import Vertical
from textual.screen import ModalScreen
from textual.widgets import Input, Static

from inspector.i18n import say
from inspector.tui.screens.dialogs import ACCEPT, LEAVE
from inspector.tui.widgets.lines import KeyLine


class AskDialog(ModalScreen[tuple[str, ...] | None]):
    """A few lines to fill; returns them in order."""

    BINDINGS: ClassVar[list[BindingType]] = [ACCEPT, LEAVE]

    def __init__(self, title: str, fields: Sequence[tuple[str, str]]) -> None:
        super().__init__()
        self.told, self.fields = title, fields

    def compose(self) -> ComposeResult:
        """A label and a line each."""
        with Vertical(classes="dialog"):
            yield Static(self.told, classes="title", markup=False)
            for label, value in self.fields:
                yield Static(label, markup=False)
                yield Input(value, compact=True)
            yield KeyLine()

    def action_accept(self) -> None:
        """Return what stands in the lines."""
        self.dismiss(tuple(one.value.strip() for one in self.query(Input)))

    def action_leave(self) -> None:
        """Nothing is done."""
        self.dismiss(None)


def fill(app: App[Any], sql: str, known: dict[str, str], then: Callable[[str], None]) -> None:
    """Ask for what `sql` leaves open, offering what is `known`; then go on with it filled."""
    from inspector.query import filled, parameters

    names = parameters(sql)

    def go_on(told: tuple[str, ...] | None) -> None:
        if told is not None:
            values = dict(zip(names, told, strict=True))
            known.update(values)
            then(filled(sql, values))

    if names:
        fields = [(f"${name}", known.get(name, "")) for name in names]
        app.push_screen(AskDialog(say("tui.query.fill"), fields), go_on)
    else:
        then(sql)
