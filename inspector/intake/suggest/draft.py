"""Suggestions as the text of a mapping file: sure lines count, doubtful ones are `# ?` comments."""

import json
import re
from collections.abc import Sequence

from inspector.i18n import language, say
from inspector.intake.mapping.file import UNITS
from inspector.intake.suggest.guesses import Guess
from inspector.intake.suggest.suggest import Suggestion
from inspector.schema import TABLES, Column

_UNIT = re.compile(r"[（(【\[/]\s*([\u4e00-\u9fff]{1,2})\s*[)）】\]]?\s*$")


def draft(made: Sequence[Suggestion], unread: Sequence[str]) -> str:
    """The mapping file; files of one table and the same headers share a block."""
    lines = [f"# {say('mapping.suggest.head')}"]
    blocks: dict[tuple[object, ...], list[Suggestion]] = {}
    for one in made:
        key = (one.form.table, one.form.workbook, one.guesses, one.unused)
        blocks.setdefault(key, []).append(one)
    for alike in blocks.values():
        lines += ["", *_block(alike)]
    lines += [f"# {say('mapping.suggest.unread', file=name)}" for name in unread]
    return "\n".join(lines) + "\n"


def _block(alike: Sequence[Suggestion]) -> list[str]:
    one = alike[0]
    table = TABLES[one.form.table]
    files = sorted({suggestion.file.name for suggestion in alike})
    sheets = sorted({suggestion.sheet for suggestion in alike if suggestion.sheet})
    lines = [f"[[{table.name}]]  # {table.zh if language() == 'zh' else table.en}"]
    lines.append(f"files = {_text(files)}")
    lines += [f"sheet = {_text(sheets)}"] if sheets else []
    lines += _constants(one)
    others = sorted({other.table for other in one.rivals} - {table.name})
    if others:
        named = ", ".join(f"{name} {TABLES[name].zh}" for name in others)
        lines.append(f"# ? {say('mapping.suggest.rivals', tables=named)}")
    lines.append(f"[{table.name}.columns]")
    for guess in one.guesses:
        if guess.sure:
            lines.append(_line(table.by_name[guess.columns[0]], guess.header))
    for guess in one.doubtful:
        lines += _doubt(guess, table.by_name)
    if one.missing:
        names = ", ".join(f"{name} {table.by_name[name].zh}" for name in one.missing)
        lines.append(f"# ! {say('mapping.suggest.missing', columns=names)}")
    if one.unused:
        headers = ", ".join(_printed(header) for header in one.unused)
        lines.append(f"# {say('mapping.suggest.unused', headers=headers)}")
    return lines


def _constants(one: Suggestion) -> list[str]:
    """The form's constants; where another form of the table is as likely, both, as comments."""
    alike = [form for form in one.rivals if form.table == one.form.table]
    written = [
        f"constants = {{ {', '.join(f'{n} = {_text(v)}' for n, v in form.constants.items())} }}"
        for form in (one.form, *alike)
        if form.constants
    ]
    return [f"# ? {line}" for line in written] if alike else written


def _doubt(guess: Guess, columns: dict[str, Column]) -> list[str]:
    header = _printed(guess.header)
    why = "swapped" if guess.swapped else "values" if guess.unlike else "doubt"
    first = f"{guess.columns[0]} {columns[guess.columns[0]].zh}"
    told = say(f"mapping.suggest.{why}", header=header, column=first)
    return [
        f"# ? {told}",
        *(
            f"# ? {_line(columns[column], guess.header, format_)}"
            for column in guess.columns
            for format_ in guess.formats or ("",)
        ),
    ]


def _line(column: Column, header: str, format_: str = "") -> str:
    unit = _UNIT.search(header)
    units = UNITS.get(column.unit, {})
    said = f", unit = {_text(unit[1])}" if unit and units.get(unit[1]) else ""
    said += f", format = {_text(format_)}" if format_ else ""
    return f"{column.name} = {{ column = {_text(header)}{said} }}  # {column.zh}"


def _text(said: object) -> str:
    # A JSON string or list of strings is a TOML one.
    return json.dumps(said, ensure_ascii=False).replace("\x7f", "\\u007F")


def _printed(header: str) -> str:
    """A header on one line of a comment."""
    return " ".join("".join(c if c.isprintable() else " " for c in header).split())
