"""What a published point means, as the typed columns of its table.

Cells that the state filled are taken as they are; what only a sentence says is read by program and
marked `reviewed = false` until a person has confirmed it.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from inspector.knowledge import sentences
from inspector.knowledge.families import family_of
from inspector.knowledge.illnesses import earlier, illnesses
from inspector.knowledge.points import Point, plain

Values = dict[str, str]


@dataclass(frozen=True)
class Reading:
    """The table's own columns as texts; `reviewed` if no sentence had to be understood."""

    values: Mapping[str, str]
    reviewed: bool


def read(point: Point) -> Reading:
    """The meaning of a point; columns nothing is said of are empty."""
    family = family_of(point.national_rule)
    assert family is not None, point.national_rule
    values, reviewed = _READERS.get(family.name, _nothing)(point)
    return Reading({name: values.get(name, "") for name in family.values}, reviewed)


def bars(words: object) -> str:
    """A list in one cell: '|51|52|'; empty if there is nothing in it."""
    assert isinstance(words, tuple | list)
    return f"|{'|'.join(map(str, words))}|" if words else ""


def _nothing(point: Point) -> tuple[Values, bool]:
    return {}, False


def _sex(point: Point) -> tuple[Values, bool]:
    given = {"男": "1", "女": "2"}.get(point.target[:1], "")
    return {"sex": given or sentences.sex(point.text)}, bool(given)


_CHILDREN_ONLY = {
    65: "儿童",
    7: "儿童",
    19: "儿童",
    33: "儿童",
    6: "新生儿",
    18: "新生儿",
    32: "新生儿",
}
_NOT_FOR_CHILDREN, _NOT_FOR_THE_OLD = 66, 72
_NO_END = "150"
_OPEN_GROUPS = ("法定就业年龄",)


def _age(point: Point) -> tuple[Values, bool]:
    """The catalogue's limits (限…) are read; what a leaflet says of a drug is no limit."""
    named = point.target or _CHILDREN_ONLY.get(point.national_rule, "")
    read = plain(point.text).startswith("限")
    group = sentences.group(named) or (sentences.group(point.text) if read else "")
    if point.national_rule == _NOT_FOR_THE_OLD:
        return _up_to(sentences.ages(point.text or point.target)), False
    if point.national_rule == _NOT_FOR_CHILDREN:
        return {"age_min": "18", "age_max": _NO_END, "age_unit": "year", "age_group": "儿童"}, True
    by_group = sentences.GROUPS.get(group)
    told = sentences.ages(point.text) if read else None
    span = told or by_group
    if span is None:
        return {"age_group": named}, False
    most = span.most
    if most is None and by_group is not None and by_group.unit == span.unit:
        most = by_group.most
    end = _text(most) or ("" if group in _OPEN_GROUPS else _NO_END)
    reviewed = not told and bool(point.target or not read) and "成人" not in point.text
    values = {"age_min": _text(span.least), "age_max": end, "age_unit": span.unit}
    return values | {"age_group": group}, reviewed


def _up_to(old: sentences.Ages | None) -> Values:
    """Whom a warning for the old leaves out: everybody below the age it begins with."""
    if old is None or not old.least:
        return {"age_group": "老年人"}
    return {"age_max": str(old.least - 1), "age_unit": old.unit, "age_group": "老年人"}


def _insurance(point: Point) -> tuple[Values, bool]:
    if point.national_rule in (1, 16):
        return {"insurance": "work_injury"}, True
    codes = {"insutypes": "|510|", "med_types": "|51|52|2106|2107|"}
    return {"insurance": "maternity"} | codes, True


_MED_TYPES = {
    "inpatient": ("21", "2101", "2102", "2105", "2106", "2107", "2109", "21303", "22", "28", "52"),
    "emergency": ("13", "1301"),
    "outpatient": ("11", "14", "1103", "51", "9901", "990101", "9903"),
}


def _visit(point: Point) -> tuple[Values, bool]:
    """What cell and sentence allow together: 限急诊或住院 was published with the cell 住院."""
    given, told = sentences.visits(point.target), sentences.visits(point.text)
    allowed = tuple(name for name in _MED_TYPES if name in {*given, *told})
    codes = [code for name in allowed for code in _MED_TYPES[name]]
    return {"visits": bars(allowed), "med_types": bars(codes)}, bool(given) and allowed == given


_GRADES = {3: (1, 2, 3, 4, 12), 2: (5, 6, 7, 13), 1: (8, 9, 10, 14)}


def _level(point: Point) -> tuple[Values, bool]:
    given = sentences.grade(f"{point.target}医院") if point.target else None
    least = given or sentences.grade(point.text)
    if least is None:
        return {}, False
    codes = [code for grade, some in _GRADES.items() if grade >= least for code in some]
    first = str(sentences.first_only(point.text)).lower()
    return {"hosp_lv_min": str(least), "hosp_lvs": bars(codes), "first_only": first}, bool(given)


