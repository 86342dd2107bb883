"""What a tile says of its series: value, change, age, level, and the scale it is measured on."""

import math
from collections.abc import Sequence
from dataclasses import dataclass

from monitor.workspace.desk.specs.base import Band
from monitor.workspace.desk.specs.tiles import Tile

__all__ = ["Change", "TileReading", "change_of", "is_stale", "level_of", "scale_of"]

_STALE_AFTER = 10.0
_STALE_INTERVALS = 5.0
_MULTIPLES = (1.0, 2.0, 2.5, 5.0, 10.0)
_PARTS = 4
"""A scale found from the data is about so many round steps long."""


@dataclass(frozen=True, slots=True)
class Change:
    """From a value to another. percent: NaN where it means nothing, from zero or across it."""

    absolute: float
    percent: float

    @property
    def direction(self) -> int:
        """1 up, -1 down, 0 neither."""
        return (self.absolute > 0.0) - (self.absolute < 0.0)


@dataclass(frozen=True, slots=True)
class TileReading:
    """One tile at one moment. value: NaN before the first. age: seconds. level: "" where no band holds the value."""

    value: float = math.nan
    age: float = math.nan
    stale: bool = False
    level: str = ""


def is_stale(age: float, interval: float) -> bool:
    """Whether a value is older than the rhythm of its series allows."""
    return age > max(_STALE_AFTER, _STALE_INTERVALS * interval)


def level_of(bands: Sequence[Band], value: float) -> str:
    """The level of the first band that holds the value."""
    return next((band.level for band in bands if band.holds(value)), "")


def change_of(before: float, value: float) -> Change | None:
    """The change from one value to another; None where one of them is not known."""
    absolute = value - before
    if not math.isfinite(absolute):
        return None
    meant = before > 0.0 <= value or before < 0.0 >= value
    return Change(absolute, 100.0 * absolute / abs(before) if meant else math.nan)


def scale_of(tile: Tile, low: float, high: float) -> tuple[float, float]:
    """The ends of a tile's scale: as told, else round ones around its data and the bounds of its bands."""
    bounds = [each for band in tile.bands for each in (band.low, band.high) if each is not None]
    seen = [each for each in (low, high, *bounds) if math.isfinite(each)] or [0.0, 1.0]
    least, most = min(seen), max(seen)
    pad = (most - least) or abs(most) * 0.1 or 1.0
    step = _step(pad / _PARTS)
    start = tile.low if tile.low is not None else math.floor(least / step) * step
    stop = tile.high if tile.high is not None else math.ceil(most / step) * step
    return (start, stop) if stop > start else (start, start + step)


def _step(least: float) -> float:
    power = 10.0 ** math.floor(math.log10(least))
    return next(power * multiple for multiple in _MULTIPLES if power * multiple >= least * 0.999999)
