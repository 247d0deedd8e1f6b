"""An event of a finding as people say it: the act, and what was said with it; one wording for all.

What a person typed is handed on as typed; whoever shows it makes it fit to be shown.
"""

from inspector.findings.events import Event
from inspector.findings.lifecycle import act_of
from inspector.i18n import say

_CIRCUMSTANCES = ("name", "place", "at", "camera", "holder", "second", "source")
"""Of a piece of evidence, as told when it was kept, or told anew."""
_BY_ACT = ("moved", "verdict", "referred", "conflict-resolved")


def told_of(event: Event) -> str:
    """A move or a ruling by its act, others by their kind; evidence with how it was taken."""
    kept = event.kind == "evidence-added"
    key = f"act.{act_of(event.kind, event.body)}" if event.kind in _BY_ACT else f"kind.{event.kind}"
    told = (str(event.body.get(name) or "") for name in (_CIRCUMSTANCES if kept else ("note",)))
    return "  ".join(filter(None, (say(f"findings.{key}"), *told)))
