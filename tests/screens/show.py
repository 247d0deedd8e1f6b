"""Run the full-screen program on the made-up case, to look at it.

python -m tests.screens.show [made|many|fresh|papers|nothing] [step]
"""

import sys
from functools import partial
from pathlib import Path

from textual import on

from inspector.evidence import Taken
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


def with_papers() -> MadeUpSteps:
    """A case in which everything was done once."""
    steps, taken = MadeUpSteps(), Taken(place="康复治疗室", at="2024-07-01 09:30", holder="病案室")
    steps.attach("0000000000000001", [Path("治疗记录单第一页.jpg"), Path("监控 09-30.mp4")], taken)
    steps.make_report()
    steps.sign()
    steps.sign_as(Path("li.identity"), "")
    steps.make_document("interview")
    steps.submit("/media/usb/inbox", "")
    return steps


if __name__ == "__main__":
    kinds: dict[str, MadeUpSteps | None] = {
        "made": MadeUpSteps(),
        "many": MadeUpSteps(hits_made=100_000),
        "fresh": MadeUpSteps(checked=False),
        "papers": with_papers(),
        "nothing": None,
    }
    chosen = kinds[(sys.argv[1:] or ["made"])[0]]
    Shown(None if chosen is None else partial(sit_down, chosen)).run()
