"""The case read out: overview, rules, hits, findings, by numbers; the end of input is leaving."""

from collections.abc import Callable, Sequence
from contextlib import closing, suppress
from pathlib import Path
from typing import TYPE_CHECKING

from inspector.errors import CaseLocked, InspectorError
from inspector.i18n import say
from inspector.tui.beginning import bound
from inspector.tui.cells import count, day, money
from inspector.tui.hit_list import HitList, listed
from inspector.tui.needs import Steps
from inspector.tui.plain.hit import read_hit
from inspector.tui.plain.talk import Talk
from inspector.tui.screens.detail import about_outcome, about_rule, state_of, title_of
from inspector.tui.screens.overview import findings, outcomes, tables, title_in, totals, what_next
from inspector.tui.widgets.prose import Pair

if TYPE_CHECKING:
    from inspector.trust import Identity

MENU = ("overview", "rules", "hits", "findings")


def open_plain(
    case: Path,
    unlock: "Callable[[], Identity]",
    write: Callable[[str], None] = print,
    read: Callable[[str], str] = input,
) -> int:
    """Read the case in the folder `case` out, and write down what is decided.

    Returns:
        The exit status.

    Raises:
        CaseMissing, NotRecipient, PackageDamaged, SignerUnknown: nothing was read.
    """
    talk, who = Talk(write, read), unlock()
    talk.tell(say("tui.opening"))
    with suppress(EOFError):
        try:
            steps = bound(case, who, True)
        except CaseLocked as locked:
            talk.refuse(locked)
            if talk.choose(say("tui.key.read-only"), [say("tui.yes")]) is None:
                return 0
            steps = bound(case, who, False)
        with closing(steps):
            sit(talk, steps)
    return 0


def sit(talk: Talk, steps: Steps) -> None:
    """Go from menu to menu until one leaves."""
    overview(talk, steps)
    ways = {"overview": overview, "rules": rules, "hits": hits, "findings": found}
    while True:
        at = talk.choose(say("tui.title"), [say(f"tui.step.{step}") for step in MENU])
        if at is None:
            return
        try:
            ways[MENU[at]](talk, steps)
        except InspectorError as error:
            talk.refuse(error)


def overview(talk: Talk, steps: Steps) -> None:
    """Where the case stands, and what to do next."""
    told = steps.overview()
    talk.tell("", told.institution, what_next(told.next))
    sections = {"findings": findings, "outcomes": outcomes, "tables": tables, "totals": totals}
    for name, lines in sections.items():
        talk.tell("", say(f"tui.overview.{name}"), *_said(lines(told)))


def _said(lines: Sequence[Pair | str]) -> list[str]:
    return [
        f"{one.label.strip()}: {one.value} {one.note}" if isinstance(one, Pair) else one
        for one in lines
    ]


def rules(talk: Talk, steps: Steps) -> None:
    """How each rule came out; its card; its hits; or all of them run again."""
    at = talk.choose(say("tui.step.rules"), [say("plain.rules-list"), say("tui.key.check")])
    if at == 1:
        _check(talk, steps)
    if at is None:
        return
    rows = steps.outcomes()

    def row(number: int) -> str:
        one = rows[number]
        told = f"{one.rule_id} {title_in(one)}, {say(f'rules.status.{one.status}')}"
        hit = say("tui.hits-counted", hits=count(one.hits))
        return f"{told}, {hit}, {money(one.amount)} {say('tui.yuan')}" if one.hits else told

    place: int | None = 0
    while (place := talk.pick(say("tui.step.rules"), len(rows), row, place or 0)) is not None:
        one = rows[place]
        card = about_rule(steps.rule_card(one.rule_id))
        talk.tell("", f"{one.rule_id} {title_in(one)}", about_outcome(one, one.reason).plain)
        talk.tell(card.plain)
        if one.hits and talk.choose(say("plain.what-to-do"), [say("tui.key.rule-hits")]) == 0:
            hits(talk, steps, one.rule_id)


def _check(talk: Talk, steps: Steps) -> None:
    if not steps.who().writes:
        talk.tell(say("tui.only-reading"))
        return

    def progress(rule: str, done: int, total: int) -> None:
        if done % 25 == 0:
            talk.tell(f"{count(done)}/{count(total)}")

    done = steps.check(progress)
    talk.tell(say("tui.rules.checked", amount=money(done.amount_distinct)))


def hits(talk: Talk, steps: Steps, rule: str | None = None) -> None:
    """The hits, most money first; one after the other as one goes on."""
    every, titles = listed(steps.hits(), rule), _titles(steps)
    judged = steps.findings()

    def row(number: int) -> str:
        one = every[number]
        title = titles.get(one["rule_id"], "")
        parts = (state_of(judged.get(one["hit_id"])), one["rule_id"], title)
        amount = f"{money(one['amount'])} {say('tui.yuan')}"
        return " ".join((*parts, day(one["occurred_on"]), amount))

    place: int | None = 0
    while (place := talk.pick(say("tui.step.hits"), len(every), row, place or 0)) is not None:
        place = _from(talk, steps, every, place)
        judged = steps.findings()


def _from(talk: Talk, steps: Steps, every: HitList, place: int) -> int:
    """Read hits from `place` on until one goes back; where that was."""
    while True:
        by = read_hit(talk, steps, *every.name(place))
        if by is None:
            return place
        place = max(0, min(len(every) - 1, place + by))


def _titles(steps: Steps) -> dict[str, str]:
    return {row.rule_id: title_in(row) for row in steps.outcomes()}


def found(talk: Talk, steps: Steps) -> None:
    """What was decided; a finding is read as its hit."""
    every = list(steps.findings().values())

    def row(number: int) -> str:
        one = every[number]
        amount = one.amount_confirmed if one.stands else one.amount
        told = f"{state_of(one)} {one.rule_id} {title_of(one)}"
        return f"{told} {money(amount)} {say('tui.yuan')}"

    place: int | None = 0
    title = say("tui.step.findings")
    while (place := talk.pick(title, len(every), row, place or 0)) is not None:
        read_hit(talk, steps, every[place].id, every[place].rule_id)
        every = list(steps.findings().values())
