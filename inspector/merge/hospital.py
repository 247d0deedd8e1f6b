"""What the bundles on one hospital come to: folded, counted, with who disagrees.

It depends on the set of that hospital's bundles only; hospitals add up to the whole table.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from inspector.errors import InspectorError
from inspector.findings import Event, Finding, fold, follow_ups, in_order
from inspector.merge.conflicts import conflicts
from inspector.merge.contents import BundleContents, Checked, Refused
from inspector.merge.crossings import Seen, seen_in
from inspector.merge.effects import Effect, effects_of
from inspector.merge.figures import Ways, figures_of
from inspector.merge.inspected import Inspected
from inspector.merge.merged import Conflict
from inspector.merge.verify import check_beside, check_bundle
from inspector.trust import Card, Pseudonyms

Key = tuple[str, tuple[str, ...]]


@dataclass(frozen=True)
class Hospital:
    """One institution: its inspections, and all it adds to the figures."""

    institution: str
    inspections: tuple[Inspected, ...]
    conflicts: tuple[Conflict, ...]
    ways: Ways
    effects: tuple[Effect, ...]
    refused: tuple[Refused, ...] = ()
    seen: tuple[Seen, ...] = field(default=(), repr=False)
    """Empty without the key to make pseudonyms with."""


def hospitals_of(
    bundles: Iterable[BundleContents | Checked],
    resolutions: Sequence[Event] = (),
    cards: Mapping[str, Card] | None = None,
    signs: Pseudonyms | None = None,
) -> list[Hospital]:
    """The hospitals the bundles are about, by code; bundles come in the order of their digests.

    A bundle that is not of one piece is left out whole and listed under `refused`; where two
    bundles contradict each other the later one is left out.

    Args:
        resolutions: verified. cards: of who signed them, by key id.
    """
    accepted, refused = _sift(bundles)
    known = {card.key_id: card for one in accepted for card in one.bundle.cards}
    known.update(cards or {})
    groups: dict[str, list[list[Checked]]] = defaultdict(list)
    for group in _by_inspection(accepted):
        groups[group[0].bundle.institution].append(group)
    left_out: dict[str, list[Refused]] = defaultdict(list)
    for error in refused:
        left_out[error.institution].append(error)
    made = []
    for code in sorted(groups.keys() | left_out.keys()):
        inspections = [_inspected(group, resolutions) for group in groups[code]]
        ways = figures_of(inspections)
        made.append(
            Hospital(
                institution=code,
                inspections=tuple(inspections),
                conflicts=conflicts(inspections, [b for g in groups[code] for b in g], known),
                ways=ways,
                effects=effects_of(inspections, ways["by_rule"]),
                refused=tuple(left_out[code]),
                seen=seen_in(inspections, signs) if signs else (),
            )
        )
    return made


def _sift(bundles: Iterable[BundleContents | Checked]) -> tuple[list[Checked], list[Refused]]:
    """Those of one piece, in the order given."""
    by_case: dict[str, list[Checked]] = defaultdict(list)
    accepted: list[Checked] = []
    refused: list[Refused] = []
    for one in bundles:
        claimed = one.bundle if isinstance(one, Checked) else one
        try:
            checked = one if isinstance(one, Checked) else check_bundle(one)
            check_beside(checked, by_case[claimed.case_id])
        except InspectorError as error:
            refused.append(Refused(claimed.digest, claimed.institution, claimed.label, error))
        else:
            by_case[claimed.case_id].append(checked)
            accepted.append(checked)
    return accepted, refused


def _by_inspection(accepted: Sequence[Checked]) -> list[list[Checked]]:
    """Bundles on one hospital and the same snapshots, in the order of hospital and snapshots."""
    on: dict[str, set[str]] = defaultdict(set)
    for one in accepted:
        on[one.bundle.case_id] |= set(one.bundle.snapshot_digests)
    groups: dict[Key, list[Checked]] = defaultdict(list)
    for one in accepted:
        groups[one.bundle.institution, tuple(sorted(on[one.bundle.case_id]))].append(one)
    return [groups[key] for key in sorted(groups)]


def _inspected(group: Sequence[Checked], resolutions: Sequence[Event]) -> Inspected:
    bundles = [one.bundle for one in group]
    cases = {bundle.case_id for bundle in bundles}
    events = {event.id: event for one in group for event in one.events}
    alone = len(group) == 1
    for event in resolutions:
        if event.case in cases:
            events[event.id], alone = event, False
    findings = fold(events.values())
    seen = {known for event in events.values() for known in event.seen}
    return Inspected(
        institution=bundles[0].institution,
        institution_name=next((b.institution_name for b in bundles if b.institution_name), ""),
        period=(min(b.period[0] for b in bundles), max(b.period[1] for b in bundles)),
        cases=tuple(sorted(cases)),
        teams=tuple(sorted({bundle.label for bundle in bundles})),
        bundles=tuple(bundle.digest for bundle in bundles),
        snapshot_digests=_union(bundle.snapshot_digests for bundle in bundles),
        pack_digests=_union(bundle.pack_digests for bundle in bundles),
        findings=findings,
        hits=_hits(bundles),
        extents={digest: told for b in bundles for digest, told in sorted(b.extents.items())},
        level=next((b.level for b in bundles if b.level), ""),
        kind=next((b.kind for b in bundles if b.kind), ""),
        held_by=_held_by(group, findings, alone),
        events=tuple(sorted(events.values(), key=in_order)),
        missing=tuple(sorted(seen - events.keys())),
        people={card.key_id: card.name for bundle in bundles for card in bundle.cards},
        owed=follow_ups(findings.values()),
    )


def _held_by(
    group: Sequence[Checked], findings: Mapping[str, Finding], alone: bool
) -> dict[str, tuple[str, ...]]:
    own = [(one.bundle.label, findings if alone else fold(one.events)) for one in group]
    return {
        finding.id: tuple(sorted({team for team, held in own if _holds(held, finding)}))
        for finding in findings.values()
    }


def _holds(held: Mapping[str, Finding], finding: Finding) -> bool:
    if not finding.stands:
        return finding.id in held
    return finding.id in held and held[finding.id].stands


def _union(parts: Iterable[Sequence[str]]) -> tuple[str, ...]:
    return tuple(sorted({one for part in parts for one in part}))


def _hits(bundles: Sequence[BundleContents]) -> dict[str, int]:
    """Teams that checked the same snapshots have the same hits; the most anybody has."""
    told: dict[str, int] = {}
    for bundle in bundles:
        for rule, count in bundle.hits.items():
            told[rule] = max(count, told.get(rule, 0))
    return dict(sorted(told.items()))
