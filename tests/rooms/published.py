"""Published figures, and how they are held, leaf by leaf, against figures made anew."""

import csv
import json
from collections.abc import Iterator, Sequence
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

_REFERENCE = Path(__file__).parents[3] / "shared" / "reference"
needs_reference = pytest.mark.skipif(
    not (_REFERENCE / "ratstats").is_dir(), reason="the published figures are not here"
)
_WORDS = {"source", "method", "algorithm_note", "note", "rounding", "chi2_note", "data"}
Leaf = tuple[tuple[str | int, ...], Any]


def told(name: str) -> Any:
    return json.loads((_REFERENCE / name).read_text("utf-8"), parse_float=Decimal)


def rows_of(name: str) -> list[dict[str, str]]:
    with (_REFERENCE / name).open() as file:
        return list(csv.DictReader(file))


def leaves(tree: Any, at: tuple[str | int, ...] = ()) -> Iterator[Leaf]:
    if isinstance(tree, dict):
        for name, part in tree.items():
            yield from leaves(part, (*at, name)) if name not in _WORDS else ()
    elif isinstance(tree, list | tuple):
        for place, part in enumerate(tree):
            yield from leaves(part, (*at, place))
    else:
        yield at, tree


def printed(value: Decimal | float, like: Decimal | int) -> bool:
    """Whether `value` rounds to the figure as printed."""
    places = Decimal(like).as_tuple().exponent
    assert isinstance(places, int)
    return Decimal(value).quantize(Decimal(1).scaleb(places)) == Decimal(like)


def alike(published: Any, made: Any, given: Sequence[str] = ()) -> int:
    """Hold every published figure against the one made anew, but what is `given`; how many."""
    ours = dict(leaves(made))
    figures = [
        (at, figure) for at, figure in leaves(published) if not set(map(str, at)) & set(given)
    ]
    unlike = [
        (at, figure, ours.get(at))
        for at, figure in figures
        if at not in ours
        or (ours[at] != figure if isinstance(figure, str | bool) else not printed(ours[at], figure))
    ]
    assert not unlike, unlike
    return len(figures)
