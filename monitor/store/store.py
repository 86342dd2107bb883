"""Everything received and kept in memory, within bounds."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from monitor.core.batch import Batch
from monitor.store.rows import StreamRows

__all__ = ["Store"]


_CHECKS = 128
"""The bound of all feeds together is looked at each time they have grown by this part of it."""


@dataclass(frozen=True, slots=True)
class _Bounds:
    keep_seconds: float = np.inf
    keep_bytes: float = np.inf


class Store:
    """The streams of all feeds. What goes beyond a bound leaves oldest first and is counted in `evicted`.

    keep_bytes: bound of all feeds together.
    evicted: rows let go of so far.
    """

    def __init__(self, *, keep_bytes: int) -> None:
        self.evicted = 0
        self._keep_bytes = keep_bytes
        self._grown = 0
        self._feeds: dict[str, dict[str, StreamRows]] = {}
        self._bounds: dict[str, _Bounds] = {}

    @property
    def bytes(self) -> int:
        """Memory of all streams, envelopes included."""
        return sum(stream.bytes for streams in self._feeds.values() for stream in streams.values())

    def configure(self, feed: str, *, keep_seconds: float, keep_bytes: int) -> None:
        """Set the bounds of one feed; rows beyond them go with its next batch."""
        self._bounds[feed] = _Bounds(keep_seconds, keep_bytes)

    def append(self, batch: Batch) -> None:
        """Take in a batch and let go of what no longer fits."""
        if not len(batch):
            return
        bounds = self._bounds.get(batch.feed, _Bounds())
        streams = self._feeds.setdefault(batch.feed, {})
        stream = streams.get(batch.stream)
        if stream is None:
            stream = streams[batch.stream] = StreamRows(batch.feed, batch.stream)
        room = min(bounds.keep_bytes, self._keep_bytes)
        before = stream.bytes
        stream.append(batch, keep_seconds=bounds.keep_seconds, keep_bytes=room)
        self._grown += stream.bytes - before
        of_feed = list(streams.values())
        self._evict_aged(of_feed, float(batch.received[-1]) - bounds.keep_seconds)
        self._evict_beyond(of_feed, bounds.keep_bytes)
        if self._grown * _CHECKS >= self._keep_bytes:
            # To add up all streams for each batch would make many feeds dear.
            self._grown = 0
            self._evict_beyond(self.streams(), self._keep_bytes)

    def stream(self, feed: str, name: str) -> StreamRows | None:
        """One stream; None before its first row."""
        return self._feeds.get(feed, {}).get(name)

    def streams(self, feed: str | None = None) -> Sequence[StreamRows]:
        """The streams of a feed, or of all, in the order first seen."""
        if feed is not None:
            return list(self._feeds.get(feed, {}).values())
        return [stream for streams in self._feeds.values() for stream in streams.values()]

    def drop_feed(self, feed: str) -> None:
        """Forget a feed: rows and bounds. Series of it that somebody still holds keep what they show."""
        self._feeds.pop(feed, None)
        self._bounds.pop(feed, None)

    def _evict_aged(self, streams: Sequence[StreamRows], oldest: float) -> None:
        for stream in streams:
            while stream.ring.oldest_received < oldest:
                self.evicted += stream.evict_oldest()

    def _evict_beyond(self, streams: Sequence[StreamRows], keep_bytes: float) -> None:
        held = sum(stream.bytes for stream in streams)
        while held > keep_bytes and sum(len(stream.ring) for stream in streams) > 1:
            stream = min(streams, key=lambda candidate: candidate.ring.oldest_received)
            before = stream.bytes
            self.evicted += stream.evict_oldest()
            held -= before - stream.bytes
