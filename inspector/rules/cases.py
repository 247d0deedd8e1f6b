"""The cases of a rule: TOML beside it, each table a few readable rows parted by `|`.

An empty cell is NULL; a column not written is NULL in every row.
"""

import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from inspector.errors import RuleFileInvalid
from inspector.i18n import say
from inspector.rules.model import CASE_KINDS, Case, CaseTable, Equivalent
from inspector.rules.toml_text import TomlWrong, line_of, read_toml, texts

_TABLES = ("case", "equivalent")
_START = re.compile(r"\s*\[\[\s*[\"']?case[\"']?\s*\]\]")
# A bar that parts two cells stands free; a list in a cell keeps its own, as in `| |51|52| |`.
_BAR = re.compile(r"(?<=\s)\|(?=\s|$)")
_OWN = {"name", "kind", "clears", "missing", "params", "hits"}


def read_cases(path: Path) -> tuple[Case, ...]:
    """The cases in `path`; none when there is no such file.

    Raises:
        RuleFileInvalid: TOML that does not parse, a case without name or kind, a row of another
        width.
    """
    text, told = _read(path)
    listed = told.get("case", [])
    starts = [n for n, line in enumerate(text.splitlines(), 1) if _START.match(line)]
    # A start may stand inside a text; then the file is all the place there is.
    lines = starts if len(starts) == len(listed) else [1] * len(listed)
    return tuple(_case(path, line, values) for line, values in zip(lines, listed, strict=True))


def read_equivalent(path: Path) -> tuple[Equivalent, ...]:
    """The changes listed in `path` that no case can notice.

    Raises:
        RuleFileInvalid: TOML that does not parse, a change without a reason.
    """
    _, told = _read(path)
    for listed in told.get("equivalent", []):
        for key in ("change", "reason"):
            if not listed.get(key) or not isinstance(listed[key], str):
                raise _refuse(path, 1, "missing", key=f"equivalent.{key}")
    return tuple(Equivalent(one["change"], one["reason"]) for one in told.get("equivalent", []))


def _read(path: Path) -> tuple[str, dict[str, Any]]:
    if not path.is_file():
        return "", {}
    try:
        text, told = read_toml(path.read_bytes())
    except TomlWrong as wrong:
        raise _refuse(path, wrong.line, wrong.problem) from None
    for key, value in told.items():
        if key not in _TABLES:
            raise _refuse(path, line_of(text, key), "unknown", key=key)
        if not isinstance(value, list) or not all(isinstance(one, dict) for one in value):
            raise _refuse(path, line_of(text, key), "type", key=key)
    return text, told


def _case(path: Path, line: int, values: Mapping[str, Any]) -> Case:
    for key in ("name", "kind"):
        if key not in values:
            raise _refuse(path, line, "missing", key=key)
    for key, value in values.items():
        if not _fits(key, value):
            raise _refuse(path, line, "type", key=key)
    if values["kind"] not in CASE_KINDS:
        raise _refuse(path, line, "kind", known=", ".join(CASE_KINDS))
    return Case(
        name=values["name"],
        kind=values["kind"],
        clears=values.get("clears", ""),
        tables={
            name: _table(path, line, text) for name, text in values.items() if name not in _OWN
        },
        missing=tuple(values.get("missing", ())),
        params=values.get("params", {}),
        hits=None if values["kind"] == "missing" else _table(path, line, values.get("hits", "")),
        path=path,
        line=line,
    )


def _fits(key: str, value: object) -> bool:
    if key == "missing":
        return texts(value)
    return isinstance(value, dict if key == "params" else str)


def _table(path: Path, line: int, text: str) -> CaseTable:
    rows = [_cells(row) for row in text.splitlines() if row.strip()]
    if not rows:
        return CaseTable((), ())
    header, *body = rows
    if len({*header}) < len(header):
        raise _refuse(path, line, "column-twice")
    for cells in body:
        if len(cells) != len(header):
            raise _refuse(path, line, "width", columns=len(header), cells=len(cells))
    return CaseTable(tuple(cell or "" for cell in header), tuple(body))


def _cells(row: str) -> tuple[str | None, ...]:
    return tuple(cell.strip() or None for cell in _BAR.split(row))


def _refuse(path: Path, line: int, problem: str, **facts: object) -> RuleFileInvalid:
    return RuleFileInvalid(
        path=str(path), line=line, problem=say(f"rules.cases.{problem}", None, **facts)
    )
