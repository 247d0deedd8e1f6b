"""The rules of the last check as the case keeps them: a hit says what its rule said then."""

from contextlib import suppress

from inspector.errors import InspectorError
from inspector.rules import Rule
from inspector.steps.desk import Desk
from inspector.steps.outcomes import outcomes
from inspector.steps.packs import kept_pack


def rules_ran(desk: Desk, beside: str | None = None) -> dict[str, Rule]:
    """The rules of the last check by id, of all packs or of the one the rule `beside` is of.

    A rule whose pack cannot be read any more is left out.
    """
    ran = outcomes(desk)
    read = {row.pack_digest for row in ran if beside in (None, row.rule_id)}
    kept: dict[str, Rule] = {}
    for covered in sorted(read):
        with suppress(InspectorError):
            pack = kept_pack(desk.case.folder / "packs", covered, desk.known)
            kept |= {rule.digest: rule for rule in pack.rules}
    return {row.rule_id: kept[row.rule_digest] for row in ran if row.rule_digest in kept}
