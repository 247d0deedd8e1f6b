"""How a column is written and which rows are looked at (口径), changed in a mapping file's text.

As with columns every change is read back, and whatever else the file says stays as it was written.
"""

import json
import re
import tomllib
from collections.abc import Mapping, Sequence
from copy import deepcopy
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Any

from inspector.tui.intake.mapping_text import Place, block_of, columns_span, ensured, sections

_COMMENT = re.compile(r"""["'}\]]\s*(#[^"']*)$""")
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
_NUMBER = re.compile(r"-?\d+(\.\d+)?")


@dataclass(frozen=True)
class Writing:
    """How the cells under a header are written, as a mapping says it."""

    format: str = ""
    unit: str = ""
    values: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Limit:
    """Which rows are looked at by what stands under a header, and why."""

    only: tuple[str, ...] = ()
    without: tuple[str, ...] = ()
    first: str = ""
    last: str = ""
    why: str = ""
    format: str = ""

    @property
    def empty(self) -> bool:
        """Whether it leaves nothing out."""
        return not (self.only or self.without or self.first or self.last)


def writing(text: str, place: Place, column: str) -> Writing:
    """How the mapping says that the column is written; plain where it does not say."""
    found = block_of(text, place)
    return _writing(found[1], column) if found else Writing()


def _writing(block: Mapping[str, Any], column: str) -> Writing:
    said = block.get("columns", {}).get(column)
    if not isinstance(said, dict):
        return Writing()
    values = {str(word): str(means) for word, means in said.get("values", {}).items()}
    return Writing(str(said.get("format", "")), str(said.get("unit", "")), values)


def rewritten(text: str, place: Place, column: str, said: Writing) -> str | None:
    """`text` with the column written like that; None if the file is laid out otherwise."""
    text = ensured(text, place)
    found = block_of(text, place)
    assert found is not None
    at, wanted = found[0], deepcopy(found[1])
    before = wanted.get("columns", {}).get(column)
    if before is None:
        return None
    header = before["column"] if isinstance(before, dict) else before
    wanted["columns"][column] = {"column": header, **_told(said)}
    lines = text.splitlines()
    span = columns_span(lines, place.table, at)
    for number in range(*span or (0, 0)):
        if lines[number].partition("=")[0].strip().strip("\"'") == column:
            comment = _COMMENT.search(lines[number])
            made = f"{column} = {_inline(wanted['columns'][column])}"
            lines[number] = f"{made}  {comment[1]}" if comment else made
    return _sound(lines, place, at, wanted)


def limit(text: str, place: Place, header: str) -> Limit:
    """What the mapping says of the rows by this header."""
    found = block_of(text, place)
    return _limit(found[1], header) if found else Limit()


def _limit(block: Mapping[str, Any], header: str) -> Limit:
    for said in _filters(block):
        if said.get("column") == header:
            return Limit(
                only=_words(said.get("is", ())),
                without=_words(said.get("not", ())),
                first=str(said.get("from", "")),
                last=str(said.get("to", "")),
                why=str(said.get("why", "")),
                format=str(said.get("format", "")),
            )
    return Limit()


def ways(text: str, place: Place, columns: Mapping[str, str]) -> dict[str, tuple[Writing, Limit]]:
    """Header → what the mapping says of it beside its column; `columns` is header → column."""
    found = block_of(text, place)
    block = found[1] if found else {}
    return {
        header: (_writing(block, column), _limit(block, header))
        for header, column in columns.items()
    }


def limited(text: str, place: Place, header: str, said: Limit) -> str | None:
    """`text` with the rows limited like that by this header; an empty limit takes it away."""
    text = ensured(text, place)
    found = block_of(text, place)
    assert found is not None
    at, wanted = found[0], deepcopy(found[1])
    told = _filters(wanted)
    number = next((n for n, one in enumerate(told) if one.get("column") == header), len(told))
    made = [] if said.empty else [_condition(header, said)]
    told[number : number + 1] = [tomllib.loads(_section(one)) for one in made]
    wanted.pop("filter", None)
    if told:
        wanted["filter"] = told
    lines = text.splitlines()
    span = _filter_span(lines, place.table, at, number)
    if span is None:
        return None
    written = [f"[[{place.table}.filter]]", *_section(made[0]).splitlines()] if made else []
    before = [""] if span[0] == span[1] and written else []
    after = [""] if written and span[1] < len(lines) else []
    lines[slice(*span)] = [*before, *written, *after]
    return _sound(lines, place, at, wanted)


def _told(said: Writing) -> dict[str, Any]:
    told = {"format": said.format, "unit": said.unit, "values": dict(said.values)}
    return {name: value for name, value in told.items() if value}


def _condition(header: str, said: Limit) -> dict[str, str]:
    """Word → its TOML."""
    told: dict[str, str] = {"column": _text(header)}
    told |= {"is": _text(list(said.only))} if said.only else {}
    told |= {"not": _text(list(said.without))} if said.without else {}
    told |= {"format": _text(said.format)} if said.format else {}
    for name, bound in (("from", said.first), ("to", said.last)):
        if bound:
            plain = _DAY.fullmatch(bound) or _NUMBER.fullmatch(bound)
            told[name] = bound if plain else _text(bound)
    return told | ({"why": _text(said.why)} if said.why else {})


def _section(told: Mapping[str, str]) -> str:
    return "\n".join(f"{name} = {value}" for name, value in told.items())


def _filters(block: Mapping[str, Any]) -> list[dict[str, Any]]:
    said = block.get("filter", [])
    return [dict(one) for one in (said if isinstance(said, list) else [said])]


def _filter_span(
    lines: Sequence[str], table: str, block: int, number: int
) -> tuple[int, int] | None:
    """The lines of the filter at `number`, or where a new one goes: after the block's last."""
    starts = sections(lines)
    heads = [at for at, name in starts if name == table]
    if block >= len(heads):
        return None
    end = heads[block + 1] if block + 1 < len(heads) else len(lines)
    after = {at: begin for (at, _), (begin, _) in pairwise(starts)}
    mine = [
        (at, name)
        for at, name in starts
        if heads[block] <= at < end and (name == table or name.startswith(f"{table}."))
    ]
    told = [at for at, name in mine if name.replace(" ", "") == f"{table}.filter"]
    if number < len(told):
        return told[number], after.get(told[number], len(lines))
    last = after.get(mine[-1][0], len(lines))
    while last > 0 and not lines[last - 1].strip():
        last -= 1
    return last, last


def _sound(lines: Sequence[str], place: Place, at: int, wanted: Mapping[str, Any]) -> str | None:
    """The text, if it says just what is wanted."""
    made = "\n".join(lines) + "\n"
    try:
        found = block_of(made, place)
    except tomllib.TOMLDecodeError:
        return None
    return made if found == (at, wanted) else None


def _words(said: object) -> tuple[str, ...]:
    return tuple(map(str, said)) if isinstance(said, (list, tuple)) else (str(said),)


def _inline(said: Mapping[str, Any]) -> str:
    return "{ " + ", ".join(f"{_key(name)} = {_value(said[name])}" for name in said) + " }"


def _value(said: object) -> str:
    return _inline(said) if isinstance(said, dict) else _text(said)


def _key(name: str) -> str:
    return name if re.fullmatch(r"[A-Za-z_]+", name) else _text(name)


def _text(said: object) -> str:
    # A JSON string or list of strings is a TOML one.
    return json.dumps(said, ensure_ascii=False).replace("\x7f", "\\u007F")
