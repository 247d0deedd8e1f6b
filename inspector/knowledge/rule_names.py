"""Which of the 88 national rules a published row belongs to, by the words around it.

What the row and its sheet say comes before the name of the file: files have been published under
each other's names.
"""

import re
from collections.abc import Iterable, Sequence
from functools import cache

from inspector.knowledge.families import families
from inspector.knowledge.points import plain

DRUG, ITEM, DEVICE = "drug", "item", "device"

_WORDS: tuple[tuple[str, str], ...] = (
    ("sex", r"性别"),
    ("insurance", r"保险类型|险种|工伤|生育保险"),
    ("visit", r"就医方式|就医类型"),
    ("operation", r"主次操作|折价"),
    ("duplicate", r"重复收费"),
    ("interval", r"限定周期|周期"),
    ("count", r"频次"),
    ("course", r"疗程|开药天数"),
    ("level", r"机构级别|医院级别"),
    ("diagnosis", r"适应症"),
    ("second", r"二线"),
    ("herbal", r"饮片"),
    ("internet", r"互联网"),
    ("dept", r"科室"),
    ("amount", r"总额"),
    ("price", r"单价|限价"),
    ("age", r"年龄|儿童|新生儿"),
)
_RULES: dict[tuple[str, str], int] = {
    ("sex", DRUG): 67,
    ("sex", ITEM): 81,
    ("sex", DEVICE): 87,
    ("visit", DRUG): 13,
    ("visit", ITEM): 22,
    ("operation", ITEM): 15,
    ("duplicate", ITEM): 25,
    ("duplicate", DEVICE): 30,
    ("interval", ITEM): 31,
    ("count", ITEM): 27,
    ("count", DEVICE): 86,
    ("course", DRUG): 10,
    ("course", ITEM): 23,
    ("level", DRUG): 12,
    ("level", ITEM): 24,
    ("diagnosis", DRUG): 8,
    ("diagnosis", ITEM): 20,
    ("diagnosis", DEVICE): 88,
    ("second", DRUG): 5,
    ("internet", DRUG): 47,
    ("dept", ITEM): 21,
    ("dept", DEVICE): 85,
    ("amount", ITEM): 28,
    ("amount", DEVICE): 34,
    ("price", ITEM): 14,
}


def rule_of(said: Sequence[str], code: str, target: str, text: str) -> int | None:
    """The row of the 88 rules; None if no word tells.

    Args:
        said: from the nearest to the farthest: the row's own type, its sheet, titles, the file.
        code: the first national code of the row; its first sign tells drugs, items and devices.
        target: 限定对象 as published.
        text: the limit in words.
    """
    for words in map(plain, said):
        number = _by_name(words) or _by_words(words, _kind(code, said), target, text)
        if number:
            return _herbal(text) or number if number in (3, 4) else number
    return None


@cache
def _names() -> tuple[tuple[str, int], ...]:
    every = (
        (plain(name), row) for one in families().values() for row, name in one.national.items()
    )
    return tuple(sorted(every, key=lambda pair: -len(pair[0])))


def _by_name(words: str) -> int | None:
    return next((number for name, number in _names() if name in words), None)


def _by_words(words: str, kind: str, target: str, text: str) -> int | None:
    for family, pattern in _WORDS:
        if not re.search(pattern, words):
            continue
        if family == "age":
            return _age(kind, target, text)
        if family == "insurance":
            return _insurance(kind, words + target)
        if family == "herbal":
            return _herbal(words) or _herbal(text)
        return _RULES.get((family, kind))
    return None


def _age(kind: str, target: str, text: str) -> int:
    """The catalogue limits drugs in words that begin with 限; other drugs are for children only."""
    if kind == DRUG:
        return 7 if plain(text).startswith("限") else 65
    if kind == DEVICE:
        return 32 if "新生儿" in target else 33
    return 29 if "就业" in target + text else 80


def _insurance(kind: str, words: str) -> int | None:
    base = 1 if kind == DRUG else 16
    if "工伤" in words:
        return base
    return base + 1 if "生育" in words else None


def _herbal(words: str) -> int | None:
    if re.search(r"单独使用|单方使用|单味使用", words):
        return 4
    return 3 if re.search(r"单复方|不得纳入", words) else None


def _kind(code: str, said: Iterable[str]) -> str:
    """What a code is of; without one, what the words around it speak of."""
    if code:
        return {"X": DRUG, "Z": DRUG, "T": DRUG, "C": DEVICE}.get(code[0], ITEM)
    words = "".join(said)
    if "耗材" in words:
        return DEVICE
    return DRUG if "药品" in words and "项目" not in words else ITEM
