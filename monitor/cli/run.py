"""Running one feed from the command line, with a clean end on Ctrl-C."""

import asyncio
import signal
from collections.abc import AsyncGenerator, Callable, Coroutine
from contextlib import contextmanager
from typing import Any

from monitor.core.clock import Clock, SystemClock
from monitor.engine.inline import InlineHost
from monitor.engine.messages import Message, OpenFeed

__all__ = ["FEED", "follow", "run_async"]

FEED = "feed"
"""The id of the one feed a command follows."""


def run_async(main: Callable[[asyncio.Event], Coroutine[Any, Any, int]]) -> int:
    """Run `main` to its end; the event it is given is set by Ctrl-C or SIGTERM."""

    async def body() -> int:
        interrupted = asyncio.Event()
        with _signals(interrupted):
            return await main(interrupted)

    with asyncio.Runner(loop_factory=asyncio.SelectorEventLoop) as runner:
        return runner.run(body())


@contextmanager
def _signals(interrupted: asyncio.Event) -> Any:
    loop = asyncio.get_running_loop()
    names = (signal.SIGINT, signal.SIGTERM)
    try:
        for name in names:
            loop.add_signal_handler(name, interrupted.set)
    except NotImplementedError:
        # Windows: KeyboardInterrupt ends the runner instead, which closes the feed all the same.
        yield
        return
    try:
        yield
    finally:
        for name in names:
            loop.remove_signal_handler(name)


async def follow(
    order: OpenFeed, *, interrupted: asyncio.Event, seconds: float | None, clock: Clock | None = None
) -> AsyncGenerator[Message, None]:
    """All messages of one feed, until `seconds` have passed, Ctrl-C, or the consumer closes the iteration.

    The engine is stopped in any case, and what it had still to say comes last.
    """
    host = InlineHost(clock=clock or SystemClock())
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
