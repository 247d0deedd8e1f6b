"""Samples drawn by tickets: anybody with a SHA-256 tool can redraw them.

The order of the frame changes nothing, and a larger sample only adds units to a smaller one.
"""

from collections.abc import Iterable, Mapping
from hashlib import sha256

from inspector.errors import FrameInvalid


def draw(frame: Iterable[str], size: int, seed: str) -> list[str]:
    """Draw `size` units from `frame` without replacement, reproducibly.

    Each unit gets a ticket, SHA-256 of "seed,unit"; the lowest tickets are drawn.

    Args:
        frame: unit keys, e.g. `setl_id`; N distinct strings.
        size: units to draw, 1..N.
        seed: public text made after the frame was sealed, e.g. dice rolled on site.

    Returns:
        `size` unit keys, in ticket order.

    Raises:
        FrameInvalid: a key repeats, or `size` is outside 1..N.

    Source: R. Rivest, consistent_sampler (ticket-number sampling for election audits).
    """
    units = list(frame)
    if len(set(units)) != len(units):
        raise FrameInvalid(problem="repeats", size=size, units=len(units))
    if not 1 <= size <= len(units):
        raise FrameInvalid(problem="size", size=size, units=len(units))
    tickets = {unit: ticket(seed, unit) for unit in units}
    return sorted(units, key=tickets.__getitem__)[:size]


def ticket(seed: str, unit: str) -> bytes:
    """The ticket of one unit: what `printf '%s' 'seed,unit' | sha256sum` prints."""
    return sha256(f"{seed},{unit}".encode()).digest()


def draw_strata(
    strata: Mapping[str, Iterable[str]], sizes: Mapping[str, int], seed: str
) -> dict[str, list[str]]:
    """Draw from each stratum on its own, with the seed "seed,stratum".

    Raises:
        FrameInvalid: as `draw`, for the first stratum in the order of their names.
    """
    return {
        name: draw(strata[name], sizes[name], f"{seed},{name}")
        for name in sorted(strata)
        if sizes.get(name, 0)
    }


def draw_in_stages(
    clusters: Mapping[str, Iterable[str]], first: int, second: int, seed: str
) -> dict[str, list[str]]:
    """Draw `first` clusters (visits, wards, days), then up to `second` units within each.

    A cluster that holds no more than `second` units is taken whole.

    Raises:
        FrameInvalid: fewer clusters than `first`, or a unit that repeats within its cluster.
    """
    drawn = draw(clusters, first, seed)
    units = {name: list(clusters[name]) for name in drawn}
    return {
        name: draw(units[name], min(second, len(units[name])), f"{seed},{name}")
        for name in drawn
        if units[name]
    }
