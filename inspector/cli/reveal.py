"""`inspector reveal`: whom a pseudonym stands for, told to who may know and says why."""

from pathlib import Path
from typing import Annotated

import typer

from inspector.cli import session, show
from inspector.i18n import say

Reason = Annotated[str, typer.Option("--reason", help=say("masking.cli.reason"))]
Second = Annotated[
    Path | None, typer.Option("--second", metavar="ID", help=say("masking.cli.second"))
]
SecondFile = Annotated[
    Path | None,
    typer.Option("--second-passphrase-file", help=say("masking.cli.second-passphrase-file")),
]


def register(app: typer.Typer) -> None:
    """Add the command of this group."""
    app.command("reveal", help=say("masking.cli.help"))(reveal)


def reveal(
    pseudonym: Annotated[
        str, typer.Argument(metavar="PSEUDONYM", help=say("masking.cli.pseudonym"))
    ],
    reason: Reason,
    who: session.As = None,
    passphrase_file: session.PassphraseFile = None,
    as_json: session.Json = False,
) -> None:
    """Name one person."""
    from inspector.steps import reveal as name

    with session.desk(who, passphrase_file) as desk:
        person = name(desk, pseudonym, reason)
    if as_json:
        show.as_json(person)
        return
    for column, cells in person.facts.items():
        show.line(f"{say(f'masking.column.{column}')}  {', '.join(cells)}")
