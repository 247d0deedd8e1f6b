"""Step 0, the log: who did what and when, verified as it is read; refusals are in it too."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, ClassVar

from rich.text import Text

from inspector.i18n import say
from inspector.tui.cells import clean, count
from inspector.tui.screens.detail import section
from inspector.tui.screens.findings import minute
from inspector.tui.screens.listing import ListScreen, facts
from inspector.tui.widgets.paged_table import Column
from inspector.tui.widgets.rows import Cells

if TYPE_CHECKING:
    from inspector.steps import Head, Noted


class LogScreen(ListScreen["Noted"]):
    """Every event of the case, the latest first."""

    step: ClassVar[str] = "log"
    heads: "Sequence[Head]" = ()

    def read(self) -> "Sequence[Noted]":
        """The events, after every signature and chain held."""
        told = self.session.steps.log()
        self.heads = told.heads
        return told.events[::-1]

    def columns(self) -> list[Column]:
        """Time, who, what, about which finding, the rest."""
        return [
            Column(say("tui.column.at"), 16),
            Column(say("cli.column.author"), 10),
            Column(say("cli.column.act"), 16),
            Column(say("cli.column.finding"), 8),
            Column(say("cli.column.detail"), 22, grows=True),
        ]

    def cells(self, row: "Noted") -> Cells:
        """An event's line; `!` before what is odd about it."""
        odd = say("tui.log.odd") if row.note else ""
        return (
            minute(row.at),
            clean(row.author),
            say(f"findings.kind.{row.kind}"),
            (row.finding or "")[:8],
            clean(f"{odd}{row.detail}"),
        )

    def told(self) -> str:
        """How many, that they hold, how many are odd."""
        odd = sum(bool(row.note) for row in self.every)
        told = say("tui.log.told", n=count(len(self.every)), people=count(len(self.heads)))
        return f"{told} | {say('tui.log.odd-ones', n=count(odd))}" if odd else told

    def about(self, row: "Noted") -> Text:
        """The whole event, and where everybody's chain ends."""
        heads = [
            say("cli.log.head", author=clean(one.author), events=count(one.events), head=one.head)
            for one in self.heads
        ]
        note = say(f"cli.log.{row.note}", at=row.at, author=clean(row.author)) if row.note else ""
        return Text.assemble(
            (f"{say(f'findings.kind.{row.kind}')}\n", "bold"),
            facts(
                (say("tui.column.at"), row.at),
                (say("cli.column.author"), clean(row.author)),
                (say("cli.column.finding"), row.finding or ""),
                (say("cli.column.detail"), clean(row.detail)),
                ("", note),
                (say("tui.log.id"), row.id),
            ),
            section("tui.log.heads", heads),
        )
