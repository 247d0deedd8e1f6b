"""The supervisor's table: bundles verified, folded and counted over many teams."""

from inspector.merge.contents import BundleContents, Checked, Refused
from inspector.merge.crossings import Crossing
from inspector.merge.effects import Effect
from inspector.merge.gather import gather, merged_of
from inspector.merge.hospital import Hospital, hospitals_of
from inspector.merge.inspected import Figure, Inspected
from inspector.merge.merged import WAYS, Conflict, Merged, Opinion
from inspector.merge.ranking import Placed
from inspector.merge.resolve import resolve
from inspector.merge.verify import check_bundle

__all__ = [
    "WAYS",
    "BundleContents",
    "Checked",
    "Conflict",
    "Crossing",
    "Effect",
    "Figure",
    "Hospital",
    "Inspected",
    "Merged",
    "Opinion",
    "Placed",
    "Refused",
    "check_bundle",
    "gather",
    "hospitals_of",
    "merged_of",
    "resolve",
]
