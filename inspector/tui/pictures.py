"""What is drawn of a case: each picture with its numbers, for who would rather read than look.

A picture shows the numbers it is given and no others.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import TYPE_CHECKING

from inspector.i18n import say
from inspector.tui import timeline
from inspector.tui.cells import clean, count, day, money
from inspector.tui.drawing import Lane, bars, curve, lanes
from inspector.tui.widgets.paged_table import Column
from inspector.tui.widgets.rows import Cells

if TYPE_CHECKING:
    from inspector.steps import Session, Swipes, Timeline


@dataclass(frozen=True)
class Picture:
    """A title, the drawing for a width and a height in cells, and the same as rows of numbers."""

    title: str
    drawn: Callable[[int, int], Sequence[str]]
    columns: Sequence[Column]
    rows: Sequence[Cells]
    told: str = ""
    """What the picture shows, in a sentence."""


def of_timeline(told: "Timeline") -> Picture:
    """Stay, orders, sessions, charges: a lane a kind on one axis."""
    kinds = list(dict.fromkeys(one.kind for one in told.entries))
    drawn = [
        Lane(
            say(f"person.kind.{kind}"),
            [
                (one.at, one.until, "!" if kind == "hit" else "=" if one.until else "*")
                for one in told.entries
                if one.kind == kind
            ],
        )
        for kind in kinds
    ]
    title = say("picture.timeline", subject=told.subject)
    return Picture(
        title,
        lambda width, height: lanes(drawn, width),
        timeline.columns(),
        timeline.rows(told.entries),
    )


def of_staff_day(staff: str, on: date, sessions: "Sequence[Session]") -> Picture:
    """A therapist's sessions of a day below each other; minutes in two of them are `!`."""
    rows = [
        Lane(
            clean(f"{one.item} {one.visit[-6:]}"),
            [(one.began, one.ended, "="), *_shared(one, sessions)],
        )
        for one in sessions
    ]
    columns = [
        Column(say("picture.began"), 6),
        Column(say("picture.ended"), 6),
        Column(say("tui.column.item"), 24, grows=True),
        Column(say("tui.column.visit"), 16),
        Column(say("picture.over"), 8),
    ]
    cells = [
        (
            f"{one.began:%H:%M}",
            f"{one.ended:%H:%M}",
            clean(one.item),
            clean(one.visit),
            say("tui.yes") if one.over else "",
        )
        for one in sessions
    ]
    over = sum(one.over for one in sessions)
    told = say("picture.staff-day-told", sessions=count(len(sessions)), over=count(over))
    title = say("picture.staff-day", staff=clean(staff), day=day(on))
    return Picture(title, lambda width, height: lanes(rows, width), columns, cells, told)


def _shared(
    one: "Session", sessions: "Sequence[Session]"
) -> list[tuple[datetime, datetime | None, str]]:
    """The stretches of a session in which another was going on."""
    return [
        (max(one.began, other.began), min(one.ended, other.ended), "!")
        for other in sessions
        if other is not one and one.began < other.ended and other.began < one.ended
    ]


def of_stock(item: str, levels: Sequence[tuple[date, Decimal]]) -> Picture:
    """What the books leave of an item, and since when it is below zero."""
    below = [(at, level) for at, level in levels if level < 0]
    told = say("picture.stock-never")
    if below:
        lowest = min(level for _, level in below)
        told = say("picture.stock-below", day=day(below[0][0]), lowest=f"{lowest.normalize():,f}")
    columns = [Column(say("tui.column.date"), 12), Column(say("picture.left"), 14, right=True)]
    columns.append(Column("", 4, grows=True))
    cells = [(day(at), f"{level.normalize():,f}", "!" if level < 0 else "") for at, level in levels]
    title = say("picture.stock", item=clean(item))
    return Picture(title, lambda width, height: curve(levels, width, height), columns, cells, told)


def of_swipes(on: date, rows: "Sequence[Swipes]") -> Picture:
    """Settlements by minute."""
    drawn = [(f"{one.minute:%H:%M}", Decimal(one.swipes), count(one.swipes)) for one in rows]
    columns = [
        Column(say("picture.minute"), 8),
        Column(say("picture.swiped"), 8, right=True),
        Column(say("picture.people"), 8, right=True),
        Column(say("tui.column.amount"), 14, right=True),
        Column("", 4, grows=True),
    ]
    cells = [
        (f"{one.minute:%H:%M}", count(one.swipes), count(one.people), money(one.yuan), "")
        for one in rows
    ]
    title = say("picture.swipes", day=day(on))
    return Picture(title, lambda width, height: bars(drawn, width), columns, cells)


def of_sums(title: str, label: str, sums: Sequence[tuple[str, int, Decimal]]) -> Picture:
    """Hits and 元 by whatever they were grouped by."""
    drawn = [(name, amount, money(amount)) for name, _, amount in sums]
    columns = [
        Column(label, 20, grows=True),
        Column(say("tui.column.hits"), 8, right=True),
        Column(say("tui.column.amount"), 14, right=True),
    ]
    cells = [(name, count(hits), money(amount)) for name, hits, amount in sums]
    return Picture(title, lambda width, height: bars(drawn, width), columns, cells)
