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
from inspector.tui.cells import clean, count, money
from inspector.tui.screens.base import StepScreen
from inspector.tui.widgets.prose import Ledger, Pair, Prose

if TYPE_CHECKING:
    from inspector.steps import OutcomeRow, Overview

HERE = (
    *("check", "record", "decide", "rest"),
    *("report", "sign", "submit", "receipt"),
)
"""What is done at these screens; the rest is done at the command line."""
DEAREST = 8
_NUMBER = re.compile(r"-?[0-9]+(\.[0-9]+)?")

Lines = Sequence[Pair | str]


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
        self.query_one("#next", Static).update(Prose(Text(what_next(told.next), "bold")))
        for name, lines in (
            ("tables", tables(told)),
            ("totals", totals(told)),
            ("outcomes", outcomes(told)),
            ("findings", findings(told)),
        ):
            self.query_one(f"#{name}", Static).update(Ledger(say(f"tui.overview.{name}"), lines))


def what_next(key: str) -> str:
    """The next step: by a key where these screens do it, else by its command."""
    act = key.rpartition(".")[2]
    return say(f"tui.do.{act}" if act in HERE else key)


def tables(told: "Overview") -> Lines:
    """Rows received by table, each with the name a question uses."""
    names = table_names(told)
    lines = [
        Pair(f"{names[name]}  {name}", count(rows), say("tui.rows"))
        for name, _, _, rows in told.tables
    ]
    return lines or [say("tui.overview.no-tables")]


def table_names(told: "Overview") -> dict[str, str]:
    """Each table's name in the language in force."""
    return {name: clean(zh if language() == "zh" else en) for name, zh, en, _ in told.tables}


def totals(told: "Overview") -> Lines:
    """Control totals as sentences; `!` stands before one with rows that do not fit."""
    names = table_names(told)
    lines: list[Pair | str] = []
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


def outcomes(told: "Overview") -> Lines:
    """How many rules came out how."""
    if not told.outcomes:
        return [say("tui.overview.no-outcomes")]
    statuses = ("hit", "clean", "not_run", "error")
    tally = {status: [row for row in told.outcomes if row.status == status] for status in statuses}
    tallied: list[Pair] = [
        Pair(
            say(f"rules.status.{status}"),
            say("tui.rules-counted", rules=count(len(rows))),
            say("tui.hits-counted", hits=count(sum(row.hits for row in rows)))
            if status == "hit"
            else "",
        )
        for status, rows in tally.items()
        if rows or status in ("hit", "not_run")
    ]
    return [*tallied, *dearest(tally["hit"])]


def dearest(rows: "Sequence[OutcomeRow]") -> list[Pair]:
    """The rules that point at most money."""
    ordered = sorted(rows, key=lambda row: (-row.amount, row.rule_id))
    return [
        Pair(f"  {row.rule_id} {clean(title_in(row))}", money(row.amount), say("tui.yuan"))
        for row in ordered[:DEAREST]
    ]


def title_in(row: "OutcomeRow") -> str:
    """A rule's title in the language in force."""
    return row.title_zh if language() == "zh" else row.title_en


def findings(told: "Overview") -> Lines:
    """Findings by state, and the money: suspected, confirmed, each fee line once."""
    states: list[Pair | str] = [
        Pair(say(f"findings.state.{state}"), count(number), say("tui.items"))
        for state, number in told.findings_by_state.items()
    ]
    yuan = say("tui.yuan")
    return [
        *(states or [say("tui.overview.no-findings")]),
        Pair(say("cli.money.suspected"), money(told.suspected), yuan),
        Pair(say("cli.money.confirmed"), money(told.confirmed), yuan),
        Pair(say("cli.money.counted-once"), money(told.counted_once), yuan),
        *owed(told),
    ]


def owed(told: "Overview") -> list[Pair]:
    """What is owed after the transfer, by which day; `!` stands before what is late."""
    return [
        Pair(
            f"{'!' if one.left < 0 else ' '} {say(f'findings.owed.{one.what.owed}')}",
            one.what.due.isoformat(),
            say("tui.overview.left", days=one.left, findings=len(one.what.findings)),
        )
        for one in told.owed
    ]
