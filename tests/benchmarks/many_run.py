"""Many feeds in one engine; what it measured goes to stdout as one line of JSON.

    python -m tests.benchmarks.many_run ADDRESS [--feeds 200] [--seconds 15]

cpu (cores used by the engine), rows_per_second, stale (how often a feed was called silent), live (feeds that were).
"""

import argparse
import asyncio
import json
import resource

from monitor.core.batch import Batch
from monitor.core.clock import SystemClock
from monitor.core.state import FeedState
from monitor.engine.commands import OpenFeed
from monitor.engine.inline import InlineHost
from monitor.engine.messages import (
    FeedStatus,
    Message,
)
from tests.benchmarks.window_run import profile

__all__ = ["run"]

_PATIENCE = 60.0


class _Tally:
    def __init__(self) -> None:
        self.live: set[str] = set()
        self.rows = self.stale = 0

    def take(self, message: Message) -> None:
        if isinstance(message, Batch):
            self.rows += len(message)
        elif isinstance(message, FeedStatus):
            self.stale += message.state is FeedState.STALE
            if message.state is FeedState.LIVE:
                self.live.add(message.feed)


async def run(address: str, *, feeds: int, seconds: float) -> dict[str, float]:
    """Open the feeds, wait until all are live, then measure."""
    host = InlineHost(clock=SystemClock())
    await host.start()
    for number in range(feeds):
        host.send(OpenFeed(f"feed {number}", profile(address, number)))
    tally = _Tally()
    async with asyncio.timeout(_PATIENCE):
        while len(tally.live) < feeds:
            await _drain(host, tally)
    loop = asyncio.get_running_loop()
    begin, cpu, tally.rows = loop.time(), _cpu(), 0
    while loop.time() < begin + seconds:
        await _drain(host, tally)
    elapsed, spent, rows = loop.time() - begin, _cpu() - cpu, tally.rows
    await host.stop()
    return {"cpu": spent / elapsed, "rows_per_second": rows / elapsed, "stale": tally.stale, "live": len(tally.live)}


async def _drain(host: InlineHost, tally: _Tally) -> None:
    await host.wait()
    for message in host.drain():
        tally.take(message)


def _cpu() -> float:
    used = resource.getrusage(resource.RUSAGE_SELF)
    return used.ru_utime + used.ru_stime


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("address")
    parser.add_argument("--feeds", type=int, default=200)
    parser.add_argument("--seconds", type=float, default=15.0)
    given = parser.parse_args()
    print(json.dumps(asyncio.run(run(given.address, feeds=given.feeds, seconds=given.seconds))))  # noqa: T201


if __name__ == "__main__":
    main()
