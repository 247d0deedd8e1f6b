"""Which bundles are looked at together, and how to tell that they were, and as what.

A hospital is made of all its bundles; hospitals that share a case stand in one group.
"""

from collections.abc import Iterable, Mapping, Sequence

from inspector.findings import Event
from inspector.trust import canonical, digest

_FORM = 6
"""What hospitals are made into; another number, and an older store makes them anew."""


def made_of(
    group: Iterable[str], known: Mapping[str, tuple[str, str]], resolutions: Sequence[Event]
) -> str:
    """What a hospital was made of, and into what: its bundles, their cases' resolutions."""
    named = sorted(group)
    cases = {known[one][1] for one in named}
    settled = sorted(event.id for event in resolutions if event.case in cases)
    return digest(canonical([_FORM, named, settled]))


def together(known: Mapping[str, tuple[str, str]]) -> list[tuple[str, ...]]:
    """Bundles that share an institution or a case, directly or over others."""
    group: dict[tuple[str, str], set[str]] = {}
    for named, (institution, case) in sorted(known.items()):
        keys = (("institution", institution), ("case", case))
        joined = {named}.union(*(group.get(key, set()) for key in keys))
        for one in joined:
            code, of = known[one]
            group["institution", code] = group["case", of] = joined
    return sorted({tuple(sorted(one)) for one in group.values()})
