"""Step 3, the hits: one line a hit, what stands behind it beside it, judged by one key."""

from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, ClassVar

from rich.text import Text
from textual import on
from textual.binding import Binding, BindingType
from textual.containers import Container, VerticalScroll
from textual.message import Message
from textual.widget import Widget
from textual.widgets import Input, Static

from inspector.errors import NotChecked
from inspector.i18n import say
from inspector.tui.cells import clean, count, money
from inspector.tui.hit_list import ORDERS, Group, HitList, listed
from inspector.tui.screens.base import StepScreen
from inspector.tui.screens.detail import about_hit, about_rule
from inspector.tui.screens.grouping import Grouping, shown_group
from inspector.tui.screens.hit import HitScreen
from inspector.tui.screens.hit_rows import cells, columns
from inspector.tui.screens.judging import Judging, basis_of
from inspector.tui.screens.overview import title_in
from inspector.tui.screens.revealing import Revealing
from inspector.tui.widgets.paged_table import PagedTable
from inspector.tui.widgets.prose import Prose
from inspector.tui.widgets.rows import Cells, Pages, pages_of

if TYPE_CHECKING:
    from inspector.findings import Finding
    from inspector.steps import RuleCard


Wanted = tuple[int, str | None, str, str, Group | None]
"""Which hits: of which run, of which rule, holding which text, in which order, of which group."""


