"""What a bundle says once it is opened: as it claims, and as it was checked.

Plain data: how a bundle lies on the disk is its opener's business. Events exist only once they are
verified; before, there are bytes.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from inspector.errors import InspectorError
from inspector.findings import Event
from inspector.merge.inspected import Extent
from inspector.trust import Card


@dataclass(frozen=True)
class BundleContents:
    """One team's bundle on one hospital, as it claims to be.

    `institution` is the code, `team` the names of those who signed, `cards` the roster events are
    checked against, `digest` that of the bundle file, `journal` the signed events as they travel
    (`pack_events`). `heads` anchor the journal as the signed
    report does: by author, how many events there were and the id of the last, which the events
    must reach.
    """

    case_id: str
    institution: str
    period: tuple[date, date]
    team: tuple[str, ...]
    snapshot_digests: tuple[str, ...]
    pack_digests: tuple[str, ...]
    journal: bytes = field(repr=False)
    manifest: Mapping[str, Any]
    digest: str
    cards: tuple[Card, ...]
    institution_name: str = ""
    heads: Mapping[str, Sequence[int | str]] = field(default_factory=dict)
    hits: Mapping[str, int] = field(default_factory=dict)
    """By rule, how often the team's check pointed somewhere."""
    extents: Mapping[str, Extent] = field(default_factory=dict)
    """By snapshot digest."""
    level: str = ""
    kind: str = ""
    """Level and kind of the institution, in the words of its own register."""

    @property
    def label(self) -> str:
        """The team as figures name it, in whatever language."""
        return "、".join(sorted(self.team))


@dataclass(frozen=True)
class Checked:
    """A bundle with its events, each verified; `check_bundle` makes it and nothing else does."""

    bundle: BundleContents
    events: tuple[Event, ...]


@dataclass(frozen=True)
class Refused:
    """A bundle that is in no figure, and why."""

    digest: str
    institution: str
    team: str
    error: InspectorError
