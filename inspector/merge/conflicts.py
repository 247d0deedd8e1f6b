"""Who disagrees about what, opinions side by side; nothing here takes a side."""

from collections.abc import Mapping, Sequence

from inspector.findings import Finding, Side
from inspector.merge.contents import Checked
from inspector.merge.inspected import Inspected
from inspector.merge.merged import Conflict, Opinion
from inspector.trust import Card


def conflicts(
    inspections: Sequence[Inspected], bundles: Sequence[Checked], cards: Mapping[str, Card]
) -> tuple[Conflict, ...]:
    """Every finding in conflict, by hospital and finding; `cards` name the people by key id."""
    return tuple(
        _conflict(one, finding, bundles, cards)
        for one in inspections
        for finding in one.findings.values()
        if finding.state == "conflicted"
    )


def _conflict(
    one: Inspected, finding: Finding, bundles: Sequence[Checked], cards: Mapping[str, Card]
) -> Conflict:
    group = [each for each in bundles if each.bundle.digest in one.bundles]
    opinions = (_opinion(side, cards, _team(side, group, cards)) for side in finding.conflict)
    return Conflict(
        institution=one.institution,
        finding=finding.id,
        rule_id=finding.rule_id,
        title=finding.title,
        amount=finding.amount,
        opinions=tuple(opinions),
    )


def _opinion(side: Side, cards: Mapping[str, Card], team: str) -> Opinion:
    card = cards[side.author]
    return Opinion(
        event=side.event,
        name=card.name,
        team=team,
        state=side.state,
        amount=side.amount,
        reason=side.reason,
        note=side.note,
        at=side.at,
        role=card.role,
    )


def _team(side: Side, group: Sequence[Checked], cards: Mapping[str, Card]) -> str:
    """The team that handed the opinion in; one its author signed for comes first."""
    name = cards[side.author].name
    holding = [b.bundle for b in group if any(event.id == side.event for event in b.events)]
    holding.sort(key=lambda bundle: (name not in bundle.team, bundle.label))
    return holding[0].label if holding else ""
