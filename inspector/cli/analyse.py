"""`inspector analyse …`: tests and profiles of an audit textbook, each with its limits printed."""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Annotated

import typer

from inspector.cli import say as talk
from inspector.cli import session, show
from inspector.errors import Usage
from inspector.i18n import language, say
from inspector.i18n.catalogue import catalogue

if TYPE_CHECKING:
    from inspector.statistics import DigitTest
    from inspector.steps import Digits, Profiled

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
    from inspector.steps import run_digit_tests

    with session.desk(who, passphrase_file, write=False) as desk:
        found = run_digit_tests(desk, sql, column)
    if as_json:
        show.as_json(found)
    else:
        print_digits(found)


def print_digits(found: "Digits") -> None:
    """One line a test, then sums, mantissa and repetitions."""
    show.line(say("analysis.values", values=f"{found.values:,}", left_out=f"{found.left_out:,}"))
    tests = {**found.tests, "second_order": found.second_order}
    names = ("test", "values", "mad", "conformity", "chi", "ks", "critical", "oddest")
    show.table(
        [say(f"analysis.column.{name}") for name in names],
        [_test_row(name, one) for name, one in tests.items()],
        right=(1, 2, 4, 5, 6),
    )
    parts = found.mantissa
    facts = {"mean": f"{parts.mean:.3f}", "variance": f"{parts.variance:.3f}"}
    arc = {"arc": f"{parts.arc:.6f}", "distortion": f"{parts.distortion:.2f}"}
    show.line(say("analysis.mantissa", **facts, **arc))
    odd = ", ".join(f"{digits} {100 * share:.1f}%" for digits, _, share in found.sums)
    show.line(say("analysis.sums", odd=odd))
    again = ", ".join(f"{amount} ({times})" for amount, times in found.duplicates[:10])
    show.line(say("analysis.again", again=again or "—"))
    show.line(found.use)


def _test_row(name: str, one: "DigitTest") -> tuple[object, ...]:
    odd = sorted(one.digits, key=lambda digit: -digit.z)[:5]
    return (
        say(f"analysis.test.{name}"),
        f"{one.values:,}",
        f"{one.mad:.5f}",
        say(f"analysis.conformity.{one.conformity}") if one.conformity else "",
        f"{one.chi_square:,.1f}",
        f"{one.kolmogorov_smirnov:.5f}",
        f"{one.critical:.5f}",
        " ".join(f"{digit.digits} ({digit.z:.1f})" for digit in odd if digit.z > 1.96),
    )


def duplicates(
    sql: Sql,
    column: Column = "",
    who: session.As = None,
    passphrase_file: session.PassphraseFile = None,
    as_json: session.Json = False,
) -> None:
    """Values that come again and again."""
    from inspector.steps import CLUE, find_duplicates

    with session.desk(who, passphrase_file, write=False) as desk:
        found = find_duplicates(desk, sql, column)
    if as_json:
        show.as_json([{"value": value, "times": times} for value, times in found])
        return
    heads = [say(f"analysis.column.{name}") for name in ("value", "times")]
    show.table(heads, [(value, f"{times:,}") for value, times in found], right=(0, 1))
    show.line(say(CLUE))


def profiles(as_json: session.Json = False) -> None:
    """What profiles there are, and their parameters."""
    from inspector.statistics import PROFILES

    if as_json:
        show.as_json({name: one.params for name, one in PROFILES.items()})
        return
    show.table(
        [say(f"analysis.column.{name}") for name in ("profile", "question", "params")],
        [
            (
                name,
                say(f"analysis.title.{name}"),
                " ".join(f"{key}={value}" for key, value in one.params.items()),
            )
            for name, one in PROFILES.items()
        ],
    )


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
    from inspector.steps import run_profile

    told = _pairs(param or ())
    with session.desk(who, passphrase_file, write=False) as desk:
        found = run_profile(desk, name, told)
    if as_json:
        show.as_json(found)
    else:
        print_profile(found)


def _pairs(told: Sequence[str]) -> Mapping[str, str]:
    parts = [one.partition("=") for one in told]
    if not all(mark for _, mark, _ in parts):
        raise Usage(problem=say("cli.not-a-pair", text=" ".join(told)))
    return {name.strip(): value.strip() for name, _, value in parts}


def print_profile(found: "Profiled") -> None:
    """Population, formula, parameters, seed and version; then the clues."""
    facts = {"population": f"{found.population:,}", "left_out": f"{found.left_out:,}"}
    show.line(f"{say(f'analysis.title.{found.name}')}  {say('analysis.population', **facts)}")
    show.line(found.formula[language()])
    asked = " ".join(f"{key}={value}" for key, value in found.params.items())
    show.line(say("analysis.how", params=asked, version=found.version))
    if found.facts:
        show.line("  ".join(f"{_word(key)} {value}" for key, value in found.facts.items()))
    if found.rows:
        show.table([_word(name) for name in found.columns], found.rows[:_SHOWN])
    else:
        show.line(say("analysis.nothing"))
    if len(found.rows) > _SHOWN:
        talk.tell(say("analysis.more", shown=_SHOWN, rows=f"{len(found.rows):,}"))
    show.line(found.use[language()])


def _word(name: str) -> str:
    """The heading of a column; a column of the tables keeps its own name."""
    return catalogue(language()).get(f"analysis.word.{name}", name)
