"""The supervisor's table: what many teams' bundles add up to.

No patient is named here: hospitals, rules, teams, findings by their ids, and money in 元.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from inspector.findings import Event, Finding
from inspector.i18n import explain
from inspector.merge.contents import Refused
from inspector.trust import canonical

FORMAT = "inspector.merged"
VERSION = 1


@dataclass(frozen=True)
class Inspected:
    """One hospital on one set of snapshots, by all teams that looked at it.

    `held_by` names, by finding, the teams whose money it is: those that confirmed it, or, while
    nobody has, those that hold it; it is empty where only a resolution confirmed it. `missing` are
    ids of events somebody saw that are in no bundle: a journal was not handed in.
    """

    institution: str
    institution_name: str
    period: tuple[date, date]
    cases: tuple[str, ...]
    teams: tuple[str, ...]
    bundles: tuple[str, ...]
    snapshot_digests: tuple[str, ...]
    pack_digests: tuple[str, ...]
    findings: Mapping[str, Finding]
    held_by: Mapping[str, tuple[str, ...]]
    events: tuple[Event, ...]
    missing: tuple[str, ...]


@dataclass(frozen=True)
class Figure:
    """One hospital, rule or team; money of confirmed findings in 元.

    `claimed` counts a fee line as often as findings point at it; `counted` only what this one adds,
    each fee line once, so that the column's sum is the total.
    """

    name: str
    title: Mapping[str, str]
    states: Mapping[str, int]
    claimed: Decimal
    counted: Decimal


@dataclass(frozen=True)
class Opinion:
    """What one inspector decided about a finding in conflict."""

    event: str
    name: str
    team: str
    state: str
    amount: Decimal
    reason: str
    note: str
    at: str


@dataclass(frozen=True)
class Conflict:
    """A finding about which inspectors disagree, opinions side by side; `amount` is suspected."""

    institution: str
    finding: str
    rule_id: str
    title: Mapping[str, str]
    amount: Decimal
    opinions: tuple[Opinion, ...]


@dataclass(frozen=True)
class Merged:
    """Everything the accepted bundles say, and what was left out."""

    inspections: tuple[Inspected, ...]
    conflicts: tuple[Conflict, ...]
    by_hospital: tuple[Figure, ...]
    by_rule: tuple[Figure, ...]
    by_team: tuple[Figure, ...]
    total: Decimal
    false_positives: Mapping[str, int]
    refused: tuple[Refused, ...]
    repeated: tuple[str, ...]
    """Digests of bundles that were handed in more than once; each counts once."""

    def to_dict(self) -> dict[str, Any]:
        """The summary for machines; amounts are decimal strings in 元."""
        return {
            "format": FORMAT,
            "version": VERSION,
            "total": str(self.total),
            "inspections": [_inspected(one) for one in self.inspections],
            "conflicts": [_conflict(one) for one in self.conflicts],
            "by_hospital": [_figure(one) for one in self.by_hospital],
            "by_rule": [_figure(one) for one in self.by_rule],
            "by_team": [_figure(one) for one in self.by_team],
            "false_positives": dict(self.false_positives),
            "refused": [_refused(one) for one in self.refused],
            "repeated": list(self.repeated),
        }

    def to_json(self) -> bytes:
        """The same as canonical JSON: the same bundles give the same bytes in the same language."""
        return canonical(self.to_dict())


def _inspected(one: Inspected) -> dict[str, Any]:
    return {
        "institution": one.institution,
        "institution_name": one.institution_name,
        "period": [day.isoformat() for day in one.period],
        "cases": list(one.cases),
        "teams": list(one.teams),
        "bundles": list(one.bundles),
        "snapshots": list(one.snapshot_digests),
        "packs": list(one.pack_digests),
        "missing": list(one.missing),
        "findings": [_finding(finding) for finding in one.findings.values()],
    }


def _finding(finding: Finding) -> dict[str, Any]:
    return {
        "id": finding.id,
        "rule": finding.rule_id,
        "rule_digest": finding.rule_digest,
        "title": dict(finding.title),
        "state": finding.state,
        "department": finding.department,
        "amount_billed": str(finding.amount_billed),
        "amount": str(finding.amount),
        "amount_confirmed": str(finding.amount_confirmed),
        "reason": finding.reason,
    }


def _figure(figure: Figure) -> dict[str, Any]:
    return {
        "name": figure.name,
        "title": dict(figure.title),
        "states": dict(figure.states),
        "claimed": str(figure.claimed),
        "counted": str(figure.counted),
    }


def _conflict(conflict: Conflict) -> dict[str, Any]:
    return {
        "institution": conflict.institution,
        "finding": conflict.finding,
        "rule": conflict.rule_id,
        "title": dict(conflict.title),
        "amount": str(conflict.amount),
        "opinions": [vars(one) | {"amount": str(one.amount)} for one in conflict.opinions],
    }


def _refused(refused: Refused) -> dict[str, Any]:
    return {
        "bundle": refused.digest,
        "institution": refused.institution,
        "team": refused.team,
        "code": refused.error.code,
        "why": explain(refused.error).what,
    }
