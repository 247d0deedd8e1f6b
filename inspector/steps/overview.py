"""Where the case stands: data received, checks, findings by state, money, what to do next."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from inspector.findings import STATES, Finding, FollowUp, follow_ups
from inspector.knowledge import working_days_left
from inspector.outbox import Entry, listing
from inspector.schema import TABLES
from inspector.steps.desk import Desk
from inspector.steps.outcomes import OutcomeRow, outcomes
from inspector.steps.sign import ReportState, latest_report
from inspector.workspace import Holder, writer_of

SUSPECTED = "suspected"


@dataclass(frozen=True)
class Owed:
    """What is owed of a follow-up, and how many working days are left; below 0 it is late."""

    what: FollowUp
    left: int


@dataclass(frozen=True)
class Overview:
    """The case at a glance; money in 元."""

    case_id: str
    institution: str
    period: tuple[date, date]
    tables: tuple[tuple[str, str, str, int], ...]
    """Name, Chinese, English, rows."""
    sources: tuple[dict[str, Any], ...]
    totals: tuple[dict[str, Any], ...]
    outcomes: tuple[OutcomeRow, ...]
    rules_by_status: Mapping[str, int]
    findings_by_state: Mapping[str, int]
    suspected: Decimal
    """Of findings not decided yet, each fee line once."""
    confirmed: Decimal
    """Of confirmed findings rule by rule; a line that two rules point at counts twice."""
    counted_once: Decimal
    """Of confirmed findings, each fee line once."""
    owed: tuple[Owed, ...]
    """What the bureau of the inspected place has still to report, the most urgent first."""
    signers: tuple[str, ...]
    unsent: int
    writer: Holder | None
    """Who else writes to the case at this moment."""
    next: str
    """The i18n key of what to do next."""


def overview(desk: Desk) -> Overview:
    """Read where the case stands; nothing is changed."""
    from inspector.report import figures

    manifests = [package.manifest for package in desk.case.snapshots]
    folded = desk.findings()
    found, rows, report = list(folded.values()), outcomes(desk), latest_report(desk)
    outbox = listing(desk.case.folder / "outbox")
    told = figures(folded, rows, manifests, case_id=desk.case.id, made_on=date.today())
    return Overview(
        case_id=desk.case.id,
        institution=", ".join(name for _, name in told.institutions),
        period=told.period,
        tables=_tables(manifests),
        sources=tuple(source for manifest in manifests for source in manifest.sources),
        totals=tuple(total for manifest in manifests for total in manifest.totals),
        outcomes=tuple(rows),
        rules_by_status=told.statuses,
        findings_by_state=_by_state(found),
        suspected=told.open.total,
        confirmed=told.claimed,
        counted_once=told.confirmed.total,
        owed=_owed(found, date.today()),
        signers=report.signers if report else (),
        unsent=sum(entry.state == "waiting" for entry in outbox),
        writer=None if desk.case.writes else writer_of(desk.case.folder),
        next=_next(rows, found, report, outbox),
    )


def _tables(manifests: Sequence[Any]) -> tuple[tuple[str, str, str, int], ...]:
    rows: Counter[str] = Counter()
    for manifest in manifests:
        rows.update({name: entry.rows for name, entry in manifest.tables.items()})
    return tuple(
        (name, TABLES[name].zh, TABLES[name].en, rows[name]) for name in TABLES if name in rows
    )


def _owed(found: Sequence[Finding], today: date) -> tuple[Owed, ...]:
    return tuple(Owed(one, working_days_left(today, one.due)) for one in follow_ups(found))


def _by_state(found: Sequence[Finding]) -> dict[str, int]:
    counted = Counter(one.state for one in found)
    return {state: counted[state] for state in STATES if counted[state]}


def _next(
    rows: Sequence[OutcomeRow],
    found: Sequence[Finding],
    report: ReportState | None,
    outbox: Sequence[Entry],
) -> str:
    """The first thing of an inspection that is not done yet."""
    if not rows:
        return "cli.do.check"
    if not found:
        return "cli.do.record"
    if any(one.state == SUSPECTED for one in found):
        return "cli.do.decide"
    if report is None:
        return "cli.do.report" if len(found) >= sum(row.hits for row in rows) else "cli.do.rest"
    if len(report.signers) < report.needed:
        return "cli.do.sign"
    return _handed_in(outbox)


def _handed_in(outbox: Sequence[Entry]) -> str:
    states = {entry.state for entry in outbox}
    if not states or "waiting" in states:
        return "cli.do.submit"
    return "cli.do.receipt" if "sent" in states else "cli.do.done"
