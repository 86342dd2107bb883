"""The engine as a process of its own: what runs on the far side of the pipe."""

import asyncio
import os
import signal
import threading
from collections import deque
from collections.abc import Callable
from multiprocessing.connection import Connection
from typing import Any

from monitor.core.clock import SystemClock
from monitor.engine.commands import Command
from monitor.engine.engine import Engine
from monitor.engine.messages import EngineUp
from monitor.engine.outbox import HELD_BYTES, Outbox
from monitor.engine.pipe import PipeWriter, pack, unpack
from monitor.engine.reporting.engine_reporting import EngineReporting, ReportingOptions
from monitor.engine.reporting.passing import Logged

__all__ = ["run_child"]

_BUNDLE = 256
"""Messages in one block of the pipe."""
_DEPTH = 4
_LAST_WORDS = 1.0
_RECORDS = 200
"""Log records that may wait for the pipe; the oldest make room."""


def run_child(
    pipe: "Connection[Any, Any]",
    *,
    restarted: bool,
    held_bytes: int = HELD_BYTES,
    reporting: ReportingOptions | None = None,
) -> None:
    """Serve commands from the pipe until it says None or its other end is gone. reporting: None tells nothing."""
    told = EngineReporting(reporting or ReportingOptions(), environment=os.environ, clock=SystemClock())
    # Ctrl-C in a terminal reaches both processes; the one with the window decides what it means.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    # The selector loop is the one that can watch sockets we own, on Windows too.
    with told.watching(), asyncio.Runner(loop_factory=asyncio.SelectorEventLoop) as runner:
        written = runner.run(_serve(pipe, told, restarted=restarted, held_bytes=held_bytes))
    if written:
        pipe.close()


async def _serve(pipe: "Connection[Any, Any]", told: EngineReporting, *, restarted: bool, held_bytes: int) -> bool:
    outlet = _Outlet(pipe, held_bytes=held_bytes)
    told.begin(outlet.log)
    engine = Engine(outlet.outbox, clock=SystemClock(), environment=os.environ)
    outlet.engine = engine
    engine.start()
    outlet.outbox.put(EngineUp(restarted))
    over = asyncio.Event()
    loop = asyncio.get_running_loop()

    def execute(command: Command) -> None:
        told.known.heed(command)
        engine.execute(command)

    reader = threading.Thread(target=_read, args=(pipe, loop, execute, over), name="commands", daemon=True)
    reader.start()
    await over.wait()
    await engine.stop()
    return await outlet.finish()


def _read(
    pipe: "Connection[Any, Any]",
    loop: asyncio.AbstractEventLoop,
    execute: Callable[[Command], None],
    over: asyncio.Event,
) -> None:
    command: Command | None
    while True:
        try:
            command = unpack(pipe.recv_bytes())
        except (EOFError, OSError):
            command = None
        try:
            loop.call_soon_threadsafe(*((over.set,) if command is None else (execute, command)))
        except RuntimeError:
            return  # The loop is closed: the process is about to end anyway.
        if command is None:
            return


class _Outlet:
    """Moves the outbox into the pipe as fast as the other side reads."""

    def __init__(self, pipe: "Connection[Any, Any]", *, held_bytes: int) -> None:
        self._loop = asyncio.get_running_loop()
        self._scheduled = False
        self._records: deque[Logged] = deque(maxlen=_RECORDS)
        self.engine: Engine | None = None
        self.outbox = Outbox(on_ready=self._schedule, on_full=self._on_full, high=held_bytes)
        self._writer = PipeWriter(pipe, name="messages", depth=_DEPTH, on_progress=self._on_progress)

    async def finish(self) -> bool:
        """Let what is left go out, within a second or so; False when nobody takes it."""
        end = self._loop.time() + _LAST_WORDS
        while (
            (self.outbox or self._records or not self._writer.idle)
            and not self._writer.broken
            and self._loop.time() < end
        ):
            self._move()
            await asyncio.sleep(0.005)
        return self._writer.close(timeout=_LAST_WORDS)

    def log(self, record: Logged) -> None:
        """Send a log record up, from whatever thread."""
        self._records.append(record)
        try:
            self._loop.call_soon_threadsafe(self._schedule)
        except RuntimeError:
            return  # The loop is closed: there is no way up any more.

    def _on_full(self, full: bool) -> None:
        if self.engine is not None:
            self.engine.hold_back(full)

    def _on_progress(self) -> None:
        try:
            self._loop.call_soon_threadsafe(self._move)
        except RuntimeError:
            return  # The loop is closed: nobody is left to move anything.

    def _schedule(self) -> None:
        # Not at once: all that one handover puts in goes out as one block.
        if not self._scheduled:
            self._scheduled = True
            self._loop.call_soon(self._move)

    def _move(self) -> None:
        self._scheduled = False
        while self._records and self._writer.room:
            self._writer.put(pack([self._records.popleft()]))
        while self.outbox and self._writer.room:
            self._writer.put(pack(self.outbox.take(_BUNDLE)))
