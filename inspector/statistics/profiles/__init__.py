"""Profiles: the analyses of an audit textbook, each a clue, never a verdict."""

from collections.abc import Mapping

from inspector.statistics.profiles.bunching import BUNCHING, just_below
from inspector.statistics.profiles.capacity import CAPACITY, census
from inspector.statistics.profiles.concentration import CONCENTRATION, hhi
from inspector.statistics.profiles.gaps import GAPS, gaps
from inspector.statistics.profiles.groups import GROUPS, joined
from inspector.statistics.profiles.growth import GROWTH, parts_of_growth
from inspector.statistics.profiles.near import NEAR
from inspector.statistics.profiles.peers import PEERS, robust_z
from inspector.statistics.profiles.profile import Clues, OneOf, Profile
from inspector.statistics.profiles.stays import STAYS, jaccard
from inspector.statistics.profiles.strata import ABC, abc
from inspector.statistics.profiles.trend import TREND, change_point

PROFILES: Mapping[str, Profile] = {
    one.name: one
    for one in (
        *(PEERS, TREND, GROWTH, ABC, GAPS, NEAR),
        *(STAYS, GROUPS, CONCENTRATION, BUNCHING, CAPACITY),
    )
}

__all__ = [
    "PROFILES",
    "Clues",
    "OneOf",
    "Profile",
    "abc",
    "census",
    "change_point",
    "gaps",
    "hhi",
    "jaccard",
    "joined",
    "just_below",
    "parts_of_growth",
    "robust_z",
]
