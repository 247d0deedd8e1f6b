"""A hospital's own list (自查自纠) beside our hits: what it owns up to, and what it leaves out.

The closest match counts: the fee line, else settlement and item, visit and item, the settlement or
the visit alone. A hit is matched to the first row that names it.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from inspector.replies.propose import ReplyProblem, yuan
from inspector.replies.read import Row

_WAYS: tuple[tuple[str, ...], ...] = (
    ("line",),
    ("settlement", "code"),
    ("visit", "code"),
    ("settlement",),
    ("visit",),
)
_OURS = {
    "line": "bkkp_sn",
    "settlement": "setl_id",
    "visit": "mdtrt_id",
    "code": "med_list_codg",
}
_NOTHING = Decimal("0.00")


@dataclass(frozen=True)
class Admitted:
    """One row of the hospital's list; `theirs` and `ours` in 元, `by` how it was matched."""

    place: str
    item: str
    reason: str
    theirs: Decimal
    ours: Decimal
    by: str
    """line, settlement, visit, or empty where no hit answers to it."""
    hits: tuple[str, ...]


@dataclass(frozen=True)
class SelfCheck:
    """The list compared; `left_out` are our hits no row names, by rule: how many, 元."""

    rows: tuple[Admitted, ...]
    problems: tuple[ReplyProblem, ...]
    left_out: Mapping[str, tuple[int, Decimal]]


def compare(rows: Sequence[Row], hits: Sequence[Mapping[str, Any]]) -> SelfCheck:
    """Match the rows of a hospital's list with the rows of our hits, masked or not."""
    known: dict[tuple[str, ...], list[Mapping[str, Any]]] = {}
    for hit in hits:
        for way in _WAYS:
            key = tuple(str(hit[_OURS[name]] or "") for name in way)
            if all(key):
                known.setdefault((*way, *key), []).append(hit)
    compared, problems, named = [], [], set()
    for row in rows:
        amount = yuan(row.get("admitted"))
        if amount is None:
            problems.append(ReplyProblem(row.place("admitted"), "", "admitted-unread"))
            continue
        one = _matched(row, amount, known)
        compared.append(one)
        named |= set(one.hits)
    left = [hit for hit in hits if hit["hit_id"] not in named]
    return SelfCheck(tuple(compared), tuple(problems), dict(_by_rule(left)))


def _matched(
    row: Row, amount: Decimal, known: Mapping[tuple[str, ...], Sequence[Mapping[str, Any]]]
) -> Admitted:
    by, found = "", []
    for way in _WAYS:
        key = tuple(row.get(name) for name in way)
        if all(key) and (*way, *key) in known:
            by, found = way[0], list(known[(*way, *key)])
            break
    ours = sum((hit["amount"] or _NOTHING for hit in found), _NOTHING)
    names = tuple(sorted({hit["hit_id"] for hit in found}))
    item = row.get("item") or row.get("code")
    return Admitted(row.place("admitted"), item, row.get("reason"), amount, ours, by, names)


def _by_rule(
    hits: Sequence[Mapping[str, Any]],
) -> Iterator[tuple[str, tuple[int, Decimal]]]:
    for rule in sorted({hit["rule_id"] for hit in hits}):
        own = [hit for hit in hits if hit["rule_id"] == rule]
        money = sum((hit["amount"] or _NOTHING for hit in own), _NOTHING)
        yield rule, (len({hit["hit_id"] for hit in own}), money)
