"""The engine in a process of its own, as its user sees it."""

import asyncio
import multiprocessing
from collections import deque
from collections.abc import Sequence
from multiprocessing.connection import Connection
from multiprocessing.context import SpawnProcess
from typing import Any

from monitor.core.clock import Clock
from monitor.core.errors import EngineError
from monitor.engine.child import run_child
from monitor.engine.messages import Command, EngineDown, Message
from monitor.engine.pipe import PipeWriter, pack, unpack
from monitor.engine.recovery import Recovery

__all__ = ["ProcessHost"]

_GRACE = 4.0
"""Seconds a child may take to close its connections before it is ended by force."""
_PAUSES = (0.0, 0.5, 2.0, 5.0)
"""Seconds before the first and later restarts of an engine that keeps dying; the last repeats."""
_HEALTHY = 30.0
_COMMANDS = 4096


class ProcessHost:
    """An EngineHost whose engine cannot stall or crash its user.

    When the child dies, `drain` gives EngineDown and the gaps this opened, starts another child and tells it
    what the first was told; its EngineUp follows.
    """

    def __init__(self, *, clock: Clock) -> None:
        self._clock = clock
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
        if self._writer is not None and not self._writer.put(pack(command)):
            # The child has not read thousands of commands: it hangs, and the next one is told everything again.
            self._end_by_force()

    def drain(self, limit: int = 1000) -> Sequence[Message]:
        """Take what has come, and see to the child's health."""
        if self._restart_at is not None and self._clock.monotonic() >= self._restart_at and not self._stopping:
            self._restart()
        self._read(limit)
        return [self._inbox.popleft() for _ in range(min(limit, len(self._inbox)))]

    async def wait(self) -> None:
        """Return when there may be something to drain."""
        while not self._inbox and not self._stopping:
            pipe = self._pipe
            if pipe is not None and pipe.poll():
                return
            if self._restart_at is not None and self._clock.monotonic() >= self._restart_at:
                return
            await asyncio.sleep(0.004)

    async def stop(self) -> None:
        """End the child: politely, then by force. What came until then can still be drained."""
        if self._stopping:
            return
        self._stopping = True
        process = self._process
        if process is None or self._writer is None:
            return
        self._writer.put(pack(None))
        end = self._clock.monotonic() + _GRACE
        while process.is_alive() and self._clock.monotonic() < end:
            self._read(10_000)
            await asyncio.sleep(0.01)
        self._read(10_000)
        self._end_by_force()
        self._let_go()

    # --- the child ----------------------------------------------------------------------------------------------

    def _spawn(self, *, restarted: bool) -> None:
        ours, theirs = self._context.Pipe(duplex=True)
        process = self._context.Process(
            target=run_child, args=(theirs,), kwargs={"restarted": restarted}, name="feedscope-engine", daemon=True
        )
        try:
            process.start()
        except OSError as error:
            ours.close()
            raise EngineError("The engine process could not be started", advice=str(error)) from error
        finally:
            # Our copy of its end must go, or the pipe would not tell us when the child dies.
            theirs.close()
        self._process, self._pipe = process, ours
        self._writer = PipeWriter(ours, name="engine commands", depth=_COMMANDS, on_progress=lambda: None)
        self._born = self._clock.monotonic()

    def _read(self, limit: int) -> None:
        pipe = self._pipe
        try:
            while pipe is not None and len(self._inbox) < limit and pipe.poll():
                for message in unpack(pipe.recv_bytes()):
                    self._inbox.append(message)
                    self._inbox.extend(self._recovery.heard(message))
        except (EOFError, OSError):
            self._on_death()

    def _on_death(self) -> None:
        if self._stopping:
            self._let_go()
            return
        now = self._clock.monotonic()
        if now - self._born > _HEALTHY:
            self._deaths = 0
        self._restart_at = now + _PAUSES[min(self._deaths, len(_PAUSES) - 1)]
        self._deaths += 1
        self._end_by_force()
        code = self._process.exitcode if self._process is not None else None
        self._let_go()
        reason = f"the engine died ({_how(code)})"
        at = self._clock.wall()
        self._inbox.append(EngineDown(at, reason))
        self._inbox.extend(self._recovery.lost(at, reason))

    def _restart(self) -> None:
        self._restart_at = None
        try:
            self._spawn(restarted=True)
        except EngineError as error:
            self._restart_at = self._clock.monotonic() + _PAUSES[-1]
            self._inbox.append(EngineDown(self._clock.wall(), str(error)))
            return
        for command in self._recovery.orders():
            if self._writer is not None:
                self._writer.put(pack(command))

    def _end_by_force(self) -> None:
        process = self._process
        if process is None:
            return
        if process.is_alive():
            process.terminate()
            process.join(0.5)
        if process.is_alive():
            process.kill()
        process.join(0.5)

    def _let_go(self) -> None:
        if self._writer is not None:
            self._writer.close(timeout=0.5)
        if self._pipe is not None:
            self._pipe.close()
        if self._process is not None and not self._process.is_alive():
            self._process.close()
        self._process = self._pipe = self._writer = None


def _how(code: int | None) -> str:
    if code is None:
        return "no exit status"
    return f"signal {-code}" if code < 0 else f"exit status {code}"