_UNITS = {"日": "day", "天": "day", "小时": "hour", "次": "time", "个": "piece", "支": "piece"}
_PERIODS = {"日": "day", "天": "day", "周": "week", "月": "month", "季": "quarter", "年": "year"}


def _count(point: Point) -> tuple[Values, bool]:
    """24 小时 are 24 hours a day; 1 日 is once a day; 2 次/周 is twice a week."""
    unit, _, per = plain(point.unit).partition("/")
    told = sentences.times(point.text)
    values = {"cnt_max": point.cnt, "unit": _UNITS.get(unit, "time")}
    values["period"] = _PERIODS.get(per.lstrip("每"), "stay" if "住院" in per else "day")
    if not point.cnt and told:
        values |= {"cnt_max": str(told[0]), "period": {7: "week", 1: "day"}.get(told[1], "month")}
    return values, not told or bool(point.cnt)


def _interval(point: Point) -> tuple[Values, bool]:
    gap, told = sentences.gap(point.text), sentences.times(point.text)
    values = {"cnt_max": point.cnt, "window_days": point.window, "gap_days_min": _text(gap)}
    if not point.cnt and told:
        values |= {"cnt_max": str(told[0]), "window_days": str(told[1])}
    if not point.cnt and gap:
        values |= {"cnt_max": "1", "window_days": str(gap)}
    return values, bool(point.cnt and point.window)


def _course(point: Point) -> tuple[Values, bool]:
    told = sentences.times(point.text) or ("", "")
    most, reviewed = point.cnt or _text(sentences.days(point.text)), bool(point.cnt)
    return {
        "days_max": most,
        "period": sentences.period(point.text),
        "span": str("跨度" in point.logic).lower(),
        "cnt_max": str(told[0]),
        "window_days": str(told[1]),
        "gap_days_min": _text(sentences.gap(point.text)),
    }, reviewed


_SCOPES = {"日": "day", "天": "day", "就诊": "visit", "住院": "stay", "手术": "operation"}


def _duplicate(point: Point) -> tuple[Values, bool]:
    said = plain(point.scope)
    hours = said.removesuffix("小时")
    if hours.isdigit():
        return {"scope": "hours", "scope_hours": hours}, True
    if "小时" in said:
        return {"scope": "hour"}, True
    scope = next((name for word, name in _SCOPES.items() if word in said), "")
    return {"scope": scope}, True


def _operation(point: Point) -> tuple[Values, bool]:
    return {"operation_group": point.target}, True


_FORBIDDEN, _PREGNANT = (71, 73, 82), 73


def _diagnosis(point: Point) -> tuple[Values, bool]:
    """An age is taken where the sentence holds one indication: of several, others may have none."""
    several = "；" in point.text or ";" in point.text
    span = None if several else sentences.ages(point.text)
    adults = span is None and not several and "成人" in point.text and "儿童" not in point.text
    years = span if span and span.unit == "year" else None
    words = ("妊娠", "孕", "哺乳") if point.national_rule == _PREGNANT else illnesses(point.text)
    return {
        "diag_words": bars(words),
        "kind": "forbidden" if point.national_rule in _FORBIDDEN else "allowed",
        "age_min": "18" if adults else _text(years.least if years else None),
        "age_max": _text(years.most if years else None),
    }, False


def _dept(point: Point) -> tuple[Values, bool]:
    named = tuple(
        name for name in plain(point.target or "").replace("，", "、").split("、") if name
    )
    return {"dept_words": bars(named), "kind": "allowed"}, bool(named)


def _second(point: Point) -> tuple[Values, bool]:
    first = str("首次" in point.text).lower()
    return {"after_words": bars(earlier(point.text)), "first_only": first}, False


def _herbal(point: Point) -> tuple[Values, bool]:
    return {"use": "single" if point.national_rule == 4 else "any"}, True


def _listed(point: Point) -> tuple[Values, bool]:
    return {}, True


def _amount(point: Point) -> tuple[Values, bool]:
    return {
        "amount_max": _yuan(point),
        "period": _PERIODS.get(plain(point.unit)[-1:], "stay"),
    }, False


def _price(point: Point) -> tuple[Values, bool]:
    """What is said of no amount in 元 is left to the region."""
    return {"pric_max": _yuan(point)}, True


def _yuan(point: Point) -> str:
    told = re.fullmatch(r"(\d+(?:\.\d+)?)元?", plain(point.cnt))
    return told[1] if told else ""


def _text(value: int | None) -> str:
    return "" if value is None else str(value)


_READERS: Mapping[str, Callable[[Point], tuple[Values, bool]]] = {
    "limit_sex": _sex,
    "limit_age": _age,
    "limit_insurance": _insurance,
    "limit_visit": _visit,
    "limit_level": _level,
    "limit_count": _count,
    "limit_interval": _interval,
    "limit_course": _course,
    "pair_exclusive": _duplicate,
    "pair_operation": _operation,
    "limit_diagnosis": _diagnosis,
    "limit_dept": _dept,
    "limit_second_line": _second,
    "herbal_not_paid": _herbal,
    "internet_forbidden": _listed,
    "limit_amount": _amount,
    "limit_price": _price,
}
