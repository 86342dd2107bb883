"""Blocking work in a thread of its own, awaited from a loop."""

import asyncio
import contextlib
import threading
from collections.abc import Callable
from typing import TypeVar

__all__ = ["in_thread"]

T = TypeVar("T")


async def in_thread(
    work: Callable[[], T], *, interrupt: Callable[[], None], discard: Callable[[T], None], name: str
) -> T:
    """The result of `work`, done in a short-lived daemon thread.

    When the waiting task is cancelled `interrupt` must make `work` end soon; should it have a result by then,
    that goes to `discard`. The loop's default executor is not used: its threads outlive the work, and Qt's loop
    waits for them without an end.
    """
    loop = asyncio.get_running_loop()
    future: asyncio.Future[T] = loop.create_future()

    def deliver(result: T) -> None:
        if future.done():
            discard(result)
        else:
            future.set_result(result)

    def fail(error: Exception) -> None:
        if not future.done():
            future.set_exception(error)

    def run() -> None:
        try:
            result = work()
        except Exception as error:
            # The loop may have closed meanwhile; then nobody is left to tell.
            with contextlib.suppress(RuntimeError):
                loop.call_soon_threadsafe(fail, error)
            return
        try:
            loop.call_soon_threadsafe(deliver, result)
        except RuntimeError:
            discard(result)

    threading.Thread(target=run, name=name, daemon=True).start()
    try:
        return await future
    except asyncio.CancelledError:
        interrupt()
        if future.done() and not future.cancelled() and future.exception() is None:
            discard(future.result())
        raise
