"""`inspector finding …`: the findings journal."""

from dataclasses import asdict
from typing import Annotated

import typer

from inspector.cli import finding_acts, session, show
from inspector.cli import say as talk
from inspector.cli.check import Rules
from inspector.cli.finding_shown import print_finding
from inspector.cli.finding_words import state_of
from inspector.errors import ExitStatus
from inspector.i18n import language, say

Finding = Annotated[str, typer.Argument(metavar="FINDING", help=say("cli.argument.finding"))]


def register(app: typer.Typer) -> None:
    """Add the commands of this group."""
    group = typer.Typer(help=say("cli.help.finding"), no_args_is_help=True)
    group.command("from-hits", help=say("cli.help.finding-from-hits"))(from_hits)
    group.command("list", help=say("cli.help.finding-list"))(list_findings)
    group.command("show", help=say("cli.help.finding-show"))(show_finding)
    finding_acts.register(group)
    group.command("rerun", help=say("cli.help.finding-rerun"))(rerun)
    app.add_typer(group, name="finding")


def from_hits(
    hits: Annotated[list[str] | None, typer.Argument(metavar="HIT...")] = None,
    rule: Rules = None,
    who: session.As = None,
    passphrase_file: session.PassphraseFile = None,
) -> None:
    """Hits become findings."""
    from inspector.steps import from_hits as open_findings

    with session.desk(who, passphrase_file) as desk:
        opened = open_findings(desk, rule or (), hits or ())
    for finding in opened:
        show.line(finding)
    talk.tell(say("cli.findings-opened", count=len(opened)))


def list_findings(
    state: Annotated[str | None, typer.Option("--state", help=say("cli.option.state"))] = None,
    who: session.As = None,
    passphrase_file: session.PassphraseFile = None,
    as_json: session.Json = False,
) -> None:
    """All findings and their states."""
    from inspector.steps import shown_plainly

    wanted = state and state_of(state)
    with session.desk(who, passphrase_file, write=False) as desk:
        found = [one for one in desk.findings().values() if wanted in (None, one.state)]
        plain = [shown_plainly(desk, one) for one in found] if as_json else []
    if as_json:
        show.as_json(plain)
        return
    show.table(
        [
            say(f"cli.column.{name}")
            for name in ("finding", "rule", "title", "state", "lines", "amount", "confirmed")
        ],
        [
            (
                one.id,
                one.rule_id,
                one.title[language()],
                say(f"findings.state.{one.state}"),
                len(one.lines),
                show.money(one.amount),
                show.money(one.amount_confirmed),
            )
            for one in found
        ],
        right=(4, 5, 6),
    )


def show_finding(
    finding: Finding,
    who: session.As = None,
    passphrase_file: session.PassphraseFile = None,
    as_json: session.Json = False,
) -> None:
    """One finding with its lines and history."""
    from inspector.steps import find, shown_plainly

    with session.desk(who, passphrase_file, write=False) as desk:
        one = find(desk, finding)
        plain = shown_plainly(desk, one) if as_json else {}
        if not as_json:
            people = {card.key_id: card.name for card in desk.case.cards}
            print_finding(one, desk.member.card, people)
            return
    show.as_json(plain)


def rerun(
    finding: Finding,
    who: session.As = None,
    passphrase_file: session.PassphraseFile = None,
    as_json: session.Json = False,
) -> None:
    """Recompute it as it was made; exit status 5 if it comes out otherwise."""
    from inspector.steps import rerun as recompute

    with session.desk(who, passphrase_file) as desk:
        done = recompute(desk, finding)
    if as_json:
        show.as_json(asdict(done) | {"equal": done.equal})
    else:
        facts = {"finding": done.finding, "rule": done.rule_id, "pack": done.pack}
        facts |= {"version": done.version, "was": show.money(done.was), "now": show.money(done.now)}
        show.line(say("cli.rerun-equal" if done.equal else "cli.rerun-unequal", **facts))
        if done.lines:
            show.table(
                [say(f"cli.column.{name}") for name in ("line", "was", "now")],
                [(one.bkkp_sn, show.money(one.was), show.money(one.now)) for one in done.lines],
                right=(1, 2),
            )
    if not done.equal:
        raise typer.Exit(ExitStatus.RULE)
