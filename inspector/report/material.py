"""What a report shows beside its figures: evidence, pictures, samples; plain values, masked.

Whoever makes it has looked; nothing here reads a case.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal

from inspector.findings import KeptSample
from inspector.report.plots import Level, Span

Whole = Literal["whole", "missing", "damaged", "sealed-to-others"]


@dataclass(frozen=True)
class Exhibit:
    """One piece of evidence, as noted when it was kept and as it was found when last looked at.

    `at`: when it was taken, wall time; `kept_at`: UTC. `camera` is what its EXIF says, or empty.
    """

    digest: str
    finding: str
    name: str
    size: int
    kept_at: str
    kept_by: str
    kind: str = ""
    place: str = ""
    at: str = ""
    camera: str = ""
    holder: str = ""
    source: str = ""
    second: str = ""
    pages: str = ""
    original: str = ""
    state: Whole = "whole"


@dataclass(frozen=True)
class Stock:
    """The stock of one item behind a finding, by day."""

    finding: str
    item: str
    levels: tuple[Level, ...]


@dataclass(frozen=True)
class StaffDay:
    """What one member of staff did on one day, by the treatment records."""

    finding: str
    staff: str
    day: str
    spans: tuple[Span, ...]


@dataclass(frozen=True)
class Material:
    """All of it; empty where a case has none."""

    evidence: tuple[Exhibit, ...] = ()
    stocks: tuple[Stock, ...] = ()
    days: tuple[StaffDay, ...] = ()
    samples: tuple[KeptSample, ...] = ()
    analyses: tuple[Mapping[str, Any], ...] = ()
    """Bodies of the events `analysed`."""
