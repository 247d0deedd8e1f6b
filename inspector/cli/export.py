"""`inspector export`: the tables of a case in the clear, for an engine outside."""

from pathlib import Path
from typing import Annotated

import typer

from inspector.cli import say as talk
from inspector.cli import session, show
from inspector.cli.reveal import Reason, Second, SecondFile
from inspector.errors import Usage
from inspector.i18n import say


def register(app: typer.Typer) -> None:
    """Add the command of this group."""
    app.command("export", help=say("rules.export.help"))(export)


def export(
    out: Annotated[Path, typer.Option("--out", "-o", help=say("rules.export.out"))],
    reason: Reason,
    parquet: Annotated[bool, typer.Option("--parquet", help=say("rules.export.parquet"))] = False,
    second: Second = None,
    second_file: SecondFile = None,
    who: session.As = None,
    passphrase_file: session.PassphraseFile = None,
    as_json: session.Json = False,
) -> None:
    """Write the canonical tables."""
    from inspector.steps import export_tables

    if not parquet:
        raise Usage(problem=say("rules.export.which"))
    with session.desk(who, passphrase_file) as desk:
        other = session.second(second, second_file) if second else None
        written = export_tables(desk, out, reason, other)
    if as_json:
        show.as_json(written)
    else:
        show.table(
            [say(f"rules.export.column.{name}") for name in ("file", "rows", "digest")],
            [(one.file, f"{one.rows:,}", one.digest) for one in written],
            right=(1,),
        )
    talk.tell(say("rules.export.in-the-clear", path=out))
