"""Who is held against whom: institutions of one level and kind, of a wider circle if those are few.

Level and kind are the words of the institution's own register, brought to those of the national
form; what it does not tell is never guessed.

Source: 机构数据提取表 1.1-机构执业信息, how 机构等级 and 机构类型 are filled in.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

FEWEST = 5
"""Institutions of a circle, itself included; below, the next wider one is taken."""
_LEVELS = {
    **{"三级": "3", "三甲": "3", "三乙": "3", "三丙": "3", "二级": "2", "二甲": "2", "二乙": "2"},
    **{"二丙": "2", "一级": "1", "一甲": "1", "一乙": "1", "一丙": "1"},
    **{"社区": "community", "诊所": "clinic", "药店": "pharmacy"},
    **{"未定": "none", "无等级": "none", "未评": "none"},
}
"""A word of the register → the level it means; 三级甲等 and 三级 are one."""
_KINDS = {
    **{"综合": "general", "妇幼": "maternity", "儿童": "children", "精神": "psychiatric"},
    **{"口腔": "dental", "眼科": "eye", "肿瘤": "tumour", "中医": "chinese", "康复": "rehab"},
    **{"护理": "nursing", "透析": "dialysis", "连锁": "chain", "单体": "single"},
}
"""A word of the register → the kind it means; any other is a kind of its own."""
LEVELS, KINDS = frozenset(_LEVELS.values()), frozenset(_KINDS.values())
"""What the words of the national form come to."""


@dataclass(frozen=True, order=True)
class Circle:
    """Institutions alike: `letter` of the national code, `level` and `kind`; "" is any.

    `letter` is H 定点医疗机构, P 定点零售药店 or "".
    """

    letter: str
    level: str = ""
    kind: str = ""

    def holds(self, other: "Circle") -> bool:
        """Whether an institution that is `other` stands in it."""
        pairs = zip(vars(self).values(), vars(other).values(), strict=True)
        return self.letter == other.letter and all(own in ("", told) for own, told in pairs)

    def wider(self) -> tuple["Circle", ...]:
        """Itself, then wider ones: the level is kept longest, since prices and cases go by it."""
        if self.letter == "P":
            return tuple(dict.fromkeys((self, Circle("P"))))
        level = (self, Circle(self.letter, self.level)) if self.level else ()
        return tuple(dict.fromkeys((*level, Circle(self.letter))))


def circle_of(institution: str, level: str, kind: str) -> Circle:
    """What an institution is; a pharmacy has no level."""
    letter = institution[:1] if institution[:1].isalpha() else ""
    return Circle(letter, "" if letter == "P" else _means(_LEVELS, level), _means(_KINDS, kind))


def _means(words: dict[str, str], told: str) -> str:
    return next((meant for word, meant in words.items() if word in told), told.strip())


def peers_of(counts: Mapping[Circle, int]) -> dict[Circle, Circle]:
    """For each, the narrowest circle with enough institutions in it, or the widest there is.

    Args:
        counts: how many institutions that have a place are just so.
    """
    return {one: _enough(one.wider(), counts) for one in counts}


def how_many(circle: Circle, counts: Mapping[Circle, int]) -> int:
    """Institutions with a place that stand in `circle`."""
    return sum(count for one, count in counts.items() if circle.holds(one))


def _enough(circles: Sequence[Circle], counts: Mapping[Circle, int]) -> Circle:
    found = (one for one in circles if how_many(one, counts) >= FEWEST)
    return next(found, circles[-1])
