"""Run the full-screen program on the made-up case, to look at it.

python -m tests.screens.show [made|many|fresh|nothing] [step]
"""

import sys
from functools import partial

from textual import on

from inspector.tui.app import InspectorApp
from inspector.tui.needs import Steps
from tests.screens.made_up import MadeUpSteps


class Shown(InspectorApp):
    """Goes to the step asked for as soon as the case is open."""

    @on(InspectorApp.Opened)
    def go(self) -> None:
        self.call_later(self.action_step, (sys.argv[2:] or ["overview"])[0])


def sit_down(steps: MadeUpSteps, write: bool) -> Steps:
    return steps


if __name__ == "__main__":
    kinds: dict[str, MadeUpSteps | None] = {
        "made": MadeUpSteps(),
        "many": MadeUpSteps(hits_made=100_000),
        "fresh": MadeUpSteps(checked=False),
        "nothing": None,
    }
    chosen = kinds[(sys.argv[1:] or ["made"])[0]]
    Shown(None if chosen is None else partial(sit_down, chosen)).run()
