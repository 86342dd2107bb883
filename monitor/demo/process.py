"""The demo feeds in a process of their own, so that they cost the window nothing."""

import asyncio
import contextlib
import re
import subprocess
import sys
import threading
from collections.abc import Sequence
from concurrent.futures import Future
from typing import IO

from monitor.core.errors import FeedscopeError
from monitor.demo.names import DEMO_FEEDS, HOST, OUTAGE_SECONDS

__all__ = ["DemoProcess", "own_command"]

_START_SECONDS = 15.0
"""How long the process may take until it listens."""

_STOP_SECONDS = 5.0
_LISTENING = re.compile(rf"listening on ws://{re.escape(HOST)}:(\d+)/")
_LINE_CHARACTERS = 4096


def own_command() -> list[str]:
    """What starts this program again: the frozen program itself, or this Python with the package."""
    if getattr(sys, "frozen", False):
        return [sys.executable]
    return [sys.executable, "-m", "monitor"]


class DemoProcess:
    """A child that serves the demo feeds on a free port and ends when this process does.

        demo = DemoProcess(seed=1)
        demo.start()
        port = await demo.ready()       # or demo.wait()
        ...
        demo.stop()

    `command` starts the program; used by tests and frozen builds that know better.
    """

    def __init__(
        self, *, seed: int = 1, outage_seconds: float = OUTAGE_SECONDS, command: Sequence[str] | None = None
    ) -> None:
        self._command = [
            *(own_command() if command is None else command),
            *("serve", "--demo", "--port", "0", "--while-stdin"),
            *("--seed", str(seed), "--outages", str(outage_seconds)),
        ]
        self._child: subprocess.Popen[str] | None = None
        self._reader: threading.Thread | None = None
        self._port: Future[int] = Future()

    @property
    def running(self) -> bool:
        """Whether the child lives."""
        return self._child is not None and self._child.poll() is None

    @property
    def addresses(self) -> dict[str, str]:
        """The address of each demo feed by its name; empty until the child listens."""
        if not self._port.done() or self._port.exception() is not None:
            return {}
        return {name: f"ws://{HOST}:{self._port.result()}/{name}" for name in DEMO_FEEDS}

    def start(self) -> None:
        """Start the child and return at once. Raises FeedscopeError when it cannot be started at all."""
        if self._child is not None:
            return
        try:
            self._child = subprocess.Popen(
                self._command,
                # The child ends when this pipe does, which the system sees to however this process dies.
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.STDOUT,
                encoding="utf-8",
                errors="replace",
                creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
            )
        except OSError as error:
            raise FeedscopeError(f"the demo cannot be started ({error.strerror or error})") from error
        self._reader = threading.Thread(target=self._read, args=(self._child.stdout,), name="demo output", daemon=True)
        self._reader.start()

    def wait(self, seconds: float = _START_SECONDS) -> int:
        """The port, once the child listens. Raises FeedscopeError when it does not within `seconds`."""
        try:
            return self._port.result(seconds)
        except TimeoutError:
            raise self._too_late(seconds) from None

    async def ready(self, seconds: float = _START_SECONDS) -> int:
        """As `wait`, on any asyncio loop."""
        try:
            return await asyncio.wait_for(asyncio.shield(asyncio.wrap_future(self._port)), seconds)
        except TimeoutError:
            raise self._too_late(seconds) from None

    def stop(self) -> None:
        """End the child: ask, then insist. Returns when it is gone; may be called twice."""
        child = self._child
        if child is None or child.stdin is None:
            return
        with contextlib.suppress(OSError):
            child.stdin.close()
        for insist in (child.terminate, child.kill):
            with contextlib.suppress(subprocess.TimeoutExpired):
                child.wait(_STOP_SECONDS)
                break
            insist()
        child.wait()
        if self._reader is not None:
            self._reader.join(_STOP_SECONDS)

    def _read(self, output: IO[str]) -> None:
        """Find the port, then keep the pipe empty; without that the child would stand still one day."""
        latest = ""
        with output:
            while line := output.readline(_LINE_CHARACTERS):
                latest = line.strip() or latest
                found = _LISTENING.match(line)
                if found is not None and not self._port.done():
                    self._port.set_result(int(found.group(1)))
        if not self._port.done():
            reason = latest or "it gave no reason"
            self._port.set_exception(FeedscopeError(f"the demo ended before it was ready: {reason}"))

    def _too_late(self, seconds: float) -> FeedscopeError:
        if self._child is not None:
            self._child.kill()
        return FeedscopeError(f"the demo was not ready within {seconds:g} s", advice="Try again.")
