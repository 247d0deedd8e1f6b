"""Knowledge tables of a pack: CSV rows laid over one another, national, then overlay, then case.

Every row says from when to when it holds and where it comes from; a row without a source is
refused, so that a hit decided by a row can always name the document behind it.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal, InvalidOperation
from pathlib import Path

import pyarrow as pa

from inspector.errors import RuleFileInvalid
from inspector.i18n import say
from inspector.knowledge.strict import read_strictly

DEMANDED = ("valid_from", "valid_to", "source")
FIRST_DAY = date(1900, 1, 1)
LAST_DAY = date(9999, 12, 31)


@dataclass(frozen=True)
class Shape:
    """One knowledge table: a row of a later layer replaces those of the same `key`."""

    name: str
    key: tuple[str, ...]
    types: Mapping[str, str] = field(default_factory=dict)
    """Column → INTEGER, BOOLEAN, DATE or DECIMAL(p,s); a column not named here is text."""
    columns: tuple[str, ...] = ()
    """Columns the table always has, whether or not a file writes them; beside key and types."""


@dataclass(frozen=True)
class Layer:
    """One folder of CSV files: `national`, `overlay/<region>` or `case`."""

    name: str
    folder: Path


def read_knowledge(shape: Shape, layers: Sequence[Layer]) -> pa.Table:
    """The rows of one knowledge table, with all layers laid over one another in the order given.

    A later layer's rows replace every row of the same key, whatever its dates: a region that
    restates a limit states its whole history. Dates left open become 1900-01-01 and
    9999-12-31. The column `layer` names the layer, `knowledge_row` layer, table and line, such as
    `national/limit_price:7`.

    Raises:
        RuleFileInvalid: a file that is damaged, a column or a source is missing, or a cell is not
            of its type.
    """
    kept: dict[tuple[str, ...], list[dict[str, object]]] = {}
    for layer in layers:
        path = layer.folder / f"{shape.name}.csv"
        if path.is_file():
            kept |= _by_key(shape, _rows(shape, layer, path))
    rows = [row for same in kept.values() for row in same]
    return pa.Table.from_pylist(rows, schema=_schema(shape, rows))


def _by_key(
    shape: Shape, rows: Sequence[dict[str, object]]
) -> dict[tuple[str, ...], list[dict[str, object]]]:
    grouped: dict[tuple[str, ...], list[dict[str, object]]] = {}
    for row in rows:
        grouped.setdefault(tuple(str(row[name]) for name in shape.key), []).append(row)
    return grouped


def _rows(shape: Shape, layer: Layer, path: Path) -> list[dict[str, object]]:
    names, rows = read_strictly(path)
    _demand_columns(shape, path, names)
    kinds = [(name, _type(shape, name)) for name in names]
    return [_row(shape, layer, path, line, cells, kinds) for line, cells in rows]


def _demand_columns(shape: Shape, path: Path, have: Sequence[str]) -> None:
    written = () if shape.columns else shape.types
    for name in (*shape.key, *written, *DEMANDED):
        if name not in have:
            problem = say("knowledge.column-missing", column=name)
            raise RuleFileInvalid(path=str(path), line=1, problem=problem)


def _row(
    shape: Shape,
    layer: Layer,
    path: Path,
    line: int,
    cells: Mapping[str, str],
    kinds: Sequence[tuple[str, str]],
) -> dict[str, object]:
    if not cells["source"]:
        raise RuleFileInvalid(path=str(path), line=line, problem=say("knowledge.source-missing"))
    row: dict[str, object] = {
        name: cells[name] if kind == "VARCHAR" else _cell(path, line, name, kind, cells)
        for name, kind in kinds
    }
    row["valid_from"] = row["valid_from"] or FIRST_DAY
    row["valid_to"] = row["valid_to"] or LAST_DAY
    return row | {"layer": layer.name, "knowledge_row": f"{layer.name}/{shape.name}:{line}"}


def _cell(path: Path, line: int, name: str, kind: str, cells: Mapping[str, str]) -> object:
    text = cells[name]
    try:
        read = _READ[kind.partition("(")[0]](text) if text else None
        # What Arrow cannot hold in this type is refused here, where the line is known.
        pa.scalar(read, _arrow(kind))
    except (ValueError, KeyError, InvalidOperation, OverflowError):
        problem = say("knowledge.cell-wrong", column=name, type=kind)
        raise RuleFileInvalid(path=str(path), line=line, problem=problem) from None
    return read


_READ: dict[str, Callable[[str], object]] = {
    "INTEGER": int,
    "DATE": date.fromisoformat,
    "DECIMAL": Decimal,
    "BOOLEAN": {"true": True, "false": False}.__getitem__,
}
_EMPTY: dict[str, object] = {"VARCHAR": ""}


def _type(shape: Shape, name: str) -> str:
    return "DATE" if name in ("valid_from", "valid_to") else shape.types.get(name, "VARCHAR")


def _schema(shape: Shape, rows: Sequence[Mapping[str, object]]) -> pa.Schema:
    named = dict.fromkeys((*shape.key, *shape.columns, *shape.types, *DEMANDED, "knowledge_row"))
    for row in rows:
        named |= dict.fromkeys(row)
    return pa.schema([(name, _arrow(_type(shape, name))) for name in named])


def _arrow(kind: str) -> pa.DataType:
    if kind.startswith("DECIMAL("):
        precision, scale = kind[len("DECIMAL(") : -1].split(",")
        return pa.decimal128(int(precision), int(scale))
    named: dict[str, pa.DataType] = {
        "INTEGER": pa.int64(),
        "DATE": pa.date32(),
        "BOOLEAN": pa.bool_(),
    }
    return named.get(kind, pa.string())
