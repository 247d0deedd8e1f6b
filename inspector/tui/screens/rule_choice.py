"""Before a rule is written on site: which template, or which of the case's own rules to change.

Choosing does nothing yet; a rule is withdrawn with a reason, never without one.
"""

from collections.abc import Sequence
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Vertical
from textual.screen import ModalScreen
from textual.widgets import Input, OptionList, Static
from textual.widgets.option_list import Option

from inspector.i18n import language, say
from inspector.tui.cells import clean
from inspector.tui.screens.dialogs import ACCEPT, LEAVE
from inspector.tui.widgets.lines import KeyLine

Written = Sequence[tuple[str, str]]
"""The rules written on site: id and title."""


class PresetDialog(ModalScreen[str | None]):
    """Which template, each with one sentence; or a rule of this case, to be changed."""

    BINDINGS: ClassVar[list[BindingType]] = [ACCEPT, LEAVE]

    def __init__(self, written: Written = ()) -> None:
        super().__init__()
        self.written = written

    def compose(self) -> ComposeResult:
        """The templates, two lines each; below them what was written before."""
        from inspector.rules import preset, preset_names

        with Vertical(classes="dialog"):
            yield Static(say("tui.form.choose"), classes="title")
            told = {name: preset(name).say[language()] for name in preset_names()}
            options = [Option(f"{name}\n  {sentence}", id=name) for name, sentence in told.items()]
            options += [
                Option(say("tui.form.change", rule=rule, title=clean(title)), id=rule)
                for rule, title in self.written
            ]
            yield OptionList(*options, markup=False, compact=True)
            yield KeyLine()

    def action_accept(self) -> None:
        """Return the template or the rule under the cursor."""
        listed = self.query_one(OptionList)
        self.dismiss(listed.get_option_at_index(listed.highlighted or 0).id)

    def action_leave(self) -> None:
        """None was chosen."""
        self.dismiss(None)


class WithdrawDialog(ModalScreen[str | None]):
    """Why a rule is withdrawn."""

    BINDINGS: ClassVar[list[BindingType]] = [ACCEPT, LEAVE]

    def __init__(self, rule: str) -> None:
        super().__init__()
        self.rule = rule

    def compose(self) -> ComposeResult:
        """One line to write on."""
        with Vertical(classes="dialog"):
            yield Static(say("tui.form.withdraw", rule=self.rule), classes="title")
            yield Input(id="reason", compact=True)
            yield KeyLine()

    def action_accept(self) -> None:
        """Return the reason; without one nothing is done."""
        self.dismiss(self.query_one(Input).value.strip() or None)

    def action_leave(self) -> None:
        """The rule stays."""
        self.dismiss(None)
