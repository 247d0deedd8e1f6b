"""The follow-up clock: what the bureau of the inspected place owes after 移交, and by which day.

It is read off the journal: 移交 starts it, 登记处理 says that progress and a plan have come,
登记退回 that disposal is finished, 销号 that the report is there; what was taken back is gone.

Source: 令6: progress within 30 working days of receiving, a report within 5 of the end of disposal.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta, timezone

from inspector.findings.events import Event
from inspector.findings.finding import Finding
from inspector.findings.lifecycle import act_of
from inspector.findings.undo import live
from inspector.knowledge import working_days_after

OWED = {"progress": 30, "report": 5}
"""Working days, by what is owed."""
_STARTS = {"transfer": "progress", "recover": "report"}
_MARKS = {"transfer", "dispose", "recover", "close"}
_RUNNING = {"progress": ("transferred", "police", "health"), "report": ("recovered",)}
_BEIJING = timezone(timedelta(hours=8))


@dataclass(frozen=True, order=True)
class FollowUp:
    """What is owed for `findings` by the end of `due`, counted from the day after `since`.

    `owed` is progress or report; `unknown` are years whose holidays nobody has published yet.
    """

    due: date
    owed: str
    since: date
    findings: tuple[str, ...]
    unknown: tuple[int, ...]


def follow_ups(findings: Iterable[Finding]) -> tuple[FollowUp, ...]:
    """What is owed and has not come, the most urgent first; what began on one day is one."""
    running: dict[tuple[str, date], list[str]] = defaultdict(list)
    for finding in findings:
        clock = _clock(finding)
        if clock:
            running[clock].append(finding.id)
    return tuple(sorted(follow_up(*key, sorted(ids)) for key, ids in running.items()))


def follow_up(owed: str, since: date, findings: Iterable[str]) -> FollowUp:
    """What is owed for `findings`, counted from the day after `since`; `owed` is one of `OWED`."""
    due = working_days_after(since, OWED[owed])
    return FollowUp(due.day, owed, since, tuple(findings), due.unknown)


def _clock(finding: Finding) -> tuple[str, date] | None:
    marks = [event for event in live(finding.history) if _act(event) in _MARKS]
    owed = _STARTS.get(_act(marks[-1]), "") if marks else ""
    if finding.state not in _RUNNING.get(owed, ()):
        return None
    return owed, datetime.fromisoformat(marks[-1].at).astimezone(_BEIJING).date()


def _act(event: Event) -> str:
    return act_of(event.kind, event.body)
