"""Which case and who: the options every command shares, and the passphrase."""

import getpass
import os
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from inspector.errors import CaseMissing, FileMissing, Usage
from inspector.home import home
from inspector.i18n import say
from inspector.whole import write_whole

if TYPE_CHECKING:
    from inspector.steps import Desk
    from inspector.trust import Identity

As = Annotated[Path | None, typer.Option("--as", metavar="ID", help=say("cli.option.as"))]
PassphraseFile = Annotated[
    Path | None, typer.Option("--passphrase-file", help=say("cli.option.passphrase-file"))
]
Json = Annotated[bool, typer.Option("--json", help=say("cli.option.json"))]
Out = Annotated[Path | None, typer.Option("--out", "-o", help=say("cli.option.out"))]

case_option: Path | None = None
"""`--case` of this run, set by the app's callback."""


def case_folder() -> Path:
    """The case to work on: `--case`, `INSPECTOR_CASE`, or the one we stand in, as git does.

    Raises:
        CaseMissing
    """
    named = case_option or os.environ.get("INSPECTOR_CASE")
    if named:
        return Path(named)
    for folder in (Path.cwd(), *Path.cwd().parents):
        if (folder / "case.json").is_file():
            return folder
    raise CaseMissing(path=str(Path.cwd()))


def passphrase(file: Path | None, what: str) -> str:
    """From the file, `INSPECTOR_PASSPHRASE`, or asked for at the terminal."""
    if file is not None:
        if not file.is_file():
            raise FileMissing(path=str(file))
        return file.read_text("utf-8").rstrip("\r\n")
    if "INSPECTOR_PASSPHRASE" in os.environ:
        return os.environ["INSPECTOR_PASSPHRASE"]
    if not sys.stdin.isatty():
        raise Usage(problem=say("cli.passphrase-needed"))
    try:
        return getpass.getpass(say("cli.passphrase", what=what), stream=sys.stderr)
    except EOFError as ended:
        raise Usage(problem=say("cli.passphrase-needed")) from ended


def identity(named: Path | None, file: Path | None = None) -> "Identity":
    """The identity of `--as`, `INSPECTOR_IDENTITY`, or the one used last on this machine."""
    return unlocker(named, file)()


def unlocker(named: Path | None, file: Path | None = None) -> "Callable[[], Identity]":
    """How to unlock it; the passphrase has been asked for, the work is done when it is called."""
    path = named or _last_used()
    if not path.is_file():
        raise FileMissing(path=str(path))
    secret = passphrase(file, path.name)

    def unlock() -> "Identity":
        from inspector.steps import unlock_identity

        unlocked = unlock_identity(path, secret)
        remember(path)
        return unlocked

    return unlock


def second(path: Path, file: Path | None = None) -> "Identity":
    """The identity of a second person, who does not become the one used last."""
    from inspector.steps import unlock_identity

    if not path.is_file():
        raise FileMissing(path=str(path))
    return unlock_identity(path, passphrase(file, path.name))


def _last_used() -> Path:
    told = os.environ.get("INSPECTOR_IDENTITY")
    if told:
        return Path(told)
    note = home() / "last-identity"
    if not note.is_file():
        raise Usage(problem=say("cli.identity-needed"))
    return Path(note.read_text("utf-8"))


def remember(path: Path) -> None:
    """Keep the identity file for commands that name none."""
    note, told = home() / "last-identity", str(path.resolve()).encode("utf-8")
    # A convenience: a disk that is full keeps nobody from the case.
    with suppress(OSError):
        if not note.is_file() or note.read_bytes() != told:
            write_whole(note, told)


@contextmanager
def desk(named: Path | None, file: Path | None = None, *, write: bool = True) -> "Iterator[Desk]":
    """The case at hand, opened by the person at hand."""
    from inspector.steps import open_desk

    folder = case_folder()
    if not (folder / "case.json").is_file():
        raise CaseMissing(path=str(folder))
    with open_desk(folder, identity(named, file), write=write) as opened:
        yield opened
