"""What a region adds to the nation's rows: a template of what is open, and the way back.

The template has one line a value; each line names the document it comes from. A filled line lays a
whole row over the national one, so the overlay says by itself what holds there.
"""

import csv
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, InvalidOperation
from functools import cache
from io import BytesIO, StringIO
from pathlib import Path

import xlsxwriter

from inspector.i18n import say
from inspector.knowledge.families import Family, families
from inspector.knowledge.library import Kept, kept_sources, layer_rows, write_layer
from inspector.knowledge.points import Listed, where
from inspector.knowledge.sheets import read_sheets
from inspector.knowledge.tables import Row, in_force, lacking

COLUMNS = (
    *("table", "code", "second_code", "name", "limit_text", "column", "value"),
    *("valid_from", "valid_to", "document", "rows"),
)
"""Of the template; people fill value, valid_from, valid_to and document."""
_WIDTHS = (18, 26, 18, 34, 40, 14, 12, 12, 12, 40, 6)
_GROUPED = "operation_group"
"""Operations are discounted by group: one line a group, not one an operation."""


@dataclass(frozen=True)
class Filled:
    """What came back: rows by table, lines that were left empty, and lines that cannot be used."""

    rows: Mapping[str, Sequence[Row]]
    lines: int
    listed: tuple[Listed, ...]


def open_lines(national: Path, overlay: Path | None = None) -> list[Row]:
    """The template's lines: each value a national row in force lacks and the overlay has not."""
    return [
        line
        for family in families().values()
        for line in _open(family, layer_rows(national, family.name), _keys(family, overlay))
    ]


def _keys(family: Family, overlay: Path | None) -> set[tuple[str, ...]]:
    rows = layer_rows(overlay, family.name) if overlay else []
    return {key_of(family, row) for row in rows if not row["needs_overlay"]}


def key_of(family: Family, row: Mapping[str, str]) -> tuple[str, ...]:
    """What a row of a later layer replaces."""
    return tuple(row[name] for name in family.key)


def _open(family: Family, rows: Iterable[Row], done: set[tuple[str, ...]]) -> Iterator[Row]:
    counted: dict[tuple[str, ...], Row] = {}
    for row in rows:
        if not in_force(row) or key_of(family, row) in done:
            continue
        for column in row["needs_overlay"].split():
            codes = _named(family, row)
            blank = _line(family, row, codes, column)
            line = counted.setdefault((*codes, column), blank)
            line["rows"] = str(int(line["rows"]) + 1)
    yield from counted.values()


def _named(family: Family, row: Mapping[str, str]) -> tuple[str, str]:
    """By what a line names its rows: a group of operations, a pair, or a code."""
    if _GROUPED in family.own:
        return row[_GROUPED], ""
    if "code_kept" in family.key:
        return row["code_kept"], row["code_included"]
    return row["med_list_codg"], ""


def _line(family: Family, row: Row, codes: tuple[str, str], column: str) -> Row:
    name = "" if _GROUPED in family.own else row["item_name"]
    told = dict.fromkeys(COLUMNS, "") | {"table": family.name, "name": name, "column": column}
    told |= {"code": codes[0], "second_code": codes[1], "rows": "0"}
    return told | {"limit_text": row["limit_text"]}


def template(lines: Sequence[Row], suffix: str) -> bytes:
    """The lines as a workbook (.xlsx) or a CSV file, columns to fill marked."""
    return _workbook(lines) if suffix.lower() == ".xlsx" else _csv(lines)


def _csv(lines: Iterable[Row]) -> bytes:
    sink = StringIO()
    writer = csv.DictWriter(sink, COLUMNS, lineterminator="\n")
    writer.writeheader()
    writer.writerows(lines)
    return sink.getvalue().encode("utf-8-sig")


def _workbook(lines: Sequence[Row]) -> bytes:
    sink = BytesIO()
    book = xlsxwriter.Workbook(sink, {"in_memory": True, "strings_to_formulas": False})
    book.set_properties({"created": date(2000, 1, 1)})
    text = book.add_format({"num_format": "@", "text_wrap": True, "valign": "top"})
    bold = book.add_format({"bold": True, "bottom": 1})
    fill = book.add_format({"num_format": "@", "bg_color": "#FFF8DC", "valign": "top"})
    sheet = book.add_worksheet("overlay")
    sheet.write_string(0, 0, say("knowledge.overlay.title"), bold)
    for at, (name, width) in enumerate(zip(COLUMNS, _WIDTHS, strict=True)):
        sheet.set_column(at, at, width)
        sheet.write_string(1, at, name, bold)
    for number, line in enumerate(lines, 2):
        for at, name in enumerate(COLUMNS):
            sheet.write_string(number, at, line[name], fill if name in _TO_FILL else text)
    sheet.freeze_panes(2, 0)
    book.close()
    return sink.getvalue()


