"""What values look like: dates, numbers, national codes, identity numbers with a right check digit.

A shape speaks for or against a column; it never names one alone.
"""

import re
from collections.abc import Callable, Sequence
from datetime import datetime
from functools import partial

from inspector.intake.values import is_identity
from inspector.schema import Column, code_of

FOR, AGAINST, NEVER = 0.08, -0.15, -1.0
_DATE = re.compile(
    r"(19|20)\d{2}[-/.年]?\d{1,2}([-/.月]?\d{1,2}日?)?([ T]?\d{1,2}:?\d{2}(:?\d{2})?(\.\d+)?)?"
    r"|[2-7]\d{4}(\.\d+)?"
)
_CLOCK = re.compile(r"\d{1,2}:\d{2}(:\d{2})?|0?\.\d+|.*\d:\d{2}(:\d{2})?")
_NUMBER = re.compile(r"[¥￥]?[+-]?(\d+|\d{1,3}(,\d{3})+)(\.\d*)?([eE][+-]?\d+)?元?%?")
_NATIONAL = re.compile(r"\d{15}(-\d+)?|[XZ][A-Z0-9]{15,25}|C\d{19,26}|T[A-Z0-9]{9,}")
_HAN = re.compile(r"[\u3400-\u9fff]")
_FORMATS = tuple(
    day + time
    for day in ("%d/%m/%Y", "%m/%d/%Y", "%d-%m-%Y", "%m-%d-%Y", "%d.%m.%Y", "%y-%m-%d", "%y/%m/%d")
    for time in ("", " %H:%M", " %H:%M:%S")
)
_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_CHECKS = "10X98765432"


def is_identity_number(text: str) -> bool:
    """Whether it is an identity number of 18 signs with a right check digit (GB 11643)."""
    if not re.fullmatch(r"\d{17}[\dXx]", text):
        return False
    total = sum(int(digit) * weight for digit, weight in zip(text, _WEIGHTS, strict=False))
    return _CHECKS[total % 11] == text[-1].upper()


def fit(column: Column, values: Sequence[str]) -> float:
    """How `values`, none of them empty, speak for `column`: above 0 for it, below 0 against."""
    if not values:
        return 0

    share = partial(_share, values)
    if column.type in ("DATE", "TIMESTAMP") or column.name == "year_month":
        return _by(share(_DATE.fullmatch), 0.8, NEVER)
    if column.type == "TIME":
        return _by(share(_CLOCK.fullmatch), 0.8, NEVER)
    if column.type != "VARCHAR":
        return _by(share(_NUMBER.fullmatch), 0.8, NEVER)
    return _text_fit(column, share)


def formats(values: Sequence[str]) -> tuple[str, ...]:
    """The formats that read every one of `values`, none where they read as dates without."""
    if not values or _share(values, _DATE.fullmatch) >= 0.8:
        return ()
    return tuple(format_ for format_ in _FORMATS if all(_reads(value, format_) for value in values))


def _reads(value: str, format_: str) -> bool:
    try:
        datetime.strptime(value, format_)
    except ValueError:
        return False
    return True


def spoken_for(column: Column, values: Sequence[str]) -> bool:
    """Whether values alone make a column worth a person's look: people's numbers, codes, sexes."""
    tests: dict[str, Callable[[str], object]] = {
        "certno": is_identity_number,
        "med_list_codg": _NATIONAL.fullmatch,
        "gend": ("男", "女").__contains__,
    }
    return bool(values) and column.name in tests and _share(values, tests[column.name]) > 0.8


def _text_fit(column: Column, share: Callable[[Callable[[str], object]], float]) -> float:
    if column.name == "certno":
        return _by(share(is_identity_number), 0.5, AGAINST)
    if column.name in ("med_list_codg", "medins_list_codg"):
        national = share(_NATIONAL.fullmatch) >= 0.8
        return FOR if national == (column.name == "med_list_codg") else AGAINST
    if column.dictionary:
        known = share(lambda value: code_of(column.dictionary, value))
        return _by(known, 0.8, NEVER if share(_DATE.fullmatch) > 0.8 else 0)
    if is_identity(column):
        return NEVER if share(_HAN.search) > 0.8 else 0
    if column.name.endswith("_name"):
        return NEVER if share(_NUMBER.fullmatch) > 0.9 else 0
    return 0


def _share(values: Sequence[str], test: Callable[[str], object]) -> float:
    return sum(bool(test(value)) for value in values) / len(values)


def _by(share: float, enough: float, otherwise: float) -> float:
    return FOR if share >= enough else otherwise
