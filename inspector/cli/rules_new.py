"""`inspector rules new | edit | retire | export-draft`: rules of one's own on site, without SQL."""

import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from inspector.cli import say as talk
from inspector.cli import session, show
from inspector.cli.rules_ask import ask_rest, yes
from inspector.cli.rules_said import Asked, Form, Said
from inspector.errors import ExitStatus, Usage
from inspector.i18n import say

if TYPE_CHECKING:
    from inspector.rules import Written
    from inspector.steps import Desk, DryRun, Part

_Items = Annotated[list[str] | None, typer.Option("--item", help=say("cli.option.rule-item"))]
_Beside = Annotated[list[str] | None, typer.Option("--beside", help=say("cli.option.rule-beside"))]
_Slots = Annotated[
    list[str] | None, typer.Option("--slot", metavar="NAME=VALUE", help=say("cli.option.rule-slot"))
]
_Params = Annotated[
    list[str] | None,
    typer.Option("--param", metavar="NAME=VALUE", help=say("cli.option.rule-param")),
]
_Basis = Annotated[list[str] | None, typer.Option("--basis", help=say("cli.option.rule-basis"))]
_Title = Annotated[str, typer.Option("--title", help=say("cli.option.rule-title"))]
_Source = Annotated[str, typer.Option("--source", help=say("cli.option.rule-source"))]
_Unit = Annotated[list[str] | None, typer.Option("--unit", help=say("cli.option.rule-unit"))]
_Amount = Annotated[str, typer.Option("--amount", help=say("cli.option.rule-amount"))]
_Sentence = Annotated[str, typer.Option("--sentence", help=say("cli.option.rule-sentence"))]
_Question = Annotated[
    str,
    typer.Option("--from-question", metavar="NAME", help=say("cli.option.from-question")),
]
_Seed = Annotated[str, typer.Option("--seed", help=say("cli.option.rule-seed"))]
_Keep = Annotated[bool, typer.Option("--keep", help=say("cli.option.rule-keep"))]
_Rule = Annotated[str, typer.Argument(metavar="RULE")]


def register(group: typer.Typer) -> None:
    """Add the commands to `inspector rules`."""
    group.command("new", help=say("cli.help.rules-new"))(new)
    group.command("edit", help=say("cli.help.rules-edit"))(edit)
    group.command("retire", help=say("cli.help.rules-retire"))(retire)
    group.command("export-draft", help=say("cli.help.rules-export-draft"))(export_draft)


def new(
    template: Annotated[str, typer.Option(help=say("cli.option.rule-template"))] = "",
    title: _Title = "",
    item: _Items = None,
    beside: _Beside = None,
    slot: _Slots = None,
    param: _Params = None,
    basis: _Basis = None,
    source: _Source = "",
    from_finding: Annotated[
        str, typer.Option("--from-finding", metavar="FINDING", help=say("cli.option.from-finding"))
    ] = "",
    from_question: _Question = "",
    unit: _Unit = None,
    amount: _Amount = "",
    sentence: _Sentence = "",
    seed: _Seed = "",
    keep: _Keep = False,
    who: session.As = None,
    passphrase_file: session.PassphraseFile = None,
    as_json: session.Json = False,
) -> None:
    """Fill a form, or take a question; look at what it finds, keep it."""
    asks = sys.stdin.isatty() and not as_json
    if not asks and not (template or from_finding or from_question):
        raise Usage(problem=say("cli.template-needed"))
    form = Form(source, slot or (), param or (), item or (), beside or ())
    said = Said(title, basis or (), form, Asked(from_question, unit or (), amount, sentence))
    with session.desk(who, passphrase_file) as desk:
        draft = said.over(desk, said.begun(desk, template, from_finding))
        if asks:
            draft = ask_rest(desk, draft)
        _try_and_keep(desk, draft, seed, "", keep=keep, asks=asks, as_json=as_json)