_TO_FILL = ("value", "valid_from", "valid_to", "document")


def read_filled(path: Path, national: Path) -> Filled:
    """A filled template, or any sheet with its columns, as rows over the national ones.

    Raises:
        FileMissing, FileUnreadable: nothing has been read.
    """

    @cache
    def named(table: str) -> dict[tuple[str, str], list[Row]]:
        found: dict[tuple[str, str], list[Row]] = {}
        for row in filter(in_force, layer_rows(national, table)):
            found.setdefault(_named(families()[table], row), []).append(row)
        return found

    made: dict[tuple[str, tuple[str, ...], str], Row] = {}
    listed: list[Listed] = []
    lines = list(_lines(path))
    for sheet, number, line in lines:
        reason = _fault(line)
        over = [] if reason else _over(line, named(line["table"]))
        if not over:
            reason = reason or "no-limit"
            listed.append(Listed(path.name, sheet, number, reason, reason == "value-open"))
        for row in over:
            family = families()[line["table"]]
            told = made.setdefault((family.name, key_of(family, row), row["point"]), dict(row))
            told |= _values(line, where(sheet, number))
            told["needs_overlay"] = lacking(family, told)
    rows: dict[str, list[Row]] = {}
    for (table, *_), row in made.items():
        rows.setdefault(table, []).append(row)
    return Filled(rows, len(lines), tuple(listed))


def _lines(path: Path) -> Iterator[tuple[str, int, Row]]:
    for sheet in read_sheets(path):
        head: list[str] = []
        for number, cells in enumerate(sheet.rows, 1):
            if {"table", "column", "value"} <= set(cells):
                head = cells
            elif head and any(cells):
                line = dict.fromkeys(COLUMNS, "") | dict(zip(head, cells, strict=False))
                yield sheet.name, number, line


def _fault(line: Row) -> str:
    """Why a line cannot be used; empty if it can."""
    family = families().get(line["table"])
    if family is None:
        return "table-unknown"
    if line["column"] not in family.own:
        return "column-unknown"
    if not line["value"]:
        return "value-open"
    if not line["code"]:
        return "no-code"
    if not line["document"]:
        return "no-document"
    dates = (line["valid_from"], line["valid_to"])
    told = [(family.own[line["column"]], line["value"]), *(("DATE", day) for day in dates if day)]
    return "" if all(_fits(kind, text) for kind, text in told) else "value-malformed"


def _fits(kind: str, text: str) -> bool:
    try:
        if kind == "INTEGER":
            int(text)
        elif kind.startswith("DECIMAL"):
            return Decimal(text).is_finite()
        elif kind == "DATE":
            date.fromisoformat(text)
        elif kind == "BOOLEAN":
            return text in ("true", "false")
    except (ValueError, InvalidOperation):
        return False
    return True


def _over(line: Row, named: Mapping[tuple[str, str], list[Row]]) -> list[Row]:
    """The national rows in force that a line speaks of, else a new one of its own."""
    family = families()[line["table"]]
    codes = (line["code"], line["second_code"])
    if codes in named or _GROUPED in family.own:
        return named.get(codes, [])
    own = dict.fromkeys(family.columns, "") | {"item_name": line["name"], "reviewed": "true"}
    return [own | dict(zip(family.key, codes, strict=False))]


def _values(line: Row, place: str) -> Row:
    return {
        line["column"]: line["value"],
        "valid_from": line["valid_from"],
        "valid_to": line["valid_to"],
        "source": line["document"],
        "source_row": place,
    }


def keep_filled(folder: Path, layer: str, filled: Filled, source: tuple[str, str]) -> list[Kept]:
    """Lay what came back over the rows the layer had: those of the same key are replaced.

    Args:
        folder: the layer's folder.
        layer: its name: `overlay/<region>` or `case`.
        filled: what was read.
        source: name and digest of the file.
    """
    made: dict[str, list[Row]] = {}
    for family in families().values():
        new = filled.rows.get(family.name, ())
        keys = {key_of(family, row) for row in new}
        old = layer_rows(folder, family.name)
        made[family.name] = [*(row for row in old if key_of(family, row) not in keys), *new]
    return write_layer(folder, layer, made, kept_sources(folder) | dict([source]))
