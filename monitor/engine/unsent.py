"""Messages that were to be sent and were not: each is counted, and the user is told without being flooded."""

from collections.abc import Callable

from monitor.core.clock import Clock
from monitor.engine.messages import Notice

__all__ = ["Unsent"]

_APART = 10.0
"""Seconds between two notices of one reason."""
_REASONS = 20
"""More of them than there are are not kept apart."""


class Unsent:
    """`count` is of all. tell: gets the first of a kind at once, and those that follow soon as a sum."""

    def __init__(self, feed: str, *, tell: Callable[[Notice], None], clock: Clock) -> None:
        self.count = 0
        self._feed = feed
        self._tell = tell
        self._clock = clock
        self._kept: dict[str, int] = {}
        self._told_at: dict[str, float] = {}

    def add(self, why: str, count: int = 1) -> None:
        """So many messages were not sent, for this reason."""
        self.count += count
        if len(self._kept) >= _REASONS:
            self._kept.clear()
            self._told_at.clear()
        self._kept[why] = self._kept.get(why, 0) + count
        self._say(why)

    def settle(self) -> None:
        """Tell of those that have come since the last notice, once it is long enough ago."""
        for why in [why for why, count in self._kept.items() if count]:
            self._say(why)

    def _say(self, why: str) -> None:
        now = self._clock.monotonic()
        if now < self._told_at.get(why, float("-inf")) + _APART:
            return
        count, self._kept[why] = self._kept[why], 0
        self._told_at[why] = now
        lost = "A message was not sent" if count == 1 else f"{count:,} messages were not sent"
        self._tell(Notice(self._feed, f"{lost}: {why}"))
