"""`inspector` alone, or `inspector tui`: the full-screen program."""

import os
from functools import partial
from pathlib import Path
from typing import Annotated

import typer

from inspector.cli import session
from inspector.errors import CaseMissing
from inspector.i18n import say


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command("tui", help=say("cli.help.tui"))(tui)


def tui(
    plain: Annotated[bool, typer.Option("--plain", help=say("plain.option"))] = False,
) -> None:
    """Open the case, or the supervisor's store, we stand in; without one, help to begin."""
    raise typer.Exit(open_screen(plain))


def open_screen(plain: bool = False) -> int:
    """The same, for who has read the command line; the exit status."""
    if plain:
        from inspector.tui.plain import open_plain

        return open_plain(session.case_folder(), lambda: session.identity(None))
    if store := _store():
        from inspector.steps import open_table
        from inspector.tui.merging import open_merging

        supervisor = session.identity(None)
        return open_merging(lambda: open_table(store, supervisor))
    from inspector.tui import open_tui

    try:
        folder = session.case_folder()
    except CaseMissing:
        folder = None
    # Asked for now, since on a painted screen nobody can be asked; unlocked after the first paint.
    unlock = session.unlocker(None) if folder else partial(session.identity, None)
    return open_tui(folder, unlock, session.remember)


def _store() -> Path | None:
    """The supervisor's store that is named, or that we stand in."""
    named = session.case_option or os.environ.get("INSPECTOR_CASE") or Path.cwd()
    return Path(named) if (Path(named) / "store.json").is_file() else None
