"""Questions worth keeping, as the journal adds them up; sealed and signed like a verdict.

A name holds one question: who keeps another under it replaces it, and the log has both.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from inspector.findings.events import Event, in_order


@dataclass(frozen=True)
class KeptQuestion:
    """One SELECT under a name; `$name` in it is asked for each time."""

    name: str
    sql: str
    author: str
    """Key id of who kept it last."""
    at: str


def questions(events: Iterable[Event]) -> dict[str, KeptQuestion]:
    """The questions kept and not dropped, by name."""
    known: dict[str, KeptQuestion] = {}
    for event in sorted(set(events), key=in_order):
        if event.kind == "question-kept":
            name = event.body["name"]
            known[name] = KeptQuestion(name, event.body["sql"], event.author, event.at)
        elif event.kind == "question-dropped":
            known.pop(event.body["name"], None)
    return dict(sorted(known.items()))
