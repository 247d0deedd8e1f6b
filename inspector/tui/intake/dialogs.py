"""What the intake screen asks: which column a header is, where to write, how to pack.

A dialog returns what was answered, or None if it was left with Esc; it changes nothing itself.
"""

import os
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.screen import ModalScreen
from textual.widgets import Input, OptionList, Static
from textual.widgets.option_list import Option

from inspector.i18n import say
from inspector.tui.cells import clean
from inspector.tui.screens.dialogs import ACCEPT, LEAVE
from inspector.tui.widgets.lines import KeyLine

NOT_TAKEN = "-"


@dataclass(frozen=True)
class Choice:
    """A column that may be chosen: its name, and the line that shows it."""

    column: str
    shown: str


@dataclass(frozen=True)
class Packing:
    """Who packs for whom, to where."""

    identity: Path
    passphrase: str
    recipients: tuple[Path, ...]
    out: Path


class ColumnDialog(ModalScreen[str | None]):
    """Choose the column a header becomes; returns its name, `-` for not taken."""

    BINDINGS: ClassVar[list[BindingType]] = [
        ACCEPT,
        LEAVE,
        Binding("up", "step(-1)", "tui.key.up", show=False, priority=True),
        Binding("down", "step(1)", "tui.key.down", show=False, priority=True),
        Binding("pageup", "step(-9)", "tui.key.page-up", show=False, priority=True),
        Binding("pagedown", "step(9)", "tui.key.page-down", show=False, priority=True),
    ]

    def __init__(self, header: str, shape: str, choices: Sequence[Choice], current: str) -> None:
        super().__init__()
        self.shape, self.current = clean(shape), current
        self.told = self.title_of(clean(header))
        self.choices = [*self.always(), *choices]

    def title_of(self, header: str) -> str:
        """What is asked."""
        return say("tui.intake.column.title", header=header)

    def always(self) -> list[Choice]:
        """What can be answered whatever there is."""
        return [Choice(NOT_TAKEN, say("tui.intake.not-taken"))]

    def compose(self) -> ComposeResult:
        """What to find, then what there is."""
        with Vertical(classes="dialog"):
            yield Static(self.told, classes="title", markup=False)
            if self.shape:
                yield Static(say("tui.intake.column.shape", shape=self.shape), markup=False)
            yield Input(placeholder=say("tui.intake.column.find"), id="find", compact=True)
            yield OptionList(markup=False, compact=True)
            yield KeyLine()

    def on_mount(self) -> None:
        """Everything, the present column under the cursor."""
        self._fill("")

    @on(Input.Changed)
    def find(self, event: Input.Changed) -> None:
        """Only what holds the letters typed."""
        self._fill(event.value.strip().casefold())

    def _fill(self, wanted: str) -> None:
        shown = self.query_one(OptionList)
        found = [one for one in self.choices if wanted in one.shown.casefold()]
        shown.clear_options()
        shown.add_options(Option(one.shown, id=one.column) for one in found)
        columns = [one.column for one in found]
        here = columns.index(self.current) if self.current in columns else min(1, len(found) - 1)
        shown.highlighted = (here if not wanted else 0) if found else None

    def action_step(self, by: int) -> None:
        """Up or down the list while the letters stay in the line above it."""
        shown = self.query_one(OptionList)
        if shown.option_count:
            at = (shown.highlighted or 0) + by
            shown.highlighted = max(0, min(shown.option_count - 1, at))

    def action_accept(self) -> None:
        """Return the column under the cursor."""
        shown = self.query_one(OptionList)
        if shown.highlighted is not None:
            self.dismiss(shown.get_option_at_index(shown.highlighted).id)

    @on(OptionList.OptionSelected)
    def clicked(self) -> None:
        """A click on a column is the answer."""
        self.action_accept()

    def action_leave(self) -> None:
        """Nothing changes."""
        self.dismiss(None)


class TableDialog(ColumnDialog):
    """Choose the table a sheet is that nobody recognised; returns its name."""

    def title_of(self, header: str) -> str:
        """What is asked."""
        return say("tui.intake.table-of", file=header)

    def always(self) -> list[Choice]:
        """A sheet that is to be left alone needs no answer."""
        return []


