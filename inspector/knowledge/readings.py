"""What a published point means, as the typed columns of its table.

Cells that the state filled are taken as they are; what only a sentence says is read by program and
marked `reviewed = false` until a person has confirmed it.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from inspector.knowledge import readings_how_much as how_much
from inspector.knowledge import readings_whom as whom
from inspector.knowledge.cells import Values
from inspector.knowledge.families import family_of
from inspector.knowledge.points import Point


@dataclass(frozen=True)
class Reading:
    """The table's own columns as texts; `reviewed` if no sentence had to be understood."""

    values: Mapping[str, str]
    reviewed: bool


def read(point: Point) -> Reading:
    """The meaning of a point; columns nothing is said of are empty."""
    family = family_of(point.national_rule)
    assert family is not None, point.national_rule
    values, reviewed = _READERS.get(family.name, _nothing)(point)
    return Reading({name: values.get(name, "") for name in family.values}, reviewed)


def _nothing(point: Point) -> tuple[Values, bool]:
    return {}, False


def _operation(point: Point) -> tuple[Values, bool]:
    return {"operation_group": point.target}, True


def _herbal(point: Point) -> tuple[Values, bool]:
    return {"use": "single" if point.national_rule == 4 else "any"}, True


def _listed(point: Point) -> tuple[Values, bool]:
    return {}, True


_READERS: Mapping[str, Callable[[Point], tuple[Values, bool]]] = {
    "limit_sex": whom.sex,
    "limit_age": whom.age,
    "limit_insurance": whom.insurance,
    "limit_visit": whom.visit,
    "limit_level": whom.level,
    "limit_count": how_much.count,
    "limit_interval": how_much.interval,
    "limit_course": how_much.course,
    "pair_exclusive": how_much.duplicate,
    "pair_operation": _operation,
    "limit_diagnosis": whom.diagnosis,
    "limit_dept": whom.dept,
    "limit_second_line": whom.second,
    "herbal_not_paid": _herbal,
    "internet_forbidden": _listed,
    "limit_amount": how_much.amount,
    "limit_price": how_much.price,
}
