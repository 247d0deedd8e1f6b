"""For whom, where and for what illness a point holds, as the columns of its table.

Each reading says whether the state's own cell told it; what only a sentence says awaits a person.
"""

from inspector.knowledge import sentences
from inspector.knowledge.cells import Values, bars, text_of
from inspector.knowledge.illnesses import earlier, illnesses
from inspector.knowledge.points import Point, plain


def sex(point: Point) -> tuple[Values, bool]:
    """The sex a row is limited to."""
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


def age(point: Point) -> tuple[Values, bool]:
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
    end = text_of(most) or ("" if group in _OPEN_GROUPS else _NO_END)
    reviewed = not told and bool(point.target or not read) and "成人" not in point.text
    values = {"age_min": text_of(span.least), "age_max": end, "age_unit": span.unit}
    return values | {"age_group": group}, reviewed


def _up_to(old: sentences.Ages | None) -> Values:
    """Whom a warning for the old leaves out: everybody below the age it begins with."""
    if old is None or not old.least:
        return {"age_group": "老年人"}
    return {"age_max": str(old.least - 1), "age_unit": old.unit, "age_group": "老年人"}


def insurance(point: Point) -> tuple[Values, bool]:
    """Work injury or maternity, by the number of the national rule."""
    if point.national_rule in (1, 16):
        return {"insurance": "work_injury"}, True
    codes = {"insutypes": "|510|", "med_types": "|51|52|2106|2107|"}
    return {"insurance": "maternity"} | codes, True


_MED_TYPES = {
    "inpatient": ("21", "2101", "2102", "2105", "2106", "2107", "2109", "21303", "22", "28", "52"),
    "emergency": ("13", "1301"),
    "outpatient": ("11", "14", "1103", "51", "9901", "990101", "9903"),
}


def visit(point: Point) -> tuple[Values, bool]:
    """What cell and sentence allow together: 限急诊或住院 was published with the cell 住院."""
    given, told = sentences.visits(point.target), sentences.visits(point.text)
    allowed = tuple(name for name in _MED_TYPES if name in {*given, *told})
    codes = [code for name in allowed for code in _MED_TYPES[name]]
    return {"visits": bars(allowed), "med_types": bars(codes)}, bool(given) and allowed == given


_GRADES = {3: (1, 2, 3, 4, 12), 2: (5, 6, 7, 13), 1: (8, 9, 10, 14)}


def level(point: Point) -> tuple[Values, bool]:
    """The least grade of a hospital, and whether only the first prescription needs it."""
    given = sentences.grade(f"{point.target}医院") if point.target else None
    least = given or sentences.grade(point.text)
    if least is None:
        return {}, False
    codes = [code for grade, some in _GRADES.items() if grade >= least for code in some]
    first = str(sentences.first_only(point.text)).lower()
    return {"hosp_lv_min": str(least), "hosp_lvs": bars(codes), "first_only": first}, bool(given)


_FORBIDDEN, _PREGNANT = (71, 73, 82), 73


def diagnosis(point: Point) -> tuple[Values, bool]:
    """An age is taken where the sentence holds one indication: of several, others may have none."""
    several = "；" in point.text or ";" in point.text
    span = None if several else sentences.ages(point.text)
    adults = span is None and not several and "成人" in point.text and "儿童" not in point.text
    years = span if span and span.unit == "year" else None
    words = ("妊娠", "孕", "哺乳") if point.national_rule == _PREGNANT else illnesses(point.text)
    return {
        "diag_words": bars(words),
        "kind": "forbidden" if point.national_rule in _FORBIDDEN else "allowed",
        "age_min": "18" if adults else text_of(years.least if years else None),
        "age_max": text_of(years.most if years else None),
    }, False


def dept(point: Point) -> tuple[Values, bool]:
    """The departments that may."""
    named = tuple(
        name for name in plain(point.target or "").replace("，", "、").split("、") if name
    )
    return {"dept_words": bars(named), "kind": "allowed"}, bool(named)


def second(point: Point) -> tuple[Values, bool]:
    """What has to be tried before."""
    first = str("首次" in point.text).lower()
    return {"after_words": bars(earlier(point.text)), "first_only": first}, False