class PathDialog(ModalScreen[Path | None]):
    """Where the mapping is to be written; a file that is there is asked about once more."""

    BINDINGS: ClassVar[list[BindingType]] = [ACCEPT, LEAVE]

    def __init__(self, proposed: Path, own: bool = False) -> None:
        super().__init__()
        self.proposed, self.own = proposed, own
        self.asked: Path | None = None

    def compose(self) -> ComposeResult:
        """One line for the path."""
        with Vertical(classes="dialog"):
            yield Static(say("tui.intake.write.title"), classes="title")
            yield Static(say("tui.intake.write.changed" if self.own else "tui.intake.write.where"))
            yield Input(str(self.proposed), id="path", compact=True)
            yield Static(id="wrong", markup=False)
            yield KeyLine()

    def action_accept(self) -> None:
        """Return the path; over a file that is there only when Enter comes twice."""
        said = self.query_one(Input).value.strip()
        path = Path(said).expanduser()
        if not said or path.is_dir():
            self._wrong("tui.intake.write.no-file", path)
        elif path.exists() and path != self.asked:
            self.asked = path
            self._wrong("tui.intake.write.over", path)
        else:
            self.dismiss(path)

    def _wrong(self, key: str, path: Path) -> None:
        self.query_one("#wrong", Static).update(say(key, path=clean(str(path))))

    def action_leave(self) -> None:
        """Nothing is written."""
        self.dismiss(None)


class PackDialog(ModalScreen[Packing | None]):
    """Who packs, for whom, and to which file."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "accept", "tui.intake.key.pack", priority=True),
        Binding("tab", "app.focus_next", "tui.intake.key.next-line"),
        LEAVE,
    ]

    def __init__(self, identity: str, out: Path) -> None:
        super().__init__()
        self.identity, self.out = identity, out
        self.told = "INSPECTOR_PASSPHRASE" in os.environ

    def compose(self) -> ComposeResult:
        """Four lines to fill in."""
        with Vertical(classes="dialog"):
            yield Static(say("tui.intake.pack.title"), classes="title")
            yield Static(say("tui.intake.pack.identity"))
            yield Input(self.identity, id="identity", compact=True)
            yield Static(
                say(
                    "tui.intake.pack.passphrase-told" if self.told else "tui.intake.pack.passphrase"
                )
            )
            yield Input(password=True, id="passphrase", compact=True)
            yield Static(say("tui.intake.pack.recipients"))
            yield Input(id="recipients", compact=True)
            yield Static(say("tui.intake.pack.out"))
            yield Input(str(self.out), id="out", compact=True)
            yield Static(id="wrong", markup=False)
            yield KeyLine()

    def action_accept(self) -> None:
        """Return the answers, or stand on the line that lacks one."""
        said = {name: self.query_one(f"#{name}", Input).value.strip() for name in _LINES}
        passphrase = self.query_one("#passphrase", Input).value
        if not passphrase and self.told:
            passphrase = os.environ["INSPECTOR_PASSPHRASE"]
        cards = [Path(one.strip()).expanduser() for one in split(said["recipients"])]
        out = Path(said["out"]).expanduser()
        lacking = next((name for name in _LINES if not said[name]), "")
        if not lacking and not passphrase:
            lacking = "passphrase"
        if lacking:
            self._wrong(lacking, "tui.intake.pack.lacking")
        elif out.exists():
            self._wrong("out", "tui.intake.pack.there")
        else:
            identity = Path(said["identity"]).expanduser()
            self.dismiss(Packing(identity, passphrase, tuple(cards), out))

    def _wrong(self, line: str, key: str) -> None:
        self.query_one("#wrong", Static).update(say(key))
        self.query_one(f"#{line}", Input).focus()

    def action_leave(self) -> None:
        """Nothing is packed."""
        self.dismiss(None)


_LINES = ("identity", "recipients", "out")


def split(said: str) -> list[str]:
    """Paths with a semicolon, Chinese or not, between them."""
    return [one for one in said.replace("；", ";").split(";") if one.strip()]
