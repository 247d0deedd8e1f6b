"""Touching a paper in every place there is, and putting packages together from their parts."""

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from inspector.errors import InspectorError
from inspector.snapshot.shell import ShellWriter, walk

Reader = Callable[[bytes], object]


def flipped(data: bytes, at: int, mask: int) -> bytes:
    return data[:at] + bytes([data[at] ^ mask]) + data[at + 1 :]


def variants(data: bytes) -> Iterator[tuple[str, bytes]]:
    """A bit of every byte, every length, and something at each end."""
    for at in range(len(data)):
        yield f"bit of byte {at}", flipped(data, at, 1 << at % 8)
    for length in range(len(data)):
        yield f"cut at {length}", data[:length]
    for more in (b"\0", b"\n", b" ", b"{}", data):
        yield f"{more[:3]!r} behind", data + more
        yield f"{more[:3]!r} before", more + data


def let_through(data: bytes, read: Reader) -> list[str]:
    """Which variants were not refused.

    Blanks around a JSON paper, as an editor or a mail program adds them, may pass if it then says
    what it said before.
    """
    honest = read(data)
    found = []
    for name, changed in variants(data):
        try:
            said = read(changed)
        except InspectorError:
            continue
        if said != honest or changed.strip() != data.strip():
            found.append(name)
    return found


def parts_of(package: Path) -> list[tuple[str, bytes]]:
    with package.open("rb") as file:
        told = []
        for entry in walk(file):
            file.seek(entry.start)
            told.append((entry.name, file.read(entry.size)))
    return told


def write_parts(out: Path, parts: Sequence[tuple[str, bytes]]) -> None:
    """The parts in the layout of a package, with the signatures they came with."""
    with out.open("wb") as file:
        shell = ShellWriter(file)
        for name, content in parts:
            shell.add(name, content)
        shell.finish()
