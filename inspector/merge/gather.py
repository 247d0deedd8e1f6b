"""Bring many teams' bundles together: set union, folded, counted.

The result depends on the set of bundles only, not on their order or on how often one was handed in.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence

from inspector.errors import InspectorError
from inspector.findings import Event, Finding, false_positives, fold, in_order
from inspector.merge.conflicts import conflicts
from inspector.merge.contents import BundleContents, Checked, Refused
from inspector.merge.figures import by_hospital, by_rule, by_team, total
from inspector.merge.merged import Inspected, Merged
from inspector.merge.resolve import check_resolutions
from inspector.merge.verify import check_beside, check_bundle
from inspector.trust import Card

Key = tuple[str, tuple[str, ...]]


def gather(
    bundles: Iterable[BundleContents | Checked],
    resolutions: Sequence[Event] = (),
    supervisors: Sequence[Card] = (),
) -> Merged:
    """Verify the bundles, fold the events of each hospital and count its money once.

    A bundle that is not of one piece is left out whole and listed under `refused`; where two
    bundles contradict each other the one with the higher digest is left out.

    Args:
        bundles: as they claim to be, or as `check_bundle` has checked them.
        resolutions: of conflicts, as `resolve` made them; signed by one of `supervisors`.

    Raises:
        JournalDamaged, SignerUnknown, RoleForbidden: a resolution is not what a supervisor signed.
    """
    given = sorted(bundles, key=_digest)
    accepted, refused = _sift({_digest(one): one for one in given}.values())
    resolved = check_resolutions(resolutions, supervisors)
    inspections = [_inspected(group, resolved) for group in _by_inspection(accepted)]
    cards = {card.key_id: card for one in accepted for card in one.bundle.cards}
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


def _digest(one: BundleContents | Checked) -> str:
    return one.bundle.digest if isinstance(one, Checked) else one.digest


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


def _repeated(bundles: Sequence[BundleContents | Checked]) -> tuple[str, ...]:
    times = Counter(map(_digest, bundles))
    return tuple(sorted(digest for digest, count in times.items() if count > 1))


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
        held_by=_held_by(group, findings, alone),
        events=tuple(sorted(events.values(), key=in_order)),
        missing=tuple(sorted(seen - events.keys())),
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
