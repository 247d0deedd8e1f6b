"""The sealed package: manifest, pack, verify clause by clause, locate a table inside it."""

from inspector.snapshot.manifest import About, Manifest, TableEntry
from inspector.snapshot.pack import pack
from inspector.snapshot.shell import Entry, ShellBroken, ShellWriter, walk
from inspector.snapshot.verify import Verified, locate, verify

__all__ = [
    "About",
    "Entry",
    "Manifest",
    "ShellBroken",
    "ShellWriter",
    "TableEntry",
    "Verified",
    "locate",
    "pack",
    "verify",
    "walk",
]
