"""One event, signed by its author: the only way an event gets its envelope."""

from dataclasses import replace

from inspector.findings.chain import KIND
from inspector.findings.events import Event
from inspector.trust import Identity, canonical, envelope


def sign_event(event: Event, author: Identity) -> Event:
    """The same event with its author's signature; its id does not change."""
    assert event.author == author.card.key_id, "an author signs what the author did"
    return replace(event, envelope=envelope(KIND, canonical(event.to_dict()), [author]))
