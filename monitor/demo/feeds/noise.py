"""Repeatable randomness that can be asked for any place, in any order."""

import hashlib
import math
from random import Random

__all__ = ["Noise"]

_MASK = (1 << 64) - 1
_STEP = 0x9E3779B97F4A7C15


class Noise:
    """Numbers that look random and are always the same for the same seed, name and place."""

    def __init__(self, seed: int, name: str) -> None:
        self._name = f"{seed}/{name}"
        self._base = int.from_bytes(hashlib.blake2b(self._name.encode(), digest_size=8).digest(), "big")

    def at(self, place: int) -> float:
        """An even spread over [0, 1); neighbours have nothing to do with each other. Mixed as in SplitMix64."""
        mixed = (self._base + place * _STEP) & _MASK
        mixed = ((mixed ^ (mixed >> 30)) * 0xBF58476D1CE4E5B9) & _MASK
        mixed = ((mixed ^ (mixed >> 27)) * 0x94D049BB133111EB) & _MASK
        return ((mixed ^ (mixed >> 31)) >> 11) / (1 << 53)

    def smooth(self, x: float) -> float:
        """A rounded curve through `at` of the whole numbers, in [0, 1)."""
        place = math.floor(x)
        part = x - place
        left = self.at(place)
        return left + (self.at(place + 1) - left) * part * part * (3.0 - 2.0 * part)

    def walk(self, time: float, *, longest: float, shortest: float) -> float:
        """What a random walk looks like between the time scales `longest` and `shortest` (seconds); within (-4, 4).

        Each halving of the scale adds half the variance, which is the spectrum of Brownian motion.
        """
        total, scale, weight, octave = 0.0, longest, 1.0, 0
        while scale >= shortest:
            # Far apart places give each octave values of its own.
            total += weight * (2.0 * self.smooth(time / scale + (octave << 40)) - 1.0)
            scale, weight, octave = scale / 2.0, weight * math.sqrt(0.5), octave + 1
        return total

    def dice(self, block: int) -> Random:
        """A generator for the details of one block. Only its `random()` is the same in every Python."""
        return Random(f"{self._name}/{block}")
