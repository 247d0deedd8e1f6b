"""`inspector request`: blank workbooks for the hospital and the office to fill."""

from pathlib import Path
from typing import Annotated

import typer

from inspector.cli import say as talk
from inspector.cli import session, show
from inspector.i18n import say


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command("request", help=say("request.help"))(request)


def request(
    out: Annotated[Path, typer.Option("--out", "-o", metavar="DIR", help=say("request.out"))],
    scope: Annotated[
        list[str] | None,
        typer.Option("--scope", metavar="all|required|TABLE", help=say("request.scope")),
    ] = None,
    as_json: session.Json = False,
) -> None:
    """Blank workbooks."""
    from inspector.steps import request_workbooks

    written = request_workbooks(out, scope or ["all"])
    if as_json:
        show.as_json([str(path) for path in written])
        return
    for path in written:
        show.line(str(path))
    talk.tell(say("request.written", count=len(written)))
