"""Following one feed from the command line."""

import asyncio
from collections.abc import AsyncGenerator

from monitor.cli.reporting import current_reporting
from monitor.core.clock import Clock, SystemClock
from monitor.engine.commands import OpenFeed
from monitor.engine.inline import InlineHost
from monitor.engine.messages import Message

__all__ = ["FEED", "follow"]

FEED = "feed"
"""The id of the one feed a command follows."""


async def follow(
    order: OpenFeed, *, interrupted: asyncio.Event, seconds: float | None, clock: Clock | None = None
) -> AsyncGenerator[Message, None]:
    """All messages of one feed, until `seconds` have passed, Ctrl-C, or the consumer closes the iteration.

    The engine is stopped in any case, and what it had still to say comes last.
    """
    reporting = current_reporting()
    host = InlineHost(clock=clock or SystemClock(), heed=None if reporting is None else reporting.known.heed)
    await host.start()
    host.send(order)
    over = asyncio.ensure_future(_over(interrupted, seconds))
    try:
        while not over.done():
            ready = asyncio.ensure_future(host.wait())
            await asyncio.wait((ready, over), return_when=asyncio.FIRST_COMPLETED)
            ready.cancel()
            for message in host.drain():
                yield message
        await host.stop()
        while messages := host.drain():
            for message in messages:
                yield message
    finally:
        over.cancel()
        await host.stop()


async def _over(interrupted: asyncio.Event, seconds: float | None) -> None:
    try:
        async with asyncio.timeout(seconds):
            await interrupted.wait()
    except TimeoutError:
        return
