"""How often which values came: bins with round edges, counts, and the figures that sum them up."""

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from monitor.core.batch import Floats

__all__ = ["FEWEST_BINS", "MOST_BINS", "Bins", "Summary", "bins_for", "counts", "summary"]

FEWEST_BINS, MOST_BINS = 10, 200

_MULTIPLES = (1.0, 2.0, 2.5, 5.0, 10.0)
_KEPT = 2.0
"""Bins stay as they are until others would be so many times as wide or narrow: a picture that jumps tells little."""
_FLATTEST = 1e-9


@dataclass(frozen=True, slots=True)
class Bins:
    """`number` bins of one width; bin i holds (first + i + shift) * width up to the next. shift: -0.5 or 0."""

    first: int
    number: int
    width: float
    shift: float = 0.0

    @property
    def edges(self) -> Floats:
        """(number + 1,) values."""
        return (np.arange(self.first, self.first + self.number + 1, dtype=np.float64) + self.shift) * self.width

    def place(self, value: float) -> int:
        """The bin a value is in, counted from 0; it may lie outside."""
        return math.floor(value / self.width - self.shift) - self.first


@dataclass(frozen=True, slots=True)
class Summary:
    """Some values in a few figures; all NaN where there is none."""

    number: int
    low: float
    high: float
    mean: float
    deviation: float
    median: float
    p95: float
    p99: float


def bins_for(values: Sequence[Floats], *, wanted: int = 0, before: Bins | None = None) -> Bins | None:
    """Bins that hold all values of all series; None where there are none.

    wanted: about so many bins; 0: as many as suit the data (Freedman and Diaconis), 10 to 200.
    before: kept, and only made longer, where it still fits about.
    """
    known = [each for each in values if len(each)]
    if not known:
        return None
    low, high = min(float(each.min()) for each in known), max(float(each.max()) for each in known)
    span = high - low
    if not _FLATTEST * max(abs(low), abs(high)) < span < math.inf:
        return _around(low)
    ideal = span / wanted if wanted else min(_freedman(each, span) for each in known)
    ideal = min(max(ideal, span / MOST_BINS), span / FEWEST_BINS) if not wanted else ideal
    whole = all(_whole(each) for each in known)
    if before is not None and ideal / _KEPT <= before.width <= ideal * _KEPT and (before.shift != 0.0) <= whole:
        width = before.width
    else:
        width = _round(ideal, whole=whole)
    return _covering(low, high, width, -0.5 if whole and width == 1.0 else 0.0)


def counts(values: Floats, bins: Bins) -> NDArray[np.intp]:
    """(number,) how many of the values are in each bin."""
    place = np.floor(values / bins.width - bins.shift).astype(np.int64) - bins.first
    return np.bincount(np.clip(place, 0, bins.number - 1), minlength=bins.number)


def summary(values: Floats) -> Summary:
    """The figures of finite values."""
    if not len(values):
        return Summary(0, *(math.nan,) * 7)
    median, p95, p99 = np.percentile(values, (50.0, 95.0, 99.0))
    return Summary(
        number=len(values),
        low=float(values.min()),
        high=float(values.max()),
        mean=float(values.mean()),
        deviation=float(values.std()),
        median=float(median),
        p95=float(p95),
        p99=float(p99),
    )


def _freedman(values: Floats, span: float) -> float:
    """The width for values that are many: twice the middle half's span, over the cube root of their number."""
    quarter, three = np.percentile(values, (25.0, 75.0))
    width = 2.0 * float(three - quarter) / len(values) ** (1.0 / 3.0)
    return width if width > 0.0 else span / math.sqrt(len(values))


def _round(width: float, *, whole: bool) -> float:
    """The round width nearest to one, at least 1 for whole numbers."""
    power = 10.0 ** math.floor(math.log10(width))
    best = min((power * multiple for multiple in _MULTIPLES), key=lambda each: abs(math.log(each / width)))
    return max(1.0, math.ceil(best)) if whole else best


def _covering(low: float, high: float, width: float, shift: float) -> Bins:
    first = math.floor(low / width - shift)
    return Bins(first, math.floor(high / width - shift) - first + 1, width, shift)


def _around(value: float) -> Bins:
    """Bins for values that are all the same, which is in the middle one."""
    width = _round(max(abs(value) * 0.01, 1e-9) if value else 1.0, whole=False)
    return Bins(math.floor(value / width) - FEWEST_BINS // 2, FEWEST_BINS + 1, width)


def _whole(values: Floats) -> bool:
    return bool((values == np.floor(values)).all())
