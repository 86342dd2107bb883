"""The asyncio loop of a command, with a clean end on Ctrl-C."""

import asyncio
import signal
from collections.abc import Callable, Coroutine, Iterator
from contextlib import contextmanager
from typing import Any, TypeVar

__all__ = ["run_async"]

T = TypeVar("T")


def run_async(main: Callable[[asyncio.Event], Coroutine[Any, Any, T]]) -> T:
    """Run `main` to its end; the event it is given is set by Ctrl-C or SIGTERM."""

    async def body() -> T:
        interrupted = asyncio.Event()
        with _signals(interrupted):
            return await main(interrupted)

    with asyncio.Runner(loop_factory=asyncio.SelectorEventLoop) as runner:
        return runner.run(body())


@contextmanager
def _signals(interrupted: asyncio.Event) -> Iterator[None]:
    loop = asyncio.get_running_loop()
    names = (signal.SIGINT, signal.SIGTERM)
    try:
        for name in names:
            loop.add_signal_handler(name, interrupted.set)
    except NotImplementedError:
        # Windows: KeyboardInterrupt ends the runner instead, which closes the feed all the same.
        yield
        return
    try:
        yield
    finally:
        for name in names:
            loop.remove_signal_handler(name)
