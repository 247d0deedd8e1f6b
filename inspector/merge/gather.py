"""Bring many teams' bundles together: set union, folded, counted.

The result depends on the set of bundles only, not on their order or on how often one was handed in.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

from inspector.findings import Event
from inspector.merge.contents import BundleContents, Checked
from inspector.merge.crossings import crossings
from inspector.merge.effects import Effect, add_effects
from inspector.merge.figures import NOTHING, add_up
from inspector.merge.hospital import Hospital, hospitals_of
from inspector.merge.merged import Merged
from inspector.merge.ranking import ranking
from inspector.merge.resolve import check_resolutions
from inspector.trust import Card


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
    resolved = check_resolutions(resolutions, supervisors)
    cards = {card.key_id: card for card in supervisors}
    unique = {_digest(one): one for one in given}
    return merged_of(hospitals_of(unique.values(), resolved, cards), _repeated(given))


def merged_of(hospitals: Sequence[Hospital], repeated: Sequence[str] = ()) -> Merged:
    """The whole table; `hospitals` by code, each once."""
    ways = add_up(one.ways for one in hospitals)
    inspections = tuple(each for one in hospitals for each in one.inspections)
    effects = add_effects([one.effects for one in hospitals])
    refused = [refused for one in hospitals for refused in one.refused]
    return Merged(
        inspections=inspections,
        conflicts=tuple(conflict for one in hospitals for conflict in one.conflicts),
        **ways,
        ranking=ranking(inspections, ways["by_hospital"]),
        effects=effects,
        crossings=crossings(one.seen for one in hospitals),
        total=sum((figure.counted for figure in ways["by_hospital"]), NOTHING),
        false_positives=_against(effects),
        refused=tuple(sorted(refused, key=lambda one: one.digest)),
        repeated=tuple(repeated),
        taken_back=(),
    )


def _against(effects: Sequence[Effect]) -> Mapping[str, int]:
    return {one.rule_id: one.against for one in effects if one.against}


def _digest(one: BundleContents | Checked) -> str:
    return one.bundle.digest if isinstance(one, Checked) else one.digest


def _repeated(bundles: Sequence[BundleContents | Checked]) -> tuple[str, ...]:
    times = Counter(map(_digest, bundles))
    return tuple(sorted(digest for digest, count in times.items() if count > 1))
