"""What every refusal is: facts, a stable code, an exit status; facts never hold a cell value."""

from enum import IntEnum
from typing import ClassVar

Fact = str | int


class ExitStatus(IntEnum):
    """What the shell sees; part of the command contract."""

    DONE = 0
    UNFORESEEN = 1
    USAGE = 2
    INPUT = 3
    TRUST = 4
    RULE = 5
    CASE = 6
    NOT_SENT = 7
    INTERRUPTED = 130


class InspectorError(Exception):
    """The base of all refusals. `facts` fill the sentence in `i18n/<lang>/<room>.toml`."""

    code: ClassVar[str]
    exit_status: ClassVar[ExitStatus]

    def __init__(self, **facts: Fact) -> None:
        super().__init__(self.code, facts)
        self.facts = facts

    def __reduce__(self) -> tuple[object, ...]:
        """It comes back whole from another process."""
        return _told_again, (type(self), self.facts)

    def __str__(self) -> str:
        told = ", ".join(f"{name}={value}" for name, value in self.facts.items())
        return f"[{self.code}] {told}"


def _told_again(kind: type[InspectorError], facts: dict[str, Fact]) -> InspectorError:
    return kind(**facts)


class Usage(InspectorError):
    """The command line asks for something that is not there."""

    code = "usage"
    exit_status = ExitStatus.USAGE
