"""The supervisor's table: bundles verified, folded and counted over many teams."""

from inspector.merge.browse import COLUMNS, Browser, Page
from inspector.merge.contents import BundleContents, Checked, Refused
from inspector.merge.crossings import Crossing
from inspector.merge.effects import Effect
from inspector.merge.feedback import Feedback, make_feedback, open_feedback
from inspector.merge.gather import gather, merged_of
from inspector.merge.hospital import Hospital, hospitals_of
from inspector.merge.inspected import Extent, Figure, Inspected
from inspector.merge.kept import FINDINGS
from inspector.merge.library import LibraryCase, library
from inspector.merge.merged import WAYS, Conflict, Merged, Opinion
from inspector.merge.peers import FEWEST, KINDS, LEVELS, Circle
from inspector.merge.ranking import Placed
from inspector.merge.resolve import Verdict, check_resolutions, resolve
from inspector.merge.store import Store, is_store
from inspector.merge.taken_back import TakenBack, marked, taken_back
from inspector.merge.verify import check_bundle

__all__ = [
    "COLUMNS",
    "FEWEST",
    "FINDINGS",
    "KINDS",
    "LEVELS",
    "WAYS",
    "Browser",
    "BundleContents",
    "Checked",
    "Circle",
    "Conflict",
    "Crossing",
    "Effect",
    "Extent",
    "Feedback",
    "Figure",
    "Hospital",
    "Inspected",
    "LibraryCase",
    "Merged",
    "Opinion",
    "Page",
    "Placed",
    "Refused",
    "Store",
    "TakenBack",
    "Verdict",
    "check_bundle",
    "check_resolutions",
    "gather",
    "hospitals_of",
    "is_store",
    "library",
    "make_feedback",
    "marked",
    "merged_of",
    "open_feedback",
    "resolve",
    "taken_back",
]
