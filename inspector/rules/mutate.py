"""Mutants of a rule: its SQL changed in one place, which the rule's own cases have to notice.

A rule whose cases let a changed comparison, limit or join pass has not said what it means there. A
mutant that cannot change an answer is listed in the cases file under `[[equivalent]]`, with why.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import partial
from itertools import chain
from pathlib import Path

from sqlglot import exp, parse_one

from inspector.rules.model import Equivalent, Pack, Rule
from inspector.rules.template import SlotWrong, make, template
from inspector.rules.trial import holds, known_in, laid_out
from inspector.workspace import Engine

_DIALECT = "duckdb"
_FLIPS: dict[type[exp.Expr], type[exp.Expr]] = {
    exp.GT: exp.GTE,
    exp.GTE: exp.GT,
    exp.LT: exp.LTE,
    exp.LTE: exp.LT,
    exp.EQ: exp.NEQ,
    exp.NEQ: exp.EQ,
}
_SWAPS: dict[type[exp.Expr], type[exp.Expr]] = {
    exp.Min: exp.Max,
    exp.Max: exp.Min,
    exp.Least: exp.Greatest,
    exp.Greatest: exp.Least,
}
_COMPARED = exp.EQ, exp.NEQ, exp.GT, exp.GTE, exp.LT, exp.LTE
_NAMES = re.compile(r"(name|codg|code|told|_id|_no|_sn|unit|knowledge_row)$")
"""Columns whose texts only name a thing: their order means nothing. A month's does."""


@dataclass(frozen=True)
class Mutant:
    """One change: its kind, where it stands, and the text before and after."""

    kind: str
    path: Path
    line: int
    before: str
    after: str
    sql: str

    @property
    def change(self) -> str:
        """What `[[equivalent]]` names it by: `kind: before => after`."""
        return f"{self.kind}: {self.before} => {self.after}"


@dataclass(frozen=True)
class Score:
    """How many mutants a rule's cases noticed; `survived` were not, and no reason is given."""

    rule_id: str
    made: int
    noticed: int
    equivalent: int
    survived: tuple[Mutant, ...]
    stale: tuple[Equivalent, ...]
    """Listed as equivalent, and no such mutant survives."""


def mutate(rule: Rule, pack: Pack, blank: Callable[[], Engine]) -> Score:
    """Try every mutant of `rule` on the rule's own cases."""
    made = list(mutants(rule))
    left = _unnoticed(rule, pack, made, blank)
    known = {one.change for one in rule.equivalent}
    survived = tuple(mutant for mutant in left if mutant.change not in known)
    changes = {mutant.change for mutant in left}
    return Score(
        rule_id=rule.id,
        made=len(made),
        noticed=len(made) - len(left),
        equivalent=len(left) - len(survived),
        survived=survived,
        stale=tuple(one for one in rule.equivalent if one.change not in changes),
    )


def _unnoticed(
    rule: Rule, pack: Pack, made: Sequence[Mutant], blank: Callable[[], Engine]
) -> list[Mutant]:
    """Those that pass every case; each case is laid out once for all of them."""
    left = list(made)
    for case in rule.cases:
        if case.hits is not None and left:
            with laid_out(rule, case, blank) as engine:
                told = known_in(rule, pack, case)
                left = [
                    mutant
                    for mutant in left
                    if holds(replace(rule, sql=mutant.sql), told, case, engine).ok
                ]
    return left


def mutants(rule: Rule) -> Iterator[Mutant]:
    """Every mutant of the rule, in the order of its text; equal SQL is made once.

    Of a rule made from a template: what its passport says, slot by slot; the SQL is the template's.
    """
    seen = {_plain(rule.sql)}
    for mutant in chain(_other_slots(rule), _changed_sql(rule)):
        if mutant.sql not in seen:
            seen.add(mutant.sql)
            yield mutant


def _plain(sql: str) -> str:
    return parse_one(sql, read=_DIALECT).sql(_DIALECT)


def _other_slots(rule: Rule) -> Iterator[Mutant]:
    for name, value in rule.slots.items():
        slot = template(rule.template).slots[name]
        for other in slot.choices:
            try:
                made = make(rule.template, {**rule.slots, name: other})
            except SlotWrong:
                continue
            before, after = f"{name} = {value}", f"{name} = {other}"
            yield Mutant("slot", rule.path, rule.sql_line, before, after, _plain(made.sql))


def _changed_sql(rule: Rule) -> Iterator[Mutant]:
    tree = parse_one(rule.sql, read=_DIALECT)
    for number, node in enumerate(tree.walk()):
        for kind, change in _changes(rule, node):
            spoiled = tree.copy()
            place = next(one for at, one in enumerate(spoiled.walk()) if at == number)
            before, after = change(place)
            sql = spoiled.sql(_DIALECT)
            yield Mutant(kind, rule.path, _line(rule, node), before, after, sql)


