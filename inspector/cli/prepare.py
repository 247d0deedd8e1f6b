"""`inspector profile | pack | verify`: at the data office."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from inspector.cli import say as talk
from inspector.cli import session, show
from inspector.cli.received import print_sources, print_totals, table_name
from inspector.i18n import say

if TYPE_CHECKING:
    from inspector.intake import Profile
    from inspector.steps.verify import Hand

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
    with talk.progress(say("cli.profiling")) as bar:
        seen = profile_exports(raw, mapping, lambda what, done: bar(what, done, 100))
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

    with talk.progress(say("cli.profiling")) as bar:
        made = suggest_mapping(raw, lambda what, done: bar(what, done, 100))
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
            raw, identity, recipients, out, lambda what, done: bar(step(what), done, 100), mapping
        )
    manifest = packed.manifest
    if as_json:
        show.as_json(manifest.to_dict())
        return
    print_sources(manifest.sources)
    print_totals(manifest.totals)
    talk.tell(say("cli.packed", path=out, snapshot=manifest.snapshot_id))


def step(what: str) -> str:
    """What is going on, in words where it is a step and not a file or a table."""
    return say(what) if what.startswith("intake.step.") else what


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
                signers=signers
                or say(f"cli.signed-by-{'release' if result.shipped else 'nobody'}"),
            )
        )
        show.line(f"  {result.digest}")
        for hand in result.hands:
            show.line(f"  {_signed(hand)}")
        for at, authority in result.times:
            show.line(f"  {say('cli.trusted-time', at=at, authority=authority)}")


def _signed(hand: "Hand") -> str:
    """Who signed, when, in which role, and what the roster says; or who witnessed a refusal."""
    facts = {
        "name": hand.name,
        "role": say(f"trust.role.{hand.role}") if hand.role else say("cli.nobody-known"),
        "at": hand.at or say("cli.time-unknown"),
        "roster": say("cli.on-roster" if hand.allowed else "cli.not-on-roster"),
    }
    told = say("cli.hand", **facts)
    return told if not hand.refusal else f"{told}\n  {say('cli.refusal', words=hand.refusal)}"
