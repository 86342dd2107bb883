"""Sends a synthetic feed to a client as time passes."""

import asyncio
import math
from collections.abc import Iterator
from functools import partial
from itertools import count

from websockets.asyncio.server import ServerConnection

from monitor.core.clock import Clock
from monitor.demo.feeds.planned import Planned, SyntheticFeed
from monitor.demo.outages import Outages
from monitor.demo.server import Route

__all__ = ["World", "live_route"]

_ASLEEP_SECONDS = 5.0
"""Waking later than this means that the machine was asleep; what would have been sent meanwhile is not."""

_SERVICE_RESTART = 1012


class World:
    """The time all demo feeds share, so that whoever comes back finds the machine where it has got to by then."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._start = clock.monotonic()

    def now(self) -> float:
        """Seconds since the start."""
        return self._clock.monotonic() - self._start

    def epoch(self) -> float:
        """The start in seconds since 1970, by what the wall clock says now."""
        return self._clock.wall() - self.now()


def live_route(feed: SyntheticFeed, world: World, outages: Outages | None = None) -> Route:
    """A route that sends the feed from now on, and is closed during outages."""
    play = partial(_play, feed=feed, world=world, outages=outages)
    if outages is None:
        return Route(feed.name, play)
    return Route(feed.name, play, closed=lambda: outages.remaining(world.now()))


async def _play(connection: ServerConnection, *, feed: SyntheticFeed, world: World, outages: Outages | None) -> None:
    cut = math.inf if outages is None else outages.after(world.now())
    while True:
        for planned in _from_now(feed, world):
            if planned.due >= cut:
                await _overslept(cut, world)
                await connection.close(_SERVICE_RESTART, "demo: planned restart")
                return
            if await _overslept(planned.due, world) > _ASLEEP_SECONDS:
                break
            await connection.send(planned.text)


def _from_now(feed: SyntheticFeed, world: World) -> Iterator[Planned]:
    now = world.now()
    for index in count(int(now // feed.span)):
        yield from (planned for planned in feed.block(index, epoch=world.epoch()) if planned.due >= now)


async def _overslept(due: float, world: World) -> float:
    """Wait until `due`; tells by how many seconds that was missed. Being late already does not count as sleep."""
    wait = due - world.now()
    if wait <= 0.0:
        return 0.0
    await asyncio.sleep(wait)
    return world.now() - due
