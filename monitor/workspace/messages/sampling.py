"""Saying that what is shown is only a part of what comes."""

from collections import deque

from monitor.workspace.messages.raw_log import RawLog
from monitor.workspace.wording import count

__all__ = ["Sampling"]

_SPAN = 2.0
_STEP = 0.5
"""Seconds looked back, and between two looks."""


class Sampling:
    """Watches how much of a feed reaches its log. Times are seconds that go forward."""

    def __init__(self) -> None:
        self._points: deque[tuple[float, int, int]] = deque(maxlen=int(_SPAN / _STEP) + 1)

    def words(self, log: RawLog, now: float) -> str:
        """ "showing 200 of 48 300 messages/s", "" while everything is shown."""
        if not self._points or now - self._points[-1][0] >= _STEP:
            self._points.append((now, log.taken, log.skipped))
        (start, taken, skipped), (end, taken_now, skipped_now) = self._points[0], self._points[-1]
        shown, left_out = taken_now - taken, skipped_now - skipped
        if end <= start or left_out <= 0:
            return ""
        every = (shown + left_out) / (end - start)
        return f"showing {count(round(shown / (end - start)))} of {count(_rounded(every))} messages/s"


def _rounded(value: float) -> int:
    """To three figures: the rest only flickers."""
    whole = round(value)
    step: int = 10 ** max(0, len(str(whole)) - 3)
    return round(whole / step) * step
