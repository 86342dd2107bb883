"""Which span of time and of values a live plot shows: pure, so that it can be tried without a window."""

import math
from collections import deque

__all__ = ["LiveEdge", "ValueRange"]

_MARGIN = 0.08
_INTERVAL = 0.25
"""Seconds between two changes of the range; each one means drawing everything anew."""
_PATIENCE = 4.0
"""Seconds a narrower range must suffice before it is taken."""
_ROOMY = 0.7
"""A range is narrowed when the values need less than this share of it."""
_COARSE = 0.05
"""Seconds to which an offset of clocks is rounded up, since gaps are drawn anew when it changes."""
_IDLE_OFFSET = 0.5
"""Seconds an offset may be larger than it needs to be."""
_REMEMBERED, _OUTLIERS = 64, 2
"""Arrivals by which clocks are compared, and how many of them may be ahead by mistake."""
_LOOK = 8
"""Arrivals that tell nothing new, after which clocks are compared all the same."""
_LARGEST, _SMALLEST = 4e307, 1e-280
"""Values beyond or below these are not told apart, so that spans stay within what a float can hold."""
_FARTHEST = 1.25 * _LARGEST
"""How far the user can zoom out: the values told apart with the margin around them."""
_FLAT = 0.002
_FLATTEST = 1e-9


class ValueRange:
    """The span of the value axis: grows at once, shrinks slowly, and else stands still.

    `low` and `high` are finite and apart from the first number on; `manual` while the user has set them.
    """

    def __init__(self) -> None:
        self.low = 0.0
        self.high = 1.0
        self.manual = False
        self._known = False
        self._changed = -math.inf
        self._roomy_since: float | None = None

    def follow(self, now: float, low: float, high: float) -> bool:
        """Fit the values seen, lowest and highest (NaN: none); tells whether the range has changed."""
        if self.manual or math.isnan(low) or now - self._changed < _INTERVAL:
            return False
        wanted = _padded(low, high)
        if not self._known:
            return self._set(now, *wanted)
        if low < self.low or high > self.high:
            return self._set(
                now, wanted[0] if low < self.low else self.low, wanted[1] if high > self.high else self.high
            )
        if (wanted[1] - wanted[0]) > _ROOMY * (self.high - self.low):
            self._roomy_since = None
            return False
        if self._roomy_since is None:
            self._roomy_since = now
        return now - self._roomy_since >= _PATIENCE and self._set(now, *wanted)

    def zoom(self, factor: float, around: float) -> None:
        """Show `factor` times the span with the value `around` in its place, and stay there until `release`."""
        low, high = around - (around - self.low) * factor, around + (self.high - around) * factor
        # NaN and infinity do not compare.
        if -_FARTHEST <= low <= high <= _FARTHEST and high - low > _FLATTEST * max(abs(low), abs(high), 1e-300):
            self.low, self.high, self.manual = low, high, True

    def release(self) -> None:
        """Follow the values again, with the next ones."""
        self.manual = False
        self._known = False
        self._changed = -math.inf

    def _set(self, now: float, low: float, high: float) -> bool:
        changed = not self._known or (low, high) != (self.low, self.high)
        self.low, self.high = low, high
        self._known = True
        self._changed = now
        self._roomy_since = None
        return changed


class LiveEdge:
    """The time at the right edge. It is now, unless the times of the rows are clearly those of another clock.

    A server whose clock is ahead, or that tells of what happened minutes ago, would otherwise draw beyond the edge or
    far from it. One row with an absurd time moves nothing, and the edge seldom jumps.
    """

    def __init__(self) -> None:
        self._seen: deque[float] = deque(maxlen=_REMEMBERED)
        self._offset = -math.inf
        self._count = 0

    def follow(self, lead: float) -> None:
        """New rows have come, whose times were so many seconds ahead of when they were received."""
        self._seen.append(lead)
        self._count += 1
        if self._offset - _IDLE_OFFSET <= lead <= self._offset and self._count % _LOOK:
            return
        ordered = sorted(self._seen)
        ahead = ordered[-1] if len(ordered) <= _OUTLIERS else ordered[-1 - _OUTLIERS]
        if not self._offset - _IDLE_OFFSET <= ahead <= self._offset:
            self._offset = math.ceil(ahead / _COARSE + 0.5) * _COARSE

    def offset(self, window: float) -> float:
        """Seconds the right edge of a window of `window` seconds is ahead of now; 0 when that could not be seen."""
        near = max(0.02 * window, 0.25)
        return self._offset if math.isfinite(self._offset) and not -near <= self._offset <= _COARSE else 0.0


def _padded(low: float, high: float) -> tuple[float, float]:
    low, high = (min(max(value, -_LARGEST), _LARGEST) for value in (low, high))
    span = high - low
    most = max(abs(low), abs(high))
    if span > max(most * _FLATTEST, _SMALLEST):
        return low - span * _MARGIN, high + span * _MARGIN
    pad = most * _FLAT if most > _SMALLEST else 1.0
    return low - pad, high + pad
