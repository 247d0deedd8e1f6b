"""What the state says in sentences, as the typed columns of its tables."""

import pytest

from inspector.knowledge import Point
from inspector.knowledge.readings import read


def point(rule: int, text: str = "", **cells: str) -> Point:
    return Point(rule, "甲", ("009900010001000",), text=text, **cells)


@pytest.mark.parametrize(
    ("rule", "text", "expected"),
    [
        (7, "限2岁至11岁儿童慢性便秘。", {"age_min": "2", "age_max": "11", "age_unit": "year"}),
        (7, "限3岁及以上儿童。", {"age_min": "3", "age_max": "17"}),
        (7, "限6月龄至3岁儿童。", {"age_min": "6", "age_max": "47", "age_unit": "month"}),
        (7, "限：1.1岁至14岁甲；2.2岁至16岁乙。", {"age_min": "1", "age_max": "16"}),
        (7, "限⼉童。", {"age_min": "", "age_max": "17", "age_group": "儿童"}),
        (65, "用于小儿咳嗽，3岁以下减半。", {"age_min": "", "age_max": "17"}),
        (66, "", {"age_min": "18", "age_max": "150"}),
        (29, "限法定就业年龄段患者", {"age_min": "16", "age_max": ""}),
        (10, "支付不超过14天。", {"days_max": "14", "period": "stay"}),
        (10, "住院方可支付，单次最多支付两周。", {"days_max": "14", "period": "stay"}),
        (10, "支付不超过12个月。", {"days_max": "366", "period": "total"}),
        (
            23,
            "总时间不超过90天，评定间隔时间不短于14天。",
            {"days_max": "90", "gap_days_min": "14", "period": "total"},
        ),
        (
            23,
            "支付不超过一年，每周最多支付一次。",
            {"days_max": "366", "cnt_max": "1", "window_days": "7"},
        ),
        (23, "一个疾病过程支付不超过90天。", {"days_max": "90", "period": "episode"}),
        (31, "每周最多支付一次。", {"cnt_max": "1", "window_days": "7"}),
        (31, "两次评定间隔时间不短于14天。", {"cnt_max": "1", "window_days": "14"}),
        (12, "限二级及以上医疗机构。", {"hosp_lv_min": "2", "hosp_lvs": "|1|2|3|4|12|5|6|7|13|"}),
        (12, "需三级医院眼科或二级及以上眼科专科医院医师处方", {"hosp_lv_min": "2"}),
        (12, "首次处方时需由三级医院医师开具。", {"hosp_lv_min": "3", "first_only": "true"}),
        (13, "限急诊或住院患者。", {"visits": "|inpatient|emergency|"}),
        (67, "用于痛经、带下。", {"sex": "2"}),
        (67, "用于前列腺增生。", {"sex": "1"}),
        (67, "用于咳嗽。", {"sex": ""}),
        (8, "限2型糖尿病患者、晚期胃癌患者。", {"diag_words": "|糖尿病|胃癌|胃恶性肿瘤|"}),
        (8, "限12岁及以上哮喘患者。", {"age_min": "12", "diag_words": "|哮喘|"}),
        (8, "限：1.50岁以上甲病；2.乙病。", {"age_min": ""}),
        (5, "限甲氨蝶呤治疗无效的类风湿患者。", {"after_words": "|甲氨蝶呤|"}),
    ],
)
def test_a_sentence_is_read_into_columns_and_marked_for_review(
    rule: int, text: str, expected: dict[str, str]
) -> None:
    done = read(point(rule, text))
    assert {name: done.values[name] for name in expected} == expected
    assert done.reviewed is (rule in (65, 66))


@pytest.mark.parametrize(
    ("told", "expected"),
    [
        (point(81, target="男"), {"sex": "1"}),
        (point(80, target="新生儿"), {"age_max": "28", "age_unit": "day"}),
        (point(1), {"insurance": "work_injury", "insutypes": ""}),
        (point(2), {"insurance": "maternity", "insutypes": "|510|"}),
        (point(27, cnt="24", unit="小时"), {"cnt_max": "24", "unit": "hour", "period": "day"}),
        (point(27, cnt="2", unit="次/周"), {"cnt_max": "2", "unit": "time", "period": "week"}),
        (point(31, cnt="1", window="15"), {"cnt_max": "1", "window_days": "15"}),
        (point(25, scope="单日"), {"scope": "day"}),
        (point(25, scope="单次就诊"), {"scope": "visit"}),
        (point(25, scope="同一小时"), {"scope": "hour"}),
        (point(25, scope="6小时"), {"scope": "hours", "scope_hours": "6"}),
        (point(25), {"scope": ""}),
        (point(15, target="胃肠手术组"), {"operation_group": "胃肠手术组", "ratio": ""}),
        (point(3), {"use": "any"}),
        (point(4), {"use": "single"}),
        (point(47), {}),
    ],
)
def test_what_the_state_filled_in_cells_needs_no_review(
    told: Point, expected: dict[str, str]
) -> None:
    done = read(told)
    assert {name: done.values[name] for name in expected} == expected
    assert done.reviewed


def test_a_sentence_wider_than_its_cell_is_read_wide_and_reviewed() -> None:
    done = read(point(13, "限急诊或住院患者。", target="住院"))
    assert done.values["visits"] == "|inpatient|emergency|"
    assert not done.reviewed
    assert read(point(13, "限住院患者。", target="住院")).reviewed


def test_a_span_from_the_first_day_is_told_from_a_count_of_days() -> None:
    logic = "第一次使用药品的日期开始计算的连续时间跨度超过限制天数"
    assert read(point(10, "支付不超过12个月", logic=logic)).values["span"] == "true"
    assert read(point(10, "支付不超过12个月")).values["span"] == "false"
