"""What one charge of an item stands for: 四十五分 is 45 minutes, 二个穴位 two acupoints.

Price lists say it in free text, with Chinese or arabic numerals. What is not understood is None,
never one of something.
"""

import re
import unicodedata
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from typing import Literal

Kind = Literal[
    "minutes",
    "day",
    "month",
    "course",
    "times",
    "person",
    "item",
    "specimen",
    "group",
    "site",
    "region",
    "side",
    "limb",
    "joint",
    "muscle",
    "nerve",
    "acupoint",
    "digit",
    "segment",
    "jaw",
    "tooth",
    "body-surface",
    "area",
    "length",
    "volume",
    "blood-unit",
    "dose",
    "cup",
    "piece",
    "exposure",
    "phase",
    "position",
    "kilowatt",
    "centigray",
]


@dataclass(frozen=True)
class ChargeUnit:
    """`n` of `kind` for each charge.

    `body-surface` counts percent, `area` cm², `length` cm, `volume` ml; half a day is 0.5.
    """

    kind: Kind
    n: Decimal
    text: str
    """As the price list says it."""


_NOUNS: dict[Kind, str] = {
    "minutes": "分 分钟 min",
    "day": "日 天",
    "month": "月",
    "course": "疗程",
    "times": "次 次数 例",
    "person": "人 人次",
    "item": "项 种 项目 试验项目 实验项目 抗原 抗体 细菌 维生素 氨基酸 亚型 方法 位点",
    "specimen": "标本",
    "group": "组",
    "site": "部位 取材部位 处 创面 皮损 切口 肿物 靶点 瓣膜 洞 根管",
    "region": "照射区 照射野 区 面",
    "side": "侧 眼 耳",
    "limb": "肢",
    "joint": "关节",
    "muscle": "肌肉",
    "nerve": "神经 神经支",
    "acupoint": "穴位",
    "digit": "指 手指 指(趾) 甲",
    "segment": "节 节椎骨 椎体 间盘 肺段 段",
    "jaw": "颌",
    "tooth": "牙",
    "area": "cm2 平方厘米",
    "length": "cm 厘米 公分",
    "volume": "ml 毫升",
    "blood-unit": "u 单位",
    "dose": "治疗量",
    "cup": "罐",
    "piece": "个 片 片数 根 支 件 付 副 幅 针 只 视野",
    "exposure": "曝光次数",
    "phase": "时相",
    "position": "体位",
    "kilowatt": "千瓦",
    "centigray": "cgy",
}
_KIND_OF: dict[str, Kind] = {noun: kind for kind, said in _NOUNS.items() for noun in said.split()}
_HOURS = ("小时", "h")
_WORDS = {"半": Decimal("0.5"), "单": Decimal(1), "双": Decimal(2), "": Decimal(1)}
_DIGITS = {digit: value for value, digit in enumerate("一二三四五六七八九", start=1)} | {"两": 2}
_PLACES = {"十": 10, "百": 100}


_NOUN = "|".join(map(re.escape, [*_KIND_OF, *_HOURS]))
_UNIT = re.compile(
    r"(?:每|取材)?(?P<number>\d+(?:\.\d+)?|[一二两三四五六七八九十百]+|半|单|双|)"
    rf"(?:[个条块种])?(?P<noun>{_NOUN})"
)
_SURFACE = re.compile(r"每?(?:(\d+)%体表面积|体表面积(\d+)%)")
_THIRD = "面1/3"


@cache
def charge_unit(text: str) -> ChargeUnit | None:
    """The unit a price list names, or None where it is not understood.

    Of a unit with a bar the first part counts: 45分钟/次 is 45 minutes, 次/只 one time.
    """
    plain = "".join(unicodedata.normalize("NFKC", text).casefold().split())
    if surface := _SURFACE.fullmatch(plain):
        return ChargeUnit("body-surface", Decimal(surface[1] or surface[2]), text)
    if plain == _THIRD:
        return ChargeUnit("region", Decimal(1), text)
    found = _UNIT.fullmatch(plain.split("/", 1)[0])
    if found is None:
        return None
    n = _number(found["number"])
    if found["noun"] in _HOURS:
        return ChargeUnit("minutes", 60 * n, text)
    return ChargeUnit(_KIND_OF[found["noun"]], n, text)


def _number(said: str) -> Decimal:
    if said in _WORDS:
        return _WORDS[said]
    if said[0].isdigit() and said.isascii():
        return Decimal(said)
    total, digit = 0, 0
    for sign in said:
        if sign in _PLACES:
            total, digit = total + (digit or 1) * _PLACES[sign], 0
        else:
            digit = _DIGITS[sign]
    return Decimal(total + digit)
