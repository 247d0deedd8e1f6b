"""What a made-up place is called, what it charges for, and what is known to be wrong with it."""

from dataclasses import dataclass
from decimal import Decimal

CENT = Decimal("0.01")


@dataclass(frozen=True)
class Institution:
    """Who hands the data in; `region` is the part of its people's numbers no other sample uses."""

    code: str
    name: str
    level: str
    area: str
    med_type: str
    region: int


@dataclass(frozen=True)
class Item:
    """One charge item; `price` in 元 a unit charged, `pack` such units in one `pack_unit`."""

    code: str
    own: str
    name: str
    price: str
    fee_class: str
    list_type: str = "101"
    pack: int = 1
    pack_unit: str = "盒"
    unit: str = "盒"
    cost: str = ""
    sort: str = "西药"

    @property
    def bought_at(self) -> Decimal:
        """元 a unit the supplier asks; four fifths of the price where nothing else is said."""
        return Decimal(self.cost) if self.cost else (Decimal(self.price) * 4 / 5).quantize(CENT)


@dataclass(frozen=True)
class Wrong:
    """A planted violation: the rule that finds it, its key, its fee line and 元 (0 for a lead)."""

    kind: str
    rule: str
    key_type: str
    key: str
    line: str
    amount: Decimal


@dataclass(frozen=True)
class Innocent:
    """A look-alike: the rule that must not hit `key`, and why."""

    kind: str
    rule: str
    key_type: str
    key: str
    why: str
