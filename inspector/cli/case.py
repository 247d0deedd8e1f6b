"""`inspector open | status | attach`: the case itself."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from inspector.cli import say as talk
from inspector.cli import session, show
from inspector.errors import Usage
from inspector.i18n import language, say

if TYPE_CHECKING:
    from inspector.steps import Overview


def register(app: typer.Typer) -> None:
    """Add the commands of this group."""
    app.command("open", help=say("cli.help.open"))(open_)
    app.command("status", help=say("cli.help.status"))(status)
    app.command("attach", help=say("cli.help.attach"))(attach)


def open_(
    case: Annotated[Path, typer.Argument(metavar="CASE", help=say("cli.argument.case"))],
    snapshots: Annotated[list[Path], typer.Argument(metavar="SNAPSHOT...")],
    inspection: Annotated[
        str, typer.Option("--inspection", help=say("cli.option.which-inspection"))
    ] = "",
    who: session.As = None,
    passphrase_file: session.PassphraseFile = None,
) -> None:
    """Make a case."""
    from inspector.cli.received import print_sources, print_totals
    from inspector.steps import open_case

    opened = open_case(case, snapshots, session.identity(who, passphrase_file), inspection)
    for manifest in opened.manifests:
        print_sources(manifest.sources)
        print_totals(manifest.totals)
    talk.tell(say("cli.opened", path=case, case=opened.case_id))


def status(
    who: session.As = None,
    passphrase_file: session.PassphraseFile = None,
    as_json: session.Json = False,
) -> None:
    """Where the case stands."""
    from inspector.steps import overview

    with session.desk(who, passphrase_file, write=False) as desk:
        seen = overview(desk)
    if as_json:
        show.as_json(seen)
        return
    if seen.writer:
        talk.tell(say("cli.held", name=seen.writer.name, since=seen.writer.since))
    first, last = seen.period
    show.line(f"{seen.institution}  {first} – {last}  {seen.case_id}")
    show.table(
        [say("cli.column.table"), say("cli.column.rows")],
        [
            (f"{name} {zh if language() == 'zh' else en}", f"{rows:,}")
            for name, zh, en, rows in seen.tables
        ],
        right=(1,),
    )
    counts = [
        (say(f"findings.state.{state}"), count) for state, count in seen.findings_by_state.items()
    ]
    counts += [
        (say(f"rules.status.{state}"), count) for state, count in seen.rules_by_status.items()
    ]
    show.table([say("cli.column.what"), say("cli.column.count")], counts, right=(1,))
    show.table(
        [say("cli.column.money"), say("cli.column.yuan")],
        [
            (say("cli.money.suspected"), show.money(seen.suspected)),
            (say("cli.money.confirmed"), show.money(seen.confirmed)),
            (say("cli.money.counted-once"), show.money(seen.counted_once)),
        ],
        right=(1,),
    )
    _print_owed(seen)
    show.line(say(seen.next))


def _print_owed(seen: "Overview") -> None:
    """What is owed after the transfer, if anything is; years nobody knows are told."""
    if not seen.owed:
        return
    show.table(
        [say(f"cli.follow-up.{name}") for name in ("owed", "since", "due", "left", "findings")],
        [
            (
                say(f"findings.owed.{one.what.owed}"),
                one.what.since,
                one.what.due,
                _days_left(one.left),
                f"{len(one.what.findings):,}",
            )
            for one in seen.owed
        ],
        right=(3, 4),
    )
    years = sorted({year for one in seen.owed for year in one.what.unknown})
    if years:
        talk.tell(say("cli.follow-up.unknown", years=", ".join(map(str, years))))


def _days_left(left: int) -> str:
    return say("cli.follow-up.late", days=-left) if left < 0 else str(left)


def attach(
    finding: Annotated[str, typer.Argument(metavar="FINDING")],
    files: Annotated[list[Path], typer.Argument(metavar="FILE...")],
    place: Annotated[str, typer.Option("--place", help=say("cli.option.place"))] = "",
    at: Annotated[str, typer.Option("--at", help=say("cli.option.at"))] = "",
    holder: Annotated[str, typer.Option("--holder", help=say("cli.option.holder"))] = "",
    second: Annotated[str, typer.Option("--with", help=say("cli.option.second"))] = "",
    kind: Annotated[
        str, typer.Option("--kind", metavar="KIND", help=say("cli.option.evidence-kind"))
    ] = "",
    source: Annotated[str, typer.Option("--source", help=say("cli.option.source"))] = "",
    pages: Annotated[str, typer.Option("--pages", help=say("cli.option.pages"))] = "",
    copy: Annotated[
        bool | None, typer.Option("--copy/--original", help=say("cli.option.copy"))
    ] = None,
    who: session.As = None,
    passphrase_file: session.PassphraseFile = None,
) -> None:
    """Keep evidence."""
    from inspector.evidence import KINDS, Taken
    from inspector.steps import attach as keep

    if kind and kind not in KINDS:
        raise Usage(problem=say("cli.evidence-kind", kind=kind, known=", ".join(KINDS)))
    original = "" if copy is None else "copy" if copy else "original"
    taken = Taken(place, at, holder, second, kind, source, pages, original)
    with session.desk(who, passphrase_file) as desk:
        for digest in keep(desk, finding, files, taken):
            show.line(digest)
