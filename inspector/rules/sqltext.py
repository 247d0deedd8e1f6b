"""What a rule's SQL text shows without being run: names, parameters, what is not portable.

Comments and string constants are blanked first, keeping their length, so that lines stay
those of the file.
"""

import re
from collections.abc import Iterator

_BLANKED = re.compile(r"--[^\n]*|/\*.*?\*/|'(?:[^']|'')*'", re.DOTALL)
_SOURCES = re.compile(r"\b(?:FROM|JOIN)\s+([a-z_]\w*)", re.IGNORECASE)
_CTES = re.compile(
    r"\b([a-z_]\w*)\s*(?:\([^()]*\)\s*)?AS\s*(?:(?:NOT\s+)?MATERIALIZED\s*)?\(\s*(?:SELECT|WITH)\b",
    re.IGNORECASE,
)
_PARAMS = re.compile(r"\$([a-z_]\w*)", re.IGNORECASE)

# Each was seen to give another answer, or none, on another engine.
_NOT_PORTABLE: tuple[tuple[str, str], ...] = (
    (
        r"\bdate_diff\s*\(\s*''?\s*,(?!\s*CAST\s*\([^()]*AS\s+DATE\s*\)\s*,\s*CAST\s*\([^()]*AS\s+DATE\s*\)\s*\))",
        "date_diff",
    ),
    (r"\bCAST\s*\([^()]*AS\s+DATE\s*\)\s*-\s*CAST\s*\(", "date - date"),
    (r"\bdayofweek\b|\bisodow\b", "dayofweek"),
    (r"\bASOF\b", "ASOF"),
    (r"\bPIVOT\b|\bUNPIVOT\b", "PIVOT"),
    (r"\bOVERLAPS\b", "OVERLAPS"),
    (r"//", "//"),
    (r"(?<![-<>=])->", "lambda"),
    (r"~", "~"),
    (r"\bGROUP\s+BY\s+(?:ALL\b|\d)", "GROUP BY ALL"),
    (r"\bORDER\s+BY\s+(?:ALL\b|\d)", "ORDER BY ALL"),
    (r"\bQUALIFY\b", "QUALIFY"),
    (r"\*\s*(?:EXCLUDE|REPLACE)\b|\bCOLUMNS\s*\(", "EXCLUDE"),
    (r"::", "::"),
    (r"\brandom\s*\(|\bnow\s*\(|\bcurrent_(?:date|timestamp)\b|\btoday\s*\(", "now()"),
)


def blanked(sql: str) -> str:
    """The SQL with comments and string constants as blanks; line breaks stay."""
    return _BLANKED.sub(_blank, sql)


def _blank(found: re.Match[str]) -> str:
    text = found[0]
    if text.startswith("'"):
        return "'" + " " * (len(text) - 2) + "'"
    return re.sub(r"[^\n]", " ", text)


def sources(sql: str) -> set[str]:
    """The tables the SQL reads, its own CTEs left out."""
    bare = blanked(sql)
    return set(_SOURCES.findall(bare)) - set(_CTES.findall(bare))


def params(sql: str) -> dict[str, int]:
    """Named parameters → the line of the SQL (from 0) that first uses them."""
    bare = blanked(sql)
    used: dict[str, int] = {}
    for found in _PARAMS.finditer(bare):
        used.setdefault(found[1], bare.count("\n", 0, found.start()))
    return used


def not_portable(sql: str) -> Iterator[tuple[str, int]]:
    """What another engine reads differently, each with its line of the SQL (from 0)."""
    bare = blanked(sql)
    for pattern, what in _NOT_PORTABLE:
        squeezed = pattern.replace("''?", r"'\s*'")
        for found in re.finditer(squeezed, bare, re.IGNORECASE):
            yield what, bare.count("\n", 0, found.start())


def final_order(sql: str) -> list[str] | None:
    """The columns the outermost ORDER BY names, in order; None if there is none."""
    bare = blanked(sql)
    depth = 0
    top = []
    for char in bare:
        depth += (char == "(") - (char == ")")
        top.append(char if depth == 0 or char == "\n" else " ")
    found = re.split(r"\bORDER\s+BY\b", "".join(top), flags=re.IGNORECASE)
    if len(found) < 2:
        return None
    named = [part.split()[0] for part in found[-1].split(",") if part.split()]
    return [name.rpartition(".")[2].strip('"') for name in named]
