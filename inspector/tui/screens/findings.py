"""Step 4, the findings: what has been recorded, what was decided of each, and the money."""

from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from typing import TYPE_CHECKING, ClassVar

from rich.text import Text
from textual import on
from textual.binding import Binding, BindingType
from textual.message import Message
from textual.widget import Widget
from textual.widgets import Static

from inspector.i18n import say
from inspector.tui.cells import clean, count, money
from inspector.tui.screens.base import Changed, StepScreen, table_and_words
from inspector.tui.screens.detail import (
    about_finding,
    note_of,
    section,
    state_of,
    state_width,
    title_of,
)
from inspector.tui.screens.exhibits import attaching, keep
from inspector.tui.screens.hit import HitScreen
from inspector.tui.screens.moving import Moving
from inspector.tui.screens.referring import Referrable
from inspector.tui.widgets.paged_table import Column, PagedTable
from inspector.tui.widgets.prose import Prose
from inspector.tui.widgets.rows import Pages

if TYPE_CHECKING:
    from inspector.findings import Finding


class FindingsScreen(Moving, Referrable, StepScreen):
    """All findings of the case, those not yet judged first."""

    step: ClassVar[str] = "findings"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "open", "tui.key.open"),
        Binding("space", "mark", "tui.key.mark"),
        Binding("a", "attach", "tui.key.attach", show=False),
        Binding("escape", "leave", "tui.key.leave", show=False),
    ]

    class Known(Message):
        """The findings, folded from the journal."""

        def __init__(self, findings: "Mapping[str, Finding]") -> None:
            super().__init__()
            self.findings = findings

    findings: "Sequence[Finding]" = ()

    def body(self) -> Iterable[Widget]:
        """A line that tells, the table, and the finding under the cursor."""
        yield from table_and_words()

    def load(self) -> None:
        """Read the findings."""
        self.bring("load", lambda: self.Known(self.session.steps.findings()))

    @on(Known)
    def show(self, message: Known) -> None:
        """Fill the table; stay on the finding that was looked at."""
        table = self.query_one(PagedTable)
        before = self.findings[table.cursor].id if self.findings else ""
        self.findings = sorted(message.findings.values(), key=order)
        place = (
            [found.id for found in self.findings].index(before) if before in message.findings else 0
        )
        found = self.findings
        table.fill(
            columns(),
            Pages(len(found), lambda start, stop: [cells(one) for one in found[start:stop]]),
            empty=say("tui.findings.empty"),
            cursor=place,
        )
        self._tell()
        if not found:
            self.query_one("#about", Static).update("")

    def _tell(self) -> None:
        confirmed = sum(
            (one.amount_confirmed for one in self.findings if one.stands),
            Decimal("0.00"),
        )
        marked = len(self.query_one(PagedTable).marks)
        parts = [
            say("tui.findings.told", n=count(len(self.findings)), amount=money(confirmed)),
            say("tui.hits.marked", hits=count(marked)) if marked else "",
        ]
        self.query_one("#told", Static).update(" | ".join(part for part in parts if part))

    @on(PagedTable.Moved)
    def look(self, message: PagedTable.Moved) -> None:
        """Tell of the finding, once the cursor rests."""
        self.at_rest(self._explain)

    def _explain(self) -> None:
        if self.findings:
            here = self.findings[self.query_one(PagedTable).cursor]
            self.query_one("#about", Static).update(Prose(about(here)))

    def chosen(self) -> Sequence[str]:
        """The marked findings, else the one under the cursor."""
        table = self.query_one(PagedTable)
        return (
            [self.findings[at].id for at in sorted(table.marks) or [table.cursor]][
                : len(self.findings)
            ]
            if self.findings
            else []
        )

    def _meant(self) -> "Finding":
        table = self.query_one(PagedTable)
        return self.findings[next(iter(table.marks), table.cursor)]

    def suspected(self) -> Decimal:
        """Of the one finding that is meant."""
        return self._meant().amount

    def basis(self) -> Sequence[str]:
        """The articles kept with it."""
        return self._meant().basis

    @on(PagedTable.Chosen)
    def action_open(self) -> None:
        """Everything about the hit it was made from."""
        found = self.findings
        if found:
            table = self.query_one(PagedTable)
            self.app.push_screen(
                HitScreen(
                    self.session,
                    lambda at: (found[at].id, found[at].rule_id),
                    len(found),
                    table.cursor,
                ),
                lambda at: table.go(at or 0),
            )

    def action_mark(self) -> None:
        """Mark, to judge several at once."""
        self.query_one(PagedTable).toggle_mark()
        self._tell()

    def action_attach(self) -> None:
        """Keep evidence for the finding under the cursor."""
        if not self.findings or not self.may("attach"):
            return
        meant = self.findings[self.query_one(PagedTable).cursor]

        def answered(told: tuple[str, ...] | None) -> None:
            if told is not None and all(told[:2]):
                steps = self.session.steps
                self.bring("act", lambda: Changed(keep(steps, told)), act=True)

        self.app.push_screen(attaching(meant.id), answered)

    def action_leave(self) -> None:
        """Take back the marks."""
        self.query_one(PagedTable).clear_marks()
        self._tell()


def order(finding: "Finding") -> tuple[int, Decimal, str]:
    """Conflicts, then what still wants a decision, then the rest; of each the dearest first."""
    rank = 0 if finding.state == "conflicted" else 1 if finding.undecided else 2
    return rank, -finding.amount, finding.id


def columns() -> list[Column]:
    """State, rule, suspected and confirmed 元, lines, department, note."""
    return [
        Column(say("tui.column.state"), state_width()),
        Column(say("tui.column.title"), 24, grows=True),
        Column(say("tui.column.suspected"), 11, right=True),
        Column(say("tui.column.confirmed"), 11, right=True),
        Column(say("tui.column.lines"), 4, right=True),
        Column(say("tui.column.department"), 12),
        Column(say("tui.column.note"), 20, grows=True),
    ]


def cells(finding: "Finding") -> tuple[str, ...]:
    """A finding's line; a confirmed amount only where it was confirmed."""
    return (
        state_of(finding),
        f"{finding.rule_id} {title_of(finding)}",
        money(finding.amount),
        money(finding.amount_confirmed) if finding.stands else "-",
        count(len(finding.lines)),
        clean(finding.department),
        note_of(finding),
    )


def about(finding: "Finding") -> Text:
    """Title, decision, law, items, and who did what when."""
    from inspector.findings import told_of

    items = sorted({clean(f"{line.name or line.med_list_codg}") for line in finding.lines})
    history = [f"{minute(event.at)} {clean(told_of(event))}" for event in finding.history]
    sides = [
        f"{minute(side.at)} {say(f'findings.state.{side.state}')} {money(side.amount)}"
        for side in finding.conflict
    ]
    return Text.assemble(
        (f"{finding.rule_id} {title_of(finding)}\n", "bold"),
        about_finding(finding),
        section("tui.about.conflict", sides),
        section("tui.about.now", [allowed(finding)]),
        section("tui.about.items", items[:8]),
        section("rules.part.basis", finding.basis),
        section("tui.about.history", history),
    )


def allowed(finding: "Finding") -> str:
    """What the lifecycle allows now, in words."""
    from inspector.findings import allowed_acts

    acts = [say(f"findings.act.{act}") for act in allowed_acts(finding)]
    return say("findings.list-separator").join(acts)


def minute(at: str) -> str:
    """A journal's time, UTC, to the minute."""
    return at[:16].replace("T", " ")
