"""What was found in each unit of a sample: from a filled worksheet, or from the findings.

An error is what was charged too much, in 元; a defect that has no money counts as 1 元 of an
attribute and is good for rates only. A unit nobody looked at has no entry here.
"""

from collections.abc import Mapping, Sequence
from decimal import Decimal, InvalidOperation
from pathlib import Path

from inspector.errors import ResultUnfit
from inspector.findings import Finding, claims
from inspector.knowledge import read_sheets
from inspector.statistics import Plan, Unit
from inspector.steps.desk import Desk

_NAMES: Mapping[str, Sequence[str]] = {
    "error": ("error", "差错金额", "多收金额"),
    "audited": ("audited", "核定金额"),
    "defect": ("defect", "有无问题", "是否有问题"),
}
_YES = ("1", "y", "yes", "true", "是", "有")
_NO = ("0", "n", "no", "false", "否", "无")
_NONE = Decimal(0)


def errors_of(
    desk: Desk, plan: Plan, units: Sequence[Unit], results: Path | None
) -> dict[str, Decimal]:
    """The error of each unit that has a result, by key.

    Raises:
        FileMissing, FileUnreadable, ResultUnfit
    """
    if results is None:
        return _from_findings(desk, plan, units)
    return read_results(results, plan, {unit.key: unit for unit in units})


def read_results(path: Path, plan: Plan, units: Mapping[str, Unit]) -> dict[str, Decimal]:
    """The error of each unit that a filled worksheet has a result for, by key.

    Raises:
        FileMissing, FileUnreadable, ResultUnfit
    """
    rows = read_sheets(path)[0].rows
    head = [cell.strip().lower() for cell in rows[0]] if rows else []
    place = {name: _column(head, names) for name, names in _NAMES.items()}
    key = _column(head, (plan.key.lower(), "key", "编号"))
    if key is None or all(at is None for at in place.values()):
        raise ResultUnfit(path=str(path), row=1)
    errors: dict[str, Decimal] = {}
    for number, row in enumerate(rows[1:], 2):
        unit = units.get(row[key]) if len(row) > key else None
        told = {name: row[at] for name, at in place.items() if at is not None and at < len(row)}
        if unit is None or not any(told.values()):
            continue
        try:
            errors[unit.key] = _error({n: cell for n, cell in told.items() if cell}, plan, unit)
        except (InvalidOperation, KeyError):
            raise ResultUnfit(path=str(path), row=number) from None
    return errors


def _column(head: Sequence[str], names: Sequence[str]) -> int | None:
    return next((head.index(name) for name in names if name in head), None)


def _error(told: Mapping[str, str], plan: Plan, unit: Unit) -> Decimal:
    """In 元, from the best column that is filled."""
    if "error" in told:
        return Decimal(told["error"].replace(",", ""))
    if "audited" in told:
        if not plan.amount:
            raise KeyError(plan.amount)
        return unit.amount - Decimal(told["audited"].replace(",", ""))
    answer = told["defect"].lower()
    return {**dict.fromkeys(_YES, Decimal(1)), **dict.fromkeys(_NO, _NONE)}[answer]


def _from_findings(desk: Desk, plan: Plan, units: Sequence[Unit]) -> dict[str, Decimal]:
    """What stands of the findings on each unit, a fee line once; undecided units have no result."""
    by_line: dict[str, tuple[str, Decimal]] = {}
    undecided: set[str] = set()
    for one in desk.findings().values():
        unit_of = _units_of(desk, plan.key, one)
        if one.undecided:
            undecided |= set(unit_of.values())
        for claim in claims(one):
            key, before = by_line.get(claim.bkkp_sn, (unit_of.get(claim.bkkp_sn, ""), _NONE))
            by_line[claim.bkkp_sn] = key, max(before, claim.amount)
    errors = {unit.key: _NONE for unit in units if unit.key not in undecided}
    for key, amount in by_line.values():
        if key in errors:
            errors[key] += amount
    return errors


def _units_of(desk: Desk, column: str, one: Finding) -> dict[str, str]:
    """The unit of each fee line of a finding, as frames name it: covered where it is personal."""
    if column == "hit_id":
        return {line.bkkp_sn: one.id for line in one.lines}
    covered = desk.masks().plain([{column: getattr(line, column, "")} for line in one.lines])
    return {line.bkkp_sn: row[column] for line, row in zip(one.lines, covered, strict=True)}
