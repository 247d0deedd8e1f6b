"""The table of a timeline: what happened to one person, a row a thing, earliest first."""

from collections.abc import Sequence
from itertools import groupby
from typing import TYPE_CHECKING

from rich.cells import cell_len

from inspector.i18n import language, say
from inspector.tui.cells import clean, money
from inspector.tui.widgets.paged_table import Column
from inspector.tui.widgets.rows import Cells

if TYPE_CHECKING:
    from inspector.steps import Entry


def kinds() -> list[str]:
    """The words for what can happen to a person."""
    from inspector.steps import KINDS_SEEN

    return [say(f"person.kind.{kind}") for kind in KINDS_SEEN]


def columns() -> list[Column]:
    """Day, time, kind, what, by whom, 元."""
    return [
        Column(say("person.column.day"), 10),
        Column(say("person.column.at"), 11),
        Column(say("person.column.kind"), max(cell_len(kind) for kind in kinds())),
        Column(say("person.column.what"), 20, grows=True),
        Column(say("person.column.by"), 8, grows=True),
        Column(say("person.column.yuan"), 10, right=True),
    ]


def rows(entries: "Sequence[Entry]") -> list[Cells]:
    """A day is named once."""
    told: list[Cells] = []
    for at, of_day in groupby(entries, key=lambda one: one.at.date()):
        for number, one in enumerate(of_day):
            told.append(cells_of(at.isoformat() if number == 0 else "", one))
    return told


def cells_of(on_day: str, one: "Entry") -> Cells:
    """One thing that happened, under the columns; the day as it is to be written."""
    from inspector.report import clock, in_words

    return (
        on_day,
        clock(one.at, one.until),
        say(f"person.kind.{one.kind}"),
        *map(clean, in_words(one.kind, one.what, one.by, language())),
        "" if one.yuan is None else money(one.yuan),
    )
