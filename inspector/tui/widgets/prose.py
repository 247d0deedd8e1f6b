"""Words laid out in the width there is: Chinese breaks between characters, English between words.

A point (`- ...`) hangs under its dash, no line begins with a mark that closes what stands before
it, and numbers stand below each other at the right of their labels. Nothing is ever cut.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from rich.cells import cell_len
from rich.console import Console, ConsoleOptions, RenderResult
from rich.measure import Measurement
from rich.text import Text

_OPENING, _CLOSING = "（《“‘「『【〔", "，。、；：！？）》”’」』】〕％"
_TOKEN = re.compile(rf"^\s+|[{_OPENING}]*(?:[\x21-\x7e]+|\S)[{_CLOSING}]*\s*|\s+")
_HANG = re.compile(r"\s*(?:[-!] )?")

NUMBER = 16
NOTE = 10


class Prose:
    """Lines of text that fold by themselves; a value in them is never read as markup."""

    def __init__(self, text: Text | str) -> None:
        self.text = Text(text) if isinstance(text, str) else text

    def __str__(self) -> str:
        return self.text.plain

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        """As many lines as the width asks for."""
        for line in self.text.split("\n", allow_blank=True):
            yield from folded(line, options.max_width)

    def __rich_measure__(self, console: Console, options: ConsoleOptions) -> Measurement:
        """From a character to the longest line."""
        longest = max(cell_len(line) for line in self.text.plain.split("\n"))
        return Measurement(2, max(2, longest)).with_maximum(options.max_width)


def folded(line: Text, width: int) -> Iterator[Text]:
    """`line` in lines of at most `width` cells; all but the first hang under its point."""
    found = _HANG.match(line.plain)
    hang = min(found.end() if found else 0, width // 2)
    parts = line.divide(_breaks(line.plain, width, hang))
    for number, part in enumerate(parts or [line]):
        part.rstrip()
        yield Text(" " * hang).append_text(part) if number else part


def _breaks(plain: str, width: int, hang: int) -> list[int]:
    offsets: list[int] = []
    used = 0
    for start, end in _pieces(plain, width - hang):
        room = width - (hang if offsets else 0)
        if used and used + cell_len(plain[start:end].rstrip()) > room:
            offsets.append(start)
            used = 0
        used += cell_len(plain[start:end])
    return offsets


def _pieces(plain: str, width: int) -> Iterator[tuple[int, int]]:
    """What stays together: a word, or a character with its marks; not what outgrows a line."""
    for token in _TOKEN.finditer(plain):
        if cell_len(token.group().rstrip()) <= width:
            yield token.span()
        else:
            yield from ((at, at + 1) for at in range(*token.span()))


@dataclass(frozen=True)
class Pair:
    """A label, its number on the right, and a unit or a note."""

    label: str
    value: str
    note: str = ""

    def drawn(self, width: int) -> str:
        """One line, or the label on a line of its own where the width is too small for both."""
        value = " " * max(0, NUMBER - cell_len(self.value)) + self.value
        left = width - cell_len(value) - 2 - max(NOTE, cell_len(self.note))
        blank = left - cell_len(self.label)
        joint = " " * blank if blank >= 1 else "\n" + " " * max(0, left)
        return f"{self.label}{joint}{value}  {self.note}".rstrip()


class Ledger:
    """A heading over pairs and sentences."""

    WIDEST = 78

    def __init__(self, head: str, lines: Sequence[Pair | str]) -> None:
        self.head, self.lines = head, lines

    def __str__(self) -> str:
        return self._prose(self.WIDEST).text.plain

    def _prose(self, width: int) -> Prose:
        drawn = [line.drawn(width) if isinstance(line, Pair) else line for line in self.lines]
        return Prose(Text.assemble((self.head, "bold"), "\n", "\n".join(drawn)))

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        """Numbers below each other, at no more than a hand's breadth from their labels."""
        yield self._prose(min(self.WIDEST, options.max_width))
