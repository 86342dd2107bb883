"""The counts of a feed over all engines that have served it."""

from dataclasses import replace

from monitor.engine.messages import FeedCounts

__all__ = ["Totals"]

_ADDED = ("messages", "payload_bytes", "rows", "unmatched", "dropped", "reconnects", "gaps", "sent", "unsent")


class Totals:
    """Each engine counts from nothing; what those before it had counted is added."""

    def __init__(self) -> None:
        self._before: dict[str, FeedCounts] = {}
        self._told: dict[str, FeedCounts] = {}

    def whole(self, counts: FeedCounts) -> FeedCounts:
        """The counts since the feed was opened."""
        before = self._before.get(counts.feed)
        if before is not None:
            sums = {name: getattr(before, name) + getattr(counts, name) for name in _ADDED}
            last = counts.last_received if counts.last_received is not None else before.last_received
            counts = replace(
                counts, **sums, last_received=last, last_unmatched=counts.last_unmatched or before.last_unmatched
            )
        self._told[counts.feed] = counts
        return counts

    def lost(self, *, gaps: frozenset[str]) -> None:
        """The engine died, and its connections with it; `gaps` names the feeds to which this is a new gap."""
        for feed, told in self._told.items():
            self._before[feed] = replace(told, gaps=told.gaps + (feed in gaps), reconnects=told.reconnects + 1)

    def forget(self, feed: str) -> None:
        """The feed is closed, or opened anew."""
        self._before.pop(feed, None)
        self._told.pop(feed, None)
