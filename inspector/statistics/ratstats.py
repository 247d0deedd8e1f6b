"""The draws of RAT-STATS, so that a sample of the published kind can be redrawn by its own program.

The same seed and ranges give the same numbers as the manuals print. Its seeding knows at most
65,536 different samples: good for replay, weak against shopping for a seed, hence not the default.

Source: RAT-STATS User's Guide and Companion Manual (rev. 5/2010), chapters 1 and 2; the generator
is Wichmann and Hill, Applied Statistics algorithm AS 183, seeded by Visual Basic's `Randomize`.
"""

import struct
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate

from inspector.errors import FrameInvalid

_MODULI = (30269, 30307, 30323)
_FACTORS = (171, 172, 170)


@dataclass(frozen=True)
class Draw:
    """Numbers drawn: those to examine in rising order, the spares in the order they came."""

    in_order: tuple[tuple[int, ...], ...]
    """All of them as they came, each with one number a range."""
    sequential: tuple[tuple[int, ...], ...]
    spares: tuple[tuple[int, ...], ...]

    @property
    def summation(self) -> int:
        """The sum of all numbers drawn: what the program prints as its check figure."""
        return sum(sum(numbers) for numbers in self.in_order)


def ratstats(
    seed: float, ranges: Sequence[tuple[int, int]], sequential: int, spares: int = 0
) -> Draw:
    """Draw `sequential` numbers to examine and `spares` more, one from each of `ranges`.

    Args:
        seed: the program's seed, such as 48863.78; above 0.
        ranges: lowest and highest number of each, both included; one range for a single-stage
            sample, two or more for sets of numbers. No set is drawn twice.

    Raises:
        FrameInvalid: more is asked than the ranges hold, or the seed is not above 0.
    """
    held = 1
    for low, high in ranges:
        held *= max(high - low + 1, 0)
    if seed <= 0:
        raise FrameInvalid(problem="seed", size=sequential + spares, units=held)
    if not 1 <= sequential + spares <= held:
        raise FrameInvalid(problem="size", size=sequential + spares, units=held)
    random = _wichmann_hill(seed)
    drawn: dict[tuple[int, ...], None] = {}
    while len(drawn) < sequential + spares:
        drawn.setdefault(tuple(low + int(next(random) * (high - low + 1)) for low, high in ranges))
    in_order = tuple(drawn)
    return Draw(in_order, tuple(sorted(in_order[:sequential])), in_order[sequential:])


def place_in(frames: Sequence[tuple[int, int]], number: int) -> tuple[int, int]:
    """The frame (from 1) and the item in it that `number` of the joined frames stands for.

    Frames are numbered ranges laid end to end: with 1–1050 and 8405–9565, number 1051 is item
    8405 of frame 2.
    """
    ends = list(accumulate(high - low + 1 for low, high in frames))
    at = bisect_left(ends, number)
    before = ends[at - 1] if at else 0
    return at + 1, frames[at][0] + number - before - 1


def _wichmann_hill(seed: float) -> Iterator[float]:
    """Numbers in [0, 1); double precision, as the program computes them."""
    state = list(_start(seed))
    while True:
        state = [
            factor * part % modulus
            for part, factor, modulus in zip(state, _FACTORS, _MODULI, strict=True)
        ]
        x, y, z = (part / modulus for part, modulus in zip(state, _MODULI, strict=True))
        yield (x + y + z) % 1


def _start(seed: float) -> Iterator[int]:
    """Visual Basic's `Rnd(-1): Randomize seed`, then `Int(Rnd * modulus) + 1` thrice."""
    bits = 0xBF800000  # -1 as a single
    state = _basic_rnd((bits + (bits >> 24)) & 0xFFFFFF)
    high = struct.unpack("<II", struct.pack("<d", seed))[1]
    state = (state & 0xFF0000FF) | (((high & 0xFFFF) ^ (high >> 16)) << 8)
    for modulus in _MODULI:
        state = _basic_rnd(state & 0xFFFFFF)
        yield int(state / 2**24 * modulus) + 1


def _basic_rnd(state: int) -> int:
    return (state * 0x43FD43FD + 0xC39EC3) & 0xFFFFFF
