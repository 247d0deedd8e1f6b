"""`inspector finding confirm | reject | move | set | amend | undo`: what is done with findings.

Findings are named one by one, or all of a rule or a state at once; many are one act, taken back as
one.
"""

from typing import Annotated

import typer

from inspector.cli import say as talk
from inspector.cli import session, show
from inspector.cli.check import Rules
from inspector.cli.finding_words import (
    check_reason,
    chosen_of,
    names_of,
    severity_of,
    state_of,
    states_of,
    yuan_of,
)
from inspector.errors import Usage
from inspector.i18n import say

Findings = Annotated[
    list[str] | None, typer.Argument(metavar="FINDING...", help=say("cli.argument.findings"))
]
State = Annotated[str | None, typer.Option("--state", help=say("cli.option.in-state"))]
Note = Annotated[str, typer.Option("--note", help=say("cli.option.note"))]
Amount = Annotated[str | None, typer.Option("--amount", help=say("cli.option.amount"))]
Reason = Annotated[str, typer.Option("--reason", help=say("cli.option.reason"))]
Basis = Annotated[str, typer.Option("--basis", help=say("cli.option.basis"))]


def register(group: typer.Typer) -> None:
    """Add the commands that change findings."""
    for command in (add, confirm, reject, move, amend, withdraw, undo):
        name = command.__name__
        group.command(name, help=say(f"cli.help.finding-{name}"))(command)
    group.command("set", help=say("cli.help.finding-set"))(set_)


def add(
    title: Annotated[str, typer.Option("--title", help=say("cli.option.finding-title"))],
    lines: Annotated[
        list[str] | None, typer.Option("--line", help=say("cli.option.finding-line"))
    ] = None,
    amount: Amount = None,
    basis: Annotated[
        list[str] | None, typer.Option("--basis", help=say("cli.option.finding-basis"))
    ] = None,
    note: Note = "",
    who: session.As = None,
    passphrase_file: session.PassphraseFile = None,
) -> None:
    """What no rule found."""
    from inspector.steps import add as record

    with session.desk(who, passphrase_file) as desk:
        made = record(desk, title, lines or (), yuan_of(amount), basis or (), note)
    show.line(made.id)
    talk.tell(say("cli.findings-opened", count=1))


def withdraw(
    findings: Findings = None,
    note: Note = "",
    rule: Rules = None,
    state: State = None,
    who: session.As = None,
    passphrase_file: session.PassphraseFile = None,
) -> None:
    """Drafted in error."""
    move(
        "withdrawn",
        findings,
        note=note,
        rule=rule,
        state=state,
        who=who,
        passphrase_file=passphrase_file,
    )


def confirm(
    findings: Findings = None,
    amount: Amount = None,
    basis: Basis = "",
    note: Note = "",
    rule: Rules = None,
    state: State = None,
    who: session.As = None,
    passphrase_file: session.PassphraseFile = None,
) -> None:
    """The suspicion is a fact."""
    from inspector.steps import confirm as decide

    yuan = yuan_of(amount)
    with session.desk(who, passphrase_file) as desk:
        done = decide(desk, chosen_of(desk, findings, rule, state), yuan, basis, note)
    talk.tell(say("cli.confirmed", finding=names_of(done)))


def reject(
    reason: Reason,
    findings: Findings = None,
    note: Note = "",
    rule: Rules = None,
    state: State = None,
    who: session.As = None,
    passphrase_file: session.PassphraseFile = None,
) -> None:
    """Exclude it, with a reason."""
    from inspector.steps import reject as decide

    check_reason(reason)
    with session.desk(who, passphrase_file) as desk:
        done = decide(desk, chosen_of(desk, findings, rule, state), reason, note)
    talk.tell(say("cli.rejected", finding=names_of(done)))


