"""The engine in a process of its own, as its user sees it."""

import asyncio
import logging
import multiprocessing
import sys
from collections import deque
from collections.abc import Callable, Sequence
from multiprocessing.connection import Connection
from multiprocessing.context import SpawnProcess
from typing import Any

from monitor.core.clock import Clock
from monitor.core.errors import EngineError
from monitor.engine.commands import Command
from monitor.engine.messages import (
    EngineDown,
    FeedCounts,
    Message,
)
from monitor.engine.outbox import HELD_BYTES
from monitor.engine.pipe import PipeWriter, pack, unpack
from monitor.engine.recovery import Recovery
from monitor.engine.reporting.engine_reporting import ReportingOptions
from monitor.engine.reporting.passing import Logged, write_record
from monitor.engine.spawned import run_spawned

__all__ = ["ProcessHost"]

_LOG = logging.getLogger(__name__)
_GRACE = 4.0
"""Seconds a child may take to close its connections before it is ended by force."""
_PAUSES = (0.0, 0.5, 2.0, 5.0)
"""Seconds before the first and later restarts of an engine that keeps dying; the last repeats."""
_HEALTHY = 30.0
_COMMANDS = 4096
_LEAVING = 0.5
_LOOK = 0.004
"""Between looks at the pipe. Not every loop that this runs on can watch one."""


