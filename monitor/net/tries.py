"""The attempt at a connection that is under way, of which there is one at the most."""

import asyncio
import contextlib
from collections.abc import Awaitable, Callable, Sequence
from typing import TypeAlias

from monitor.core.clock import Clock
from monitor.core.errors import FeedscopeError
from monitor.net.connecting.steps import Step, Steps
from monitor.net.transport import Connection

__all__ = ["Dial", "Tries"]

Dial: TypeAlias = Callable[[Steps], Awaitable[Connection]]
"""Makes a connection and notes its steps, or raises a FeedscopeError."""


class Tries:
    """Runs `dial` as a task and reports what came of it, unless it was cancelled.

    on_step:   told what has been done so far, which is nothing when a try begins.
    on_failed: told that error.
    """

    def __init__(
        self,
        dial: Dial,
        *,
        clock: Clock,
        on_step: Callable[[Sequence[Step]], None],
        on_open: Callable[[Connection], None],
        on_failed: Callable[[FeedscopeError], None],
        name: str,
    ) -> None:
        self._dial = dial
        self._clock = clock
        self._on_step = on_step
        self._on_open = on_open
        self._on_failed = on_failed
        self._name = name
        self._current: asyncio.Task[None] | None = None
        self._all: set[asyncio.Task[None]] = set()

    def begin(self) -> None:
        """Try; an attempt that is under way is given up."""
        self.cancel()
        self._current = asyncio.get_running_loop().create_task(self._run(), name=self._name)
        self._all.add(self._current)
        self._current.add_done_callback(self._all.discard)

    def cancel(self) -> None:
        """Give the attempt up; nothing is reported of it."""
        if self._current is not None:
            self._current.cancel()
            self._current = None

    def pending(self) -> list[asyncio.Task[None]]:
        """What to wait for until nothing runs, after `cancel`."""
        return list(self._all)

    async def _run(self) -> None:
        steps = Steps(clock=self._clock, report=self._reporter(asyncio.current_task()))
        self._on_step(())
        try:
            connection = await self._dial(steps)
        except FeedscopeError as error:
            self._current = None
            self._on_failed(error)
            return
        self._current = None
        self._on_open(connection)

    def _reporter(self, attempt: "asyncio.Task[None] | None") -> Callable[[Step], None]:
        """Brings the steps of one attempt from its thread to the loop, as long as the attempt is wanted."""
        loop = asyncio.get_running_loop()
        done: list[Step] = []

        def tell(step: Step) -> None:
            done.append(step)
            if self._current is attempt:
                self._on_step(tuple(done))

        def report(step: Step) -> None:
            # The loop may have closed meanwhile; then nobody is left to tell.
            with contextlib.suppress(RuntimeError):
                loop.call_soon_threadsafe(tell, step)

        return report
