"""The command `inspector`: the one place where an error becomes a sentence and an exit status.

`--lang` and `--case` may stand anywhere on the line; they are moved to the front before parsing,
since the language decides the help texts.
"""

import errno
import os
import sys
from collections.abc import Sequence
from pathlib import Path

from inspector.errors import ExitStatus, InspectorError, PathRefused, Usage

_ANYWHERE = ("--lang", "--case")
_MENDED_BY_PEOPLE = (
    *("ENOENT", "ENOTDIR", "EISDIR", "EEXIST", "EACCES", "EPERM", "EROFS"),
    *("ENOSPC", "EDQUOT", "ENAMETOOLONG", "EIO"),
)


def main(arguments: Sequence[str] | None = None) -> None:
    """Run one command and leave with its exit status."""
    _speak_utf8()
    line = _global_options_first(sys.argv[1:] if arguments is None else arguments)
    sys.exit(_run(line))


def _run(line: list[str]) -> int:
    from inspector.cli import say

    try:
        _choose_language(line)
        alone = _alone(line)
        if alone is not None:
            return _open_screen(alone.get("--case"))
        from inspector.cli.app import build

        return build(line)
    except InspectorError as error:
        say.refuse(error)
        return error.exit_status
    except (KeyboardInterrupt, EOFError):
        return _interrupted()
    except BrokenPipeError:
        return _nobody_reads()
    except OSError as error:
        return _refused_by_the_system(error)
    except Exception as error:  # noqa: BLE001 - the last resort, and it must not quote the error
        if isinstance(error.__cause__, (KeyboardInterrupt, EOFError)):
            return _interrupted()
        say.unforeseen(error)
        return ExitStatus.UNFORESEEN


def _alone(line: Sequence[str]) -> dict[str, str] | None:
    """The options of a line that names no command; None if it names one, or anything else."""
    told: dict[str, str] = {}
    words = iter(line)
    for word in words:
        option, joined, value = word.partition("=")
        told[option] = value if joined else next(words, "")
        if option not in _ANYWHERE or not told[option]:
            return None
    return told


def _open_screen(case: str | None) -> int:
    """The full-screen program, which paints before a hundred commands would have been put up."""
    from inspector.cli import screen, session

    session.case_option = Path(case) if case else None
    return screen.open_screen()


def _interrupted() -> int:
    from inspector.cli import say
    from inspector.i18n import say as words

    say.tell(f"inspector: {words('cli.interrupted')}")
    return ExitStatus.INTERRUPTED


def _nobody_reads() -> int:
    """The reader of our output has left, as `head` does: nothing is wrong, nobody is to be told."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    return ExitStatus.DONE


def _refused_by_the_system(error: OSError) -> int:
    """A full disk or a folder that is not there is a person's to mend; the rest is unforeseen."""
    from inspector.cli import say

    told = errno.errorcode.get(error.errno or 0, "")
    if told not in _MENDED_BY_PEOPLE:
        say.unforeseen(error)
        return ExitStatus.UNFORESEEN
    say.refuse(PathRefused(path=str(error.filename or "-"), problem=told))
    return PathRefused.exit_status


def _speak_utf8() -> None:
    """A GBK console must not crash on a rare character of a name."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")


def _global_options_first(line: Sequence[str]) -> list[str]:
    front: list[str] = []
    rest: list[str] = []
    words = iter(line)
    for word in words:
        if word == "--":
            rest += [word, *words]
        elif word in _ANYWHERE:
            front += [word, *[value for value in [next(words, None)] if value is not None]]
        elif word.startswith(tuple(f"{option}=" for option in _ANYWHERE)):
            front.append(word)
        else:
            rest.append(word)
    return front + rest


def _choose_language(line: Sequence[str]) -> None:
    from inspector.i18n import say, speak

    for place, word in enumerate(line):
        if word == "--lang" and place + 1 < len(line):
            chosen = line[place + 1]
        elif word.startswith("--lang="):
            chosen = word.removeprefix("--lang=")
        else:
            continue
        if not chosen.lower().startswith(("zh", "en")):
            raise Usage(problem=say("cli.lang-unknown", lang=chosen))
        speak(chosen)
