"""One hospital inspected, and a figure of it; amounts in 元.

No patient is named here: hospitals, rules, teams, findings by their ids.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any

from inspector.findings import Event, Finding, FollowUp


@dataclass(frozen=True)
class Extent:
    """How large one snapshot is, as its packer signed; 0 where nobody told.

    `settlements` are records, reversals among them; `billed` is net, in 元.
    """

    rows: int = 0
    settlements: int = 0
    billed: Decimal = Decimal("0.00")

    def to_dict(self) -> dict[str, Any]:
        """As canonical JSON takes it."""
        return {"rows": self.rows, "settlements": self.settlements, "billed": str(self.billed)}

    @classmethod
    def from_dict(cls, told: Mapping[str, Any]) -> "Extent":
        """The extent in `told`; what an earlier release did not tell is 0."""
        billed = Decimal(told.get("billed", "0.00"))
        return cls(int(told["rows"]), int(told.get("settlements", 0)), billed)


@dataclass(frozen=True)
class Inspected:
    """One hospital on one set of snapshots, by all teams that looked at it.

    `held_by` names, by finding, the teams whose money it is: those that confirmed it, or, while
    nobody has, those that hold it; it is empty where only a resolution confirmed it. `missing` are
    ids of events somebody saw that are in no bundle: a journal was not handed in.
    """

    institution: str
    institution_name: str
    period: tuple[date, date]
    cases: tuple[str, ...]
    teams: tuple[str, ...]
    bundles: tuple[str, ...]
    snapshot_digests: tuple[str, ...]
    pack_digests: tuple[str, ...]
    findings: Mapping[str, Finding]
    held_by: Mapping[str, tuple[str, ...]]
    events: tuple[Event, ...]
    missing: tuple[str, ...]
    hits: Mapping[str, int] = field(default_factory=dict)
    """By rule, how often the check pointed somewhere."""
    extents: Mapping[str, Extent] = field(default_factory=dict)
    """By snapshot: how large what was looked at is."""
    level: str = ""
    """Of the institution (三级, 二级, 社区 …), as its own register tells it; "" if it does not."""
    kind: str = ""
    """Of the institution (综合, 康复, 连锁药店 …), likewise."""
    people: Mapping[str, str] = field(default_factory=dict)
    """Who acted, by key id."""
    owed: tuple[FollowUp, ...] = ()
    """What the bureau of the place owes after 移交, the most urgent first."""
    told: bytes = field(default=b"", repr=False)
    """Its part of the summary, as a store keeps it; empty where its findings are at hand."""


@dataclass(frozen=True)
class Figure:
    """One hospital, class, rule, region, team or month; money of confirmed findings in 元.

    `claimed` counts a fee line as often as findings point at it; `counted` only what this one adds,
    each fee line once, so that the column's sum is the total.
    """

    name: str
    title: Mapping[str, str]
    states: Mapping[str, int]
    claimed: Decimal
    counted: Decimal
