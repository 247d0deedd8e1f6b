"""What a person says of findings on the command line, read: which, what state, how much, why."""

from decimal import Decimal, InvalidOperation
from typing import TYPE_CHECKING

from inspector.errors import Usage
from inspector.i18n import Language, catalogue, say

if TYPE_CHECKING:
    from inspector.findings import Finding
    from inspector.steps import Desk

LANGUAGES: tuple[Language, ...] = ("zh", "en")


def chosen_of(
    desk: "Desk", names: list[str] | None, rules: list[str] | None, state: str | None
) -> list[str]:
    """Whoever names neither findings nor a rule nor a state has forgotten to."""
    from inspector.steps import chosen

    if not (names or rules or state):
        raise Usage(problem=say("cli.findings-unnamed"))
    return chosen(desk, names or (), rules or (), state and state_of(state))


def names_of(done: "list[Finding]") -> str:
    """One by its id, many by their number."""
    return done[0].id if len(done) == 1 else say("cli.so-many", count=len(done))


def state_of(told: str) -> str:
    """A state by its code, or by what people call it in either language."""
    from inspector.findings import STATES

    words = words_of("findings.state", STATES)
    if told in (*STATES, *words):
        return words.get(told, told)
    raise Usage(problem=say("cli.state-unknown", state=told, states=states_of(STATES)))


def states_of(known: "tuple[str, ...]") -> str:
    """States by code and name."""
    return ", ".join(f"{state} {say(f'findings.state.{state}')}" for state in known)


def severity_of(told: str) -> str:
    """A severity by its code or its name."""
    from inspector.findings import SEVERITIES

    words = words_of("findings.severity", SEVERITIES)
    if told not in (*SEVERITIES, *words):
        raise Usage(problem=say("cli.severity-unknown", told=told, known=", ".join(SEVERITIES)))
    return words.get(told, told)


def words_of(key: str, codes: "tuple[str, ...]") -> dict[str, str]:
    """Codes by what people call them, in either language."""
    return {catalogue(lang)[f"{key}.{one}"]: one for one in codes for lang in LANGUAGES}


def check_reason(reason: str) -> None:
    """Refuse a reason that is not on the list of 排除."""
    from inspector.steps import reasons

    if reason not in reasons():
        raise Usage(problem=say("cli.reason-unknown", reason=reason, reasons=", ".join(reasons())))


def yuan_of(text: str | None) -> Decimal | None:
    """元 as typed; nothing stays nothing."""
    if text is None:
        return None
    try:
        amount = Decimal(text.replace(",", ""))
    except InvalidOperation as wrong:
        raise Usage(problem=say("cli.not-money", amount=text)) from wrong
    if not amount.is_finite() or amount < 0 or amount != amount.quantize(Decimal("0.01")):
        raise Usage(problem=say("cli.not-money", amount=text))
    return amount.quantize(Decimal("0.01"))
