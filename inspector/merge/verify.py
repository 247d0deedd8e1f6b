"""Whether a bundle's events may be laid beside those of the others.

Each check is one clause; a bundle that fails one is left out whole and listed with the reason.
"""

from collections.abc import Mapping, Sequence

from inspector.errors import InspectorError, PackageDamaged
from inspector.findings import Event, check_chains, open_event
from inspector.i18n import say
from inspector.merge.contents import BundleContents


def check_bundle(bundle: BundleContents) -> None:
    """Verify one bundle by itself.

    Raises:
        JournalDamaged, SignerUnknown, RoleForbidden: an event was edited, belongs to another case,
            or its author may not have written it.
        PackageDamaged: findings on another snapshot, or a journal that was cut off.
    """
    known = {card.key_id: card for card in bundle.cards}
    for place, event in enumerate(bundle.events):
        signed = open_event(event.envelope, bundle.case_id, known, event.author, place)
        if signed != event:
            raise _damaged(bundle, "edited")
    chains = check_chains(bundle.events)
    if not _on_snapshots(bundle.events, bundle.snapshot_digests):
        raise _damaged(bundle, "other-snapshot")
    if not _reaches(chains, bundle.heads):
        raise _damaged(bundle, "cut-off")


def check_beside(bundle: BundleContents, others: Sequence[BundleContents]) -> None:
    """Verify that `bundle` is of one piece with `others`, which have been accepted.

    Raises:
        JournalDamaged: the same author wrote two different journals of one case.
        PackageDamaged: the same case on another snapshot, or of another hospital.
    """
    same_case = [other for other in others if other.case_id == bundle.case_id]
    for other in same_case:
        ours, theirs = set(bundle.snapshot_digests), set(other.snapshot_digests)
        if not (ours <= theirs or theirs <= ours):
            raise _damaged(bundle, "other-snapshot")
        if other.institution != bundle.institution:
            raise _damaged(bundle, "other-hospital")
    check_chains([event for one in (*same_case, bundle) for event in one.events])


def _on_snapshots(events: Sequence[Event], digests: Sequence[str]) -> bool:
    named = [event.body["snapshots"] for event in events if event.kind == "opened"]
    return all(set(snapshots) <= set(digests) for snapshots in named)


def _reaches(
    chains: Mapping[str, Sequence[Event]], heads: Mapping[str, Sequence[int | str]]
) -> bool:
    """Whether each author's events go through the head that was signed for; they may go on."""
    return all(
        [event.id for event in chains.get(author, ())][int(count) - 1 : int(count)] == [head]
        for author, (count, head) in heads.items()
    )


def _damaged(bundle: BundleContents, problem: str) -> InspectorError:
    told = say(f"merge.problem.{problem}")
    return PackageDamaged(path=bundle.digest, entry="journal", problem=told)
