"""An act at a desk: allowed by role and day before it begins, and its refusal noted.

Every step that the table of roles speaks of carries this mark, so the table can be read off it.
"""

from collections.abc import Callable
from functools import wraps
from typing import Concatenate, ParamSpec, TypeVar

from inspector.errors import TrustRefused
from inspector.steps.desk import Desk
from inspector.trust import MAY

P = ParamSpec("P")
R = TypeVar("R")


def acting(
    act: str,
) -> Callable[[Callable[Concatenate[Desk, P], R]], Callable[Concatenate[Desk, P], R]]:
    """Mark a step as `act`, a key of `MAY`; it begins only if the person at the desk may.

    Raises:
        RoleForbidden, OutOfTime: by the step, before it has begun.
    """
    assert act in MAY

    def marked(
        step: Callable[Concatenate[Desk, P], R],
    ) -> Callable[Concatenate[Desk, P], R]:
        @wraps(step)
        def acted(desk: Desk, /, *told: P.args, **named: P.kwargs) -> R:
            desk.may(act)
            try:
                return step(desk, *told, **named)
            except TrustRefused as refusal:
                desk.refused(act, refusal)
                raise

        return acted

    return marked
