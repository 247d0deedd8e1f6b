"""Collected knowledge points: a JSON list of records, each with its batch, rows and codes.

A record names the workbook and the row it was taken from; these are kept as its source.
"""

import json
from collections.abc import Iterable, Mapping
from pathlib import Path

from inspector.errors import FileMissing, FileUnreadable
from inspector.knowledge.families import families
from inspector.knowledge.points import Listed, Point, Publication, plain
from inspector.knowledge.publications import published_of
from inspector.trust import digest

_OPERATIONS, _PAIRS, _COUNT, _CHILD_ITEMS, _SEX_ITEMS = 15, 25, 27, 80, 81
_FOR_ONLY = "专用项目"


def read_records(path: Path) -> Publication:
    """The points of a collection.

    Raises:
        FileMissing, FileUnreadable: nothing has been read.
    """
    if not path.is_file():
        raise FileMissing(path=str(path))
    data = path.read_bytes()
    try:
        told = json.loads(data)
        records = told["records"] if isinstance(told, dict) else told
        made = [_record(path.name, number, one) for number, one in enumerate(records, 1)]
    except (ValueError, KeyError, TypeError, AttributeError):
        raise FileUnreadable(path=str(path), problem="JSON") from None
    points = tuple(one for one in made if isinstance(one, Point))
    listed = tuple(one for one in made if isinstance(one, Listed))
    return Publication(
        path.name, digest(data), _batches(points), "", len(made), len(points), points, listed
    )


def _batches(points: Iterable[Point]) -> str:
    """The batches of a collection: 1–17, 2026-01."""
    said = {point.batch for point in points}
    numbers = sorted(int(batch) for batch in said if batch.isdigit())
    ends = "–".join(map(str, dict.fromkeys((numbers[0], numbers[-1])))) if numbers else ""
    return ", ".join([*filter(None, [ends]), *sorted(said - {str(one) for one in numbers})])


def _record(file: str, number: int, told: Mapping[str, object]) -> Point | Listed:
    rule = _rules().get(plain(_text(told, "rule_class")))
    codes = told.get("med_codes") or ()
    assert isinstance(codes, list | tuple)
    if not codes:
        remark = told.get("constraint") is None
        return Listed(file, "", number, "remark" if remark else "no-code", note=remark)
    if rule is None:
        return Listed(file, "", number, "rule-unknown")
    names = _text(told, "item_name").split("×") if rule == _PAIRS else [_text(told, "item_name")]
    if rule == _PAIRS and (len(codes), len(names)) != (2, 2):
        return Listed(file, "", number, "pair-incomplete")
    batch, source = _batch(told), told["source"]
    assert isinstance(source, Mapping)
    return Point(
        rule,
        names[0],
        tuple(str(code) for code in codes),
        second_name=names[1] if rule == _PAIRS else "",
        **_cells(rule, _text(told, "constraint"), _text(told, "detect_logic")),
        batch=batch,
        published=_text(told, "published_at") or published_of(batch),
        source=_text(source, "attachment_file") or file,
        source_row=_text(source, "row"),
        file=file,
    )


def _cells(rule: int, constraint: str, logic: str) -> dict[str, str]:
    """What stood in which column of the workbook, where one text carries it here."""
    told = {"text": constraint, "logic": logic}
    if rule == _OPERATIONS:
        return {"target": constraint, "text": logic, "logic": ""}
    if rule == _COUNT:
        return told | {"unit": constraint, "text": ""}
    if rule == _CHILD_ITEMS and constraint.endswith(_FOR_ONLY):
        return told | {"target": constraint.removesuffix(_FOR_ONLY)}
    if rule == _SEX_ITEMS and constraint[1:2] == "性":
        return told | {"target": constraint[0]}
    return told


def _batch(told: Mapping[str, object]) -> str:
    number = told.get("batch")
    return str(number) if number else _text(told, "batch_tag").removeprefix("updates_")


def _rules() -> dict[str, int]:
    return {plain(name): row for one in families().values() for row, name in one.national.items()}


def _text(told: Mapping[str, object], name: str) -> str:
    value = told.get(name)
    return "" if value is None else str(value).strip()
