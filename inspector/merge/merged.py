"""The supervisor's table: what many teams' bundles add up to.

No patient is named here: hospitals, rules, teams, findings by their ids, and money in 元.
"""

import zlib
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from inspector.findings import Finding, FollowUp
from inspector.i18n import Language, explain, say
from inspector.merge.contents import Refused
from inspector.merge.crossings import Crossing
from inspector.merge.effects import Effect
from inspector.merge.inspected import Figure, Inspected
from inspector.merge.ranking import Placed
from inspector.merge.taken_back import TakenBack
from inspector.trust import canonical

FORMAT = "inspector.merged"
VERSION = 1
WAYS = ("by_hospital", "by_class", "by_rule", "by_region", "by_team", "by_month")
"""The ways of counting; in each, what is counted comes to the total."""


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
    role: str = ""
    """As on the card; empty in what an earlier release kept."""

    def role_in(self, lang: Language | None = None) -> str:
        """The role in `lang`: whether an officer or a contractor spoke."""
        return say(f"trust.role.{self.role}" if self.role else "merge.role-unknown", lang)


@dataclass(frozen=True)
class Conflict:
    """A finding about which inspectors disagree, opinions side by side; `amount` is suspected."""

    institution: str
    finding: str
    rule_id: str
    title: Mapping[str, str]
    amount: Decimal
    opinions: tuple[Opinion, ...]

    def to_dict(self) -> dict[str, Any]:
        """As canonical JSON takes it."""
        return {
            "institution": self.institution,
            "finding": self.finding,
            "rule": self.rule_id,
            "title": dict(self.title),
            "amount": str(self.amount),
            "opinions": [vars(one) | {"amount": str(one.amount)} for one in self.opinions],
        }


@dataclass(frozen=True)
class Merged:
    """Everything the accepted bundles say, and what was left out."""

    inspections: tuple[Inspected, ...]
    conflicts: tuple[Conflict, ...]
    by_hospital: tuple[Figure, ...]
    by_class: tuple[Figure, ...]
    by_rule: tuple[Figure, ...]
    by_region: tuple[Figure, ...]
    by_team: tuple[Figure, ...]
    by_month: tuple[Figure, ...]
    ranking: tuple[Placed, ...]
    effects: tuple[Effect, ...]
    crossings: tuple[Crossing, ...]
    total: Decimal
    false_positives: Mapping[str, int]
    refused: tuple[Refused, ...]
    repeated: tuple[str, ...]
    """Digests of bundles that were handed in more than once; each counts once."""
    taken_back: tuple[TakenBack, ...] = ()
    """What somebody did whose key was taken back after it had been taken in; it still counts."""

    def to_dict(self) -> dict[str, Any]:
        """The summary for machines; amounts are decimal strings in 元."""
        return {
            "inspections": [inspection_told(one) for one in self.inspections],
            **self._beside(),
        }

    def _beside(self) -> dict[str, Any]:
        return {
            "format": FORMAT,
            "version": VERSION,
            "total": str(self.total),
            "conflicts": [one.to_dict() for one in self.conflicts],
            **{way: [_figure(one) for one in getattr(self, way)] for way in WAYS},
            "ranking": [one.to_dict() for one in self.ranking],
            "effects": [one.to_dict() for one in self.effects],
            "crossings": [one.to_dict() for one in self.crossings],
            "follow_up": [_owed(one, owed) for one in self.inspections for owed in one.owed],
            "false_positives": dict(self.false_positives),
            "refused": [_refused(one) for one in self.refused],
            "repeated": list(self.repeated),
            "taken_back": [one.to_dict() for one in self.taken_back],
        }

    def to_json(self) -> bytes:
        """The same as canonical JSON: the same bundles give the same bytes in the same language."""
        empty = b'"inspections":[]'
        before, _, after = canonical({**self._beside(), "inspections": []}).partition(empty)
        parts = (
            zlib.decompress(one.told) if one.told else canonical(inspection_told(one))
            for one in self.inspections
        )
        return b'%b"inspections":[%b]%b' % (before, b",".join(parts), after)


def inspection_told(one: Inspected) -> dict[str, Any]:
    """An inspection with its findings, as the summary tells it."""
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


def _owed(one: Inspected, owed: FollowUp) -> dict[str, Any]:
    return {
        "institution": one.institution,
        "owed": owed.owed,
        "since": owed.since.isoformat(),
        "due": owed.due.isoformat(),
        "findings": list(owed.findings),
        "unknown_years": list(owed.unknown),
    }


def _figure(figure: Figure) -> dict[str, Any]:
    return {
        "name": figure.name,
        "title": dict(figure.title),
        "states": dict(figure.states),
        "claimed": str(figure.claimed),
        "counted": str(figure.counted),
    }


def _refused(refused: Refused) -> dict[str, Any]:
    return {
        "bundle": refused.digest,
        "institution": refused.institution,
        "team": refused.team,
        "code": refused.error.code,
        "why": explain(refused.error).what,
    }
