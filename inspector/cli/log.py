"""`inspector log`: who did what and when, verified as it is shown."""

from datetime import datetime
from typing import TYPE_CHECKING, Annotated

import typer

from inspector.cli import session, show
from inspector.i18n import say

if TYPE_CHECKING:
    from inspector.steps import Log

_KIND = typer.Option("--kind", help=say("cli.option.log-kind"))
_AUTHOR = typer.Option("--author", help=say("cli.option.log-author"))
_SINCE = typer.Option("--since", formats=["%Y-%m-%d"], help=say("cli.option.log-since"))


def register(app: typer.Typer) -> None:
    """Add the command of this group."""
    app.command("log", help=say("cli.help.log"))(log)


def log(
    kind: Annotated[str, _KIND] = "",
    author: Annotated[str, _AUTHOR] = "",
    since: Annotated[datetime | None, _SINCE] = None,
    heads: Annotated[bool, typer.Option("--heads", help=say("cli.option.log-heads"))] = False,
    who: session.As = None,
    passphrase_file: session.PassphraseFile = None,
    as_json: session.Json = False,
) -> None:
    """Who did what, verified."""
    from inspector.steps import log as read

    with session.desk(who, passphrase_file, write=False) as desk:
        told = read(desk, kind, author, since.date() if since else None)
    if as_json:
        show.as_json(told.heads if heads else told.events)
        return
    if not heads:
        print_events(told)
    for head in told.heads:
        facts = {"author": head.author, "events": f"{head.events:,}", "head": head.head}
        show.line(say("cli.log.head", **facts))


def print_events(told: "Log") -> None:
    """The events, and below them what is odd about one."""
    show.table(
        [say(f"cli.column.{name}") for name in ("at", "author", "act", "finding", "detail")],
        [
            (row.at, row.author, say(f"findings.kind.{row.kind}"), row.finding, row.detail)
            for row in told.events
        ],
    )
    for row in told.events:
        if row.note:
            show.line(say(f"cli.log.{row.note}", at=row.at, author=row.author))
