"""The newest raw messages of the feeds somebody looks at."""

from dataclasses import dataclass

from monitor.engine.commands import WatchRaw
from monitor.engine.host import EngineHost
from monitor.engine.messages import RawMessages
from monitor.workspace.messages.raw_log import RawLog

__all__ = ["MOST_A_SECOND", "RawLogs"]

MOST_A_SECOND = 200
"""Messages a feed is asked for; nobody reads faster, and filters go over each of them."""


@dataclass(slots=True)
class _Watched:
    log: RawLog
    watchers: int


class RawLogs:
    """Messages as they came, bounded, for inspector, console and event log. Asks the engine only while watched."""

    def __init__(self, host: EngineHost) -> None:
        self._host = host
        self._watched: dict[tuple[str, bool], _Watched] = {}

    def watch(self, feed: str, *, framed: bool = False) -> RawLog:
        """The log of an open feed, shared by all who watch it. Give it back with `release`.

        framed: of the messages as they came over the wire, before a dialect took them out of its wrapping.
        """
        watched = self._watched.get((feed, framed))
        if watched is None:
            watched = self._watched[feed, framed] = _Watched(RawLog(feed, framed=framed), 0)
            self._host.send(WatchRaw(feed, True, most=MOST_A_SECOND, framed=framed))
        watched.watchers += 1
        return watched.log

    def release(self, log: RawLog) -> None:
        """One of those who watch does so no more. A log whose feed was closed needs no release and minds none."""
        watched = self._watched.get((log.feed, log.framed))
        if watched is None or watched.log is not log:
            return
        watched.watchers -= 1
        if watched.watchers == 0:
            del self._watched[log.feed, log.framed]
            self._host.send(WatchRaw(log.feed, False, framed=log.framed))

    def renew(self, feed: str) -> None:
        """The engine has learned of the feed only now: ask it again for what is watched."""
        for framed in (False, True):
            if (feed, framed) in self._watched:
                self._host.send(WatchRaw(feed, True, most=MOST_A_SECOND, framed=framed))

    def take(self, message: RawMessages) -> None:
        """The engine has sent raw messages."""
        watched = self._watched.get((message.feed, message.framed))
        if watched is not None:
            watched.log.append(message)

    def drop_feed(self, feed: str) -> None:
        """The feed is closed."""
        for framed in (False, True):
            watched = self._watched.pop((feed, framed), None)
            if watched is not None:
                watched.log.clear()