def edit(
    rule: _Rule,
    title: _Title = "",
    item: _Items = None,
    beside: _Beside = None,
    slot: _Slots = None,
    param: _Params = None,
    basis: _Basis = None,
    source: _Source = "",
    from_question: _Question = "",
    unit: _Unit = None,
    amount: _Amount = "",
    sentence: _Sentence = "",
    seed: _Seed = "",
    keep: _Keep = False,
    who: session.As = None,
    passphrase_file: session.PassphraseFile = None,
    as_json: session.Json = False,
) -> None:
    """The form as it was filled in, with what changes; the rule keeps its number."""
    from inspector.steps import from_kept

    asks = sys.stdin.isatty() and not as_json
    form = Form(source, slot or (), param or (), item or (), beside or ())
    said = Said(title, basis or (), form, Asked(from_question, unit or (), amount, sentence))
    with session.desk(who, passphrase_file) as desk:
        draft = said.over(desk, from_kept(desk, rule))
        _try_and_keep(desk, draft, seed, rule, keep=keep, asks=asks, as_json=as_json)


def retire(
    rule: _Rule,
    reason: Annotated[str, typer.Option("--reason", help=say("cli.option.retire-reason"))],
    who: session.As = None,
    passphrase_file: session.PassphraseFile = None,
) -> None:
    """Checks run it no more; what it found stays."""
    from inspector.steps import retire_rule

    with session.desk(who, passphrase_file) as desk:
        retire_rule(desk, rule, reason)
    talk.tell(say("cli.rule-retired", rule=rule))


def _try_and_keep(
    desk: "Desk",
    draft: "Written",
    seed: str,
    instead_of: str,
    *,
    keep: bool,
    asks: bool,
    as_json: bool,
) -> None:
    from inspector.steps import dry_run, keep_rule

    run = dry_run(desk, draft, seed, instead_of=instead_of)
    if as_json:
        show.as_json(run)
    else:
        print_run(run)
    if run.status == "error":
        talk.tell(say("cli.rule-failed"))
        raise typer.Exit(ExitStatus.RULE)
    question = "cli.rule-change-it" if instead_of else "cli.rule-keep-it"
    if keep or (asks and yes(say(question, rule=run.rule_id))):
        rule = keep_rule(desk, draft, instead_of=instead_of)
        talk.tell(say("cli.rule-changed" if instead_of else "cli.rule-kept", rule=rule))
    else:
        talk.tell(say("cli.rule-not-kept"))


def print_run(run: "DryRun") -> None:
    """What the rule would find: hits, 元, by department and month, and five drawn hits."""
    if run.status not in ("hit", "clean"):
        show.line(f"{run.rule_id}  {say(f'rules.status.{run.status}')}: {run.why}")
        return
    facts = {"rule": run.rule_id, "hits": f"{run.hits:,}", "rows": f"{run.rows:,}"}
    facts |= {"amount": show.money(run.amount), "read": f"{run.rows_read:,}"}
    show.line(say("cli.rule-would-find", **facts))
    if not run.hits:
        return
    _print_parts("department", run.departments)
    _print_parts("month", run.months)
    show.line(say("cli.rule-examples", count=len(run.examples), seed=run.seed))
    for sentence in run.examples:
        show.line(f"  - {sentence}")


def _print_parts(what: str, parts: "Sequence[Part]") -> None:
    show.table(
        [say(f"cli.column.{name}") for name in (what, "hits", "amount")],
        [(one.name or "—", f"{one.hits:,}", show.money(one.amount)) for one in parts],
        right=(1, 2),
    )
    show.line()


def export_draft(
    rule_id: Annotated[str, typer.Argument(metavar="RULE")],
    out: Annotated[Path, typer.Option("--out", "-o", help=say("cli.option.draft-out"))],
    who: session.As = None,
    passphrase_file: session.PassphraseFile = None,
) -> None:
    """A rule of the case as a pack folder, for the office to complete and sign."""
    from inspector.steps import export_draft as export

    with session.desk(who, passphrase_file, write=False) as desk:
        files = export(desk, rule_id, out)
    for path in files:
        show.line(str(path))
    talk.tell(say("cli.draft-exported", rule=rule_id, path=out))