class ProcessHost:
    """An EngineHost whose engine cannot stall or crash its user.

    When the child dies, `drain` gives EngineDown and the gaps this opened, starts another child and tells it
    what the first was told; its EngineUp follows.

    held_bytes: about how much may wait in the child before the servers have to.
    reporting:  what the child logs, which goes into the log of this process, and where it leaves reports of crashes.
    heed:       is shown each command.
    """

    def __init__(
        self,
        *,
        clock: Clock,
        held_bytes: int = HELD_BYTES,
        reporting: ReportingOptions | None = None,
        heed: Callable[[Command], None] | None = None,
    ) -> None:
        self._clock = clock
        self._held_bytes = held_bytes
        self._reporting = reporting
        self._heed = heed
        self._context = multiprocessing.get_context("spawn")
        self._process: SpawnProcess | None = None
        self._pipe: Connection[Any, Any] | None = None
        self._writer: PipeWriter | None = None
        self._recovery = Recovery()
        self._inbox: deque[Message] = deque()
        self._deaths = 0
        self._born = 0.0
        self._restart_at: float | None = None
        self._stopping = False

    @property
    def pid(self) -> int | None:
        """The child's process id, None while there is none."""
        return self._process.pid if self._process is not None else None

    async def start(self) -> None:
        """Start the child. Raises EngineError when the system refuses."""
        self._spawn(restarted=False)

    def send(self, command: Command) -> None:
        """Hand a command over; it is kept for a restart too."""
        self._recovery.told(command)
        if self._heed is not None:
            self._heed(command)
        if self._writer is not None and not self._writer.put(pack(command)):
            # The child has not read thousands of commands: it hangs, and the next one is told everything again.
            self._end_by_force()

    def drain(self, limit: int = 1000) -> Sequence[Message]:
        """Take what has come, and see to the child's health."""
        if self._restart_at is not None and self._clock.monotonic() >= self._restart_at and not self._stopping:
            self._restart()
        if not self._stopping and not self._read(limit):
            self._on_death()
        return [self._inbox.popleft() for _ in range(min(limit, len(self._inbox)))]

    async def wait(self) -> None:
        """Return when there may be something to drain, or the engine has stopped."""
        while not self._inbox and not self._stopping:
            if self._pipe is not None and _has_news(self._pipe):
                return
            if self._restart_at is not None and self._clock.monotonic() >= self._restart_at:
                return
            await asyncio.sleep(_LOOK)

    async def stop(self) -> None:
        """End the child: politely, then by force. What came until then can still be drained."""
        if self._stopping:
            return
        self._stopping = True
        self._restart_at = None
        if self._writer is not None:
            self._writer.put(pack(None))
        # The pipe's end is the child's last word.
        for _ in range(round(_GRACE / _LOOK)):
            if not self._read(sys.maxsize):
                break
            await asyncio.sleep(_LOOK)
        self._let_go()

    # --- the child ----------------------------------------------------------------------------------------------

    def _spawn(self, *, restarted: bool) -> None:
        try:
            ours, theirs = self._context.Pipe(duplex=True)
        except OSError as error:
            raise _no_engine(error) from error
        settings = {"restarted": restarted, "held_bytes": self._held_bytes, "reporting": self._reporting}
        process = self._context.Process(
            target=run_spawned, args=(theirs,), kwargs=settings, name="feedscope-engine", daemon=True
        )
        try:
            process.start()
        except OSError as error:
            ours.close()
            raise _no_engine(error) from error
        finally:
            # Our copy of its end must go, or the pipe would not tell us when the child dies.
            theirs.close()
        self._process, self._pipe = process, ours
        self._writer = PipeWriter(ours, name="engine commands", depth=_COMMANDS, on_progress=lambda: None)
        self._born = self._clock.monotonic()
        for command in self._recovery.orders():
            self._writer.put(pack(command))

    def _read(self, limit: int) -> bool:
        """Take messages in; False when there will be no more of this child."""
        pipe = self._pipe
        if pipe is None:
            # Between two children there is nothing to read, and no end either.
            return self._restart_at is not None
        try:
            while len(self._inbox) < limit and pipe.poll():
                for message in unpack(pipe.recv_bytes()):
                    self._take(message)
        except (EOFError, OSError):
            return False
        return True

    def _take(self, message: Message | Logged) -> None:
        if isinstance(message, Logged):
            write_record(message)
            return
        self._inbox.append(self._recovery.totals.whole(message) if isinstance(message, FeedCounts) else message)
        self._inbox.extend(self._recovery.heard(message))

    def _on_death(self) -> None:
        now, at = self._clock.monotonic(), self._clock.wall()
        if now - self._born > _HEALTHY:
            self._deaths = 0
        self._restart_at = now + _PAUSES[min(self._deaths, len(_PAUSES) - 1)]
        self._deaths += 1
        reason = f"the engine died ({_how(self._let_go())})"
        _LOG.info("%s", reason)
        self._inbox.append(EngineDown(at, reason))
        self._inbox.extend(self._recovery.lost(reason, at=at))

    def _restart(self) -> None:
        self._restart_at = None
        try:
            self._spawn(restarted=True)
        except EngineError as error:
            self._restart_at = self._clock.monotonic() + _PAUSES[-1]
            self._inbox.append(EngineDown(self._clock.wall(), str(error)))

    def _end_by_force(self) -> None:
        process = self._process
        if process is None:
            return
        # One whose pipe has ended is leaving already.
        process.join(_LEAVING)
        if process.is_alive():
            process.terminate()
            process.join(_LEAVING)
        if process.is_alive():
            process.kill()
            process.join(_LEAVING)

    def _let_go(self) -> int | None:
        """Have no child any more; its exit status."""
        code = None
        self._end_by_force()
        # The child is gone, so the writer meets the end of the pipe and ends as well.
        if self._writer is not None and self._pipe is not None and self._writer.close(timeout=_LEAVING):
            self._pipe.close()
        if self._process is not None:
            code = self._process.exitcode
            if code is not None:
                self._process.close()
        self._process = self._pipe = self._writer = None
        return code


def _has_news(pipe: "Connection[Any, Any]") -> bool:
    """Whether there is something to read, be it the end."""
    try:
        return pipe.poll()
    except OSError:
        return True


def _no_engine(error: OSError) -> EngineError:
    return EngineError("the engine process could not be started", advice=error.strerror or str(error))


def _how(code: int | None) -> str:
    if code is None:
        return "no exit status"
    return f"signal {-code}" if code < 0 else f"exit status {code}"
