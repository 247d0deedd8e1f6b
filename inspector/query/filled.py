"""The parameters of a kept question: `$since` in its SQL, filled as a text each time it is asked.

A value becomes one quoted literal and nothing else; DuckDB reads it as what it is compared with.
"""

import re
from collections.abc import Mapping

from inspector.errors import ParameterOpen

_PIECE = re.compile(
    r"""'(?:[^']|'')*'|"(?:[^"]|"")*"|--[^\n]*|/\*.*?\*/|\$(?P<tag>\w*)\$.*?\$(?P=tag)\$"""
    r"""|\$(?P<name>[^\W\d]\w*)""",
    re.DOTALL,
)
"""Texts, quoted names and comments are passed over; what is left of `$name` is a parameter."""


def parameters(sql: str) -> list[str]:
    """The names that `sql` leaves open, each once, in their order."""
    return list(dict.fromkeys(found["name"] for found in _PIECE.finditer(sql) if found["name"]))


def filled(sql: str, told: Mapping[str, str]) -> str:
    """`sql` with every parameter filled.

    Raises:
        ParameterOpen: a parameter has no value, or a value has no parameter.
    """
    names = parameters(sql)
    if wrong := set(names) ^ told.keys():
        raise ParameterOpen(name=", ".join(sorted(wrong)), known=", ".join(names))

    def told_there(found: re.Match[str]) -> str:
        return _literal(told[found["name"]]) if found["name"] else found[0]

    return _PIECE.sub(told_there, sql)


def _literal(value: str) -> str:
    return "'" + value.replace("'", "''") + "'"
