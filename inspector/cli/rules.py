"""`inspector rules …`: the rule packs themselves."""

from collections.abc import Sequence
from pathlib import Path
from typing import Annotated

import typer

from inspector.cli import rules_coverage, rules_new, rules_written, session, show
from inspector.cli import say as talk
from inspector.cli.check import Packs, Rules
from inspector.cli.session import Json
from inspector.errors import ExitStatus, Usage
from inspector.i18n import language, say

_Folders = Annotated[list[Path] | None, typer.Argument(metavar="PACK...")]


def register(app: typer.Typer) -> None:
    """Add the commands of this group."""
    group = typer.Typer(help=say("cli.help.rules"), no_args_is_help=True)
    group.command("list", help=say("cli.help.rules-list"))(list_rules)
    group.command("show", help=say("cli.help.rules-show"))(show_rule)
    group.command("lint", help=say("cli.help.rules-lint"))(lint)
    group.command("test", help=say("cli.help.rules-test"))(test)
    group.command("sign", help=say("cli.help.rules-sign"))(sign)
    group.command("feedback", help=say("cli.help.rules-feedback"))(feedback)
    rules_written.register(group)
    rules_new.register(group)
    app.add_typer(group, name="rules")


def list_rules(
    pack: Packs = None,
    national: Annotated[bool, typer.Option("--national", help=say("cli.option.national"))] = False,
    problem_list: Annotated[
        int, typer.Option("--problem-list", metavar="YEAR", help=say("cli.option.problem-list"))
    ] = 0,
    by_catalogue: Annotated[
        bool, typer.Option("--catalogue", help=say("cli.option.catalogue"))
    ] = False,
    as_json: Json = False,
) -> None:
    """Every rule of the packs, or what of a published list they look for."""
    if national + bool(problem_list) + by_catalogue > 1:
        raise Usage(problem=say("cli.coverage.one-list"))
    if national:
        rules_coverage.print_national(pack or (), as_json)
    elif problem_list:
        rules_coverage.print_problems(problem_list, pack or (), as_json)
    elif by_catalogue:
        rules_coverage.print_catalogue(pack or (), as_json)
    else:
        _list_packs(pack or (), as_json)


def _list_packs(pack: Sequence[Path], as_json: bool) -> None:
    from inspector.steps import effect_line, latest_feedback, packs

    told = latest_feedback()
    effects = {one.rule_id: effect_line(one) for one in told.effects} if told else {}
    rows = [
        (
            rule.id,
            rule.title[language()],
            say(f"rules.verdict.{rule.verdict}"),
            loaded.name,
            effects.get(rule.id, ""),
            rule.digest,
        )
        for loaded in packs(pack)
        for rule in loaded.rules
    ]
    if as_json:
        keys = ("id", "title", "verdict", "pack", "feedback", "digest")
        show.as_json([dict(zip(keys, row, strict=True)) for row in rows])
        return
    names = ("rule", "title", "verdict", "pack", "feedback")[: 5 if effects else 4]
    show.table([say(f"cli.column.{name}") for name in names], [row[: len(names)] for row in rows])


def show_rule(
    rule_id: Annotated[str, typer.Argument(metavar="RULE")],
    pack: Packs = None,
    sql: Annotated[bool, typer.Option("--sql", help=say("cli.option.rule-sql"))] = False,
    as_json: Json = False,
) -> None:
    """What one rule does, by which law."""
    from inspector.steps import made_sql, rule_card

    if sql:
        show.line(made_sql(rule_id, pack or ()))
        return
    card = rule_card(rule_id, pack or ())
    if as_json:
        show.as_json(card)
        return
    show.line(f"{card.id}  {card.title}  ({say(f'rules.verdict.{card.verdict}')})")
    for part, lines in card.sections:
        show.line(f"\n{say(f'rules.part.{part}')}")
        for text in lines:
            show.line(f"  {text}")


def lint(folders: _Folders = None) -> None:
    """All problems at once."""
    from inspector.steps import lint_packs

    problems = lint_packs(folders or ())
    for problem in problems:
        show.line(f"{problem.path}:{problem.line}: {problem.rule}: {problem.problem}")
    if problems:
        raise typer.Exit(ExitStatus.RULE)
    talk.tell(say("cli.lint-clean"))


def test(
    folders: _Folders = None,
    mutate: Annotated[bool, typer.Option("--mutate", help=say("cli.option.mutate"))] = False,
    rule: Rules = None,
) -> None:
    """Every rule on its own cases; or every change to a rule that its cases let pass."""
    from inspector.steps import try_packs

    if mutate:
        rules_written.print_scores(folders or (), rule or ())
        return
    failed = 0
    for rule_id, results in try_packs(folders or (), rule or ()):
        wrong = [result for result in results if not result.ok]
        failed += len(wrong)
        show.line(f"{rule_id}\t{len(results)}\t{'ok' if not wrong else 'FAILED'}")
        for result in wrong:
            show.line(
                say("cli.case-failed", case=result.case, expected=result.expected, got=result.got)
            )
    if failed:
        raise typer.Exit(ExitStatus.RULE)


def sign(
    folder: Annotated[Path, typer.Argument(metavar="FOLDER", help=say("cli.argument.pack-folder"))],
    out: Annotated[Path, typer.Option("--out", "-o", help=say("cli.option.pack-out"))],
    who: session.As = None,
    passphrase_file: session.PassphraseFile = None,
) -> None:
    """One signed file that can be handed on."""
    from inspector.steps import sign_folder

    pack = sign_folder(folder, session.identity(who, passphrase_file), out)
    talk.tell(
        say("cli.pack-signed", path=out, name=pack.name, version=pack.version, digest=pack.digest)
    )


def feedback(
    path: Annotated[Path, typer.Argument(metavar="FILE", help=say("cli.argument.feedback"))],
) -> None:
    """How the rules did elsewhere, kept to be shown beside each rule."""
    from inspector.steps import keep_feedback

    told = keep_feedback(path)
    talk.tell(
        say(
            "cli.feedback-kept",
            rules=len(told.effects),
            hospitals=told.hospitals,
            day=told.made_on,
            name=told.by.name,
        )
    )
