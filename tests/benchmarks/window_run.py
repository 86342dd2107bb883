"""One measured run of the real window; what it measured goes to stdout as one line of JSON.

    python -m tests.benchmarks.window_run ADDRESS… [--seconds S] [--demo]

rows_per_second, frames_per_second, p99_frame (seconds between two frames), p50_delay and p99_delay (seconds from the
server's time stamp to the row in the window's store), cpu (cores used by window and engine), memory (bytes of both),
first_paint and first_data (seconds from `--begun`, the wall time at which the process was asked for, to the first
painted window, and to the first frame that drew data).
"""

import argparse
import asyncio
import json
import time
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import psutil
from numpy.typing import NDArray

from monitor.core.batch import Batch
from monitor.feed.profile import Profile
from monitor.feed.profiles.reading import parse_profile

if TYPE_CHECKING:
    from monitor.ui.session import Session

__all__ = ["profile"]


class Watch:
    """Looks over the shoulder of a session: at its store, its frames and its processes."""

    def __init__(self, session: "Session", *, begun: float) -> None:
        self.process = psutil.Process()
        self.begun = begun
        self.first_paint: float | None = None
        self.first_data: float | None = None
        self.rows = 0
        self.frames: list[float] = []
        self.delays: list[NDArray[np.float64]] = []
        self._started = self._cpu = 0.0
        self._append, self._frame = session.workspace.store.append, session.window.frame
        session.workspace.store.append = self._came  # type: ignore[method-assign]
        session.window.frame = self._drawn  # type: ignore[method-assign]
        session.window.painted.connect(self._painted)

    def begin(self) -> None:
        """The warm-up is over: count from here."""
        self.rows = 0
        self.frames.clear()
        self.delays.clear()
        self._started = time.perf_counter()
        self._cpu = self._cpu_seconds()

    def report(self) -> dict[str, float | None]:
        """What was seen since `begin`."""
        elapsed = time.perf_counter() - self._started
        between = np.diff(self.frames)
        delays = np.concatenate(self.delays) if self.delays else np.array([np.nan])
        return {
            "rows_per_second": self.rows / elapsed,
            "frames_per_second": len(self.frames) / elapsed,
            "p99_frame": float(np.quantile(between, 0.99)) if len(between) else None,
            "p50_delay": float(np.nanmedian(delays)),
            "p99_delay": float(np.nanquantile(delays, 0.99)),
            "cpu": (self._cpu_seconds() - self._cpu) / elapsed,
            "memory": float(sum(each.memory_info().rss for each in self._family())),
            "first_paint": self.first_paint,
            "first_data": self.first_data,
        }

    def _painted(self, _seconds: float) -> None:
        if self.first_paint is None:
            self.first_paint = time.time() - self.begun

    def _came(self, batch: Batch) -> None:
        self._append(batch)
        self.rows += len(batch)
        self.delays.append(time.time() - batch.time)

    def _drawn(self, now: float, *, late: Callable[[], bool]) -> bool:
        self.frames.append(time.perf_counter())
        drawn = self._frame(now, late=late)
        if drawn and self.rows and self.first_data is None:
            self.first_data = time.time() - self.begun
        return drawn

    def _family(self) -> list[psutil.Process]:
        """The window and its engine; the demo's server is not part of the program that is measured."""
        children = self.process.children(recursive=True)
        return [self.process, *(each for each in children if "serve" not in each.cmdline())]

    def _cpu_seconds(self) -> float:
        times = [each.cpu_times() for each in self._family()]
        return float(sum(each.user + each.system for each in times))


def profile(address: str, number: int = 1) -> Profile:
    """The feed of trades at `address`."""
    text = Path(__file__).with_name("trade.toml").read_text()
    text = text.replace("ADDRESS", address).replace("AUTHORITY", "").replace('"trades"', f'"trades {number}"')
    return parse_profile(text, file="trade.toml")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("addresses", nargs="*")
    parser.add_argument("--seconds", type=float, default=10.0)
    parser.add_argument("--warm-up", type=float, default=4.0)
    parser.add_argument("--demo", action="store_true")
    parser.add_argument("--begun", type=float, default=time.time())
    given = parser.parse_args()
    from monitor.ui.app import WindowOptions, load_session

    reports: list[dict[str, float | None]] = []

    async def look_on(session: "Session") -> None:
        try:
            watch = Watch(session, begun=given.begun)
            await asyncio.sleep(given.warm_up)
            watch.begin()
            await asyncio.sleep(given.seconds)
            reports.append(watch.report())
        finally:
            session.over.set()

    targets = tuple(profile(address, number) for number, address in enumerate(given.addresses, 1))
    options = WindowOptions(targets=targets, demo=given.demo, size=(1600, 900), theme="dark")
    load_session()(options, companion=look_on)
    print(json.dumps(reports[0]))  # noqa: T201


if __name__ == "__main__":
    main()
