"""The engine on the loop of whoever starts it: the command line, tests, and the window by a setting."""

import asyncio
import os
from collections.abc import Callable, Mapping, Sequence

from monitor.core.clock import Clock
from monitor.engine.commands import Command
from monitor.engine.engine import Engine
from monitor.engine.messages import (
    EngineUp,
    Message,
)
from monitor.engine.outbox import HELD_BYTES, Outbox

__all__ = ["InlineHost"]


class InlineHost:
    """An EngineHost without a process of its own.

    environment: where `${env:NAME}` is looked up; this process's own unless told otherwise.
    held_bytes:  about how much may wait to be drained before the servers have to.
    heed:        is shown each command.
    """

    def __init__(
        self,
        *,
        clock: Clock,
        environment: Mapping[str, str] | None = None,
        held_bytes: int = HELD_BYTES,
        heed: Callable[[Command], None] | None = None,
    ) -> None:
        self._heed = heed
        self._ready = asyncio.Event()
        self._stopped = False
        self._outbox = Outbox(on_ready=self._ready.set, on_full=self._on_full, high=held_bytes)
        self._engine = Engine(self._outbox, clock=clock, environment=os.environ if environment is None else environment)

    async def start(self) -> None:
        """Begin on the running loop."""
        self._engine.start()
        self._outbox.put(EngineUp())

    def send(self, command: Command) -> None:
        """Carry the command out now."""
        if self._heed is not None:
            self._heed(command)
        if not self._stopped:
            self._engine.execute(command)

    def drain(self, limit: int = 1000) -> Sequence[Message]:
        """Take what has come."""
        messages = self._outbox.take(limit)
        if not self._outbox and not self._stopped:
            self._ready.clear()
        return messages

    async def wait(self) -> None:
        """Return when there is something to drain, or the engine has stopped."""
        await self._ready.wait()

    async def stop(self) -> None:
        """Close every connection. What came until then can still be drained."""
        if self._stopped:
            return
        self._stopped = True
        await self._engine.stop()
        self._ready.set()

    def _on_full(self, full: bool) -> None:
        self._engine.hold_back(full)
