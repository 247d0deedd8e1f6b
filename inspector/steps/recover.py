"""Let a new key into a case: a passphrase forgotten or a laptop lost does not lose the work.

Only the authority may; that it was done, and for whom, is in the journal before the key is sealed.
"""

from dataclasses import dataclass
from pathlib import Path

from inspector.evidence import reseal
from inspector.steps.acting import acting
from inspector.steps.desk import Desk, open_desk
from inspector.trust import Card, Identity, allow


@dataclass(frozen=True)
class Recovered:
    """The case and whom it was sealed to, once more."""

    case_id: str
    card: Card


def recover_case(folder: Path, identity: Identity, card: Card) -> Recovered:
    """Seal the case in `folder` to `card` as well: its key, its tables, its evidence.

    Raises:
        RoleForbidden: only the authority may, and only for somebody who may open a case.
        NotRecipient: the case was not sealed to this authority. As `open_desk`.
    """
    with open_desk(folder, identity) as desk:
        return _let_in(desk, card)


@acting("recover")
def _let_in(desk: Desk, card: Card) -> Recovered:
    allow(card, "open")
    desk.note("admitted", {"card": card.key_id, "name": card.name})
    desk.case.admit(card)
    # The other members still open every piece; one that fails is sealed by the next attempt.
    reseal(desk.case)
    return Recovered(desk.case.id, card)
