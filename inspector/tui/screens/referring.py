"""Referring findings to the police, the health or the drug authority: what they get is told first.

What is sealed, journaled and moved is the steps' business; a form left with Esc has done nothing.
"""

from collections.abc import Sequence
from pathlib import Path
from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.message import Message

from inspector.i18n import say
from inspector.tui.cells import count
from inspector.tui.papers import Referring
from inspector.tui.screens.asking import AskDialog
from inspector.tui.screens.base import Changed
from inspector.tui.screens.judging import Judging
from inspector.tui.screens.picking import PickDialog

AUTHORITIES = ("police", "health", "drug")
_FIELDS = ("card", "reason", "evidence", "out")


class Referrable(Judging):
    """Mixed into the findings screen: `r` refers those marked, else the one under the cursor."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("r", "refer", "tui.key.refer", show=False)]

    def action_refer(self) -> None:
        """Ask to whom; then what belongs to it; then write the package."""
        meant = list(self.chosen())
        if not meant:
            self.notify(say("tui.findings.empty"), markup=False)
        elif self.may("confirm"):
            title = say("referral.tui.title", findings=count(len(meant)))
            choices = [(to, say(f"referral.to.{to}")) for to in AUTHORITIES]
            self.app.push_screen(PickDialog(title, choices), lambda to: self._ask(meant, to))

    def _ask(self, meant: Sequence[str], to: str | None, filled: Sequence[str] = ()) -> None:
        if to is None:
            return
        values = filled or ("", "", "", f"{to}.referral")
        labels = [say(f"referral.tui.{name}") for name in _FIELDS]

        def answered(told: tuple[str, ...] | None) -> None:
            if told is None:
                return
            card, reason, evidence, out = told
            if card and reason and out:
                paths = Path(card).expanduser(), Path(out).expanduser()
                self._refer(meant, Referring(to, paths[0], reason, evidence.split(), paths[1]))
            else:
                self.notify(say("referral.tui.incomplete"), severity="error", markup=False)
                self._ask(meant, to, told)

        fields = list(zip(labels, values, strict=True))
        self.app.push_screen(AskDialog(self._told(len(meant), to), fields), answered)

    def _told(self, findings: int, to: str) -> str:
        """To whom, what they get of each finding, and what they do not get."""
        separator = say("findings.list-separator")
        gets = separator.join(self.session.steps.referred(to))
        told = say("referral.tui.told", findings=count(findings), to=say(f"referral.to.{to}"))
        return "\n".join(
            [told, say("referral.tui.gets", columns=gets), say(f"referral.withheld.{to}")]
        )

    def _refer(self, meant: Sequence[str], told: Referring) -> None:
        steps = self.session.steps

        def write() -> Message:
            return Changed(say("referral.cli.referred", **steps.refer(told, meant)))

        self.bring("act", write, act=True)
