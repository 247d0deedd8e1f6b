"""The list of hits as a table: its columns, and a hit's line."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from inspector.i18n import say
from inspector.tui.cells import clean, count, covered, day, money, shown
from inspector.tui.screens.detail import state_of, state_width
from inspector.tui.widgets.paged_table import Column
from inspector.tui.widgets.rows import Cells

if TYPE_CHECKING:
    from inspector.findings import Finding


def columns() -> list[Column]:
    """State, rule, date, 元, lines, person, visit, item."""
    return [
        Column(say("tui.column.state"), state_width()),
        Column(say("tui.column.title"), 24, grows=True),
        Column(say("tui.column.date"), 10),
        Column(say("tui.column.amount"), 11, right=True),
        Column(say("tui.column.lines"), 4, right=True),
        Column(say("tui.column.person"), 11),
        Column(say("tui.column.visit"), 14),
        Column(say("tui.column.item"), 23),
    ]


def cells(hit: Mapping[str, Any], finding: "Finding | None", titles: Mapping[str, str]) -> Cells:
    """A hit's line; its rule by the title of the last check."""
    title = titles.get(hit["rule_id"], hit["rule_title"])
    return (
        state_of(finding),
        clean(f"{hit['rule_id']} {title}"),
        day(hit["occurred_on"]),
        money(hit["amount"]),
        count(hit["rows"]),
        covered(hit["psn_no"]),
        shown(hit["mdtrt_id"]),
        shown(hit["med_list_codg"]),
    )