class HitsScreen(Judging, Revealing, Grouping, StepScreen):
    """All hits, or those of one rule; marks let several be judged at once."""

    step: ClassVar[str] = "hits"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "open", "tui.key.open"),
        Binding("space", "mark", "tui.key.mark"),
        Binding("slash", "narrow", "tui.key.narrow"),
        Binding("s", "order", "tui.key.order", show=False),
        Binding("a", "all_rules", "tui.key.all-rules", show=False),
        Binding("escape", "leave", "tui.key.leave", show=False),
    ]

    class Known(Message):
        """The hits to show and the findings they have."""

        def __init__(
            self, hits: HitList | None, wanted: Wanted, findings: "Mapping[str, Finding]"
        ) -> None:
            super().__init__()
            self.hits, self.wanted, self.findings = hits, wanted, findings
            self.judged = hits.count_of(findings) if hits else 0

    class Explained(Message):
        """What stands behind the hit under the cursor."""

        def __init__(
            self, hit: str, lines: Sequence[Mapping[str, Any]], card: "RuleCard", sentence: str
        ) -> None:
            super().__init__()
            self.hit, self.lines, self.card, self.sentence = hit, lines, card, sentence

    hits: HitList | None = None
    findings: "Mapping[str, Finding]" = MappingProxyType({})
    text = ""
    order = ORDERS[0]
    _listed: Wanted | None = None
    _judged = 0
    _titles: Mapping[str, str] = MappingProxyType({})

    def body(self) -> Iterable[Widget]:
        """A line that tells, a line to narrow by, the table, and the hit under the cursor."""
        yield Static(id="told", markup=False)
        yield Input(self.text, id="narrow", compact=True, placeholder=say("tui.hits.narrow"))
        with Container(classes="split"):
            yield PagedTable(id="table")
            with VerticalScroll(classes="detail"):
                yield Static(id="about", markup=False)

    def on_mount(self) -> None:
        """The list has the keys, not the line to narrow by."""
        self.query_one("#narrow").display = bool(self.text)
        self.query_one(PagedTable).focus()

    def stamp(self) -> tuple[object, ...]:
        """Changes, and which hits are looked at."""
        return (self.session.changes, self._wanted())

    def load(self) -> None:
        """Read findings, and the hits unless the same ones are here already."""
        steps, wanted = self.session.steps, self._wanted()
        here, kept = self.hits, self._listed

        def read() -> Message:
            if here is not None and kept == wanted:
                return self.Known(here, wanted, steps.findings())
            try:
                same = here is not None and kept is not None and kept[0] == wanted[0]
                table = here.table if here is not None and same else steps.hits()
            except NotChecked:
                return self.Known(None, wanted, {})
            return self.Known(listed(table, *wanted[1:]), wanted, steps.findings())

        self.bring("load", read)

    def _wanted(self) -> Wanted:
        return (self.session.checks, self.session.rule, self.text, self.order, self.group)

    @on(Known)
    def show(self, message: Known) -> None:
        """Fill the table; stay on the hit that was looked at."""
        table = self.query_one(PagedTable)
        before = self.current()
        self.hits, self.findings = message.hits, message.findings
        self._listed, self._judged = message.wanted, message.judged
        self._titles = {row.rule_id: title_in(row) for row in self.session.overview.outcomes}
        place = table.cursor
        if self.hits is not None and before is not None and len(self.hits):
            place = self.hits.place(before["hit_id"])
        empty = say("tui.hits.unchecked" if self.hits is None else "tui.hits.empty")
        table.fill(columns(), self._pages(), empty=empty, cursor=place)
        self._tell()
        if not self.hits:
            self.query_one("#about", Static).update("")

    def _pages(self) -> Pages:
        hits = self.hits
        if hits is None:
            return pages_of(())

        def fetch(start: int, stop: int) -> list[Cells]:
            rows = hits.rows(start, stop)
            return [cells(row, self.findings.get(row["hit_id"]), self._titles) for row in rows]

        return Pages(len(hits), fetch)

    def _tell(self) -> None:
        if self._listed is None:
            return
        if self.hits is None:
            told = say("tui.rules.none")
        else:
            told = say(
                "tui.hits.told",
                hits=count(len(self.hits)),
                amount=money(self.hits.amount),
                judged=count(self._judged),
            )
        marked = len(self.query_one(PagedTable).marks)
        parts = [
            say("tui.hits.of-rule", rule=self.session.rule) if self.session.rule else "",
            say("tui.group.of", name=shown_group(self.group)) if self.group else "",
            told,
            say(f"tui.group.order-{self.order}") if self.order != ORDERS[0] else "",
            say("tui.hits.marked", hits=count(marked)) if marked else "",
        ]
        self.query_one("#told", Static).update(" | ".join(part for part in parts if part))

    def current(self) -> Mapping[str, Any] | None:
        """The hit under the cursor."""
        if not self.hits:
            return None
        return self.hits[min(self.query_one(PagedTable).cursor, len(self.hits) - 1)]

    def under_cursor(self) -> Mapping[str, Any]:
        """The hit under the cursor, or nothing."""
        return self.current() or {}

    def chosen(self) -> Sequence[str]:
        """The marked hits, else the one under the cursor."""
        hits = self.hits
        if not hits:
            return []
        table = self.query_one(PagedTable)
        return [str(hits[at]["hit_id"]) for at in sorted(table.marks) or [table.cursor]]

    def suspected(self) -> Decimal:
        """Of the one hit that is meant."""
        assert self.hits is not None
        at = next(iter(self.query_one(PagedTable).marks), self.query_one(PagedTable).cursor)
        return Decimal(self.hits[at]["amount"])

    def basis(self) -> Sequence[str]:
        """Of the rule under the cursor, whichever rule the words beside it still tell of."""
        hit = self.current()
        return basis_of(self.session.steps.rule_card(hit["rule_id"])) if hit else ()

    @on(PagedTable.Moved)
    def look(self, message: PagedTable.Moved) -> None:
        """Explain the hit, once the cursor rests."""
        self.at_rest(self._explain)

    def _explain(self) -> None:
        hit, steps = self.current(), self.session.steps
        if hit is None:
            return

        def read() -> Message:
            lines = steps.hit_lines(hit["hit_id"], hit["rule_id"])
            card = steps.rule_card(hit["rule_id"])
            return self.Explained(hit["hit_id"], lines, card, steps.sentence(lines))

        self.bring("explain", read)

    @on(Explained)
    def explain(self, message: Explained) -> None:
        """Show facts, decision and rule."""
        about = Text.assemble(
            (clean(message.card.title) + "\n", "bold"),
            about_hit(message.lines, self.findings.get(message.hit)),
            "\n",
            about_rule(message.card, message.sentence),
        )
        self.query_one("#about", Static).update(Prose(about))

    @on(PagedTable.Chosen)
    def action_open(self) -> None:
        """Everything about the hit, on a screen of its own."""
        hits = self.hits
        if hits:
            table = self.query_one(PagedTable)
            self.app.push_screen(
                HitScreen(self.session, hits.name, len(hits), table.cursor),
                lambda at: table.go(at or 0),
            )

    def action_mark(self) -> None:
        """Mark, to judge several at once."""
        self.query_one(PagedTable).toggle_mark()
        self._tell()

    def action_order(self) -> None:
        """The next order: 元, as kept, day, person, rule."""
        self.order = ORDERS[(ORDERS.index(self.order) + 1) % len(ORDERS)]
        self.renew()

    def action_all_rules(self) -> None:
        """The hits of every rule."""
        self.session.rule = None
        self.renew()

    def action_narrow(self) -> None:
        """Type what the hit must hold."""
        narrow = self.query_one("#narrow", Input)
        narrow.display = True
        narrow.focus()

    @on(Input.Submitted, "#narrow")
    def narrowed(self, event: Input.Submitted) -> None:
        """Show the hits that hold it."""
        self.text = event.value.strip()
        event.input.display = bool(self.text)
        self.query_one(PagedTable).focus()
        self.renew()

    def action_leave(self) -> None:
        """Take back marks first, then the narrowing, then the group, then the rule."""
        table = self.query_one(PagedTable)
        if table.marks:
            table.clear_marks()
            self._tell()
        elif self.query_one("#narrow").display:
            self.text = self.query_one("#narrow", Input).value = ""
            self.query_one("#narrow").display = False
            table.focus()
            self.renew()
        elif self.group:
            self.regroup(None)
        else:
            self.action_all_rules()
