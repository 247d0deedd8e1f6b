"""Everything about one hit: its lines, why it is one, the law, what was decided."""

from collections.abc import Callable, Mapping, Sequence
from decimal import Decimal
from typing import TYPE_CHECKING, Any, ClassVar

from rich.text import Text
from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.message import Message
from textual.widgets import Static

from inspector.i18n import say
from inspector.tui.cells import clean, count, shown_of
from inspector.tui.screens.behind import SettlementScreen, pictures_of
from inspector.tui.screens.detail import about_hit, about_rule, record
from inspector.tui.screens.judging import Judging, basis_of
from inspector.tui.screens.picture import Choice, Picturing
from inspector.tui.screens.record import RecordScreen
from inspector.tui.screens.revealing import Revealing
from inspector.tui.session import Session
from inspector.tui.widgets.lines import CaseLine, KeyLine
from inspector.tui.widgets.paged_table import Column, PagedTable
from inspector.tui.widgets.prose import Prose
from inspector.tui.widgets.rows import pages_of

if TYPE_CHECKING:
    from inspector.findings import Finding
    from inspector.steps import RuleCard

Line = Mapping[str, Any]
# The columns of a hit's line in reading order, and their width; empty ones are left out.
SHOWN: dict[str, int] = {
    "occurred_on": 19,
    "medins_list_name": 20,
    "amount": 11,
    "cnt": 6,
    "pric": 9,
    "det_item_fee_sumamt": 11,
    "net_amt": 11,
    "bilg_dept_name": 10,
    "bilg_dr_name": 8,
    "acord_dept_name": 10,
    "staff_code": 10,
    "session_id": 12,
    "drug_trac_codg": 22,
    "psn_no": 11,
    "mdtrt_id": 14,
    "med_list_codg": 23,
    "bkkp_sn": 16,
}
MOST_LINES = 10
"""Lines seen at once; the words below keep the rest of the screen."""
RIGHT = frozenset({"amount", "cnt", "pric", "det_item_fee_sumamt", "net_amt"})


class HitScreen(Judging, Revealing, Picturing):
    """One hit of a list; j and k go to the next and the one before. Returns where it was left."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("j", "next(1)", "tui.key.next", priority=True),
        Binding("k", "next(-1)", "tui.key.previous", priority=True),
        Binding("enter", "settlement", "tui.key.settlement"),
        Binding("i", "record", "tui.key.record", show=False),
        Binding("escape", "leave", "tui.key.back"),
        Binding("f1,question_mark", "app.help", "tui.key.help"),
        Binding("ctrl+p", "app.command_palette", "tui.key.palette", show=False, priority=True),
    ]

    class Known(Message):
        """The hit's lines, rule and finding."""

        def __init__(
            self,
            lines: Sequence[Line],
            card: "RuleCard",
            sentence: str,
            finding: "Finding | None",
        ) -> None:
            super().__init__()
            self.lines, self.card, self.sentence, self.finding = lines, card, sentence, finding

    def __init__(
        self, session: Session, hit_at: Callable[[int], tuple[str, str]], length: int, at: int
    ) -> None:
        super().__init__(session)
        self._hit_at, self._length, self.at = hit_at, length, at
        self.known: HitScreen.Known | None = None

    @property
    def hit(self) -> str:
        """The hit in front."""
        return self._hit_at(self.at)[0]

    def compose(self) -> ComposeResult:
        """Title, lines, words."""
        yield CaseLine(self.session)
        yield Static(id="title", markup=False)
        yield PagedTable(id="lines")
        with VerticalScroll(id="words"):
            yield Static(id="about", markup=False)
        yield KeyLine()

    def on_mount(self) -> None:
        """Read the first hit."""
        self.load()

    def load(self) -> None:
        """Read lines, rule and finding of the hit in front."""
        (hit, rule), steps = self._hit_at(self.at), self.session.steps

        def read() -> Message:
            lines = steps.hit_lines(hit, rule)
            card = steps.rule_card(lines[0]["rule_id"])
            return self.Known(lines, card, steps.sentence(lines), steps.findings().get(hit))

        self.bring("load", read)

    @on(Known)
    def show(self, message: Known) -> None:
        """Fill title, table and words."""
        self.known = message
        place = say("tui.hit.place", at=count(self.at + 1), n=count(self._length))
        self.query_one("#title", Static).update(
            Text.assemble((f" {message.card.id} {clean(message.card.title)}", "bold"), f"  {place}")
        )
        names = [name for name in SHOWN if any(filled(line.get(name)) for line in message.lines)]
        table = self.query_one(PagedTable)
        table.styles.height = min(len(message.lines), MOST_LINES) + 2
        table.fill(
            [Column(label(name), SHOWN[name], name in RIGHT, name == names[-1]) for name in names],
            pages_of([tuple(shown_of(n, line.get(n)) for n in names) for line in message.lines]),
        )
        told = about_hit(message.lines, message.finding)
        rule = about_rule(message.card, message.sentence)
        self.query_one("#about", Static).update(Prose(Text.assemble(told, "\n", rule)))

    def renew(self) -> None:
        """Show the decision that was just written."""
        self.load()

    def under_cursor(self) -> Line:
        """The line under the cursor."""
        return self.known.lines[self.query_one(PagedTable).cursor] if self.known else {}

    def chosen(self) -> Sequence[str]:
        """The hit in front."""
        return [self.hit]

    def suspected(self) -> Decimal:
        """The sum of its lines."""
        lines = self.known.lines if self.known else ()
        return sum((line["amount"] or Decimal() for line in lines), Decimal("0.00"))

    def basis(self) -> Sequence[str]:
        """Of its rule."""
        return basis_of(self.session.steps.rule_card(self._hit_at(self.at)[1]))

    def action_next(self, by: int) -> None:
        """The next hit, or the one before."""
        at = max(0, min(self._length - 1, self.at + by))
        if at != self.at:
            # What is still shown is the last one's; nothing of it may be proposed for this one.
            self.at, self.known = at, None
            self.load()

    def pictures(self) -> Sequence[Choice]:
        """Of the line under the cursor."""
        return pictures_of(self.under_cursor())

    @on(PagedTable.Chosen)
    def action_settlement(self) -> None:
        """What was settled together with the line; all of the line where nothing was."""
        setl_id = str(self.under_cursor().get("setl_id") or "")
        if not setl_id or self.known is None:
            self.action_record()
            return
        own = [line["bkkp_sn"] for line in self.known.lines if line.get("bkkp_sn")]
        self.app.push_screen(SettlementScreen(self.session, setl_id, own))

    def action_record(self) -> None:
        """Every column of the line under the cursor."""
        if self.known:
            line = self.known.lines[self.query_one(PagedTable).cursor]
            self.app.push_screen(RecordScreen(record(line)))

    def action_leave(self) -> None:
        """Back to the list, on the hit looked at last."""
        self.dismiss(self.at)


def filled(value: object) -> bool:
    """Whether a line tells anything in this column."""
    return value not in (None, "")


def label(name: str) -> str:
    """A column's name as people read it."""
    return say(f"tui.line.{name}")
