"""How many messages a second a feed sends, from totals that come now and then."""

from collections import deque

__all__ = ["RateMeter"]

_SPANS = (3.0, 30.0, 300.0)
"""Seconds looked back, shortest first: the first that holds enough messages is used."""

_ENOUGH = 6
_STEP = 0.25


class RateMeter:
    """A rate that follows a fast feed within seconds and still has a value for one message a minute.

    Remembers one total each quarter of a second over five minutes, so at most 1 200 pairs.
    """

    def __init__(self) -> None:
        self._points: deque[tuple[float, int]] = deque(maxlen=int(_SPANS[-1] / _STEP))
        self._changed_at: float | None = None

    def take(self, total: int, *, now: float) -> None:
        """Note the total of messages so far. A smaller total than before means that counting began afresh."""
        if self._points and total < self._points[-1][1]:
            self._points.clear()
        if not self._points or total > self._points[-1][1]:
            self._changed_at = now
        if len(self._points) > 1 and now - self._points[-2][0] < _STEP:
            self._points[-1] = (now, total)
        else:
            self._points.append((now, total))

    def per_second(self, *, now: float) -> float:
        """Messages a second. Never more than one message in the time it has been silent."""
        if self._changed_at is None or len(self._points) < 2:
            return 0.0
        estimate = 0.0
        for span in _SPANS:
            messages, seconds = self._within(span)
            if seconds > 0.0:
                estimate = messages / seconds
            if messages >= _ENOUGH:
                break
        silence = now - self._changed_at
        return min(estimate, 1.0 / silence) if silence > 1.0 else estimate

    def _within(self, span: float) -> tuple[int, float]:
        """Messages and seconds from the point `span` before the newest (or the oldest kept) up to the newest."""
        newest, base = self._points[-1], self._points[0]
        for point in reversed(self._points):
            if point[0] <= newest[0] - span:
                base = point
                break
        return newest[1] - base[1], newest[0] - base[0]
