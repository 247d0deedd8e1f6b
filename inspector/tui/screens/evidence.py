"""Step 7, the evidence: every piece kept, opened and hashed again whenever it is listed."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, ClassVar

from rich.text import Text
from textual.binding import Binding, BindingType

from inspector.i18n import say
from inspector.tui.cells import clean, count
from inspector.tui.screens.exhibits import attaching, keep
from inspector.tui.screens.findings import minute
from inspector.tui.screens.listing import ListScreen, facts
from inspector.tui.screens.photo import PhotoScreen
from inspector.tui.widgets.paged_table import Column
from inspector.tui.widgets.rows import Cells

if TYPE_CHECKING:
    from inspector.report import Exhibit


class EvidenceScreen(ListScreen["Exhibit"]):
    """What was kept, of which finding, how it was taken."""

    step: ClassVar[str] = "evidence"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("a", "attach", "tui.key.attach"),
        Binding("v", "photo", "tui.key.photo"),
    ]

    def read(self) -> "Sequence[Exhibit]":
        """Every piece, verified."""
        return self.session.steps.evidence()

    def columns(self) -> list[Column]:
        """File, finding, state, where, when, by whom."""
        return [
            Column(say("tui.evidence.file"), 18, grows=True),
            Column(say("cli.column.finding"), 8),
            Column(say("tui.evidence.state"), 8),
            Column(say("tui.evidence.place"), 12, grows=True),
            Column(say("tui.evidence.at"), 16),
            Column(say("tui.evidence.kept-by"), 9),
        ]

    def cells(self, row: "Exhibit") -> Cells:
        """A piece's line."""
        return (
            clean(row.name),
            row.finding[:8],
            state(row),
            clean(row.place),
            clean(row.at[:16]),
            clean(row.kept_by),
        )

    def told(self) -> str:
        """How many, and how many are not what was kept."""
        bad = sum(row.state != "whole" for row in self.every)
        told = say("tui.evidence.told", n=count(len(self.every)))
        return f"{told} | {say('tui.evidence.bad', n=count(bad))}" if bad else told

    def about(self, row: "Exhibit") -> Text:
        """Everything noted of it."""
        return Text.assemble(
            (f"{clean(row.name)}  {state(row)}\n", "bold"),
            facts(
                (say("cli.column.finding"), row.finding),
                (say("tui.evidence.place"), clean(row.place)),
                (say("tui.evidence.at"), clean(row.at)),
                (say("tui.evidence.camera"), clean(row.camera)),
                (say("tui.evidence.holder"), clean(row.holder)),
                (say("tui.evidence.second"), clean(row.second)),
                (say("tui.evidence.kept-by"), f"{clean(row.kept_by)}  {minute(row.kept_at)}"),
                (say("tui.evidence.size"), count(row.size)),
                (say("tui.evidence.digest"), row.digest),
            ),
        )

    def action_attach(self) -> None:
        """Ask which file, of which finding, and how it was taken; then seal it."""
        if self.may("attach"):
            here = self.here()
            self.app.push_screen(attaching(here.finding[:8] if here else ""), self._keep)

    def action_photo(self) -> None:
        """Show the photograph under the cursor."""
        if (here := self.here()) is not None:
            self.app.push_screen(PhotoScreen(self.session, here))

    def _keep(self, told: tuple[str, ...] | None) -> None:
        if told is not None and all(told[:2]):
            self.act(say("tui.evidence.keeping"), lambda steps: keep(steps, told))


def state(row: "Exhibit") -> str:
    """Whether it is still what was kept, in a word."""
    return say(f"report.evidence.state_{row.state}")
