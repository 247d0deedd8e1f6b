"""The supervisor's table: bundles verified, folded and counted over many teams."""

from inspector.merge.contents import BundleContents, Refused
from inspector.merge.gather import gather
from inspector.merge.merged import Conflict, Figure, Inspected, Merged, Opinion
from inspector.merge.resolve import resolve

__all__ = [
    "BundleContents",
    "Conflict",
    "Figure",
    "Inspected",
    "Merged",
    "Opinion",
    "Refused",
    "gather",
    "resolve",
]
