"""Which span of time is looked at: a window that moves with the live edge, or a frozen one."""

__all__ = ["SHORTEST", "TimeView"]

SHORTEST = 1e-5
"""Seconds the user can zoom in to; the time of a row is good to a quarter of a microsecond."""
_LONGEST = 40 * 366 * 86400.0
_SHORTEST_WINDOW = 1.0
_GROWTH = 1.06
"""A window that shows all is this much longer than needed, so that it need not be drawn anew all the time."""


class TimeView:
    """Live with a window of so many seconds (None: all that is held), until `freeze`; live again with `go_live`."""

    def __init__(self, window: float | None) -> None:
        self.window = window
        self._all = 0.0
        self._frozen: tuple[float, float] | None = None

    @property
    def live(self) -> bool:
        return self._frozen is None

    def span(self, edge: float, oldest: float) -> tuple[float, float]:
        """The last moment shown and how many seconds, when `edge` is the live edge and `oldest` the first row's time.

        While the view is live the seconds are exactly the same each time, so that the plot need only move.
        """
        if self._frozen is not None:
            return self._frozen
        return edge, self._length(edge, oldest)

    def choose(self, window: float | None) -> None:
        """Look at another window, live."""
        self.window = window
        self._all = 0.0
        self._frozen = None

    def freeze(self, t0: float, t1: float) -> None:
        """Stay at this span, or the nearest that can be shown."""
        middle, half = (t0 + t1) / 2, min(max(t1 - t0, SHORTEST), _LONGEST) / 2
        self._frozen = middle + half, 2 * half

    def go_live(self) -> None:
        """Move with the live edge again."""
        self._frozen = None

    def _length(self, edge: float, oldest: float) -> float:
        if self.window is not None:
            return self.window
        needed = min(max(edge - oldest, _SHORTEST_WINDOW), _LONGEST)
        if not needed <= self._all <= 2 * needed:
            self._all = needed * _GROWTH
        return self._all
