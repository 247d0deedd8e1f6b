"""Whom a pseudonym stands for, and exports that name people: with a reason, and never alone.

The journal has the event before a word is shown or written; it never has the values.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

import pyarrow as pa

from inspector.errors import PersonUnknown, RevealUnexplained, SecondKeyNeeded, SecondKeyRefused
from inspector.schema import TABLES
from inspector.steps.acting import acting
from inspector.steps.desk import Desk
from inspector.steps.hits import raw_hits
from inspector.steps.tables import export
from inspector.trust import Identity, allow
from inspector.workspace import PERSONAL, SIGNS

BUDGET = 500
"""Rows that name people one person may take out of a case; beyond, a second key is needed."""
_WHO = ("psn_name", "gend", "brdy", "certno", "psn_no", "tel", "addr")
_ITSELF = {
    "psn": "psn_no",
    "certno": "certno",
    "insured": "psn_insu_rlts_id",
    "phone": "tel",
    "address": "addr",
}
"""The column a value is told under if it leads to nobody."""
_SHARED = ("phone", "address")
_MOST = 20


@dataclass(frozen=True)
class Person:
    """Whom a pseudonym stands for; every value the tables hold, by column."""

    pseudonym: str
    facts: Mapping[str, tuple[str, ...]] = field(repr=False)


@acting("reveal")
def reveal(desk: Desk, pseudonym: str, reason: str) -> Person:
    """Show whom `pseudonym` stands for; of a phone or an address nothing but itself.

    Raises:
        RoleForbidden, RevealUnexplained, PersonUnknown: nothing was read.
    """
    because = _because(reason)
    held = desk.masks().held_by(pseudonym)
    if not held:
        raise PersonUnknown()
    kind, value = held[0]
    shown = f"{SIGNS[kind]}-{pseudonym.strip().upper().rpartition('-')[2]}"
    desk.note("revealed", {"what": shown, "reason": because})
    facts = {} if kind in _SHARED else _who(desk, kind, value)
    return Person(shown, facts or {_ITSELF[kind]: (value,)})


def _because(reason: str) -> str:
    if not reason.strip():
        raise RevealUnexplained()
    return reason.strip()


def _who(desk: Desk, kind: str, value: str) -> dict[str, tuple[str, ...]]:
    facts: dict[str, set[str]] = {name: set() for name in _WHO}
    for table in desk.engine().tables:
        have = desk.engine().filled[table]
        numbers = [name for name in have if PERSONAL.get(name) == kind]
        if table not in TABLES or "psn_name" not in have or not numbers:
            continue
        names = [name for name in _WHO if name in have]
        meant = " OR ".join(f"{number} = $value" for number in numbers)
        asked = f"SELECT DISTINCT {', '.join(names)} FROM {table} WHERE {meant} LIMIT {_MOST}"
        for row in desk.engine().con.execute(asked, {"value": value}).fetchall():
            for name, cell in zip(names, row, strict=True):
                facts[name] |= {str(cell)} if cell not in (None, "") else set()
    return {name: tuple(sorted(cells)) for name, cells in facts.items() if cells}


@acting("reveal")
def export_unmasked(
    desk: Desk,
    out: Path,
    reason: str,
    rule: str | None = None,
    format: str = "table",
    second: Identity | None = None,
) -> pa.Table:
    """Write hits to `out` with people named; beyond `BUDGET` rows only with a second person's key.

    What the person at the desk took out alone before counts. The second signs the digest.

    Raises:
        RoleForbidden, RevealUnexplained, SecondKeyNeeded, SecondKeyRefused, NotChecked,
            RuleUnknown: nothing was written.
    """
    because = _because(reason)
    table = raw_hits(desk, rule)
    named = table.num_rows - table["psn_no"].null_count
    within_budget(desk, named, second)
    export(desk, table, out, format, {"named": named, "reason": because}, second)
    return table


def within_budget(desk: Desk, named: int, second: Identity | None) -> None:
    """Let `named` rows that name people leave the case: beyond `BUDGET` by two only.

    Raises:
        RoleForbidden, SecondKeyRefused: `second` may not, or is not somebody else of the team.
        SecondKeyNeeded
    """
    if second is not None:
        _accept(desk, second)
    elif (rows := _taken_alone(desk) + named) > BUDGET:
        raise SecondKeyNeeded(rows=rows, budget=BUDGET)


def _taken_alone(desk: Desk) -> int:
    own = desk.member.card.key_id
    exported = [
        event.body
        for event in desk.journal.events()
        if event.kind == "exported" and event.author == own
    ]
    return sum(int(body.get("named", 0)) for body in exported if "second" not in body)


def _accept(desk: Desk, second: Identity) -> None:
    """Another person of this case, who may name people as well."""
    own, other = desk.member.card, second.card
    allow(other, "reveal")
    members = {card.key_id for card in desk.case.cards}
    # One 执法证号 is one person, whatever keys they hold and however the name is written.
    same = other.cert_no == own.cert_no if own.cert_no else other.name == own.name
    absent = other.key_id not in members or not other.valid_on(date.today())
    if other.key_id == own.key_id or same or absent:
        raise SecondKeyRefused(name=other.name)
