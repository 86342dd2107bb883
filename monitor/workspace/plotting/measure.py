"""The way from one point of a curve to another, in words."""

import math
from dataclasses import dataclass

from monitor.core.batch import SeriesKey
from monitor.workspace.wording import MINUS, THIN, decimals_of, duration, number

__all__ = ["Measure", "Point", "span_words"]

_DELTA = "\N{GREEK CAPITAL LETTER DELTA}"
_DIGITS = 4
_MICRO = "\N{MICRO SIGN}"


@dataclass(frozen=True, slots=True)
class Point:
    """A sample: seconds since 1970, and its value."""

    time: float
    value: float


@dataclass(frozen=True, slots=True)
class Measure:
    """Two samples of one series."""

    series: SeriesKey
    first: Point
    second: Point

    @property
    def seconds(self) -> float:
        return self.second.time - self.first.time

    @property
    def difference(self) -> float:
        return self.second.value - self.first.value

    @property
    def rate(self) -> float:
        """Difference a second; NaN where no time has passed."""
        return self.difference / self.seconds if self.seconds else math.nan

    @property
    def share(self) -> float:
        """Difference in parts of the first value; NaN where that is zero."""
        return self.difference / abs(self.first.value) if self.first.value else math.nan

    def words(self, unit: str = "") -> tuple[str, ...]:
        """What is said of it: time, difference, per cent and rate, as far as they are known."""
        of_unit = f"{THIN}{unit}" if unit else ""
        decimals = max(decimals_of(self.first.value), decimals_of(self.second.value))
        said = [f"{_DELTA}t {span_words(self.seconds)}", f"{_DELTA} {_signed(self.difference, decimals)}{of_unit}"]
        if math.isfinite(self.share):
            said.append(f"{_signed(100.0 * self.share, 2)}{THIN}%")
        if math.isfinite(self.rate):
            said.append(f"{_signed(self.rate, _few(self.rate))}{of_unit}/s")
        return tuple(said)


def span_words(seconds: float) -> str:
    """A span exactly: "250 µs", "12.4 ms", "3.25 s", "2 min 5 s", with a minus where it goes back."""
    sign, size = (MINUS if seconds < 0 else ""), abs(seconds)
    for below, factor, unit in ((1e-3, 1e6, f"{_MICRO}s"), (1.0, 1e3, "ms"), (60.0, 1.0, "s")):
        if size < below:
            return f"{sign}{size * factor:.4g}{THIN}{unit}"
    return f"{sign}{duration(size)}"


def _few(value: float) -> int:
    """Decimals that leave a rate about four digits, more than which nobody compares."""
    return min(decimals_of(value), max(0, _DIGITS - 1 - math.floor(math.log10(abs(value))))) if value else 0


def _signed(value: float, decimals: int) -> str:
    return ("+" if value > 0 else "") + number(value, decimals=decimals)
