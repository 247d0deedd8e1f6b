"""Step 1, the overview: what was received, whether it adds up, what was found, what to do next."""

from collections.abc import Iterable
from decimal import Decimal
from typing import TYPE_CHECKING, ClassVar

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
    from inspector.steps import Overview

LABEL = 26
NUMBER = 16


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
            Text.assemble((say("tui.next"), "bold"), " ", say(told.next))
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
    """Rows received by table."""
    named = [(zh if language() == "zh" else en, rows) for _, zh, en, rows in told.tables]
    lines = [pair(clean(name), count(rows), say("tui.rows")) for name, rows in named]
    return lines or [say("tui.overview.no-tables")]


def totals(told: "Overview") -> list[str]:
    """Control totals: both sides, and the rows that do not agree."""
    lines: list[str] = []
    for total in told.totals:
        wrong = int(str(total.get("problem_rows") or 0))
        verdict = say(
            "tui.overview.agrees" if not wrong else "tui.overview.differs", rows=count(wrong)
        )
        lines.append(f"{say(str(total['name']))}  {verdict}")
        sides = f"{_side(total.get('numerator'))} / {_side(total.get('denominator'))}"
        lines.append("  " + sides)
    return lines or [say("tui.overview.no-totals")]


def _side(value: object) -> str:
    text = str(value or "")
    return money(Decimal(text)) if "." in text else count(int(text)) if text.isdigit() else text


def outcomes(told: "Overview") -> list[str]:
    """How many rules came out how."""
    if not told.outcomes:
        return [say("tui.overview.no-outcomes")]
    statuses = ("hit", "clean", "not_run", "error")
    tally = {status: [row for row in told.outcomes if row.status == status] for status in statuses}
    return [
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