def _line(rule: Rule, node: exp.Expr) -> int:
    """The line of the file on which the change stands: that of the nearest name around it."""
    around: exp.Expr | None = node
    while around is not None and not rule.template:
        lines = [part.meta["line"] for part in around.walk() if "line" in part.meta]
        if lines:
            return int(rule.sql_line + min(lines) - 1)
        around = around.parent
    return rule.sql_line


Change = Callable[[exp.Expr], tuple[str, str]]
"""Changes a place in the copied tree; returns how the place read and how it reads now."""


def _changes(rule: Rule, node: exp.Expr) -> Iterator[tuple[str, Change]]:
    if isinstance(node, exp.Parameter | exp.Placeholder) and _is_limit(node):
        yield "limit", lambda place: _stand_in(place, _plus_one(place))
        if rule.params[node.name].value:
            yield "limit", lambda place: _stand_in(place, _doubled(place))
    if rule.template:
        return
    if type(node) in _FLIPS:
        yield "flip", lambda place: _become(place, _FLIPS[type(place)])
    if type(node) in _SWAPS and not _names_one_of_several(node):
        yield "swap", lambda place: _become(place, _SWAPS[type(place)])
    if isinstance(node, exp.Literal) and _is_limit(node):
        yield "limit", lambda place: _stand_in(place, _plus_one(place))
    if isinstance(node, exp.Where | exp.Having) and not isinstance(node.this, exp.And):
        yield "drop", _take_out
    if isinstance(node, exp.And) and not isinstance(node.parent, exp.And):
        yield from (("drop", partial(_without, number)) for number in _said_once(node))


def _names_one_of_several(node: exp.Expr) -> bool:
    """MIN or MAX over names alone: which of several stands for its group says nothing of it.

    Compared with something, it asks whether there are several, and is a change to be noticed.
    """
    above = node.parent.parent if isinstance(node.parent, exp.Window) else node.parent
    if isinstance(above, _COMPARED):
        return False
    columns = list(node.this.find_all(exp.Column))
    only = all(
        isinstance(one, exp.Column | exp.Coalesce | exp.Identifier) for one in node.this.walk()
    )
    return only and all(_NAMES.search(column.name) for column in columns)


def _said_once(node: exp.And) -> Iterator[int]:
    """The parts of a conjunction that no other part says too."""
    parts = list(node.flatten())
    yield from (number for number, part in enumerate(parts) if not _said_again(part, parts))


def _said_again(part: exp.Expr, parts: Sequence[exp.Expr]) -> bool:
    """`x IS NOT NULL` beside a comparison of x in one conjunction, which NULL fails anyway."""
    if not (isinstance(part, exp.Not) and isinstance(part.this, exp.Is)):
        return False
    asked = part.this.this
    return any(
        asked in (other.this, other.args.get("expression"))
        for other in parts
        if isinstance(other, (*_COMPARED, exp.In, exp.Between))
    )


def _is_limit(node: exp.Expr) -> bool:
    """A number in arithmetic or a comparison; not part of a type, a text or a frame."""
    if isinstance(node, exp.Literal) and node.is_string:
        return False
    above = node.find_ancestor(exp.Binary, exp.Between, exp.Func, exp.DataType, exp.WindowSpec)
    counted = exp.Binary, exp.Between, exp.Cast, exp.Least, exp.Greatest, exp.Coalesce
    return isinstance(above, counted)


def _without(number: int, place: exp.Expr) -> tuple[str, str]:
    """The conjunction with one of its parts gone."""
    parts = list(place.flatten())
    gone = parts.pop(number)
    place.replace(exp.and_(*parts))
    return gone.sql(_DIALECT), ""


def _take_out(place: exp.Expr) -> tuple[str, str]:
    before = place.sql(_DIALECT).strip()
    place.pop()
    return before, ""


def _become(place: exp.Expr, other: type[exp.Expr]) -> tuple[str, str]:
    return _stand_in(place, other(**place.args))


def _stand_in(place: exp.Expr, other: exp.Expr) -> tuple[str, str]:
    before, after = place.sql(_DIALECT), other.copy()
    place.replace(after)
    return before, after.sql(_DIALECT)


def _plus_one(place: exp.Expr) -> exp.Expr:
    return exp.Paren(this=exp.Add(this=place.copy(), expression=exp.Literal.number(1)))


def _doubled(place: exp.Expr) -> exp.Expr:
    return exp.Paren(this=exp.Mul(this=place.copy(), expression=exp.Literal.number(2)))
