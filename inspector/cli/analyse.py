"""`inspector analyse …`: tests and profiles of an audit textbook, each with its limits printed."""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Annotated

import typer

from inspector.cli import say as talk
from inspector.cli import session, show
from inspector.errors import Usage
from inspector.i18n import say

if TYPE_CHECKING:
    from inspector.report import Analysis
    from inspector.steps import AnalysisKind

Sql = Annotated[str, typer.Argument(metavar="SQL", help=say("cli.argument.sql"))]
Column = Annotated[str, typer.Option("--column", help=say("analysis.option.column"))]
_SHOWN = 40


def register(app: typer.Typer) -> None:
    """Add the commands of this group."""
    group = typer.Typer(help=say("analysis.help.analyse"), no_args_is_help=True)
    for name, command in (
        ("digits", digits),
        ("duplicates", duplicates),
        ("profile", profile),
        ("profiles", profiles),
    ):
        group.command(name, help=say(f"analysis.help.{name}"))(command)
    app.add_typer(group, name="analyse")


def digits(
    sql: Sql,
    column: Column = "",
    who: session.As = None,
    passphrase_file: session.PassphraseFile = None,
    as_json: session.Json = False,
) -> None:
    """Digits against Benford's law."""
    from inspector.steps import run_analysis, run_digit_tests

    with session.desk(who, passphrase_file, write=False) as desk:
        if as_json:
            show.as_json(run_digit_tests(desk, sql, column))
        else:
            print_analysis(run_analysis(desk, "digits", {"sql": sql, "column": column}))


def duplicates(
    sql: Sql,
    column: Column = "",
    who: session.As = None,
    passphrase_file: session.PassphraseFile = None,
    as_json: session.Json = False,
) -> None:
    """Values that come again and again."""
    from inspector.steps import find_duplicates, run_analysis

    with session.desk(who, passphrase_file, write=False) as desk:
        if as_json:
            again = find_duplicates(desk, sql, column).rows
            show.as_json([{"value": value, "times": times} for value, times in again])
        else:
            print_analysis(run_analysis(desk, "duplicates", {"sql": sql, "column": column}))


def profiles(as_json: session.Json = False) -> None:
    """What profiles there are, and their parameters."""
    from inspector.statistics import PROFILES
    from inspector.steps import analysis_kinds

    if as_json:
        show.as_json({name: one.params for name, one in PROFILES.items()})
        return
    show.table(
        [say(f"analysis.column.{name}") for name in ("profile", "question", "params")],
        [
            (
                one.name,
                one.title,
                "  ".join(f"{key}={_choice(one, key)}" for key in one.params),
            )
            for one in analysis_kinds()
            if one.name in PROFILES
        ],
    )


def _choice(one: "AnalysisKind", key: str) -> str:
    """A parameter's own value; with the others it may be, if it is one of a few words."""
    others = [word for word in one.choices.get(key, ()) if word != one.params[key]]
    return "|".join((one.params[key], *others))


def profile(
    name: Annotated[str, typer.Argument(metavar="PROFILE", help=say("analysis.option.profile"))],
    param: Annotated[
        list[str] | None,
        typer.Option("--param", metavar="NAME=VALUE", help=say("analysis.option.param")),
    ] = None,
    who: session.As = None,
    passphrase_file: session.PassphraseFile = None,
    as_json: session.Json = False,
) -> None:
    """Run one profile."""
    from inspector.steps import run_analysis, run_profile

    told = _pairs(param or ())
    with session.desk(who, passphrase_file, write=False) as desk:
        if as_json:
            show.as_json(run_profile(desk, name, told))
        else:
            print_analysis(run_analysis(desk, name, told))


def _pairs(told: Sequence[str]) -> Mapping[str, str]:
    parts = [one.partition("=") for one in told]
    if not all(mark for _, mark, _ in parts):
        raise Usage(problem=say("cli.not-a-pair", text=" ".join(told)))
    return {name.strip(): value.strip() for name, _, value in parts}


def print_analysis(one: "Analysis") -> None:
    """Population, formula, parameters with the seed, version; then the clues."""
    show.line(f"{one.title}  {one.whole}")
    show.line(one.formula)
    asked = " ".join(f"{key}={value}" for key, value in one.asked.items() if value)
    show.line(say("analysis.how", params=asked, version=one.version))
    if one.rows:
        show.table(one.columns, one.rows[:_SHOWN])
    elif not one.facts:
        show.line(say("analysis.nothing"))
    for fact in one.facts:
        show.line(fact)
    if len(one.rows) > _SHOWN:
        talk.tell(say("analysis.more", shown=_SHOWN, rows=f"{len(one.rows):,}"))
    show.line(one.use)
