"""How often, how long, beside what and for how many 元 a point allows, as columns of its table.

Each reading says whether the state's own cell told it; what only a sentence says awaits a person.
"""

import re

from inspector.knowledge import sentences
from inspector.knowledge.cells import Values, text_of
from inspector.knowledge.points import Point, plain

_UNITS = {"日": "day", "天": "day", "小时": "hour", "次": "time", "个": "piece", "支": "piece"}
_PERIODS = {"日": "day", "天": "day", "周": "week", "月": "month", "季": "quarter", "年": "year"}


def count(point: Point) -> tuple[Values, bool]:
    """24 小时 are 24 hours a day; 1 日 is once a day; 2 次/周 is twice a week."""
    unit, _, per = plain(point.unit).partition("/")
    told = sentences.times(point.text)
    values = {"cnt_max": point.cnt, "unit": _UNITS.get(unit, "time")}
    values["period"] = _PERIODS.get(per.lstrip("每"), "stay" if "住院" in per else "day")
    if not point.cnt and told:
        values |= {"cnt_max": str(told[0]), "period": {7: "week", 1: "day"}.get(told[1], "month")}
    return values, not told or bool(point.cnt)


def interval(point: Point) -> tuple[Values, bool]:
    """So many in a window of days, or the days between two."""
    gap, told = sentences.gap(point.text), sentences.times(point.text)
    values = {"cnt_max": point.cnt, "window_days": point.window, "gap_days_min": text_of(gap)}
    if not point.cnt and told:
        values |= {"cnt_max": str(told[0]), "window_days": str(told[1])}
    if not point.cnt and gap:
        values |= {"cnt_max": "1", "window_days": str(gap)}
    return values, bool(point.cnt and point.window)


def course(point: Point) -> tuple[Values, bool]:
    """How many days, how many times in a course."""
    told = sentences.times(point.text) or ("", "")
    most, reviewed = point.cnt or text_of(sentences.days(point.text)), bool(point.cnt)
    return {
        "days_max": most,
        "period": sentences.period(point.text),
        "span": str("跨度" in point.logic).lower(),
        "cnt_max": str(told[0]),
        "window_days": str(told[1]),
        "gap_days_min": text_of(sentences.gap(point.text)),
    }, reviewed


_SCOPES = {"日": "day", "天": "day", "就诊": "visit", "住院": "stay", "手术": "operation"}


def duplicate(point: Point) -> tuple[Values, bool]:
    """Within what two items may not both be charged."""
    said = plain(point.scope)
    hours = said.removesuffix("小时")
    if hours.isdigit():
        return {"scope": "hours", "scope_hours": hours}, True
    if "小时" in said:
        return {"scope": "hour"}, True
    scope = next((name for word, name in _SCOPES.items() if word in said), "")
    return {"scope": scope}, True


def amount(point: Point) -> tuple[Values, bool]:
    """The most in 元 for a period."""
    return {
        "amount_max": _yuan(point),
        "period": _PERIODS.get(plain(point.unit)[-1:], "stay"),
    }, False


def price(point: Point) -> tuple[Values, bool]:
    """What is said of no amount in 元 is left to the region."""
    return {"pric_max": _yuan(point)}, True


def _yuan(point: Point) -> str:
    told = re.fullmatch(r"(\d+(?:\.\d+)?)元?", plain(point.cnt))
    return told[1] if told else ""
