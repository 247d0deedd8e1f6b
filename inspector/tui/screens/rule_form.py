"""A rule written on site as a form: fill its fields, pick items, look at what it finds, keep it.

Nothing is kept that was not tried first as it stands; a change after the dry run asks for another.
"""

from collections.abc import Iterable
from typing import TYPE_CHECKING, ClassVar

from rich.text import Text
from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Container, Vertical, VerticalScroll
from textual.message import Message
from textual.widget import Widget
from textual.widgets import Input, Select, Static

from inspector.i18n import catalogue, language, say
from inspector.tui.cells import clean, count, money
from inspector.tui.screens.base import Changed, Working
from inspector.tui.screens.rule_choice import WithdrawDialog
from inspector.tui.session import Session
from inspector.tui.widgets.lines import CaseLine, KeyLine
from inspector.tui.widgets.paged_table import Column, PagedTable
from inspector.tui.widgets.rows import pages_of

if TYPE_CHECKING:
    from inspector.rules import Draft, Preset
    from inspector.steps import DryRun, FeeItem

_MARKS = {"items": "+", "beside": "="}


class RuleForm(Working):
    """The fields of one template, the items of the case, and what the rule would find."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("f5", "try", "tui.key.try-rule", priority=True),
        Binding("f2", "keep", "tui.key.keep-rule", priority=True),
        Binding("f8", "withdraw", "tui.key.retire-rule", priority=True),
        Binding("enter", "pick('items')", "tui.key.pick-item"),
        Binding("b", "pick('beside')", "tui.key.pick-beside"),
        Binding("escape", "leave", "tui.key.leave", priority=True),
    ]

    class Items(Message):
        """The items of the case's fee lines."""

        def __init__(self, items: "list[FeeItem]") -> None:
            super().__init__()
            self.items = items

    class Ran(Message):
        """The dry run of a draft."""

        def __init__(self, draft: "Draft", run: "DryRun") -> None:
            super().__init__()
            self.draft, self.run = draft, run

    class Done(Message):
        """The rule is with the case, or withdrawn."""

        def __init__(self, told: str) -> None:
            super().__init__()
            self.told = told

    def __init__(
        self, session: Session, form: "Preset", begun: "Draft | None" = None, rule: str = ""
    ) -> None:
        """An empty form, or that of `rule`, filled in as `begun`."""
        super().__init__(session)
        self.form, self.begun, self.rule = form, begun, rule
        self.items: list[FeeItem] = []
        self.listed: list[FeeItem] = []
        self.picked: dict[str, dict[str, str]] = {"items": {}, "beside": {}}
        if begun:
            self.picked["items"] = {one.code: one.name for one in begun.items}
            self.picked["beside"] = {one.code: one.name for one in begun.beside}
        self.tried: Draft | None = None

    def compose(self) -> ComposeResult:
        """Fields on one side, items on the other, what was found below."""
        yield CaseLine(self.session)
        yield Static(f"{self.form.name}  {self.form.say[language()]}", id="about", markup=False)
        with Container(classes="form"):
            with VerticalScroll(id="fields"):
                yield from self._fields()
            with Vertical(id="picking"):
                yield Input(placeholder=say("tui.form.search"), id="search", compact=True)
                yield PagedTable(id="table")
        with VerticalScroll(id="found"):
            yield Static(say("tui.form.not-tried"), id="told", markup=False)
        yield KeyLine()

    def _fields(self) -> Iterable[Widget]:
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
        self.query_one("#title", Input).focus()
        self.bring("items", lambda: self.Items(self.session.steps.fee_items()))

    def renew(self) -> None:
        """The form keeps what was typed."""

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
        """A form of one list offers no second one; only a rule that is kept can be withdrawn."""
        if action == "withdraw":
            return bool(self.rule)
        return action != "pick" or parameters != ("beside",) or self.form.two_lists

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

    def action_try(self) -> None:
        """Run the rule on the case; nothing is kept."""
        if self.may("check"):
            draft = self.draft()
            self.query_one("#told", Static).update(say("tui.form.trying"))
            self.bring("try", lambda: self.Ran(draft, self.session.steps.dry_run(draft, self.rule)))

    @on(Ran)
    def ran(self, message: Ran) -> None:
        """Show hits, 元, where they are, and some of them."""
        self.tried = message.draft
        self.query_one("#told", Static).update(found(message.run))
        self.query_one("#found").focus()

    def action_keep(self) -> None:
        """Keep what was tried, as it was tried."""
        if not self.may("check"):
            return
        draft = self.draft()
        if self.tried != draft:
            self.notify(say("tui.form.try-first"), markup=False)
            return
        self.bring("keep", lambda: self._kept(draft), act=True)

    def _kept(self, draft: "Draft") -> Message:
        rule = self.session.steps.keep_rule(draft, self.rule)
        return self.Done(say("tui.form.changed" if self.rule else "tui.form.kept", rule=rule))

    def action_withdraw(self) -> None:
        """Ask why, then withdraw the rule."""
        if self.may("check"):
            self.app.push_screen(WithdrawDialog(self.rule), self._withdraw)

    def _withdraw(self, reason: str | None) -> None:
        if reason:
            self.bring("withdraw", lambda: self._withdrawn(reason), act=True)

    def _withdrawn(self, reason: str) -> Message:
        self.session.steps.retire_rule(self.rule, reason)
        return self.Done(say("tui.form.withdrawn", rule=self.rule))

    @on(Done)
    def done(self, message: Done) -> None:
        """Back to the rules."""
        self.app.post_message(Changed(message.told))
        self.dismiss(None)

    def action_leave(self) -> None:
        """Nothing more is kept."""
        self.dismiss(None)


def _chooser(id: str, choices: Iterable[str], begun: str | None) -> Select[str]:
    known = catalogue(language())
    options = [(known.get(f"rules.choice.{one}", one), one) for one in choices]
    return Select(options, value=begun or options[0][1], allow_blank=False, compact=True, id=id)


def found(run: "DryRun") -> Text:
    """A dry run in words: the sum, the months and departments, five drawn hits."""
    if run.status not in ("hit", "clean"):
        return Text(f"{say(f'rules.status.{run.status}')}  {clean(run.why)}")
    told = [
        say(
            "tui.form.found",
            rule=run.rule_id,
            hits=count(run.hits),
            amount=money(run.amount),
            read=count(run.rows_read),
        )
    ]
    for what, parts in (("department", run.departments), ("month", run.months)):
        if parts:
            listed = (f"{clean(one.name) or '-'} {count(one.hits)}" for one in parts)
            told.append(f"{say(f'tui.form.by-{what}')} {'  '.join(listed)}")
    if run.examples:
        told.append(say("tui.form.examples", n=len(run.examples), seed=run.seed))
    told += [f"- {clean(sentence)}" for sentence in run.examples]
    return Text("\n".join(told))
