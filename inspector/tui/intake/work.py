"""What the intake screen has done off its own thread: look, try, pack; each can be stopped.

A stop is taken at the next word of progress: between two files or steps, or twice a second in one.
"""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from textual.message import Message

from inspector.errors import InspectorError
from inspector.home import home
from inspector.tui.intake.dialogs import Packing
from inspector.tui.intake.office import About
from inspector.tui.intake.shown import as_dicts, totals

if TYPE_CHECKING:
    from rich.text import Text

    from inspector.intake import FileProfile

Tell = Callable[[str, int], None]
"""Called with a file's name or a step's key, and the percent done."""


class Stopped(Exception):
    """A person pressed Esc."""


class LookedAt(Message):
    """One file has been looked at."""

    def __init__(self, path: Path, found: "Sequence[FileProfile]", unfit: Sequence[str]) -> None:
        super().__init__()
        self.path, self.found, self.unfit = path, found, unfit


class Looked(Message):
    """All files that were to be looked at have been."""


class Known(Message):
    """How the cells of one file look and what its headers may mean."""

    def __init__(self, path: Path, about: About) -> None:
        super().__init__()
        self.path, self.about = path, about


class Counted(Message):
    """Totals after a trial conversion, or after packing (`packed`, `snapshot`)."""

    def __init__(self, told: "Text", packed: Path | None = None, snapshot: str = "") -> None:
        super().__init__()
        self.told, self.packed, self.snapshot = told, packed, snapshot


def look(
    raw: Sequence[Path] | None,
    folder: Sequence[Path],
    mapping: Path | None,
    tell: Tell,
    post: Callable[[Message], object],
) -> Message:
    """Look at the files `raw`, or at all there are in `folder`, one after the other."""
    from inspector import steps

    files = steps.raw_files(folder) if raw is None else list(raw)
    for number, path in enumerate(files):
        tell(path.name, 100 * number // len(files))
        seen = steps.profile_exports([path], mapping)
        post(LookedAt(path, seen.files, seen.unfit))
    return Looked()


def know(path: Path, mapping: Path | None) -> Known:
    """Shapes and guesses of one file; none of a file that cannot be read any more."""
    from inspector import steps

    try:
        samples = steps.sample_exports([path], mapping)
        return Known(path, About(samples, steps.suggest_mapping([path]).suggestions))
    except InspectorError:
        return Known(path, About())


def count_up(raw: Sequence[Path], mapping: Path | None, tell: Tell) -> Message:
    """Convert and count, without keeping anything."""
    from inspector import steps

    trial = steps.try_exports(raw, mapping, tell)
    told = trial.intake
    counted = as_dicts(told.sources), as_dicts(told.totals)
    return Counted(totals(*counted, trial.refused, trial.unknown))


def pack(raw: Sequence[Path], mapping: Path | None, asked: Packing, tell: Tell) -> Message:
    """Unlock, convert, seal, sign."""
    from inspector import steps

    tell(asked.identity.name, 0)
    identity = steps.unlock_identity(asked.identity, asked.passphrase)
    cards = [steps.read_card(path) for path in asked.recipients]
    made = steps.pack_exports(raw, identity, cards, asked.out, tell, mapping).manifest
    return Counted(totals(made.sources, made.totals, ()), asked.out, made.snapshot_id)


def last_identity() -> str:
    """The identity file used last on this machine, if any."""
    import os

    note = home() / "last-identity"
    told = os.environ.get("INSPECTOR_IDENTITY", "")
    return told or (note.read_text("utf-8").strip() if note.is_file() else "")
