"""Keeping a file as evidence: what is asked first, and the act."""

from pathlib import Path

from inspector.i18n import say
from inspector.tui.needs import Steps
from inspector.tui.screens.asking import AskDialog

ASKED = ("finding", "file", "place", "at", "holder", "second")
"""What is asked before a file is kept; all but the first two may be left empty."""


def attaching(finding: str) -> AskDialog:
    """The questions, for a finding if one is meant."""
    given = {"finding": finding}
    fields = [(say(f"tui.evidence.{name}"), given.get(name, "")) for name in ASKED]
    return AskDialog(say("tui.evidence.attach"), fields)


def keep(steps: Steps, told: tuple[str, ...]) -> str:
    """Seal what was named; what to say then."""
    from inspector.evidence import Taken

    finding, file, place, at, holder, second = told
    taken = Taken(place=place, at=at, holder=holder, second=second)
    steps.attach(finding, [Path(file).expanduser()], taken)
    return say("tui.evidence.kept", file=Path(file).name)
