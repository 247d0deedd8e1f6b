"""Run the full-screen program on the made-up case, to look at it: python -m tests.screens.show."""

import sys

from inspector.tui.app import InspectorApp
from tests.screens.made_up import MadeUpSteps

if __name__ == "__main__":
    kinds = {
        "": MadeUpSteps(),
        "many": MadeUpSteps(hits_made=100_000),
        "fresh": MadeUpSteps(checked=False),
        "nothing": None,
    }
    steps = kinds[sys.argv[1] if len(sys.argv) > 1 else ""]
    InspectorApp((lambda write: steps) if steps else None).run()
