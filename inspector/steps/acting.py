"""An act at a desk: allowed by role and day before it begins, and its refusal noted.

Every step that the table of roles speaks of carries this mark, so the table can be read off it.
"""

from collections.abc import Callable
from functools import wraps
from typing import Concatenate, ParamSpec, TypeVar

from inspector.errors import (
    CaseState,
    PersonUnknown,
    RevealUnexplained,
    TrustRefused,
    WriteFailed,
)
from inspector.steps.desk import Desk
from inspector.trust import MAY

P = ParamSpec("P")
R = TypeVar("R")
_NOTED = (TrustRefused, CaseState, RevealUnexplained, PersonUnknown)
"""Refusals a court may ask for; that words of a command made no sense is none of them."""


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
            except WriteFailed:
                raise  # The disk refused, not we; it would refuse the note as well.
            except _NOTED as refusal:
                desk.refused(act, refusal)
                raise

        return acted

    return marked
