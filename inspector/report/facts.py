"""The report for machines: findings.json with every line, report.json that the inspectors sign.

Both are canonical JSON; money is a decimal string in 元, days are ISO 8601.
"""

from collections.abc import Mapping, Sequence
from dataclasses import asdict
from typing import Any

from inspector.findings import Finding, fund_share
from inspector.report.figures import NEEDED_SIGNERS, SIGNING_ROLES, Figures, Package
from inspector.report.material import Exhibit
from inspector.report.money import Counted
from inspector.rules import Waterfall
from inspector.trust import canonical

FINDINGS_FORMAT = "inspector.findings"
REPORT_FORMAT = "inspector.report"
VERSION = 1


def findings_file(figures: Figures, facts: Mapping[str, Any]) -> bytes:
    """findings.json: every finding with its fee lines, and the report's facts once more.

    The PDF prints the digest of this file, and so covers the facts; `report.json` repeats them.
    """
    counted: dict[str, list[Counted]] = {}
    for row in figures.lines:
        counted.setdefault(row.finding.id, []).append(row)
    told = {
        "format": FINDINGS_FORMAT,
        "version": VERSION,
        "report": dict(facts),
        "findings": [_finding(one, counted.get(one.id, [])) for one in figures.findings],
    }
    return canonical(told)


def _finding(finding: Finding, rows: list[Counted]) -> dict[str, Any]:
    return {
        "id": finding.id,
        "rule": finding.rule_id,
        "rule_digest": finding.rule_digest,
        "title": dict(finding.title),
        "verdict_kind": finding.verdict_kind,
        "basis": list(finding.basis),
        "state": finding.state,
        "ruled": finding.standing,
        "amount_billed": str(finding.amount_billed),
        "amount": str(finding.amount),
        "amount_confirmed": str(finding.amount_confirmed),
        "article": finding.article,
        "why": finding.why,
        "fund": str(fund_share(finding).fund),
        "department": finding.department,
        "doctor": finding.doctor,
        "therapist": finding.therapist,
        "severity": finding.severity,
        "data_quality": finding.data_quality,
        "reason": finding.reason,
        "note": finding.note,
        "snapshots": list(finding.snapshots),
        "evidence": list(finding.evidence),
        "lines": [_line(row) for row in rows],
    }


def _line(row: Counted) -> dict[str, str]:
    told = {} if row.line is None else {name: str(x) for name, x in asdict(row.line).items()}
    return told | {"violating": str(row.violating), "counted": str(row.counted)}


def evidence_facts(exhibits: Sequence[Exhibit]) -> list[dict[str, str]]:
    """What was kept for which finding, and how it was found when the report was made."""
    return [{"digest": one.digest, "finding": one.finding, "state": one.state} for one in exhibits]


def report_facts(figures: Figures, how: Mapping[str, Any]) -> dict[str, Any]:
    """What the inspectors put their names to, but for the digests of the files.

    Args:
        how: language, template, and digests of what is attached.
    """
    start, end = figures.period
    return {
        "format": REPORT_FORMAT,
        "version": VERSION,
        "case": figures.case_id,
        "made_on": figures.made_on.isoformat(),
        "period": [start.isoformat(), end.isoformat()],
        "institutions": [
            {"code": code, "name": name, **figures.register.get(code, {})}
            for code, name in figures.institutions
        ],
        "snapshots": [_package(package) for package in figures.packages],
        "packs": [{"name": name, "digest": digest} for name, digest in figures.packs],
        "rules": dict(figures.statuses),
        "findings": dict(figures.states),
        "money": {
            "confirmed": _waterfall(figures.confirmed),
            "open": _waterfall(figures.open),
        },
        "roster": [{**card.to_dict(), "key_id": card.key_id} for card in figures.roster],
        "signers": {
            "expected": [card.key_id for card in figures.expected],
            "needed": NEEDED_SIGNERS,
            "roles": list(SIGNING_ROLES),
        },
        "journal": {author: list(head) for author, head in figures.heads.items()},
        **how,
    }


def _waterfall(made: Waterfall) -> dict[str, Any]:
    steps = [
        {"rule": step.rule_id, "gross": str(step.gross), "counted": str(step.counted)}
        for step in made.steps
    ]
    return {"total": str(made.total), "steps": steps}


def _package(package: Package) -> dict[str, Any]:
    return {
        "id": package.snapshot_id,
        "digest": package.digest,
        "institution": package.institution_code,
        "taken": package.taken,
        "quarantined": package.quarantined,
        "settlements": package.settlements,
        "billed": str(package.billed),
    }
