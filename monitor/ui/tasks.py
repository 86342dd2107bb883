"""The coroutines a window has under way: held on to, and ended with it."""

import asyncio
from collections.abc import Callable, Coroutine
from typing import Any

from monitor.core.errors import FeedscopeError

__all__ = ["Tasks"]


class Tasks:
    """Keeps a task alive until it is done, since the loop itself holds it only weakly.

    on_error: told of the FeedscopeError that ended a task. Any other error is a mistake of the program and
    goes to the loop's handler.
    """

    def __init__(self, *, on_error: Callable[[FeedscopeError], None]) -> None:
        self._on_error = on_error
        self._tasks: set[asyncio.Task[None]] = set()

    def spawn(self, work: Coroutine[Any, Any, None], *, name: str) -> None:
        """Let `work` run on the running loop."""
        task = asyncio.get_running_loop().create_task(work, name=name)
        self._tasks.add(task)
        task.add_done_callback(self._done)

    async def end(self) -> None:
        """Cancel what is under way and wait until it has ended."""
        tasks = list(self._tasks)
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)

    def _done(self, task: asyncio.Task[None]) -> None:
        self._tasks.discard(task)
        error = None if task.cancelled() else task.exception()
        if isinstance(error, FeedscopeError):
            self._on_error(error)
        elif error is not None:
            context = {"message": f"{task.get_name()} failed", "exception": error, "task": task}
            task.get_loop().call_exception_handler(context)
