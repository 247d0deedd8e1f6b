"""`inspector profile | pack | verify`: at the data office."""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from inspector.cli import say as talk
from inspector.cli import session, show
from inspector.i18n import language, say

if TYPE_CHECKING:
    from inspector.intake import Profile

Raw = Annotated[list[Path], typer.Argument(metavar="RAW...", help=say("cli.argument.raw"))]


def register(app: typer.Typer) -> None:
    """Add the commands of this group."""
    app.command("profile", help=say("cli.help.profile"))(profile)
    app.command("pack", help=say("cli.help.pack"))(pack)
    app.command("verify", help=say("cli.help.verify"))(verify)


MappingFile = Annotated[
    Path | None,
    typer.Option("--mapping", "-m", metavar="FILE", help=say("cli.option.mapping")),
]


def profile(
    raw: Raw,
    mapping: MappingFile = None,
    suggest: Annotated[bool, typer.Option("--suggest", help=say("cli.option.suggest"))] = False,
    out: Annotated[
        Path | None, typer.Option("--out", "-o", help=say("cli.option.suggest-out"))
    ] = None,
    as_json: session.Json = False,
    screen: Annotated[bool, typer.Option("--screen", help=say("cli.option.screen"))] = False,
) -> None:
    """What the exports look like."""
    if screen:
        from inspector.tui.intake import open_intake

        raise typer.Exit(open_intake(raw, mapping))
    from inspector.steps import profile_exports

    if suggest:
        _suggest(raw, out)
        return
    seen = profile_exports(raw, mapping)
    if as_json:
        show.as_json(seen)
        return
    show.table(
        [
            say(f"cli.column.{name}")
            for name in ("file", "table", "rows", "first", "last", "columns")
        ],
        [
            (
                Path(file.path).name,
                table_name(file.table),
                f"{file.rows:,}",
                file.first,
                file.last,
                len(file.mapped),
            )
            for file in seen.files
        ],
        right=(2, 5),
    )
    _problems(seen)


def _suggest(raw: list[Path], out: Path | None) -> None:
    from inspector.steps import suggest_mapping
    from inspector.whole import write_whole

    made = suggest_mapping(raw)
    if out is None:
        show.line(made.text.rstrip())
        return
    write_whole(out, made.text.encode())
    sure = sum(len(one.sure) for one in made.suggestions)
    doubtful = sum(len(one.doubtful) for one in made.suggestions)
    talk.tell(say("mapping.suggest.written", path=out, sure=sure, doubtful=doubtful))


def _problems(seen: "Profile") -> None:
    for file in seen.files:
        for problem in file.problems:
            talk.tell(f"{Path(file.path).name}: {say(problem.key, **problem.facts)}")
        if file.outside:
            outside = say("cli.profile.outside", rows=f"{file.outside:,}")
            talk.tell(f"{Path(file.path).name}: {outside}")
    for table in seen.unfit:
        talk.tell(say("cli.profile.unfit", table=table_name(table)))


def table_name(name: str | None) -> str:
    """A table by its own name and what people call it."""
    from inspector.schema import TABLES

    if name is None:
        return say("cli.unrecognised")
    if name not in TABLES:
        return name
    return f"{name} {TABLES[name].zh if language() == 'zh' else TABLES[name].en}"


def pack(
    raw: Raw,
    out: Annotated[Path, typer.Option("--out", "-o", help=say("cli.option.snapshot-out"))],
    to: Annotated[list[Path], typer.Option("--to", help=say("cli.option.to"))],
    mapping: MappingFile = None,
    signer: session.As = None,
    passphrase_file: session.PassphraseFile = None,
    as_json: session.Json = False,
) -> None:
    """Raw exports to a sealed, signed snapshot."""
    from inspector.steps import pack_exports, read_card

    identity = session.identity(signer, passphrase_file)
    recipients = [read_card(card) for card in to]
    with talk.progress(say("cli.packing")) as bar:
        packed = pack_exports(
            raw, identity, recipients, out, lambda now, rows: bar(now, rows, 0), mapping
        )
    manifest = packed.manifest
    if as_json:
        show.as_json(manifest.to_dict())
        return
    print_sources(manifest.sources)
    print_totals(manifest.totals)
    talk.tell(say("cli.packed", path=out, snapshot=manifest.snapshot_id))


def print_sources(sources: Sequence[dict[str, Any]]) -> None:
    """Taken and quarantined rows of each source file."""
    show.table(
        [say(f"cli.column.{name}") for name in ("file", "table", "taken", "quarantined")],
        [
            (
                source["file"],
                table_name(source["table"]),
                f"{source['rows_taken']:,}",
                f"{source['rows_quarantined']:,}",
            )
            for source in sources
        ],
        right=(2, 3),
    )


def print_totals(totals: Sequence[dict[str, Any]]) -> None:
    """Control totals with numerator, denominator and problems; `!` marks what does not fit.

    Below the table each marked one is said in words.
    """
    names = ("rule-id", "total", "numerator", "denominator", "problems")
    show.table(
        ["", *(say(f"cli.column.{name}") for name in names)],
        [
            (
                _mark(total),
                total.get("rule", ""),
                _called(total),
                grouped(total["numerator"]),
                grouped(total["denominator"]),
                f"{total['problem_rows']:,}",
            )
            for total in totals
        ],
        right=(3, 4, 5),
    )
    for total in totals:
        if total["problem_rows"]:
            facts = {name: grouped(value) for name, value in total.items() if name != "name"}
            told = say(total["name"], **facts | {"of": table_name(total["of"])})
            show.line(f"! {told}")


def _mark(total: dict[str, Any]) -> str:
    return "!" if total["problem_rows"] else ""


def _called(total: dict[str, Any]) -> str:
    """What is checked, in a few words, and of which table."""
    from inspector.i18n.catalogue import catalogue

    name = total["name"].removeprefix("intake.total.")
    called = catalogue(language()).get(f"intake.check.{name}", name)
    return f"{called} · {table_name(total['of'])}"


def grouped(value: object) -> str:
    """A number with thousands separators; anything else as it is."""
    from decimal import Decimal, InvalidOperation

    try:
        return f"{Decimal(str(value)):,}"
    except InvalidOperation:
        return str(value)


def verify(
    files: Annotated[list[Path], typer.Argument(metavar="FILE...")], as_json: session.Json = False
) -> None:
    """Signature, hashes, completeness."""
    from inspector.steps import verify_file

    results = [verify_file(file) for file in files]
    if as_json:
        show.as_json(results)
        return
    for result in results:
        signers = ", ".join(f"{say(f'trust.role.{role}')} {name}" for name, role in result.signers)
        show.line(
            say(
                "cli.verified",
                path=result.path,
                kind=say(f"cli.kind.{result.kind}"),
                signers=signers,
            )
        )
        show.line(f"  {result.digest}")
