"""Counting what a feed receives, and telling it a few times a second."""

from collections.abc import Sequence

from monitor.engine.messages import FeedCounts
from monitor.wire.dialects.base import Payloads

__all__ = ["Tally"]

_INTERVAL = 0.25
_SHOWN = 4096


class Tally:
    """Running totals of one feed; see FeedCounts for what each means."""

    def __init__(self, feed: str) -> None:
        self.feed = feed
        self.messages = 0
        self.payload_bytes = 0
        self.rows = 0
        self.unmatched = 0
        self.dropped = 0
        self.gaps = 0
        self.keys = 0
        self.last_received: float | None = None
        self.last_unmatched = b""
        self._told: FeedCounts | None = None
        self._told_at = float("-inf")

    def take(self, payloads: Payloads, wall: float) -> Sequence[bytes]:
        """Count what a block, or none, has yielded at `wall`; the messages in it that a decoder can look at."""
        messages = payloads.messages
        self.messages += len(messages) + payloads.lost
        if messages:
            self.last_received = wall
        if payloads.opaque:
            opaque = [messages[index] for index in sorted(payloads.opaque)]
            self.unexplained(len(opaque), opaque[-1])
            messages = [each for index, each in enumerate(messages) if index not in payloads.opaque]
        if payloads.lost:
            self.unexplained(payloads.lost, self.last_unmatched)
        return messages

    def unexplained(self, count: int, newest: bytes) -> None:
        """`count` messages fitted no rule; the newest of them is kept for the user to see."""
        self.unmatched += count
        self.last_unmatched = newest[:_SHOWN]

    def counts(
        self, *, reconnects: int, sent: int, send_queue: int, next_send: float | None, unsent: int, paused: bool
    ) -> FeedCounts:
        """The totals as they stand."""
        return FeedCounts(
            self.feed,
            messages=self.messages,
            payload_bytes=self.payload_bytes,
            rows=self.rows,
            unmatched=self.unmatched,
            dropped=self.dropped,
            reconnects=reconnects,
            gaps=self.gaps,
            sent=sent,
            send_queue=send_queue,
            # No news that it is still the same moment, worked out anew.
            next_send=None if next_send is None else round(next_send, 1),
            unsent=unsent,
            keys=self.keys,
            paused=paused,
            last_received=self.last_received,
            last_unmatched=self.last_unmatched,
        )

    def news(self, counts: FeedCounts, now: float) -> FeedCounts | None:
        """The counts if they are new and the last telling is long enough ago."""
        if now < self._told_at + _INTERVAL or counts == self._told:
            return None
        self._told = counts
        self._told_at = now
        return counts
