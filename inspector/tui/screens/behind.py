"""Behind a fee line: its settlement with every line; from there the person, then what was done."""

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import TYPE_CHECKING, Any, ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.message import Message
from textual.widgets import Static

from inspector.i18n import say
from inspector.tui.cells import clean, day, shown
from inspector.tui.pictures import of_staff_day, of_stock, of_swipes, of_timeline
from inspector.tui.screens.detail import record
from inspector.tui.screens.person import PersonScreen
from inspector.tui.screens.picture import Choice, Picturing
from inspector.tui.screens.record import RecordScreen
from inspector.tui.session import Session
from inspector.tui.widgets.lines import CaseLine, KeyLine
from inspector.tui.widgets.paged_table import Column, PagedTable
from inspector.tui.widgets.prose import Prose
from inspector.tui.widgets.rows import Cells, pages_of

if TYPE_CHECKING:
    from inspector.steps import Settlement

Line = Mapping[str, Any]
SHOWN = ("fee_ocur_time", "medins_list_name", "net_cnt", "pric", "net_amt", "bilg_dept_name")
_RIGHT = ("net_cnt", "pric", "net_amt")


class SettlementScreen(Picturing):
    """Every line that was settled together; those of the hit are marked."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "person", "tui.key.timeline-of"),
        Binding("i", "record", "tui.key.record"),
        Binding("v", "picture", "tui.key.picture"),
        Binding("escape,q", "leave", "tui.key.back"),
    ]

    class Seen(Message):
        """All of it."""

        def __init__(self, told: "Settlement") -> None:
            super().__init__()
            self.told = told

    def __init__(self, session: Session, setl_id: str, hit_lines: Sequence[str]) -> None:
        super().__init__(session)
        self.setl_id, self.hit_lines = setl_id, frozenset(hit_lines)
        self.told: Settlement | None = None

    def compose(self) -> ComposeResult:
        """What was settled, then its lines."""
        yield CaseLine(self.session)
        yield Static(say("tui.reading"), id="facts", markup=False)
        yield PagedTable(id="table")
        yield KeyLine()

    def on_mount(self) -> None:
        """Ask off the screen's thread."""
        self.query_one(PagedTable).focus()
        self.renew()

    def renew(self) -> None:
        """Read it again."""
        steps = self.session.steps
        self.bring("load", lambda: self.Seen(steps.settlement(self.setl_id)))

    @on(Seen)
    def show(self, message: Seen) -> None:
        """Fill facts and table; stand on the first line of the hit."""
        told = self.told = message.told
        lines = [_facts(told, money=False), _facts(told, money=True)]
        self.query_one("#facts", Static).update(Prose("\n".join(lines)))
        marked = [at for at, line in enumerate(told.lines) if line["bkkp_sn"] in self.hit_lines]
        table = self.query_one(PagedTable)
        rows = pages_of([self._cells(line) for line in told.lines])
        table.fill(columns(), rows, empty=say("picture.nothing"), cursor=(marked or [0])[0])
        table.marks = set(marked)
        table.refresh()

    def _cells(self, line: Line) -> Cells:
        return tuple(clean(shown(line.get(name))) for name in SHOWN)

    def under_cursor(self) -> Line:
        """The line under the cursor."""
        at = self.query_one(PagedTable).cursor
        return self.told.lines[at] if self.told and at < len(self.told.lines) else {}

    def pictures(self) -> Sequence[Choice]:
        """Of the line under the cursor."""
        return pictures_of(self.under_cursor())

    @on(PagedTable.Chosen)
    def action_person(self) -> None:
        """Everything about the person who was settled for."""
        person = str(self.told.facts.get("psn_no", "")) if self.told else ""
        if person.startswith("人-"):
            self.app.push_screen(PersonScreen(self.session, person))
        else:
            self.notify(say("masking.tui.nobody"), markup=False)

    def action_record(self) -> None:
        """Every column of the line under the cursor."""
        self.app.push_screen(RecordScreen(record(self.under_cursor())))

    def action_leave(self) -> None:
        """Back to the hit."""
        self.dismiss(None)


def _facts(told: "Settlement", *, money: bool) -> str:
    """What was paid, or what else is known, on one line."""
    kept = {name: one for name, one in told.facts.items() if isinstance(one, Decimal) == money}
    return "  ".join(f"{say(f'picture.fact.{name}')} {shown(one)}" for name, one in kept.items())


def columns() -> list[Column]:
    """Time, item, how many, price, 元, department."""
    widths = {"fee_ocur_time": 19, "medins_list_name": 16, "net_cnt": 8, "pric": 9}
    return [
        Column(
            say(f"tui.line.{name}"),
            widths.get(name, 10),
            right=name in _RIGHT,
            grows=name == "medins_list_name",
        )
        for name in SHOWN
    ]


def pictures_of(line: Line) -> list[Choice]:
    """What can be drawn of a line of a hit or a settlement: visit, therapist, stock, swipes."""
    choices: list[Choice] = []
    at = line.get("occurred_on") or line.get("fee_ocur_time")
    visit, staff, item = (
        str(line.get(name) or "") for name in ("mdtrt_id", "staff_code", "medins_list_codg")
    )
    if visit:
        choices.append((say("picture.of-visit"), lambda steps: of_timeline(steps.visit(visit))))
    if staff and at:
        on_day = at.date()
        choices.append(
            (
                say("picture.of-staff", staff=clean(staff), day=day(at)),
                lambda steps: of_staff_day(staff, on_day, steps.staff_day(staff, on_day)),
            )
        )
    if item:
        choices.append((say("picture.of-stock"), lambda steps: of_stock(item, steps.stock(item))))
    if at:
        settled = at.date()
        choices.append(
            (
                say("picture.of-swipes", day=day(at)),
                lambda steps: of_swipes(settled, steps.swipes(settled)),
            )
        )
    return choices
