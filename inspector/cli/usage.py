"""What was typed wrongly, in our own words: typer's complaints are English only.

A complaint we have no words for is passed on as it is, so nothing is ever left unsaid.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

# Typer keeps its click inside and names these nowhere else.
from typer._click import Context
from typer._click import exceptions as typed
from typer.core import TyperGroup

from inspector.cli.say import tell
from inspector.errors import Usage
from inspector.i18n import say

_NO_COMMAND = "No such command "
_TOO_MUCH = "Got unexpected extra argument(s)"


class ReaderGone(Exception):
    """Nobody reads our output any more."""


class Program(TyperGroup):
    """Typer would make a failure of it when the reader of our output leaves, as `head` does."""

    def invoke(self, ctx: Context) -> Any:
        """Run the command; `main` is told as of anything else."""
        try:
            return super().invoke(ctx)
        except BrokenPipeError as gone:
            raise ReaderGone from gone


@contextmanager
def in_words() -> Iterator[None]:
    """Turn a mistake on the command line into `Usage`; a group alone shows its help.

    Raises:
        Usage
    """
    try:
        yield
    except typed.NoArgsIsHelpError as alone:
        tell(alone.format_message())
        raise SystemExit(Usage.exit_status) from None
    except typed.ClickException as mistake:
        where = getattr(mistake, "ctx", None)
        line = where.command_path if where else "inspector"
        raise Usage(problem=f"{line}: {_problem(mistake)}") from None


def _problem(mistake: typed.ClickException) -> str:
    match mistake:
        case typed.NoSuchOption():
            return say("cli.usage.no-option", option=mistake.option_name)
        case typed.BadOptionUsage():
            return say("cli.usage.no-value", option=mistake.option_name)
        case typed.MissingParameter():
            return say("cli.usage.missing", name=_name(mistake))
        case typed.BadParameter():
            return say("cli.usage.bad-value", name=_name(mistake))
    told = mistake.format_message()
    if told.startswith(_NO_COMMAND):
        return say("cli.usage.no-command", command=told.removeprefix(_NO_COMMAND).strip("'."))
    if told.startswith(_TOO_MUCH):
        return say("cli.usage.too-much", words=told.partition(" (")[2].strip("()"))
    return told


def _name(mistake: typed.BadParameter) -> str:
    if mistake.param is None:
        return str(mistake.param_hint or "")
    return mistake.param.get_error_hint().replace("'", "")
