"""TOML of a pack, read so that what is damaged is told with its line.

Numbers with a point are `Decimal`.
"""

import re
import tomllib
from decimal import Decimal
from typing import Any


class TomlWrong(Exception):
    """`problem` is utf8 or toml."""

    def __init__(self, problem: str, line: int) -> None:
        super().__init__(problem)
        self.problem = problem
        self.line = line


def read_toml(data: bytes) -> tuple[str, dict[str, Any]]:
    """The text of a file and what it says.

    Raises:
        TomlWrong: not UTF-8, or no TOML.
    """
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        raise TomlWrong("utf8", data.count(b"\n", 0, error.start) + 1) from None
    return text, parse_toml(text)


def parse_toml(text: str) -> dict[str, Any]:
    """What TOML says.

    Raises:
        TomlWrong: it is none.
    """
    try:
        return tomllib.loads(text, parse_float=Decimal)
    except ValueError as error:
        told = re.search(r"at line (\d+)", str(error))
        raise TomlWrong("toml", int(told[1]) if told else text.count("\n") + 1) from None


def line_of(text: str, key: str) -> int:
    """The line on which `key` is set or a table of that name begins; 1 where there is none."""
    for number, line in enumerate(text.splitlines(), 1):
        if re.match(rf"\s*\[{{0,2}}{re.escape(key)}\b", line):
            return number
    return 1


def texts(value: object) -> bool:
    """Whether `value` is a list of texts."""
    return isinstance(value, list) and all(isinstance(one, str) for one in value)
