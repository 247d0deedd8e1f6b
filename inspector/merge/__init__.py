"""The supervisor's table: bundles verified, folded and counted over many teams."""

from inspector.merge.contents import BundleContents, Checked, Refused
from inspector.merge.gather import gather
from inspector.merge.merged import Conflict, Figure, Inspected, Merged, Opinion
from inspector.merge.resolve import resolve
from inspector.merge.verify import check_bundle

__all__ = [
    "BundleContents",
    "Checked",
    "Conflict",
    "Figure",
    "Inspected",
    "Merged",
    "Opinion",
    "Refused",
    "check_bundle",
    "gather",
    "resolve",
]
