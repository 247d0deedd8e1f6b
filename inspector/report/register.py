"""What an institution is by its own register: level and kind, for who is held against whom later.

The words are those of the register; where it lacks a level, that of most settlements is taken.
"""

from collections.abc import Mapping
from typing import Any, Protocol

from inspector.schema import code_of, label

Have = Mapping[str, frozenset[str]]
"""Columns with a value in at least one row, by table."""
_KIND = "SELECT fixmedins_code, max({name}) FROM medins_info WHERE {name} IS NOT NULL GROUP BY 1"
_MOST = """
SELECT fixmedins_code, hosp_lv FROM setl_d WHERE hosp_lv IS NOT NULL
GROUP BY ALL ORDER BY fixmedins_code, count(*), hosp_lv
"""


class Connection(Protocol):
    """What is asked of DuckDB."""

    def execute(self, query: str, parameters: object = ...) -> Any: ...


def register(con: Connection, have: Have) -> dict[str, dict[str, str]]:
    """`level` and `kind` of each institution that tells them, by its code."""
    levels = _asked(con, have, "setl_d", "hosp_lv", _MOST)
    levels |= _asked(con, have, "medins_info", "hosp_lv", _KIND)
    kinds = _asked(con, have, "medins_info", "medins_type", _KIND)
    told: dict[str, dict[str, str]] = {}
    for code, level in levels.items():
        told.setdefault(code, {})["level"] = _named(level)
    for code, kind in kinds.items():
        told.setdefault(code, {})["kind"] = kind
    return told


def _asked(con: Connection, have: Have, table: str, name: str, query: str) -> dict[str, str]:
    """By institution, the last row's word."""
    if not have.get(table, frozenset()) >= {"fixmedins_code", name}:
        return {}
    return {code: told for code, told in con.execute(query.format(name=name)).fetchall() if code}


def _named(level: str) -> str:
    """By its name: 02 is 三级甲等."""
    code = code_of("hosp_lv", level)
    return label("hosp_lv", code, "zh") if code else level
