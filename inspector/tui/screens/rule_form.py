"""A rule written on site as a form: the fields of one template, and the items it is for."""

from collections.abc import Iterable
from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.message import Message
from textual.widget import Widget
from textual.widgets import Input, Select, Static

from inspector.i18n import catalogue, language, say
from inspector.tui.cells import clean, count, money
from inspector.tui.screens.rule_writing import RuleWriting
from inspector.tui.session import Session
from inspector.tui.widgets.paged_table import Column, PagedTable
from inspector.tui.widgets.rows import pages_of

if TYPE_CHECKING:
    from inspector.rules import Draft, Preset
    from inspector.steps import FeeItem

_MARKS = {"items": "+", "beside": "="}


class RuleForm(RuleWriting):
    """The fields of one template, the items of the case, and what the rule would find."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "pick('items')", "tui.key.pick-item"),
        Binding("b", "pick('beside')", "tui.key.pick-beside"),
    ]

    class Items(Message):
        """The items of the case's fee lines."""

        def __init__(self, items: "list[FeeItem]") -> None:
            super().__init__()
            self.items = items

    def __init__(
        self, session: Session, form: "Preset", begun: "Draft | None" = None, rule: str = ""
    ) -> None:
        """An empty form, or that of `rule`, filled in as `begun`."""
        super().__init__(session, rule)
        self.form, self.begun = form, begun
        self.items: list[FeeItem] = []
        self.listed: list[FeeItem] = []
        self.picked: dict[str, dict[str, str]] = {"items": {}, "beside": {}}
        if begun:
            self.picked["items"] = {one.code: one.name for one in begun.items}
            self.picked["beside"] = {one.code: one.name for one in begun.beside}

    def about(self) -> str:
        """The template and its sentence."""
        return f"{self.form.name}  {self.form.say[language()]}"

    def beside(self) -> Iterable[Widget]:
        """The items of the case, to be searched."""
        with Vertical(id="picking"):
            yield Input(placeholder=say("tui.form.search"), id="search", compact=True)
            yield PagedTable(id="table")

    def fields(self) -> Iterable[Widget]:
        """Title, values, slots, source."""
        begun = self.begun
        values, slots = (begun.values, begun.slots) if begun else ({}, {})
        yield Static(say("tui.form.title"))
        yield Input(begun.title if begun else "", id="title", compact=True)
        for name, value in self.form.values.items():
            yield Static(value.note[language()], markup=False)
            if value.choices:
                yield _chooser(f"value-{name}", value.choices, values.get(name))
            else:
                yield Input(values.get(name, value.default), id=f"value-{name}", compact=True)
        for slot, choices in self.form.asked.items():
            yield Static(say(f"rules.slot.{slot}"))
            yield _chooser(f"slot-{slot}", choices, slots.get(slot))
        yield Static(say("tui.form.source"))
        yield Input(begun.source if begun else "", id="source", compact=True)

    def on_mount(self) -> None:
        """Read the items off the screen's thread."""
        super().on_mount()
        self.bring("items", lambda: self.Items(self.session.steps.fee_items()))

    @on(Items)
    def show(self, message: Items) -> None:
        """All items, those with the most money first."""
        self.items = message.items
        self._list("")

    @on(Input.Changed, "#search")
    def search(self, event: Input.Changed) -> None:
        """Narrow the list by name or code."""
        self._list(event.value)

    def _list(self, text: str, cursor: int = 0) -> None:
        from inspector.steps import matching

        self.listed = matching(self.items, text) if text.strip() else self.items
        columns = [
            Column("", 1),
            Column(say("tui.column.item"), 15),
            Column(say("tui.column.title"), 8, grows=True),
            Column(say("tui.column.lines"), 6, right=True),
            Column(say("tui.column.amount"), 12, right=True),
        ]
        rows = [
            (self._mark(one), one.code, clean(one.name), count(one.lines), money(one.amount))
            for one in self.listed
        ]
        table = self.query_one(PagedTable)
        table.fill(columns, pages_of(rows), empty=say("tui.form.no-item"), cursor=cursor)

    def _mark(self, item: "FeeItem") -> str:
        return "".join(sign for role, sign in _MARKS.items() if item.code in self.picked[role])

    @on(PagedTable.Chosen)
    def chosen(self) -> None:
        """A double click picks."""
        self.action_pick("items")

    @on(Input.Submitted, "#search")
    def to_list(self) -> None:
        """Go on to the list."""
        self.query_one(PagedTable).focus()

    def action_pick(self, role: str) -> None:
        """Pick the item under the cursor, or let go of it."""
        table = self.query_one(PagedTable)
        if not self.listed or (role == "beside" and not self.form.two_lists):
            return
        one = self.listed[table.cursor]
        if one.code in self.picked[role]:
            del self.picked[role][one.code]
        else:
            self.picked[role][one.code] = one.name
        self._list(self.query_one("#search", Input).value, table.cursor)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """A form of one list offers no second one."""
        if action == "pick" and parameters == ("beside",):
            return self.form.two_lists
        return super().check_action(action, parameters)

    def draft(self) -> "Draft":
        """The form as it stands."""
        from inspector.rules import Draft, Item

        def typed(name: str) -> str:
            field = self.query_one(f"#{name}")
            assert isinstance(field, (Input, Select))
            return str(field.value).strip()

        items, beside = (
            tuple(Item(code, name) for code, name in self.picked[role].items()) for role in _MARKS
        )
        return Draft(
            preset=self.form.name,
            title=typed("title"),
            items=items,
            beside=beside,
            slots={slot: typed(f"slot-{slot}") for slot in self.form.asked},
            values={name: typed(f"value-{name}") for name in self.form.values},
            basis=self.begun.basis if self.begun else (),
            source=typed("source"),
        )


def _chooser(id: str, choices: Iterable[str], begun: str | None) -> Select[str]:
    known = catalogue(language())
    options = [(known.get(f"rules.choice.{one}", one), one) for one in choices]
    return Select(options, value=begun or options[0][1], allow_blank=False, compact=True, id=id)
