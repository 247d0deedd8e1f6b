"""One hit, read out: why, by which law, its lines; then confirmed, excluded or noted.

Every act is the step the screens call; it is in the journal before the line that says so.
"""

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

from inspector.errors import InspectorError
from inspector.i18n import language, say
from inspector.tui.cells import money, shown_of
from inspector.tui.needs import Steps
from inspector.tui.plain.talk import Talk
from inspector.tui.screens.detail import about_hit, about_rule
from inspector.tui.screens.dialogs import read_amount
from inspector.tui.screens.hit import SHOWN

Line = Mapping[str, Any]
ACTS = ("confirm", "reject", "note", "lines", "timeline", "next", "previous")


def read_hit(talk: Talk, steps: Steps, hit: str, rule: str) -> int | None:
    """Tell of it and do what is asked; 1 goes to the next hit, -1 to the one before, None back."""
    while True:
        lines = steps.hit_lines(hit, rule)
        card = steps.rule_card(rule)
        about = about_hit(lines, steps.findings().get(hit))
        told = about_rule(card, steps.sentence(lines))
        talk.tell("", f"{card.id} {card.title}", about.plain, told.plain)
        picked = talk.choose(say("plain.what-to-do"), [say(f"plain.do.{act}") for act in ACTS])
        if picked is None:
            return None
        act = ACTS[picked]
        if act in ("next", "previous"):
            return 1 if act == "next" else -1
        try:
            if act == "lines":
                talk.tell(*map(_line, lines))
            elif act == "timeline":
                timeline(talk, steps, lines)
            else:
                _judge(talk, steps, hit, act, lines, dict(card.sections).get("basis", ()))
        except InspectorError as error:
            talk.refuse(error)


def _judge(
    talk: Talk, steps: Steps, hit: str, act: str, lines: Sequence[Line], articles: Sequence[str]
) -> None:
    if not steps.who().writes:
        talk.tell(say("tui.only-reading"))
    elif act == "confirm":
        _confirm(talk, steps, hit, lines, articles)
    elif act == "reject":
        _reject(talk, steps, hit)
    else:
        _note(talk, steps, hit)


def _line(line: Line) -> str:
    told = [(name, shown_of(name, line.get(name))) for name in SHOWN if line.get(name)]
    return "- " + ", ".join(f"{say(f'tui.line.{name}')} {value}" for name, value in told)


def timeline(talk: Talk, steps: Steps, lines: Sequence[Line]) -> None:
    """Everything about the person of the hit, earliest first."""
    from inspector.report import clock, in_words

    people = [str(line["psn_no"]) for line in lines if str(line["psn_no"]).startswith("人-")]
    if not people:
        talk.tell(say("masking.tui.nobody"))
        return
    told = steps.person(people[0])

    def entry(at: int) -> str:
        one = told.entries[at]
        words = in_words(one.kind, one.what, one.by, language())
        parts = (f"{one.at:%Y-%m-%d}", clock(one.at, one.until), say(f"person.kind.{one.kind}"))
        yuan = "" if one.yuan is None else f"{money(one.yuan)} {say('tui.yuan')}"
        return " ".join(part for part in (*parts, *words, yuan) if part)

    talk.pick(say("picture.timeline", subject=told.subject), len(told.entries), entry)


def _confirm(
    talk: Talk, steps: Steps, hit: str, lines: Sequence[Line], articles: Sequence[str]
) -> None:
    suspected = sum((line["amount"] or Decimal() for line in lines), Decimal("0.00"))
    amount = None
    if suspected:
        amount = read_amount(talk.ask(say("tui.confirm.amount"), money(suspected)))
        if amount is None or not 0 < amount <= suspected:
            talk.tell(say("tui.confirm.wrong", limit=money(suspected)))
            return
    basis = ""
    if articles:
        at = talk.choose(say("tui.confirm.basis"), articles)
        if at is None:
            talk.tell(say("plain.nothing-done"))
            return
        basis = articles[at]
    note = talk.ask(say("tui.note-label"))
    steps.confirm([hit], amount, basis, note)
    talk.tell(say("tui.told.confirmed", hits=1))


def _reject(talk: Talk, steps: Steps, hit: str) -> None:
    reasons = steps.reasons()
    zh = language() == "zh"
    at = talk.choose(say("tui.reject.reason"), [one.zh if zh else one.en for one in reasons])
    if at is None:
        talk.tell(say("plain.nothing-done"))
        return
    note = talk.ask(say("tui.note-label"))
    if reasons[at].needs_note and not note:
        talk.tell(say("tui.reject.note-missing"))
        return
    steps.reject([hit], reasons[at].code, note)
    told = reasons[at].zh if zh else reasons[at].en
    talk.tell(say("tui.told.rejected", hits=1, reason=told))


def _note(talk: Talk, steps: Steps, hit: str) -> None:
    note = talk.ask(say("tui.key.note"))
    if note:
        steps.annotate([hit], note)
        talk.tell(say("tui.told.noted"))
    else:
        talk.tell(say("plain.nothing-done"))
