"""The evidence of a finding as its events add up: what was said last of a piece holds.

Who kept a piece first, and when, stays with it; what was said before stays in the journal.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from inspector.findings.finding import Finding


@dataclass(frozen=True)
class KeptPiece:
    """One piece: who kept it first and when, and its circumstances as told last."""

    at: str
    author: str
    told: Mapping[str, Any]


def pieces(finding: Finding) -> dict[str, KeptPiece]:
    """The pieces of `finding` by digest, in the order they were kept."""
    known: dict[str, KeptPiece] = {}
    for event in finding.history:
        if event.kind == "evidence-added":
            digest = event.body["digest"]
            first = known.get(digest, KeptPiece(event.at, event.author, {}))
            known[digest] = KeptPiece(first.at, first.author, {**first.told, **event.body})
    return known
