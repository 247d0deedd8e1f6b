"""The frame of a sample, opened: a question's rows or a rule's hits, covered as people see them.

A frame that is opened again must be the one that was drawn from.
"""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from inspector.errors import FrameInvalid, QuestionStopped
from inspector.query import ask as put_question
from inspector.statistics import Frame, Plan, frame_of
from inspector.steps.desk import Desk
from inspector.steps.hits import hits

MOST_UNITS = 2_000_000
_SECONDS = 600.0
_MEMORY_MB = 2048


def open_frame(desk: Desk, plan: Plan) -> Frame:
    """All units of the plan's frame.

    Raises:
        FrameInvalid, QuestionRefused, QuestionFailed, QuestionStopped
    """
    if plan.rule:
        columns, rows = _hits_of(desk, plan.rule)
        return frame_of(plan, columns, rows)
    answer = put_question(desk.case, plan.question, MOST_UNITS, _SECONDS, _MEMORY_MB)
    if answer.cut:
        raise QuestionStopped(limit=f"{MOST_UNITS:,}")
    return frame_of(plan, answer.columns, answer.rows)


def _hits_of(desk: Desk, rule: str) -> tuple[list[str], list[tuple[object, ...]]]:
    """One row a hit: what identifies it, and its 元."""
    whose = ["hit_id", "psn_no", "mdtrt_id", "setl_id", "med_list_codg"]
    found = hits(desk, rule).select([*whose, "amount"]).to_pylist()
    units: dict[str, tuple[object, ...]] = {}
    for row in found:
        before = units.get(row["hit_id"])
        amount = (row["amount"] or Decimal(0)) + (before[-1] if before else Decimal(0))  # type: ignore[operator]
        units[row["hit_id"]] = (*(row[name] for name in whose), amount)
    return [*whose, "amount"], list(units.values())


def same_frame(desk: Desk, plan: Plan, told: Mapping[str, Any]) -> Frame:
    """The frame a sample was drawn from; `told` is the body of its `sample-drawn`.

    Raises:
        FrameInvalid: it is not the same any more.
    """
    frame = open_frame(desk, plan)
    if frame.digest != told["frame"]:
        raise FrameInvalid(problem="changed", size=len(told["drawn"]), units=len(frame.units))
    return frame
