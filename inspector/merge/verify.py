"""Whether a bundle's events may be laid beside those of the others.

Each check is one clause; a bundle that fails one is left out whole and listed with the reason.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence

from inspector.errors import InspectorError, PackageDamaged
from inspector.findings import Event, check_chains, unpack_events
from inspector.i18n import say
from inspector.merge.contents import BundleContents, Checked


def check_bundle(bundle: BundleContents) -> Checked:
    """Verify one bundle by itself; the one place where events of others become events.

    Raises:
        JournalDamaged, SignerUnknown, RoleForbidden: an event was edited, belongs to another case,
            or its author may not have written it.
        PackageDamaged: findings on another snapshot, or a journal that was cut off.
    """
    events = unpack_events(bundle.journal, bundle.cards, bundle.case_id)
    if not _on_snapshots(events, bundle.snapshot_digests):
        raise _damaged(bundle, "other-snapshot")
    if not _reaches(events, bundle.heads):
        raise _damaged(bundle, "cut-off")
    return Checked(bundle, tuple(events))


def check_beside(one: Checked, same_case: Sequence[Checked]) -> None:
    """Verify that a bundle is of one piece with the others of its case that have been accepted.

    Raises:
        JournalDamaged: the same author wrote two different journals of one case.
        PackageDamaged: the same case on another snapshot, or of another hospital.
    """
    for other in (other.bundle for other in same_case):
        ours, theirs = set(one.bundle.snapshot_digests), set(other.snapshot_digests)
        if not (ours <= theirs or theirs <= ours):
            raise _damaged(one.bundle, "other-snapshot")
        if other.institution != one.bundle.institution:
            raise _damaged(one.bundle, "other-hospital")
    if same_case:
        check_chains([event for each in (*same_case, one) for event in each.events])


def _on_snapshots(events: Sequence[Event], digests: Sequence[str]) -> bool:
    named = [event.body["snapshots"] for event in events if event.kind == "opened"]
    return all(set(snapshots) <= set(digests) for snapshots in named)


def _reaches(events: Sequence[Event], heads: Mapping[str, Sequence[int | str]]) -> bool:
    """Whether each author's events go through the head that was signed for; they may go on."""
    chains: dict[str, list[str]] = defaultdict(list)
    for event in events:
        chains[event.author].append(event.id)
    return all(
        chains[author][int(count) - 1 : int(count)] == [head]
        for author, (count, head) in heads.items()
    )


def _damaged(bundle: BundleContents, problem: str) -> InspectorError:
    told = say(f"merge.problem.{problem}")
    return PackageDamaged(path=bundle.digest, entry="journal", problem=told)
