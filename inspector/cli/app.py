"""The command line put together: one module a group of commands, in the order of an inspection."""

import importlib
import sys
from pathlib import Path
from typing import Annotated

import typer

from inspector import __version__
from inspector.cli import session
from inspector.cli.usage import Program, ReaderGone, in_words
from inspector.errors import ExitStatus
from inspector.i18n import say

app = typer.Typer(
    name="inspector",
    cls=Program,
    help=say("cli.help.inspector"),
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
    invoke_without_command=True,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
)

_GROUPS = (
    "demo",
    "identity",
    "request",
    "prepare",
    "quarantine",
    "case",
    "check",
    "ask",
    "sample",
    "analyse",
    "reveal",
    "person",
    "rules",
    "export",
    "knowledge",
    "finding",
    "reply",
    "document",
    "refer",
    "sync",
    "handover",
    "resolve",
    "close",
    "log",
    "screen",
)


def _version(asked: bool) -> None:
    if asked:
        typer.echo(f"inspector {__version__}")
        raise typer.Exit


@app.callback()
def inspector(
    context: typer.Context,
    lang: Annotated[str | None, typer.Option("--lang", help=say("cli.option.lang"))] = None,
    case: Annotated[Path | None, typer.Option("--case", help=say("cli.option.case"))] = None,
    plain: Annotated[bool, typer.Option("--plain", help=say("plain.option"))] = False,
    version: Annotated[
        bool,
        typer.Option("--version", callback=_version, is_eager=True, help=say("cli.option.version")),
    ] = False,
) -> None:
    """Alone, open the full-screen program."""
    session.case_option = case
    if context.invoked_subcommand is None:
        from inspector.cli.screen import tui

        tui(plain)


for _group in _GROUPS:
    importlib.import_module(f"inspector.cli.{_group}").register(app)


def build(line: list[str]) -> int:
    """Run the command on `line`; its exit status.

    Raises:
        Usage: a mistake on the command line.
        KeyboardInterrupt: Ctrl-C, which the parser would pass on as a status and no more.
    """
    try:
        with in_words():
            status = app(line, prog_name="inspector", standalone_mode=False)
        sys.stdout.flush()
    except ReaderGone:
        raise BrokenPipeError from None
    if status == ExitStatus.INTERRUPTED:
        raise KeyboardInterrupt
    return status or ExitStatus.DONE
