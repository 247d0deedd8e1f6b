"""What the screens of one sitting share: the steps, what the header tells, which rule is looked at.

`changes` goes up with every act that reached the disk, `checks` with every run of the rules; a
screen that was filled at another count fills itself again when it is shown.
"""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from inspector.tui.needs import Steps, Who

if TYPE_CHECKING:
    from inspector.steps import Overview


@dataclass
class Session:
    """One person at one case, from opening to leaving."""

    steps: Steps
    who: Who
    overview: "Overview"
    changes: int = 0
    checks: int = 0
    rule: str | None = None
    """The rule whose hits are looked at; None looks at all."""
    revealed: bool = False
    """Whether a person is shown by name at this moment."""
