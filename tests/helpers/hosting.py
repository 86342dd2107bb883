"""An engine in either kind of host, and everything it has said, to wait for."""

import asyncio
import contextlib
from collections.abc import AsyncIterator, Callable, Coroutine
from typing import Any, Literal, TypeAlias, TypeVar

from monitor.core.batch import Batch
from monitor.core.clock import SystemClock
from monitor.core.gap import Gap
from monitor.core.state import FeedState
from monitor.engine.host import EngineHost
from monitor.engine.inline import InlineHost
from monitor.engine.messages import (
    FeedCounts,
    FeedStatus,
    Message,
)
from monitor.engine.process import ProcessHost
from monitor.feed.profile import Profile, Proxy, StreamRule

__all__ = ["KINDS", "Kind", "Row", "Talk", "hosting", "profile_for"]

Kind: TypeAlias = Literal["inline", "process"]
KINDS: tuple[Kind, ...] = ("inline", "process")

Row: TypeAlias = tuple[str, str, tuple[float, ...]]
"""Stream, key and values."""

T = TypeVar("T")


def profile_for(address: str, **more: Any) -> Profile:
    """A profile of one stream: key `k`, column `price` at `p`."""
    mapping = {"stream": (StreamRule(name="ticks", columns={"price": "p"}, when={"p": "*"}, key="k"),)}
    return Profile(**{"name": "test feed", "address": address, "proxy": Proxy("none"), **mapping, **more})


class Talk:
    """All messages of a host in the order they came."""

    def __init__(self, host: EngineHost) -> None:
        self.host = host
        self.messages: list[Message] = []

    def of(self, kind: type[T], feed: str = "") -> list[T]:
        """The messages of one kind, of all feeds or one."""
        return [
            message
            for message in self.messages
            if isinstance(message, kind) and (not feed or getattr(message, "feed", "") == feed)
        ]

    def take(self) -> None:
        """Take whatever there is."""
        while taken := self.host.drain(100):
            self.messages += taken

    async def until(self, condition: Callable[[], bool]) -> None:
        """Take messages until `condition` holds."""
        async with asyncio.timeout(20):
            while not condition():
                await self.host.wait()
                self.messages += self.host.drain(100)

    async def until_done(self, work: Coroutine[Any, Any, None]) -> None:
        """Take messages until `work` is done."""
        task = asyncio.ensure_future(work)
        try:
            while not task.done():
                ready = asyncio.ensure_future(self.host.wait())
                await asyncio.wait((ready, task), return_when=asyncio.FIRST_COMPLETED)
                ready.cancel()
                self.messages += self.host.drain(100)
            await task
        finally:
            task.cancel()

    def rows(self, feed: str = "feed") -> list[Row]:
        """All rows so far, with their keys by name."""
        names: dict[str, list[str]] = {}
        rows: list[Row] = []
        for batch in self.of(Batch, feed):
            known = names.setdefault(batch.stream, [])
            if batch.new_keys:
                del known[batch.key_base :]
                known.extend(batch.new_keys)
            values = batch.values.T.tolist()
            rows += [
                (batch.stream, known[key], tuple(row)) for key, row in zip(batch.keys.tolist(), values, strict=True)
            ]
        return rows

    def prices(self, feed: str = "feed") -> list[float]:
        """The first column of all rows."""
        return [values[0] for _, _, values in self.rows(feed)]

    def counts(self, feed: str = "feed") -> FeedCounts:
        """The newest counts."""
        told = self.of(FeedCounts, feed)
        return told[-1] if told else FeedCounts(feed)

    def status(self, feed: str = "feed") -> FeedStatus | None:
        """The newest status."""
        told = self.of(FeedStatus, feed)
        return told[-1] if told else None

    def gaps(self, feed: str = "feed") -> list[Gap]:
        """Gaps as opened and closed."""
        return self.of(Gap, feed)

    async def state(self, state: FeedState, feed: str = "feed") -> None:
        """Wait until a feed stands so."""
        await self.until(lambda: (status := self.status(feed)) is not None and status.state is state)


@contextlib.asynccontextmanager
async def hosting(kind: Kind, **options: Any) -> AsyncIterator[Talk]:
    """A started host; at the end it is stopped, and its last words are taken."""
    host: EngineHost = (
        InlineHost(clock=SystemClock(), **options) if kind == "inline" else ProcessHost(clock=SystemClock(), **options)
    )
    talk = Talk(host)
    await host.start()
    try:
        yield talk
    finally:
        await host.stop()
        talk.take()
