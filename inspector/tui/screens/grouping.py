"""Hits by department, doctor, person, month or rule: how many and how much; one group is looked at.

Grouping reads; it judges nothing, and leaving it shows all hits again.
"""

from collections.abc import Sequence
from functools import partial
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.message import Message
from textual.screen import ModalScreen
from textual.widgets import Static

from inspector.i18n import say
from inspector.tui.cells import clean, count, covered, money
from inspector.tui.hit_list import KINDS, Group, HitList, grouped, lines_of
from inspector.tui.needs import Steps
from inspector.tui.pictures import Picture, of_sums
from inspector.tui.screens.dialogs import LEAVE
from inspector.tui.screens.picking import PickDialog
from inspector.tui.screens.picture import Choice, Picturing
from inspector.tui.widgets.lines import KeyLine
from inspector.tui.widgets.paged_table import Column, PagedTable
from inspector.tui.widgets.rows import pages_of

DRAWN = ("month", "department", "rule")
MOST_BARS = 60


class GroupsDialog(ModalScreen[Group | None]):
    """The groups with their hits and 元; returns the one picked."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("enter", "accept", "tui.key.accept"), LEAVE]

    def __init__(self, groups: Sequence[Group]) -> None:
        super().__init__()
        self.groups = groups

    def compose(self) -> ComposeResult:
        """A line a group."""
        with Vertical(classes="dialog tall"):
            yield Static(say("tui.group.title"), classes="title")
            yield PagedTable(id="groups")
            yield KeyLine()

    def on_mount(self) -> None:
        """Fill the table, and give it the keys."""
        columns = [
            Column(say(f"tui.group.{self.groups[0].kind}"), 20, grows=True),
            Column(say("tui.column.hits"), 8, right=True),
            Column(say("tui.column.amount"), 14, right=True),
        ]
        rows = [(shown_group(one), count(len(one)), money(one.amount)) for one in self.groups]
        table = self.query_one(PagedTable)
        table.fill(columns, pages_of(rows))
        table.focus()

    @on(PagedTable.Chosen)
    def action_accept(self) -> None:
        """The group under the cursor."""
        self.dismiss(self.groups[self.query_one(PagedTable).cursor])

    def action_leave(self) -> None:
        """All hits."""
        self.dismiss(None)


class Grouping(Picturing):
    """Mixed into the list of hits: `b` groups what is listed, `v` draws it."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("b", "group", "tui.key.group", show=False)]

    class Grouped(Message):
        """The groups of what is listed."""

        def __init__(self, groups: Sequence[Group]) -> None:
            super().__init__()
            self.groups = groups

    hits: HitList | None = None
    group: Group | None = None

    def action_group(self) -> None:
        """Ask by what; then show the groups."""
        if self.hits:
            choices = [(kind, say(f"tui.group.{kind}")) for kind in KINDS]
            self.app.push_screen(PickDialog(say("tui.group.by"), choices), self._group_by)

    def _group_by(self, kind: str | None) -> None:
        hits, steps = self.hits, self.session.steps
        if kind is None or hits is None:
            return

        def read() -> Message:
            return self.Grouped(groups_of(hits, kind, steps))

        self.bring("group", read)

    @on(Grouped)
    def show_groups(self, message: Grouped) -> None:
        """The groups; picking one narrows the list to it."""

        def picked(group: Group | None) -> None:
            if group is not None:
                self.regroup(group)

        self.app.push_screen(GroupsDialog(message.groups), picked)

    def pictures(self) -> Sequence[Choice]:
        """元 of what is listed, by whatever it can be grouped by."""
        hits = self.hits
        if not hits:
            return []
        choices = [(kind, say("picture.of-sums", by=say(f"tui.group.{kind}"))) for kind in DRAWN]
        return [(name, partial(sums_of, hits, kind)) for kind, name in choices]

    def regroup(self, group: Group | None) -> None:
        """List the hits of this group; None lists all."""
        self.group = group
        self.renew()


def groups_of(hits: HitList, kind: str, steps: Steps) -> list[Group]:
    """The groups of a kind; for some the case is asked who ordered."""
    asks = kind in ("department", "doctor")
    return grouped(hits, kind, steps.offices(lines_of(hits)) if asks else None)


def sums_of(hits: HitList, kind: str, steps: Steps) -> Picture:
    """元 by group: months in their order, of others those with the most."""
    groups = groups_of(hits, kind, steps)
    if kind == "month":
        groups = sorted(groups, key=lambda one: one.name)
    sums = [(shown_group(one), len(one), one.amount) for one in groups[:MOST_BARS]]
    by = say(f"tui.group.{kind}")
    return of_sums(say("picture.sums", by=by), by, sums)


def shown_group(group: Group) -> str:
    """The name of a group; a person's is covered, and none is told as such."""
    if not group.name:
        return say("tui.group.none")
    return covered(group.name) if group.kind == "person" else clean(group.name)
