"""Bring many teams' bundles together: set union, folded, counted.

The result depends on the set of bundles only, not on their order or on how often one was handed in.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence

from inspector.errors import InspectorError
from inspector.findings import Event, Finding, false_positives, fold
from inspector.merge.conflicts import conflicts
from inspector.merge.contents import BundleContents, Refused
from inspector.merge.figures import by_hospital, by_rule, by_team, total
from inspector.merge.merged import Inspected, Merged
from inspector.merge.resolve import check_resolutions
from inspector.merge.verify import check_beside, check_bundle
from inspector.trust import Card

Key = tuple[str, tuple[str, ...]]


def gather(
    bundles: Iterable[BundleContents],
    resolutions: Sequence[Event] = (),
    supervisors: Sequence[Card] = (),
) -> Merged:
    """Verify the bundles, fold the events of each hospital and count its money once.

    A bundle that is not of one piece is left out whole and listed under `refused`; where two
    bundles contradict each other the one with the higher digest is left out.

    Args:
        resolutions: of conflicts, as `resolve` made them; signed by one of `supervisors`.

    Raises:
        JournalDamaged, SignerUnknown, RoleForbidden: a resolution is not what a supervisor signed.
    """
    given = sorted(bundles, key=lambda bundle: bundle.digest)
    unique = {bundle.digest: bundle for bundle in given}
    accepted, refused = _sift(list(unique.values()))
    resolved = check_resolutions(resolutions, supervisors)
    inspections = [_inspected(group, resolved) for group in _by_inspection(accepted)]
    cards = {card.key_id: card for bundle in accepted for card in bundle.cards}
    cards |= {card.key_id: card for card in supervisors}
    return Merged(
        inspections=tuple(inspections),
        conflicts=conflicts(inspections, accepted, cards),
        by_hospital=by_hospital(inspections),
        by_rule=by_rule(inspections),
        by_team=by_team(inspections),
        total=total(inspections),
        false_positives=false_positives(
            finding for one in inspections for finding in one.findings.values()
        ),
        refused=tuple(refused),
        repeated=_repeated(given),
    )


def _sift(bundles: Sequence[BundleContents]) -> tuple[list[BundleContents], list[Refused]]:
    accepted: list[BundleContents] = []
    refused: list[Refused] = []
    for bundle in bundles:
        try:
            check_bundle(bundle)
            check_beside(bundle, accepted)
        except InspectorError as error:
            refused.append(Refused(bundle.digest, bundle.institution, bundle.label, error))
        else:
            accepted.append(bundle)
    return accepted, refused


def _repeated(bundles: Sequence[BundleContents]) -> tuple[str, ...]:
    times = Counter(bundle.digest for bundle in bundles)
    return tuple(sorted(digest for digest, count in times.items() if count > 1))


def _by_inspection(bundles: Sequence[BundleContents]) -> list[list[BundleContents]]:
    """Bundles on one hospital and the same snapshots, in the order of hospital and snapshots."""
    on: dict[str, set[str]] = defaultdict(set)
    for bundle in bundles:
        on[bundle.case_id] |= set(bundle.snapshot_digests)
    groups: dict[Key, list[BundleContents]] = defaultdict(list)
    for bundle in bundles:
        groups[bundle.institution, tuple(sorted(on[bundle.case_id]))].append(bundle)
    return [groups[key] for key in sorted(groups)]


def _inspected(group: Sequence[BundleContents], resolutions: Sequence[Event]) -> Inspected:
    cases = {bundle.case_id for bundle in group}
    events = {event.id: event for bundle in group for event in bundle.events}
    events |= {event.id: event for event in resolutions if event.case in cases}
    findings = fold(events.values())
    seen = {known for event in events.values() for known in event.seen}
    first = group[0]
    return Inspected(
        institution=first.institution,
        institution_name=next((b.institution_name for b in group if b.institution_name), ""),
        period=(min(b.period[0] for b in group), max(b.period[1] for b in group)),
        cases=tuple(sorted(cases)),
        teams=tuple(sorted({bundle.label for bundle in group})),
        bundles=tuple(bundle.digest for bundle in group),
        snapshot_digests=_union(bundle.snapshot_digests for bundle in group),
        pack_digests=_union(bundle.pack_digests for bundle in group),
        findings=findings,
        held_by=_held_by(group, findings),
        events=tuple(sorted(events.values(), key=lambda event: (event.lamport, event.id))),
        missing=tuple(sorted(seen - events.keys())),
    )


def _held_by(
    group: Sequence[BundleContents], findings: Mapping[str, Finding]
) -> dict[str, tuple[str, ...]]:
    own = [(bundle.label, fold(bundle.events)) for bundle in group]
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
