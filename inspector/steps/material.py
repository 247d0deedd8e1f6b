"""What a report and its forms show beside the figures, read from the case and masked.

Every piece of evidence is opened and hashed again on the way.
"""

from collections.abc import Mapping
from typing import TYPE_CHECKING

from inspector.evidence import verify_all
from inspector.findings import Finding, pieces, samples
from inspector.steps.desk import Desk
from inspector.steps.hits import raw_hits

if TYPE_CHECKING:
    from inspector.report import Exhibit, Material


def material(desk: Desk, findings: Mapping[str, Finding], most: int) -> "Material":
    """Evidence, pictures of at most `most` findings of each kind, samples, analyses."""
    from inspector.report import Material, staff_days, stocks, worth_drawing

    rows = raw_hits(desk).to_pylist()
    shelves = frozenset(row["hit_id"] for row in rows if '"stock_before"' in (row["detail"] or ""))
    staffed = frozenset(row["hit_id"] for row in rows if row["staff_code"] and row["session_id"])
    con, found = desk.engine().con, list(findings.values())
    return Material(
        evidence=exhibits(desk, findings),
        stocks=stocks(con, rows, worth_drawing(found, most, shelves)),
        days=staff_days(con, rows, worth_drawing(found, most, staffed)),
        samples=tuple(samples(desk.journal.events()).values()),
        analyses=tuple(one.body for one in desk.journal.events() if one.kind == "analysed"),
    )


def exhibits(desk: Desk, findings: Mapping[str, Finding]) -> "tuple[Exhibit, ...]":
    """Every piece of evidence a finding names, in the order of findings and digests."""
    from inspector.report import Exhibit

    named = sorted({one for found in findings.values() for one in found.evidence})
    states = {one.digest: one.problem for one in verify_all(desk.case, named)}
    people = {card.key_id: card.name for card in desk.case.cards}
    told = [
        Exhibit(
            digest=digest,
            finding=found.id,
            size=int(piece.told["size"]),
            kept_at=piece.at,
            kept_by=people.get(piece.author, piece.author),
            state=states.get(digest, "whole"),
            **{name: str(piece.told.get(name, "")) for name in _FACTS},
        )
        for found in findings.values()
        for digest, piece in pieces(found).items()
        if digest in found.evidence
    ]
    return tuple(sorted(told, key=lambda one: (one.finding, one.digest)))


_FACTS = (
    *("name", "kind", "place", "at", "camera", "holder"),
    *("source", "second", "pages", "original"),
)
