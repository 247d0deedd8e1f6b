"""Lines out, a number or a word back: nothing is painted, nothing is moved, nothing is coloured."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from inspector.errors import InspectorError
from inspector.i18n import explain, say
from inspector.tui.cells import clean, count

PAGE = 10
"""Lines of a list read out before one is asked whether to go on."""


@dataclass(frozen=True)
class Talk:
    """Where lines go to, and where answers come from."""

    write: Callable[[str], None]
    read: Callable[[str], str]

    def tell(self, *lines: str) -> None:
        """Each on a line of its own, printable text only."""
        for told in lines:
            for line in told.split("\n"):
                self.write(clean(line).rstrip())

    def refuse(self, error: InspectorError) -> None:
        """What was refused, and what to do next."""
        told = explain(error)
        self.tell(told.what, told.next)

    def ask(self, what: str, here: str = "") -> str:
        """A line typed; Enter alone is what stands there already."""
        shown = f"{what} [{here}]: " if here else f"{what}: "
        return self.read(clean(shown)).strip() or here

    def choose(self, title: str, choices: Sequence[str]) -> int | None:
        """The place of what was picked by its number; None goes back."""
        self.tell("", title, *(f"{at}. {one}" for at, one in enumerate(choices, 1)))
        self.tell(say("plain.back"))
        while True:
            answer = self.read(say("plain.number"))
            number = answer.strip()
            if number in ("", "0"):
                return None
            if number.isdecimal() and int(number) <= len(choices):
                return int(number) - 1
            self.tell(say("plain.not-a-number", most=count(len(choices))))

    def pick(self, title: str, length: int, row: Callable[[int], str], at: int = 0) -> int | None:
        """A row of a list of any length, read out page by page; None goes back."""
        self.tell("", title)
        if not length:
            self.tell(say("plain.empty"))
            return None
        start = at // PAGE * PAGE
        while True:
            stop = min(start + PAGE, length)
            self.tell(*(f"{number + 1}. {row(number)}" for number in range(start, stop)))
            self.tell(say("plain.page", first=count(start + 1), last=count(stop), of=count(length)))
            answer = self.read(say("plain.number-or-more")).strip()
            if answer == "0":
                return None
            if answer == "":
                if stop == length:
                    return None
                start = stop
            elif answer.isdecimal() and 1 <= int(answer) <= length:
                return int(answer) - 1
            else:
                self.tell(say("plain.not-a-number", most=count(length)))
