"""Cells as text, a column at a time: whole numbers without a point, moments as ISO, blank as NULL.

A number too long for a float comes out as 3.3E+17, so that `values` sees the loss.
"""

import datetime
from collections.abc import Sequence
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

from inspector.intake.parser.parts import Block

MARK = "\uffff"
"""Before the number of a shared text. No XML may hold it, so no cell begins with it by itself."""
_EXACT, _SMALLEST = 1e15, 1e-4
"""Between these a float keeps every digit, and Arrow writes it as Python does."""


_HALF_SECOND = datetime.timedelta(milliseconds=500)
_DAYS = {datetime.datetime, datetime.date}


def cell_text(cell: object) -> str | None:
    """One cell as text."""
    match cell:
        case None:
            return None
        case bool():
            return str(int(cell))
        case int() | float() if abs(cell) >= _EXACT:
            return f"{cell:E}"
        case float() if cell.is_integer():
            return str(int(cell))
        case datetime.datetime():
            # A time of day is a fraction that is never exact.
            return (cell + _HALF_SECOND).replace(microsecond=0).isoformat(" ")
        case datetime.timedelta():
            minutes, seconds = divmod(round(cell.total_seconds()), 60)
            return f"{minutes // 60:02}:{minutes % 60:02}:{seconds:02}"
    return str(cell) or None


def batch(block: Block, width: int, shared: "pa.ChunkedArray[Any] | None") -> pa.RecordBatch:
    """A block as columns `row_no`, c0, c1, … of text; rows with nothing in them are no rows."""
    columns: list[Sequence[Any]] = [()] * block.left
    columns += zip(*block.rows, strict=True)
    count = len(block.rows)
    arrays = [_texts(column, shared) for column in columns[:width] if column]
    nothing = pa.nulls(count, pa.string())
    whole = [nothing] * min(block.left, width) + arrays
    whole += [nothing] * (width - len(whole))
    numbers = pa.array(range(block.first, block.first + count), pa.int64())
    made = pa.record_batch([numbers, *whole], ["row_no", *(f"c{n}" for n in range(width))])
    return _without_blanks(made, arrays, count)


def _without_blanks(
    made: pa.RecordBatch, filled: Sequence["pa.Array[Any]"], count: int
) -> pa.RecordBatch:
    if any(array.null_count == 0 for array in filled):
        return made
    there: Any = pa.array([False] * count)
    for array in filled:
        there = pc.or_(there, pc.is_valid(array))
    return made.filter(there)


def _texts(column: Sequence[Any], shared: "pa.ChunkedArray[Any] | None") -> "pa.Array[Any]":
    kinds = set(map(type, column))
    if kinds == {str}:
        return _strings(pa.array(column, pa.string()), shared)
    if len(kinds) > 1 and str in kinds and not any(c for c in column if type(c) is str):
        column = [None if type(cell) is str else cell for cell in column]
        kinds.discard(str)
    if kinds == {float}:
        return _numbers(column)
    if datetime.datetime in kinds and kinds <= _DAYS:
        return _moments(column)
    return _strings(pa.array(map(cell_text, column), pa.string()), shared)


def _moments(column: Sequence[datetime.date | None]) -> "pa.Array[Any]":
    # Calamine gives midnight as a day without a time; among many moments there is some midnight.
    times = [cell if type(cell) is datetime.datetime else None for cell in column]
    exact: Any = pa.array(times, pa.timestamp("us"))
    rounded: Any = pc.round_temporal(exact, unit="second")
    moments: pa.Array[Any] = rounded.cast(pa.timestamp("s")).cast(pa.string())
    if moments.null_count == 0:
        return moments
    days = [cell if type(cell) is datetime.date else None for cell in column]
    whole: pa.Array[Any] = pc.coalesce(moments, pa.array(days, pa.date32()).cast(pa.string()))
    return whole


def _strings(texts: "pa.Array[Any]", shared: "pa.ChunkedArray[Any] | None") -> "pa.Array[Any]":
    if shared is not None:
        marked = pc.starts_with(texts, MARK)
        if pc.any(marked).as_py():
            numbers = pc.utf8_slice_codeunits(texts, 1, None)
            numbers = pc.if_else(marked, numbers, None).cast(pa.int64())
            named = shared.take(numbers).combine_chunks()
            texts = pc.if_else(marked, named.cast(pa.string()), texts)
    blank = pc.equal(texts, pa.scalar(""))
    return pc.if_else(blank, None, texts) if pc.any(blank).as_py() else texts


def _numbers(column: Sequence[float | None]) -> "pa.Array[Any]":
    numbers = pa.array(column, pa.float64())
    size: Any = pc.abs(numbers)
    plain = pc.or_(pc.equal(size, pa.scalar(0.0)), pc.greater_equal(size, pa.scalar(_SMALLEST)))
    # Written so that a number that is none fails it too.
    if not pc.all(pc.and_(plain, pc.less(size, pa.scalar(_EXACT)))).as_py():
        return pa.array(map(cell_text, column), pa.string())
    trunk = pc.floor(numbers)
    whole = pc.equal(trunk, numbers)
    texts: pa.Array[Any] = trunk.cast(pa.int64()).cast(pa.string())
    if not pc.all(whole).as_py():
        texts = pc.if_else(whole, texts, numbers.cast(pa.string()))
    return texts


def head(
    blocks: Sequence[Block], rows: int, shared: "pa.ChunkedArray[Any] | None"
) -> list[list[str]]:
    """The first `rows` rows as text, from row 1 on; blank ones are empty lists."""
    found: list[list[str]] = [[] for _ in range(rows)]
    for block in blocks:
        for number, row in enumerate(block.rows[:rows], start=block.first):
            if number <= rows:
                texts = pa.array([*([None] * block.left), *map(cell_text, row)], pa.string())
                found[number - 1] = [text or "" for text in _strings(texts, shared).to_pylist()]
    return found
