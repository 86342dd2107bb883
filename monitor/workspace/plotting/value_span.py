"""Which values an axis shows, linear or logarithmic, after the values seen and what the user wants."""

import math

from monitor.workspace.plotting.ranges import ValueRange
from monitor.workspace.plotting.view import Values

__all__ = ["ValueSpan"]

_FARTHEST = 300.0
"""Powers of ten beyond this are not told apart."""
_NARROWEST = 1e-9


class ValueSpan:
    """A ValueRange in values or, with `log`, in powers of ten."""

    def __init__(self, *, log: bool = False) -> None:
        self._log = log
        self._range = ValueRange()
        self._of: tuple[float, float, float] | None = None
        self._shown = Values(0.0, 1.0)

    @property
    def log(self) -> bool:
        """Whether the axis is logarithmic; it shows values above zero alone then."""
        return self._log

    @property
    def manual(self) -> bool:
        """Whether the user has chosen what is shown."""
        return self._range.manual

    def choose(self, *, log: bool) -> None:
        """Make the axis logarithmic, or linear."""
        if log != self._log:
            self._log = log
            self._range = ValueRange()
            self._of = None

    def follow(self, now: float, low: float, high: float) -> bool:
        """Fit the values seen, lowest and highest (NaN: none); tells whether what is shown has changed."""
        return self._range.follow(now, self._place(low), self._place(high))

    def shown(self, *, above: float = 0.0) -> Values:
        """The values shown, with so large a share of the axis more at its top."""
        low, high = self._range.low, self._range.high
        if (low, high, above) != self._of:
            self._of = (low, high, above)
            least, most = self._value(low), self._value(high + (high - low) * above)
            self._shown = Values(least, max(most, least * (1.0 + _NARROWEST)) if self._log else most, self._log)
        return self._shown

    def zoom(self, factor: float, around: float) -> None:
        """Show `factor` times as much with the value `around` in its place, and stay there until `release`."""
        if not self._log or around > 0.0:
            self._range.zoom(factor, self._place(around))

    def release(self) -> None:
        """Follow the values again, with the next ones."""
        self._range.release()

    def _place(self, value: float) -> float:
        if not self._log:
            return value
        return min(max(math.log10(value), -_FARTHEST), _FARTHEST) if value > 0.0 else math.nan

    def _value(self, place: float) -> float:
        return 10.0 ** min(max(place, -_FARTHEST - 1.0), _FARTHEST + 1.0) if self._log else place
