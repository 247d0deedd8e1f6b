"""A checked bundle as one Parquet table: its events as they were signed, its facts beside them."""

from datetime import date
from typing import Any

import pyarrow as pa

from inspector.findings import kept_events
from inspector.merge.contents import BundleContents, Checked
from inspector.merge.inspected import Extent
from inspector.merge.parquet import ABOUT, about, rows, written
from inspector.trust import Card

_TEXT = pa.string()
_EVENT: list[tuple[str, pa.DataType]] = [
    *((name, _TEXT) for name in ("finding", "kind", "at")),
    ("envelope", pa.binary()),
]
_EVENTS = pa.schema(_EVENT)


def bundle_bytes(checked: Checked) -> bytes:
    """A bundle that has been verified, with every event as it was signed."""
    bundle = checked.bundle
    told = {
        "case_id": bundle.case_id,
        "institution": bundle.institution,
        "institution_name": bundle.institution_name,
        "period": [day.isoformat() for day in bundle.period],
        "team": list(bundle.team),
        "snapshot_digests": list(bundle.snapshot_digests),
        "pack_digests": list(bundle.pack_digests),
        "digest": bundle.digest,
        "cards": [card.to_dict() for card in bundle.cards],
        "heads": {author: list(head) for author, head in bundle.heads.items()},
        "hits": dict(bundle.hits),
        "extents": {named: one.to_dict() for named, one in bundle.extents.items()},
        "level": bundle.level,
        "kind": bundle.kind,
    }
    names = ("finding", "kind", "at", "envelope")
    columns = {name: [getattr(one, name) for one in checked.events] for name in names}
    return written(pa.table(columns, schema=_EVENTS), {ABOUT: told}, repeats=False)


def bundle_of(parquet: bytes) -> Checked:
    """The bundle; its events were verified before they were kept."""
    told = about(parquet)
    first, last = map(date.fromisoformat, told.pop("period"))
    cards = tuple(map(Card.from_dict, told.pop("cards")))
    lists: dict[str, Any] = {
        name: tuple(told.pop(name)) for name in ("team", "snapshot_digests", "pack_digests")
    }
    told["extents"] = extents_in(told)
    envelopes = [bytes(one) for one in rows(parquet).column("envelope").to_pylist() if one]
    bundle = BundleContents(
        **told, **lists, period=(first, last), cards=cards, journal=b"", manifest={}
    )
    return Checked(bundle, tuple(kept_events(envelopes)))


def extents_in(told: dict[str, Any]) -> dict[str, Extent]:
    """The size of each snapshot, taken out of `told`; an earlier release kept rows only."""
    rows_only = {named: {"rows": count} for named, count in told.pop("rows", {}).items()}
    extents = told.pop("extents", rows_only)
    return {named: Extent.from_dict(one) for named, one in extents.items()}
