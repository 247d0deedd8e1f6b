"""The audit trail: who did what and when, verified as it is read."""

from dataclasses import dataclass

from inspector.steps.desk import Desk


@dataclass(frozen=True)
class Noted:
    """One event as the log shows it."""

    at: str
    author: str
    kind: str
    finding: str
    id: str


def events(desk: Desk) -> list[Noted]:
    """All events of the case in their order; reading verifies every signature and chain.

    Raises:
        JournalDamaged
    """
    names = {card.key_id: card.name for card in desk.case.cards}
    return [
        Noted(
            event.at,
            names.get(event.author, event.author),
            event.kind,
            event.finding or "",
            event.id,
        )
        for event in desk.journal.events()
    ]
