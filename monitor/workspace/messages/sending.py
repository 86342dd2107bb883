"""What the user sends by hand, once or again and again."""

from collections.abc import Mapping
from dataclasses import dataclass

from monitor.core.state import FeedState
from monitor.engine.commands import (
    SendBytes,
    SendText,
)
from monitor.engine.host import EngineHost
from monitor.workspace.feed_view import FeedView

__all__ = ["Repeat", "Sending"]

_ENDED = frozenset({FeedState.STOPPED, FeedState.NEEDS_ATTENTION})
_MOST_REPEATS = 50
_MANY = 1_000_000
"""More in an hour than any rate allows."""


@dataclass(slots=True, eq=False)
class Repeat:
    """A message that is sent again and again. `ended` says why it is no more, "" while it goes on."""

    feed: str
    message: str | bytes
    seconds: float
    reply: tuple[bytes, ...] = ()
    sent: int = 0
    ended: str = ""
    due: float = 0.0


class Sending:
    """Hands messages to the engine, which holds them to the feed's rate. Times are monotonic seconds."""

    def __init__(self, host: EngineHost, feeds: Mapping[str, FeedView]) -> None:
        self._host = host
        self._feeds = feeds
        self._repeats: list[Repeat] = []

    def send(self, feed: str, message: str | bytes, *, reply: tuple[bytes, ...] = ()) -> None:
        """Send once. reply: texts by which the answer is told (see SendText)."""
        if isinstance(message, bytes):
            self._host.send(SendBytes(feed, message))
        else:
            self._host.send(SendText(feed, message, reply))

    def least_seconds(self, feed: str) -> float:
        """What must be between two messages for the feed's rate to allow it for good."""
        view = self._feeds.get(feed)
        if view is None:
            return 0.0
        limits = view.profile.limits
        return max(
            1.0 / max(limits.send_rate, 1e-3),
            60.0 / (limits.send_minute or _MANY),
            3600.0 / (limits.send_hour or _MANY),
        )

    def repeat(
        self, feed: str, message: str | bytes, *, seconds: float, now: float, reply: tuple[bytes, ...] = ()
    ) -> Repeat:
        """Send now and then every `seconds`, no oftener than the feed allows, until `stop` or the feed's end."""
        repeat = Repeat(feed, message, max(seconds, self.least_seconds(feed)), reply, due=now)
        if len(self._repeats) >= _MOST_REPEATS:
            repeat.ended = "too many messages are repeated already"
            return repeat
        self._repeats.append(repeat)
        self.tick(now)
        return repeat

    def stop(self, repeat: Repeat) -> None:
        """Send it no more."""
        repeat.ended = repeat.ended or "stopped"
        if repeat in self._repeats:
            self._repeats.remove(repeat)

    def tick(self, now: float) -> None:
        """Send what is due. While a feed is not connected its messages wait; what was missed is not made up for."""
        for repeat in [each for each in self._repeats if now >= each.due]:
            view = self._feeds.get(repeat.feed)
            if view is None or view.state in _ENDED:
                repeat.ended = "the feed was closed" if view is None else "the feed stopped"
                self._repeats.remove(repeat)
                continue
            repeat.due = max(repeat.due + repeat.seconds, now)
            if view.state.connected:
                repeat.sent += 1
                self.send(repeat.feed, repeat.message, reply=repeat.reply)
