"""The header of a sheet: one row, or a row of groups over a row of columns.

Two rows are read as one only where that tells more columns than either does alone.
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from inspector.intake.mapping.recognise import HEADER_ROWS, Recognised
from inspector.intake.readers.files import RawFile


@dataclass(frozen=True)
class Heading:
    """What was found: the last of its rows as a person counts, its words, and what they say."""

    row: int
    headers: tuple[str, ...]
    found: Recognised


def heading(file: RawFile, rows: Sequence[Sequence[str]], *names: str) -> Heading | None:
    """The heading among the first rows of a sheet, or None where they are no headers we know."""
    best = _read(file, rows, *names)
    for below in range(1, min(len(rows), HEADER_ROWS)):
        for joined in _joined(rows[below - 1], rows[below]):
            # The rows above are left out, so that only the joined one can be the header.
            fit = _read(file, [*([[]] * below), joined], *names)
            if fit and (best is None or len(fit.found.columns) > len(best.found.columns)):
                best = fit
    return best


def _read(file: RawFile, rows: Sequence[Sequence[str]], *names: str) -> Heading | None:
    found = file.find(rows, *names)
    if found is None:
        return None
    position, fit = found
    return Heading(position + 1, tuple(map(str, rows[position])), fit)


def _joined(above: Sequence[str], below: Sequence[str]) -> Iterator[list[str]]:
    """Readings of two rows as one; none where only one of them says anything."""
    upper = [cell.strip() for cell in above]
    lower = [cell.strip() for cell in below]
    if sum(map(bool, upper)) < 2 or sum(map(bool, lower)) < 2:
        return
    width = max(len(upper), len(lower))
    upper += [""] * (width - len(upper))
    lower += [""] * (width - len(lower))
    yield [low or up for up, low in zip(upper, lower, strict=True)]
    # A column named twice belongs to two groups; a merged group is written over its first column.
    twice = {name for name, count in Counter(lower).items() if name and count > 1}
    if twice:
        groups = _carried(upper)
        yield [
            (group + low if low in twice else low or up)
            for group, up, low in zip(groups, upper, lower, strict=True)
        ]


def _carried(upper: Sequence[str]) -> list[str]:
    carried, group = [], ""
    for cell in upper:
        group = cell or group
        carried.append(group)
    return carried
