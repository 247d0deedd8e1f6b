"""`inspector rules explain | compile` and `test --mutate`: rules as they are written."""

from collections.abc import Sequence
from pathlib import Path
from typing import Annotated

import typer

from inspector.cli import say as talk
from inspector.cli import show
from inspector.cli.check import Packs, Rules
from inspector.errors import ExitStatus, Usage
from inspector.i18n import say

_Format = Annotated[str, typer.Option("--format", help=say("cli.option.explain-format"))]


def register(group: typer.Typer) -> None:
    """Add the commands to `inspector rules`."""
    group.command("explain", help=say("cli.help.rules-explain"))(explain)
    group.command("compile", help=say("cli.help.rules-compile"))(compile_for)


def explain(
    rule_id: Annotated[str, typer.Argument(metavar="RULE")],
    pack: Packs = None,
    format: _Format = "text",
) -> None:
    """What one rule does, in plain words, with its cases as tables."""
    from inspector.steps import explain_packs

    if format not in ("text", "md"):
        raise Usage(problem=say("cli.format-unknown", format=format, formats="text, md"))
    told, page = explain_packs(rule_id, pack or ())
    if format == "md":
        show.line(page)
        return
    show.line(f"{told.id}  {told.title}")
    for part, lines in told.parts:
        show.line(f"\n{say(f'rules.part.{part}')}")
        for text in lines:
            show.line(f"  {text}")
    for case in told.cases:
        show.line(f"\n{say(f'rules.case-kind.{case.kind}')}  {case.name}")
        for name, table in case.tables:
            show.line(f"  {name}")
            show.table(table.columns, [[cell or "" for cell in row] for row in table.rows])


def compile_for(
    to: Annotated[str, typer.Option("--to", help=say("cli.option.compile-to"))],
    out: Annotated[Path, typer.Option("-o", "--out", help=say("cli.option.out"))],
    pack: Packs = None,
    rule: Rules = None,
) -> None:
    """Each rule as a statement of another engine, one file a rule."""
    from inspector.steps import compile_packs

    for path in compile_packs(to, out, pack or (), rule or ()):
        show.line(str(path))


def print_scores(folders: Sequence[Path], rules: Sequence[str]) -> None:
    """One line a rule, and under it each change that no case notices, with the case it wants."""
    from inspector.steps import mutate_packs

    made = noticed = left = 0
    for score in mutate_packs(folders, rules):
        made, noticed = made + score.made, noticed + score.noticed + score.equivalent
        left += len(score.survived) + len(score.stale)
        show.line(f"{score.rule_id}\t{score.noticed + score.equivalent}/{score.made}")
        for mutant in score.survived:
            wanted = say(f"rules.mutate.wants.{mutant.kind}")
            show.line(f"  {mutant.path}:{mutant.line}: {mutant.change}\n    {wanted}")
        for stale in score.stale:
            show.line(f"  {say('rules.mutate.stale', change=stale.change)}")
    talk.tell(say("rules.mutate.score", noticed=noticed, made=made))
    if left:
        raise typer.Exit(ExitStatus.RULE)
