"""A mapping file changed line by line, so that a person's comments and units stay where they are.

Every change is read back: a file that is laid out in a way we cannot change is left alone.
"""

import json
import re
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from fnmatch import fnmatchcase
from typing import Any

_SECTION = re.compile(r"^\s*\[\[?\s*(?P<name>[^\[\]]+?)\s*\]\]?\s*(#.*)?$")


@dataclass(frozen=True)
class Place:
    """The sheets one block speaks of: a table, and the files and sheets that bring it."""

    table: str
    files: tuple[str, ...]
    sheets: tuple[str, ...] = ()
    columns: Mapping[str, str] = field(default_factory=dict)
    """Column → header as read now, for a block that is not there yet."""
    constants: Mapping[str, str] = field(default_factory=dict)


def settled(text: str, place: Place) -> dict[str, str] | None:
    """Column → header as the first block that fits `place` says; None where no block fits."""
    found = block_of(text, place)
    return None if found is None else dict(_headers(found[1]))


def changed(text: str, place: Place, header: str, column: str | None) -> str | None:
    """`text` with `header` taken as `column`, or with None not taken; None if it cannot be done.

    What had been taken as `column` is taken no more. The last column of a block stays: without
    one the sheet would be recognised by content again.
    """
    text = ensured(text, place)
    found = block_of(text, place)
    assert found is not None
    at, before = found[0], dict(_headers(found[1]))
    wanted = {name: said for name, said in before.items() if said != header and name != column}
    if column is not None:
        wanted[column] = header
    lines = text.splitlines()
    span = columns_span(lines, place.table, at)
    if span is None or not wanted:
        return None
    _put(lines, span, before, wanted)
    made = "\n".join(lines) + "\n"
    return made if _reads(made, place, wanted) else None


def ensured(text: str, place: Place) -> str:
    """`text` with a block that speaks of `place`, its own if there was none."""
    if block_of(text, place) is not None:
        return text
    return f"{text.rstrip()}\n\n{written(place)}".lstrip()


def written(place: Place) -> str:
    """A block of its own for `place`, with every column as it is read now."""
    lines = [f"[[{place.table}]]", f"files = {_text([_exactly(one) for one in place.files])}"]
    lines += [f"sheet = {_text([_exactly(one) for one in place.sheets])}"] if place.sheets else []
    if place.constants:
        pairs = ", ".join(f"{name} = {_text(said)}" for name, said in place.constants.items())
        lines.append(f"constants = {{ {pairs} }}")
    lines += ["", f"[{place.table}.columns]"]
    lines += [_line(column, header) for column, header in place.columns.items()]
    return "\n".join(lines) + "\n"


def _reads(text: str, place: Place, wanted: Mapping[str, str]) -> bool:
    try:
        return settled(text, place) == wanted
    except tomllib.TOMLDecodeError:
        return False


def block_of(text: str, place: Place) -> tuple[int, dict[str, Any]] | None:
    """The first block that fits `place`: its position among those of its table, what it says."""
    said = tomllib.loads(text.removeprefix("\ufeff")).get(place.table, [])
    blocks = said if isinstance(said, list) else [said]
    for at, block in enumerate(blocks):
        if isinstance(block, dict) and _fits(block, place):
            return at, block
    return None


def _headers(block: dict[str, Any]) -> Iterator[tuple[str, str]]:
    columns = block.get("columns", {})
    for column, said in columns.items() if isinstance(columns, dict) else ():
        header = said.get("column") if isinstance(said, dict) else said
        yield column, str(header)


def _fits(block: dict[str, Any], place: Place) -> bool:
    files, sheets = _words(block.get("files", "*")), _words(block.get("sheet", "*"))
    return all(any(fnmatchcase(one, p) for p in files) for one in place.files) and all(
        any(fnmatchcase(one, p) for p in sheets) for one in place.sheets
    )


def _words(said: object) -> Sequence[str]:
    return [str(one) for one in said] if isinstance(said, list) else [str(said)]


def sections(lines: Sequence[str]) -> list[tuple[int, str]]:
    """Each line that begins a section, and the section's name."""
    return [(at, m["name"]) for at, line in enumerate(lines) if (m := _SECTION.match(line))]


def columns_span(lines: Sequence[str], table: str, block: int) -> tuple[int, int] | None:
    """The lines under `[table.columns]` of the block at `block`, without its header line."""
    starts = sections(lines)
    heads = [at for at, name in starts if name == table]
    if block >= len(heads):
        return None
    end = heads[block + 1] if block + 1 < len(heads) else len(lines)
    for number, (at, name) in enumerate(starts):
        if heads[block] < at < end and name.replace(" ", "") == f"{table}.columns":
            after = starts[number + 1][0] if number + 1 < len(starts) else len(lines)
            return at + 1, after
    return None


def _put(
    lines: list[str],
    span: tuple[int, int],
    before: Mapping[str, str],
    wanted: Mapping[str, str],
) -> None:
    first, last = span
    kept = [line for line in lines[first:last] if not _goes(line, before, wanted)]
    while kept and not kept[-1].strip():
        kept.pop()
    kept += [_line(name, said) for name, said in wanted.items() if before.get(name) != said]
    lines[first:last] = [*kept, *([""] if last < len(lines) else [])]


def _goes(line: str, before: Mapping[str, str], wanted: Mapping[str, str]) -> bool:
    name = line.partition("=")[0].strip().strip("\"'")
    return name in before and before[name] != wanted.get(name)


def _exactly(name: str) -> str:
    """A pattern that only this name fits: `住院[1].csv` is a name too."""
    return re.sub(r"[*?\[]", r"[\g<0>]", name)


def _line(column: str, header: str) -> str:
    return f"{column} = {{ column = {_text(header)} }}"


def _text(said: object) -> str:
    # A JSON string or list of strings is a TOML one.
    return json.dumps(said, ensure_ascii=False).replace("\x7f", "\\u007F")
