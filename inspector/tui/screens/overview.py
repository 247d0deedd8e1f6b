"""Step 1, the overview: what was received, whether it adds up, what was found, what to do next."""

import re
from collections.abc import Iterable, Sequence
from decimal import Decimal
from typing import TYPE_CHECKING, Any, ClassVar

from rich.text import Text
from textual import on
from textual.containers import VerticalScroll
from textual.message import Message
from textual.widget import Widget
from textual.widgets import Static

from inspector.i18n import language, say
from inspector.tui.cells import clean, count, fit, money
from inspector.tui.screens.base import StepScreen

if TYPE_CHECKING:
    from inspector.steps import OutcomeRow, Overview

LABEL = 34
NUMBER = 16
DEAREST = 8
_NUMBER = re.compile(r"-?[0-9]+(\.[0-9]+)?")


class OverviewScreen(StepScreen):
    """The state of the case on one page."""

    step: ClassVar[str] = "overview"

    class Known(Message):
        """The overview, read from the case."""

        def __init__(self, overview: "Overview") -> None:
            super().__init__()
            self.overview = overview

    def body(self) -> Iterable[Widget]:
        """Next step on top; then two columns where there is room."""
        yield Static(id="next", markup=False)
        with VerticalScroll(id="page"):
            for section in ("findings", "outcomes", "tables", "totals"):
                yield Static(id=section, classes="section", markup=False)

    def load(self) -> None:
        """Read the overview."""
        self.bring("load", lambda: self.Known(self.session.steps.overview()))

    @on(Known)
    def show(self, message: Known) -> None:
        """Fill the sections."""
        told = self.session.overview = message.overview
        self.query_one("#next", Static).update(
            Text.assemble(
                (say("tui.next"), "bold"), " ", say(f"tui.do.{told.next.rpartition('.')[2]}")
            )
        )
        for name, lines in (
            ("tables", tables(told)),
            ("totals", totals(told)),
            ("outcomes", outcomes(told)),
            ("findings", findings(told)),
        ):
            self.query_one(f"#{name}", Static).update(
                Text.assemble((say(f"tui.overview.{name}"), "bold"), "\n", "\n".join(lines))
            )


def pair(label: str, value: str, note: str = "") -> str:
    """A label, its value right-aligned, and a note."""
    return f"{fit(label, LABEL)} {fit(value, NUMBER, right=True)}  {note}".rstrip()


def tables(told: "Overview") -> list[str]:
    """Rows received by table, each with the name a question uses."""
    names = table_names(told)
    lines = [
        pair(f"{names[name]}  {name}", count(rows), say("tui.rows"))
        for name, _, _, rows in told.tables
    ]
    return lines or [say("tui.overview.no-tables")]


def table_names(told: "Overview") -> dict[str, str]:
    """Each table's name in the language in force."""
    return {name: clean(zh if language() == "zh" else en) for name, zh, en, _ in told.tables}


def totals(told: "Overview") -> list[str]:
    """Control totals as sentences; `!` stands before one with rows that do not fit."""
    names = table_names(told)
    lines: list[str] = []
    for total in told.totals:
        of = str(total["of"])
        facts: dict[str, Any] = {
            name: grouped(value) for name, value in total.items() if name != "name"
        }
        facts["of"] = names.get(of, of)
        mark = "!" if int(total["problem_rows"]) else " "
        lines.append(f"{mark} {clean(say(total['name'], **facts))}")
    return lines or [say("tui.overview.no-totals")]


def grouped(value: object) -> str:
    """A number of a control total with its thousands apart; any other text as it is."""
    text = str(value)
    return f"{Decimal(text):,}" if _NUMBER.fullmatch(text) else clean(text)


def outcomes(told: "Overview") -> list[str]:
    """How many rules came out how."""
    if not told.outcomes:
        return [say("tui.overview.no-outcomes")]
    statuses = ("hit", "clean", "not_run", "error")
    tally = {status: [row for row in told.outcomes if row.status == status] for status in statuses}
    tallied = [
        pair(
            say(f"tui.status.{status}"),
            say("tui.rules-counted", rules=count(len(rows))),
            say("tui.hits-counted", hits=count(sum(row.hits for row in rows)))
            if status == "hit"
            else "",
        )
        for status, rows in tally.items()
        if rows or status in ("hit", "not_run")
    ]
    return [*tallied, *dearest(tally["hit"])]


def dearest(rows: "Sequence[OutcomeRow]") -> list[str]:
    """The rules that point at most money."""
    ordered = sorted(rows, key=lambda row: (-row.amount, row.rule_id))
    return [
        pair(f"  {row.rule_id} {clean(title_in(row))}", money(row.amount), say("tui.yuan"))
        for row in ordered[:DEAREST]
    ]


def title_in(row: "OutcomeRow") -> str:
    """A rule's title in the language in force."""
    return row.title_zh if language() == "zh" else row.title_en


def findings(told: "Overview") -> list[str]:
    """Findings by state, and the money: suspected, confirmed, each fee line once."""
    states = [
        pair(say(f"tui.finding.{state}"), count(number), say("tui.items"))
        for state, number in told.findings_by_state.items()
    ]
    yuan = say("tui.yuan")
    return [
        *(states or [say("tui.overview.no-findings")]),
        pair(say("tui.overview.suspected"), money(told.suspected), yuan),
        pair(say("tui.overview.confirmed"), money(told.confirmed), yuan),
        pair(say("tui.overview.once"), money(told.counted_once), yuan),
    ]
