"""What a sentence of the state limits, as numbers and words: ages, days, gaps, grades, visits.

A reading takes the widest meaning the words allow, so that what is read wrongly misses a hit rather
than making one; every reading is marked as a program's until a person has looked at it.
"""

import re
from collections.abc import Iterable
from typing import NamedTuple

from inspector.knowledge.points import plain
from inspector.knowledge.publications import number

_N = r"(\d+|[一二两三四五六七八九十]+)"
_DAYS = {"天": 1, "日": 1, "周": 7, "星期": 7, "年": 366}
_AGE = r"(岁|周岁|月龄|个月|天|日龄)?"


class Ages(NamedTuple):
    """Allowed ages in `unit` (year, month, day), both ends included; None is no limit."""

    least: int | None
    most: int | None
    unit: str


GROUPS: dict[str, Ages] = {
    "新生儿": Ages(None, 28, "day"),
    "婴幼儿": Ages(None, 2, "year"),
    "婴儿": Ages(None, 0, "year"),
    "幼儿": Ages(None, 2, "year"),
    "小儿": Ages(None, 17, "year"),
    "儿童": Ages(None, 17, "year"),
    "未成年人": Ages(None, 17, "year"),
    "法定就业年龄": Ages(16, None, "year"),
    "成人": Ages(18, None, "year"),
    "成年": Ages(18, None, "year"),
}
"""People named without an age; the widest reading of each."""


def ages(said: str) -> Ages | None:
    """The ages a sentence allows, of several the widest; None if it speaks of none."""
    said = plain(said)
    spans = [*_between(said), *_above(said), *_below(said)]
    if not spans:
        return None
    unit = "month" if any(span.unit == "month" for span in spans) else "year"
    spans = [_in_unit(span, unit) for span in spans]
    least = [span.least for span in spans if span.least is not None]
    most = [span.most for span in spans if span.most is not None]
    open_below, open_above = len(least) < len(spans), len(most) < len(spans)
    return Ages(None if open_below else min(least), None if open_above else max(most), unit)


def group(said: str) -> str:
    """The people a cell or sentence names; the longest name first."""
    said = plain(said)
    return next((name for name in sorted(GROUPS, key=len, reverse=True) if name in said), "")


def _between(said: str) -> Iterable[Ages]:
    for least, one, most, two in re.findall(rf"(\d+){_AGE}[至到~\-—～]+(\d+){_AGE}", said):
        if not two:
            continue
        low, high = _unit(one or two), _unit(two)
        unit = low if low == high else "month"
        begin = _in_unit(Ages(int(least), None, low), unit)
        yield _in_unit(Ages(None, int(most), high), unit)._replace(least=begin.least)


def _above(said: str) -> Iterable[Ages]:
    for least, unit in re.findall(r"(\d+)(岁|周岁|月龄|个月)(?:及|或)?(?:\1\2)?以上", said):
        yield Ages(int(least), None, _unit(unit))


def _below(said: str) -> Iterable[Ages]:
    for most, unit in re.findall(
        r"(?<![至到~\-—～\d])(\d+)(岁|周岁|月龄|个月)(?:及|或)?以下", said
    ):
        yield Ages(None, int(most), _unit(unit))


def _unit(said: str) -> str:
    return {"月": "month", "个": "month", "天": "day", "日": "day"}.get(said[0], "year")


def _in_unit(span: Ages, unit: str) -> Ages:
    if span.unit == unit:
        return span
    least, most = span.least, span.most
    return Ages(least and least * 12, most if most is None else most * 12 + 11, unit)


def days(said: str) -> int | None:
    """The most days that are paid for; of a month 31, of a year 366."""
    limits = r"(?:不(?:得)?超过|最多(?:支付|不超过)?|最长(?:不超过)?|不多于|≤|限)"
    found = re.search(rf"{limits}(?:支付)?{_N}(天|日|周|星期|个月|月|年)", plain(said))
    return _in_days(_number(found[1]), found[2]) if found else None


def gap(said: str) -> int | None:
    """The least days between two times."""
    found = re.search(
        rf"间隔(?:时间|期)?(?:应|需)?(?:不(?:短于|少于|低于|小于)|至少|大于|≥){_N}(天|日|周|星期|个月|月|年)",
        plain(said),
    )
    return _in_days(_number(found[1]), found[2]) if found else None


def times(said: str) -> tuple[int, int] | None:
    """How often within how many days: 每周最多支付一次 is (1, 7)."""
    found = re.search(
        rf"每{_N}?个?(天|日|周|星期|月|年)(?:最多|不超过|限|只能|仅)[^，。；\d一二两三四五六七八九十]{{0,4}}{_N}次",
        plain(said),
    )
    if not found:
        return None
    return _number(found[3]), _in_days(_number(found[1]) if found[1] else 1, found[2])


def period(said: str) -> str:
    """Within what days are counted; where nothing is said, within a stay, which finds least."""
    said = plain(said)
    told = (
        ("stay", r"单次住院|每次住院|住院方可支付.单次"),
        ("visit", r"单次就诊|每次就诊"),
        ("prescription", r"(单次|每次|每张|一次)(处方|开药)|处方量"),
        ("episode", r"疾病过程"),
        ("year", r"每年|年度|一年内"),
        ("total", r"总时间|累计|总计|个月|不超过一年|不超过1年"),
    )
    return next((name for name, words in told if re.search(words, said)), "stay")


def grade(said: str) -> int | None:
    """The least grade of hospital, 1 to 3, that any part of the sentence allows."""
    places = r"(?:综合|专科|眼科|中医)*(?:医疗机构|医院|专科|眼科)"
    found = re.findall(
        rf"([一二三])级(?:[甲乙丙]等)?(?:及其?以上|以上|或以上)?(?:\w{{0,4}}?){places}", plain(said)
    )
    return min((number(one) for one in found), default=None)


def first_only(said: str) -> bool:
    """Whether only the first prescription is limited to a grade."""
    return bool(
        re.search(r"首次[^。；;]{0,12}[一二三]级|首诊[^。；;]{0,12}[一二三]级", plain(said))
    )


def visits(said: str) -> tuple[str, ...]:
    """The ways of seeking care a sentence allows."""
    said = plain(said)
    told = (("inpatient", "住院"), ("emergency", "急诊|抢救"), ("outpatient", "门诊"))
    return tuple(name for name, words in told if re.search(words, said))


def sex(said: str) -> str:
    """1 for men, 2 for women, by the organs and conditions named; empty if both or neither are."""
    said = plain(said)
    men = bool(
        re.search(r"男(性|子|科|人)|前列腺|睾|阴茎|遗精|早泄|阳痿|精子|勃起|阳萎|精囊|龟头", said)
    )
    women = bool(re.search(_WOMEN, said))
    return "" if men == women else ("1" if men else "2")


_WOMEN = (
    r"女(?!贞)|妇|子宫|月经|经期|经行|经血|经后|行经|调经|经闭|闭经|痛经|带下|白带|阴道|宫颈|宫寒|胎|孕|产后|产妇|分娩"
    r"|恶露|崩漏|卵巢|绝经|乳汁|催乳|下乳|通乳|外阴|排卵|引产|盆腔|阴痒|经量|缺乳|产褥|妊娠|流产|早产|经前|经来"
)


def _in_days(count: int, unit: str) -> int:
    """Twelve months are a year of 366 days, the months over those 31 each."""
    if "月" in unit:
        return count // 12 * 366 + count % 12 * 31
    return count * _DAYS[unit]


def _number(said: str) -> int:
    return number(said.replace("两", "二"))
