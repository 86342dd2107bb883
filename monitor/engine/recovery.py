"""Remembers what an engine was doing, so that a new one can take its place and the hole is shown."""

from collections.abc import Iterable
from dataclasses import replace

from monitor.core.batch import Batch
from monitor.core.gap import Gap
from monitor.core.state import FeedState
from monitor.engine.alerting.alert_memory import AlertMemory
from monitor.engine.commands import (
    AlertCommand,
    ChangeFeed,
    CloseFeed,
    Command,
    OpenFeed,
    StartFeed,
    StopFeed,
    WatchRaw,
)
from monitor.engine.messages import (
    AlertChanged,
    EngineDown,
    EngineUp,
    FeedCounts,
    FeedStatus,
    Message,
    ProfileFound,
    Recognised,
)
from monitor.engine.totals import Totals
from monitor.feed.recognition.found import Found, adopt

__all__ = ["Recovery"]


class Recovery:
    """Follows commands down and messages up. `orders` opens everything again as it was."""

    def __init__(self) -> None:
        self.totals = Totals()
        self._orders: dict[str, OpenFeed] = {}
        self._stopped: set[str] = set()
        self._watches: dict[tuple[str, bool], WatchRaw] = {}
        self._last: dict[str, float] = {}
        self._gaps: dict[str, Gap] = {}
        self._alerts = AlertMemory()

    def told(self, command: Command) -> None:
        """A command goes down."""
        if isinstance(command, AlertCommand):
            self._alerts.told(command)
            return
        feed = command.feed
        match command:
            case OpenFeed():
                self._forget(feed)
                self._orders[feed] = command
            case ChangeFeed(profile=profile, secrets=secrets) if feed in self._orders:
                order = self._orders[feed]
                self._orders[feed] = replace(order, profile=profile, secrets={**order.secrets, **secrets})
            case WatchRaw(on=on, framed=framed) if feed in self._orders:
                if not framed:
                    self._orders[feed] = replace(self._orders[feed], raw=False)
                self._watches.pop((feed, framed), None)
                if on:
                    self._watches[feed, framed] = command
            case StopFeed():
                self._stopped.add(feed)
            case StartFeed():
                self._stopped.discard(feed)
            case CloseFeed():
                self._forget(feed)
            case _:
                pass

    def heard(self, message: Message) -> Iterable[Message]:
        """A message comes up; what is to be told besides it."""
        if isinstance(message, AlertChanged):
            self._alerts.heard(message)
            return []
        if not isinstance(message, EngineUp | EngineDown) and message.feed not in self._orders:
            return []
        match message:
            case Batch(feed=feed, received=received) if len(received):
                self._last[feed] = float(received[-1])
            case FeedCounts(feed=feed, last_received=last) if last is not None:
                self._last[feed] = max(last, self._last.get(feed, last))
            case Gap(feed=feed, end=None):
                # Should this engine die now, the next one will not know of it.
                self._gaps[feed] = message
            case Gap(feed=feed):
                self._gaps.pop(feed, None)
            case ProfileFound(feed=feed, profile=profile):
                self._orders[feed] = replace(self._orders[feed], profile=profile)
            case Recognised(feed=feed, found=Found() as found):
                self._orders[feed] = replace(self._orders[feed], profile=adopt(self._orders[feed].profile, found))
            case FeedStatus(feed=feed, state=FeedState.LIVE, since=since) if feed in self._gaps:
                gap = self._gaps.pop(feed)
                return [gap.closed(max(gap.start, since))]
            case _:
                pass
        return []

    def lost(self, reason: str, *, at: float) -> list[Message]:
        """The engine died: the gaps this opens, from each feed's last message on, and the alerts nobody judges now."""
        opened = [Gap(feed, self._last[feed], None, reason) for feed in self._orders if feed in self._last]
        fresh = [gap for gap in opened if gap.feed not in self._gaps]
        self._gaps.update({gap.feed: gap for gap in fresh})
        self.totals.lost(gaps=frozenset(gap.feed for gap in fresh))
        return [*fresh, *self._alerts.lost(reason, at=at)]

    def orders(self) -> list[Command]:
        """What to tell the next engine."""
        stops = [StopFeed(feed) for feed in self._orders if feed in self._stopped]
        return [*self._alerts.orders(), *self._orders.values(), *self._watches.values(), *stops]

    def _forget(self, feed: str) -> None:
        self._orders.pop(feed, None)
        for framed in (False, True):
            self._watches.pop((feed, framed), None)
        self._last.pop(feed, None)
        self._gaps.pop(feed, None)
        self._stopped.discard(feed)
        self.totals.forget(feed)
