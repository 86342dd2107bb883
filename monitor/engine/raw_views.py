"""The two views of a feed's raw messages: as its dialect has unwrapped them, and as they came over the wire."""

from collections.abc import Callable

from monitor.core.clock import Clock
from monitor.engine.commands import WatchRaw
from monitor.engine.messages import RawMessages
from monitor.engine.raw_watch import RawWatch
from monitor.net.governor import Sendable
from monitor.wire.dialects.base import Payloads
from monitor.wire.received import Received

__all__ = ["RawViews"]


class RawViews:
    """Each is sent for itself, while somebody looks. What is sent shows in both as it goes over the wire."""

    def __init__(self, feed: str, *, emit: Callable[[RawMessages], None], clock: Clock) -> None:
        self.unwrapped = RawWatch(feed, emit=emit)
        self.framed = RawWatch(feed, emit=emit, framed=True)
        self._clock = clock

    def obey(self, order: WatchRaw) -> None:
        """Begin or end sending one of them."""
        watch = self.framed if order.framed else self.unwrapped
        if order.on:
            watch.begin(most=order.most, outgoing=True)
        else:
            watch.end()

    def expect(self, reply: tuple[bytes, ...]) -> None:
        """A message that holds all of these is to be seen, should it come soon."""
        for watch in (self.unwrapped, self.framed):
            watch.expect(reply, now=self._clock.monotonic())

    def came(self, received: Received, wall: float) -> None:
        """A block came over the wire."""
        if self.framed.on and received.messages:
            self.framed.received(received.messages, received.binary, wall=wall, now=self._clock.monotonic())

    def taken(self, payloads: Payloads, *, wall: float, now: float) -> None:
        """A dialect has made this of a block."""
        if self.unwrapped.on:
            self.unwrapped.received(payloads.messages, payloads.opaque, wall=wall, now=now)

    def sent(self, message: Sendable) -> None:
        """A message of ours has gone out."""
        for watch in (self.unwrapped, self.framed):
            if watch.on:
                watch.sent(message, wall=self._clock.wall())

    def settle(self) -> None:
        """Nothing came for a while: tell what was left out since the last message that was shown."""
        self.unwrapped.settle()
        self.framed.settle()
