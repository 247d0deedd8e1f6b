"""Mapping files: TOML, one for a hospital system or a hospital; all their faults told at once."""

import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from inspector.errors import FileMissing, MappingInvalid
from inspector.i18n import say
from inspector.intake.mapping.filters import Faults, check_format, conditions, words
from inspector.intake.mapping.mapping import Entry, Mapping, Taken
from inspector.intake.values import Way
from inspector.schema import DICTIONARIES, TABLES, Column

# What one unit of the key is in the unit the schema has.
UNITS: dict[str, dict[str, str]] = {
    "元": {"元": "", "角": "0.1", "分": "0.01", "厘": "0.001", "千元": "1000", "万元": "10000"},
    "天": {"天": "", "日": "", "周": "7"},
    "岁": {"岁": ""},
}
_MOMENTS = ("DATE", "TIMESTAMP", "TIME")
_ENTRY = {"files", "sheet", "header", "columns", "constants", "filter"}
_COLUMN = {"column", "format", "unit", "values"}


def load_mapping(path: Path) -> Mapping:
    """The mapping at `path`.

    Raises:
        FileMissing: there is no such file.
        MappingInvalid: with every fault that was found.
    """
    if not path.is_file():
        raise FileMissing(path=str(path))
    return read_mapping(path.read_bytes(), path)


def read_mapping(written: bytes, path: Path) -> Mapping:
    """The mapping `written`, which is or will be the file `path`.

    Raises:
        MappingInvalid: with every fault that was found.
    """
    try:
        said = tomllib.loads(written.decode("utf-8-sig"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        line = getattr(error, "lineno", 0)
        problem = say("mapping.fault.toml", line=line)
        raise MappingInvalid(path=str(path), problem=problem) from None
    faults = Faults()
    mapping = _mapping(said, path.stem, faults)
    if faults:
        raise MappingInvalid(path=str(path), problem=say("mapping.and").join(faults))
    return mapping


def _mapping(said: dict[str, Any], stem: str, faults: Faults) -> Mapping:
    record = _plain(said)
    name = str(said.pop("name", stem))
    said.pop("source", None)
    codes = said.pop("codes", {})
    for dictionary in codes:
        if dictionary not in DICTIONARIES:
            faults.tell("no-dictionary", "codes", name=dictionary)
    entries = []
    for table, blocks in said.items():
        if table not in TABLES:
            faults.tell("no-table", table, known=", ".join(TABLES))
            continue
        entries += [_entry(table, name, block, faults) for block in _blocks(table, blocks, faults)]
    if not entries and not faults:
        faults.tell("empty", "")
    return Mapping(name, tuple(entries), codes, record)


def _blocks(table: str, blocks: object, faults: Faults) -> Iterator[dict[str, Any]]:
    for block in blocks if isinstance(blocks, list) else [blocks]:
        if isinstance(block, dict) and isinstance(block.get("columns"), dict):
            yield block
        else:
            faults.tell("no-columns", table)


def _entry(table: str, name: str, block: dict[str, Any], faults: Faults) -> Entry:
    faults.only(table, block, _ENTRY)
    known = {column.name: column for column in TABLES[table].received}
    columns = {}
    for column, said in block["columns"].items():
        where = f"{table}.columns.{column}"
        if column not in known:
            faults.tell("no-column", where, table=table)
        elif taken := _taken(where, known[column], said, faults):
            columns[column] = taken
    constants = {column: str(said) for column, said in block.get("constants", {}).items()}
    for column in constants:
        if column not in known:
            faults.tell("no-column", f"{table}.constants.{column}", table=table)
        elif column in columns:
            faults.tell("twice", f"{table}.constants.{column}")
    header = block.get("header")
    if header is not None and not (isinstance(header, int) and header > 0):
        faults.tell("header", f"{table}.header")
    return Entry(
        table=table,
        label=f"{name} {table}",
        files=words(block.get("files", "*")),
        sheets=words(block.get("sheet", "*")),
        header=header,
        columns=columns,
        constants=constants,
        scope=tuple(conditions(table, block.get("filter", []), faults)),
    )


def _taken(where: str, column: Column, said: object, faults: Faults) -> Taken | None:
    said = {"column": said} if isinstance(said, str) else said
    if not isinstance(said, dict) or not isinstance(said.get("column"), str):
        faults.tell("no-source", where)
        return None
    faults.only(where, said, _COLUMN)
    factor, format_ = "", str(said.get("format", ""))
    if "unit" in said:
        units = UNITS.get(column.unit, {})
        factor = units.get(str(said["unit"]), "")
        if said["unit"] not in units:
            known = ", ".join(units)
            faults.tell("unit", where, unit=said["unit"], known=known or column.unit or "-")
    if format_:
        check_format(where, format_, faults)
        if not has_format(column):
            faults.tell("format-here", where)
    values = {str(word): str(means) for word, means in said.get("values", {}).items()}
    return Taken(said["column"], Way(format_, factor, values))


def has_format(column: Column) -> bool:
    """Whether its cells are moments, which are written in one format or another."""
    return column.type in _MOMENTS or column.name == "year_month"


def _plain(said: object) -> Any:
    """As JSON has it: dates and decimals as text."""
    if isinstance(said, dict):
        return {str(key): _plain(value) for key, value in said.items()}
    if isinstance(said, list):
        return [_plain(value) for value in said]
    return said if isinstance(said, (bool, int)) else str(said)
