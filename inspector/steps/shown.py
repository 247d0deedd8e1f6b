"""Findings as people see them, on screens and in the report: every person by pseudonym.

The journal keeps the numbers; nothing is written here.
"""

from collections.abc import Iterable, Mapping
from dataclasses import asdict, replace
from typing import Any

from inspector.findings import Finding, fund_share
from inspector.steps.desk import Desk


def shown_findings(desk: Desk, findings: Iterable[Finding]) -> dict[str, Finding]:
    """`findings` by id, the person of every fee line behind a pseudonym; the same money."""
    told = list(findings)
    people = [line.psn_no for one in told for line in one.lines]
    masks = dict(zip(people, desk.masks().plain({"psn_no": people})["psn_no"], strict=True))
    return {
        one.id: replace(
            one, lines=tuple(replace(line, psn_no=masks[line.psn_no]) for line in one.lines)
        )
        for one in told
    }


def shown_plainly(desk: Desk, finding: Finding) -> Mapping[str, Any]:
    """A finding with its history, its ruling and the fund's part of its money as plain values,
    masked, without the signed bytes.
    """
    share = fund_share(finding)
    summed = {
        "standing": finding.standing,
        "amount_allowed": finding.amount_allowed,
        "fund_share": asdict(share)
        | {"fund": share.fund, "other": share.other, "unknown": share.unknown},
    }
    told: Mapping[str, Any] = desk.masks().plain(asdict(finding) | summed)
    return told
