"""Which candles a chart shows: the newest ones, moving with them, or some span where it stands still."""

import math

__all__ = ["Framing"]

_FEWEST, _MOST = 8, 200_000
"""Candles that can be looked at."""
_AHEAD = 0.03
"""Room at the right of the newest candle while the chart is live, as a share of the candles shown."""
_LEAST_AHEAD = 0.5


class Framing:
    """Places are counted in candles: candle i takes up [i, i + 1).

    shown: how many are in view; the user's choice, so it stays when the chart goes live again.
    """

    def __init__(self, shown: int) -> None:
        self.shown = float(min(max(shown, _FEWEST), _MOST))
        self._end: float | None = None
        self._high = 0.0

    @property
    def live(self) -> bool:
        """Whether it moves with the newest candle."""
        return self._end is None

    def span(self, edge: float, columns: int) -> tuple[float, float]:
        """What is shown in so many columns of pixels, when the newest candle ends at `edge`.

        It begins with a whole column, counted from place 0, so that candles do not change their shape as they move.
        """
        columns = max(columns, 1)
        high = self._end
        if high is None:
            high = edge + max(self.shown * _AHEAD, _LEAST_AHEAD)
        step = self.shown / columns
        first = math.floor(high / step) - columns
        self._high = high
        return first * step, (first + columns) * step

    def zoom(self, factor: float, around: float) -> None:
        """Show `factor` times as many with the place `around` where it is; a live chart stays live instead."""
        shown = min(max(self.shown * factor, _FEWEST), _MOST)
        if self._end is not None:
            self._end = around + (self._end - around) * shown / self.shown
        self.shown = shown

    def pan(self, candles: float, first: float, edge: float) -> None:
        """Move so far towards later candles, and stand still; some of those between `first` and `edge` stay in view."""
        wanted = self._high + candles
        margin = self.shown * 0.1
        self._end = min(max(wanted, first + margin), edge + self.shown - margin)

    def stand_still(self, end: float | None = None) -> None:
        """Stay at what is shown, or at what ends at a place."""
        self._end = self._high if end is None else end

    def go_live(self) -> None:
        """Move with the newest candle again."""
        self._end = None
