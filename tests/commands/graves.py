"""What a watched computer wrote, even what it deleted: nothing is ever really gone on it.

Every Python process there keeps a second link to each file it removes or writes over, and a list
of each path it opens for writing.
"""

import os
from dataclasses import dataclass
from pathlib import Path

from tests.commands.computer import Computer
from tests.commands.inspection import Inspection

_GRAVEDIGGER = """
import itertools
import os
import sys

GRAVES = {graves!r}
BOOK = os.open(GRAVES + ".book", os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
number = itertools.count()

def write_down(event, args):
    if event == "open" and isinstance(args[0], str) and isinstance(args[2], int) and args[2] & 3:
        os.write(BOOK, os.path.abspath(args[0]).encode("utf-8", "surrogateescape") + b"\\n")

def bury(path):
    path = os.path.abspath(os.fspath(path))
    try:
        name = f"{{os.getpid()}}-{{next(number)}}" + path.replace("/", "|")[-200:]
        os.link(path, os.path.join(GRAVES, name))
    except OSError:
        pass

def digging(act, which):
    def done(*args, **more):
        if which < len(args):
            bury(args[which])
        return act(*args, **more)
    return done

os.unlink = os.remove = digging(os.unlink, 0)
os.rename, os.replace = digging(os.rename, 1), digging(os.replace, 1)
sys.addaudithook(write_down)
"""


@dataclass(frozen=True)
class Watched(Inspection):
    """An inspection at computers that keep all they wrote, each folder a program uses their own."""

    @property
    def graves(self) -> Path:
        return self.root.parent / "graves"

    def _at(self, side: str, **settings: str) -> Computer:
        private = self.root.parent / "private" / side
        for name in ("tmp", "user", "library"):
            (private / name).mkdir(parents=True, exist_ok=True)
        self.graves.mkdir(exist_ok=True)
        digger = private / "library" / "sitecustomize.py"
        digger.write_text(_GRAVEDIGGER.format(graves=str(self.graves)), "utf-8")
        user = str(private / "user")
        places = {"TMPDIR": str(private / "tmp"), "HOME": user, "PYTHONDONTWRITEBYTECODE": "1"}
        places |= {f"XDG_{kind}_HOME": f"{user}/{kind.lower()}" for kind in ("DATA", "CACHE")}
        places |= {"XDG_CONFIG_HOME": f"{user}/config", "XDG_RUNTIME_DIR": user}
        before = os.environ.get("PYTHONPATH")
        places["PYTHONPATH"] = os.pathsep.join(filter(None, (str(digger.parent), before)))
        return super()._at(side, **settings, **places)

    def temporary(self, side: str) -> Path:
        """Where programs on that computer put what they need for a moment."""
        return self.root.parent / "private" / side / "tmp"

    def written(self) -> set[Path]:
        """Every path that was opened for writing."""
        book = self.graves.with_name("graves.book").read_text("utf-8", "surrogateescape")
        return {Path(line) for line in book.splitlines()}