def move(
    to: Annotated[str, typer.Option("--to", help=say("cli.option.to-state"))],
    findings: Findings = None,
    amount: Amount = None,
    basis: Basis = "",
    reason: Reason = "",
    voucher: Annotated[str, typer.Option("--voucher", help=say("cli.option.voucher"))] = "",
    note: Note = "",
    rule: Rules = None,
    state: State = None,
    who: session.As = None,
    passphrase_file: session.PassphraseFile = None,
) -> None:
    """On to the next state."""
    from inspector.findings import CLEARED, TARGETS, Words
    from inspector.steps import move as go

    target = state_of(to)
    if target not in TARGETS:
        raise Usage(problem=say("cli.state-unknown", state=to, states=states_of(TARGETS)))
    if target in CLEARED:
        check_reason(reason)
    told = Words(yuan_of(amount), basis, reason, note, voucher)
    with session.desk(who, passphrase_file) as desk:
        done = go(desk, chosen_of(desk, findings, rule, state), target, told)
    talk.tell(say("cli.moved", finding=names_of(done), state=say(f"findings.state.{target}")))


def set_(
    findings: Findings = None,
    article: Annotated[str, typer.Option("--article", help=say("cli.option.article"))] = "",
    why: Annotated[str, typer.Option("--why", help=say("cli.option.why"))] = "",
    department: Annotated[str | None, typer.Option("--department")] = None,
    doctor: Annotated[str | None, typer.Option("--doctor")] = None,
    therapist: Annotated[str | None, typer.Option("--therapist")] = None,
    severity: Annotated[
        str | None, typer.Option("--severity", help=say("cli.option.severity"))
    ] = None,
    data_quality: Annotated[
        bool | None,
        typer.Option("--data-quality/--conduct", help=say("cli.option.data-quality")),
    ] = None,
    note: Note = "",
    rule: Rules = None,
    state: State = None,
    who: session.As = None,
    passphrase_file: session.PassphraseFile = None,
) -> None:
    """Article and why, who is responsible, how severe, data or conduct, a note."""
    from inspector.steps import annotate, choose, describe

    named = {"department": department, "doctor": doctor, "therapist": therapist}
    named |= {"severity": None if severity is None else severity_of(severity)}
    told: dict[str, object] = {name: one for name, one in named.items() if one is not None}
    told |= {} if data_quality is None else {"data_quality": data_quality}
    if not (article or told or note):
        raise Usage(problem=say("cli.nothing-to-set"))
    with session.desk(who, passphrase_file) as desk:
        meant = chosen_of(desk, findings, rule, state)
        if article:
            choose(desk, meant, article, why)
        if told:
            describe(desk, meant, told)
        if note:
            annotate(desk, meant, note)
    talk.tell(say("cli.described", count=len(meant)))


def amend(
    finding: Annotated[str, typer.Argument(metavar="FINDING", help=say("cli.argument.finding"))],
    amount: Amount = None,
    without: Annotated[
        list[str] | None, typer.Option("--without", help=say("cli.option.without"))
    ] = None,
    note: Note = "",
    who: session.As = None,
    passphrase_file: session.PassphraseFile = None,
) -> None:
    """Another amount, or fewer fee lines."""
    from inspector.steps import amend as correct

    if amount is None and not without:
        raise Usage(problem=say("cli.nothing-to-set"))
    with session.desk(who, passphrase_file) as desk:
        done = correct(desk, finding, yuan_of(amount), without or (), note)
    talk.tell(say("cli.amended", finding=done.id, amount=show.money(done.amount)))


def undo(
    findings: Findings = None,
    note: Note = "",
    who: session.As = None,
    passphrase_file: session.PassphraseFile = None,
) -> None:
    """Take back one's own last act."""
    from inspector.steps import undo as take_back

    with session.desk(who, passphrase_file) as desk:
        done = take_back(desk, findings or (), note)
    for one in done:
        show.line(f"{one.id}\t{say(f'findings.state.{one.state}')}")
    talk.tell(say("cli.undone", count=len(done)))
