"""What a plot shows of time and of values: live or frozen, after the rows there are and what the user wants."""

import math

from monitor.workspace.plotting.curve_set import CurveSet
from monitor.workspace.plotting.time_view import TimeView
from monitor.workspace.plotting.value_span import ValueSpan

__all__ = ["Framing"]

_RANGED = 0.25
"""Seconds between two looks at the lowest and highest values."""


class Framing:
    """end, seconds: what was shown last, the `seconds` up to `end`; NaN before the first time.

    offset: seconds the present on the axis is ahead of now. right, left: the values of either axis.
    """

    def __init__(self, window: float | None, *, log: bool, log_left: bool) -> None:
        self.view = TimeView(window)
        self.right = ValueSpan(log=log)
        self.left = ValueSpan(log=log_left)
        self.end = self.seconds = math.nan
        self.offset = 0.0
        self._ranged_at = -math.inf
        self._total_when_frozen: int | None = 0

    @property
    def live(self) -> bool:
        """Whether the view moves with the present."""
        return self.view.live

    def fresh(self, curves: CurveSet) -> int | None:
        """Rows that have come since the view was frozen; None while it is live."""
        return None if self.live else max(0, curves.total - (self._total_when_frozen or 0))

    def follow(self, now: float, curves: CurveSet) -> None:
        """Choose what is shown at `now` (wall seconds)."""
        if self._total_when_frozen is None:
            self._total_when_frozen = curves.total
        window = self.view.window
        oldest = now if window is not None else min(curves.oldest, now)
        self.offset = curves.offset(now - oldest if window is None else window)
        self.end, self.seconds = self.view.span(now + self.offset, oldest)
        if now - self._ranged_at >= _RANGED:
            # Plots made together should not all be fitted, and so drawn anew, in the same frame.
            early = id(self) // 64 % 16 / 16.0 * _RANGED if math.isinf(self._ranged_at) else 0.0
            self._ranged_at = now - early
            t0 = self.end - self.seconds
            self.right.follow(now, *curves.value_range(t0, self.end, positive=self.right.log))
            self.left.follow(now, *curves.value_range(t0, self.end, left=True, positive=self.left.log))

    def freeze(self, t0: float, t1: float, curves: CurveSet) -> None:
        """Stand still and show this span."""
        if self.live:
            # Before the first frame nobody has looked which rows there are.
            self._total_when_frozen = None if math.isnan(self.end) else curves.total
        self.view.freeze(t0, t1)
        # Where the next move begins, though it may come before the next frame.
        self.end, self.seconds = self.view.span(t1, t0)

    def refit(self) -> None:
        """Fit the values at once with the next `follow`, unless the user has chosen them."""
        for values in (self.right, self.left):
            if not values.manual:
                values.release()
        self._ranged_at = -math.inf
