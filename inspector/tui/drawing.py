"""Pictures in plain letters: lanes on a time axis, bars, a curve with its zero line.

Only ASCII is drawn: block and box letters are two cells wide on many Chinese terminals, and then
nothing lines up. What matters has a letter of its own (`!`), so no colour is needed.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from decimal import Decimal

from rich.cells import cell_len

from inspector.tui.cells import fit

WIDEST_LABEL = 28
_TICKS = 4


@dataclass(frozen=True)
class Lane:
    """A label, and what happened on its line: from, until (None: a moment), with which letter."""

    label: str
    marks: Sequence[tuple[datetime, datetime | None, str]]


def lanes(rows: Sequence[Lane], width: int) -> list[str]:
    """All lanes below one axis, in lines of `width` cells; nothing for no lanes."""
    every = [(began, ended or began) for row in rows for began, ended, _ in row.marks]
    if not every:
        return []
    first, last = min(at for at, _ in every), max(at for _, at in every)
    room = _room([row.label for row in rows], width)
    cells = width - room - 1
    head = f"{'':{room}} {axis(first, last, cells)}"
    rule = f"{'':{room}} {'-' * cells}"
    return [head, rule, *(_lane(row, first, last, room, cells) for row in rows)]


def _room(labels: Sequence[str], width: int) -> int:
    return min(max(map(cell_len, labels)), WIDEST_LABEL, width // 3)


def _place(at: datetime, first: datetime, last: datetime, cells: int) -> int:
    whole = max((last - first) // timedelta(seconds=1), 1)
    return (at - first) // timedelta(seconds=1) * (cells - 1) // whole


def _lane(row: Lane, first: datetime, last: datetime, room: int, cells: int) -> str:
    drawn = [" "] * cells
    for began, ended, letter in row.marks:
        start = _place(began, first, last, cells)
        for at in range(start, max(start, _place(ended or began, first, last, cells)) + 1):
            # What is odd is never drawn over.
            drawn[at] = letter if drawn[at] != "!" else "!"
    return f"{fit(row.label, room)} {''.join(drawn)}".rstrip()


def axis(first: datetime, last: datetime, cells: int) -> str:
    """The times at the ticks: hours within a day, else dates."""
    shape = "%H:%M" if first.date() == last.date() else "%Y-%m-%d"
    long = len(first.strftime(shape))
    ticks = max(1, min(_TICKS, cells // (long + 2) - 1))
    drawn = ""
    for tick in range(ticks + 1):
        label = (first + (last - first) * tick / ticks).strftime(shape)
        at = (cells - 1) * tick // ticks - long // 2
        drawn = f"{drawn:{min(max(at, 0), cells - long)}}{label}"
    return drawn


def bars(rows: Sequence[tuple[str, Decimal, str]], width: int) -> list[str]:
    """A bar a row, as long as its number; label on the left, the number as told on the right."""
    if not rows:
        return []
    room = _room([label for label, _, _ in rows], width)
    told = max(cell_len(text) for _, _, text in rows)
    cells = max(1, width - room - told - 2)
    most = max(max(number for _, number, _ in rows), Decimal(1))
    drawn = []
    for label, number, text in rows:
        long = max(1, int(number * cells / most)) if number > 0 else 0
        drawn.append(f"{fit(label, room)} {'#' * long:{cells}} {fit(text, told, right=True)}")
    return drawn


def curve(levels: Sequence[tuple[date, Decimal]], width: int, height: int) -> list[str]:
    """A level over days, the lowest of each column's days: `*` on `:`, below zero all `!`.

    The level stays until it changes; the zero line is drawn, the ends of both axes are named.
    """
    if not levels:
        return []
    top = max(Decimal(0), *(level for _, level in levels))
    floor = min(Decimal(0), *(level for _, level in levels))
    names = {_row(level, floor, top, height): _told(level) for level in (top, floor, Decimal(0))}
    room = max(map(len, names.values()))
    columns = _columns(levels, width - room - 2)
    places = [(level, _row(level, floor, top, height)) for level in columns]
    zero = _row(Decimal(0), floor, top, height)
    rows = []
    for row in reversed(range(height)):
        drawn = "".join(_cell(level, place, row, zero) for level, place in places)
        rows.append(f"{names.get(row, ''):>{room}} |{drawn}".rstrip())
    ends = [datetime.combine(levels[at][0], time()) for at in (0, -1)]
    return [*rows, f"{'':{room}}  {axis(ends[0], ends[1], len(columns))}"]


def _cell(level: Decimal, place: int, row: int, zero: int) -> str:
    """What a column of this level, which stands at `place`, shows in a row."""
    if level < 0 and place <= row and row < max(zero, place + 1):
        return "!"
    if level >= 0 and place == row:
        return "*"
    if zero == row:
        return "-"
    return ":" if zero < row < place else " "


def _columns(levels: Sequence[tuple[date, Decimal]], cells: int) -> list[Decimal]:
    first, last = levels[0][0], levels[-1][0]
    whole = max((last - first).days, 1)
    by_column: dict[int, Decimal] = {}
    for day, level in levels:
        at = (day - first).days * (cells - 1) // whole
        by_column[at] = min(level, by_column.get(at, level))
    ends = {(day - first).days * (cells - 1) // whole: level for day, level in levels}
    drawn, stands = [], levels[0][1]
    for at in range(cells):
        drawn.append(by_column.get(at, stands))
        stands = ends.get(at, stands)
    return drawn


def _row(level: Decimal, floor: Decimal, top: Decimal, height: int) -> int:
    """0 is the lowest line; below zero is never on the zero line."""
    whole = top - floor or Decimal(1)
    zero = round(-floor / whole * (height - 1))
    at = round((level - floor) / whole * (height - 1))
    return min(at, zero - 1) if level < 0 and zero else at


def _told(level: Decimal) -> str:
    return f"{level.normalize():,f}"
