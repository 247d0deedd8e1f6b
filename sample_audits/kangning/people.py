"""Made-up people: names put together by lot, identity numbers of a region that does not exist.

Region codes beginning with 99 are assigned to no place, so no number here can be a person's;
the check digit is right, the sex digit agrees with the sex.
"""

from dataclasses import dataclass
from random import Random

from sample_audits.kangning.clock import day_of, day_text

_FAMILY = "王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧程曹袁邓许傅沈曾彭吕"
_GIVEN = (
    "安宁康平和庆福瑞祥云海山川林森春秋明月清源文博远志诚信雅静兰梅竹菊芳琴棋书画岚峰屿澜溪䶮𬭎"
)
_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_CHECK = "10X98765432"
_BORN_FROM = day_of(1938, 1, 1)
_BORN_DAYS = 22_000


@dataclass(frozen=True)
class Person:
    """One insured person. `sex` is the national 1 male, 2 female; `born` an epoch day."""

    psn_no: str
    certno: str
    name: str
    sex: str
    born: int
    age: int
    insutype: str
    psn_type: str


@dataclass(frozen=True)
class Staff:
    """One employee; therapists carry `康复治疗师`."""

    code: str
    name: str
    kind: str
    dept: str


def check_digit(first17: str) -> str:
    """The 18th character of an identity number. Source: GB 11643-1999, MOD 11-2."""
    return _CHECK[sum(int(d) * w for d, w in zip(first17, _WEIGHTS, strict=True)) % 11]


def made_up_name(rng: Random) -> str:
    """A family name and one or two given characters, a few of them rare."""
    given = "".join(
        _GIVEN[int(rng.random() * len(_GIVEN))] for _ in range(1 + (rng.random() < 0.6))
    )
    return _FAMILY[int(rng.random() * len(_FAMILY))] + given


def made_up_person(rng: Random, ward: int, number: int, sex: str = "") -> Person:
    """Person `number` of a ward; numbers differ, so identity numbers differ too."""
    sex = sex or ("1" if rng.random() < 0.5 else "2")
    # Every 500 people the three-digit serial starts again: another remainder of the birthday.
    born = _BORN_FROM + int(rng.random() * _BORN_DAYS / 8) * 8 + number // 500 % 8
    serial = number % 500 * 2 + (1 if sex == "1" else 0)
    first17 = f"99{ward:04d}{day_text(born).replace('-', '')}{serial:03d}"
    employed = rng.random() < 0.6
    age = 2024 - int(day_text(born)[:4])
    return Person(
        psn_no=f"3301{ward:04d}{number:06d}",
        certno=first17 + check_digit(first17),
        name=made_up_name(rng),
        sex=sex,
        born=born,
        age=age,
        insutype="310" if employed else "390",
        psn_type=("12" if age >= 60 else "11") if employed else "15",
    )
