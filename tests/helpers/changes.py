"""Waiting for something to become true, looked at whenever anything has happened."""

import asyncio
from collections.abc import Callable

__all__ = ["Changes"]


class Changes:
    """Told of every change, wakes who waits for one of them."""

    def __init__(self) -> None:
        self._changed = asyncio.Event()

    def set(self) -> None:
        """Something has happened."""
        self._changed.set()

    async def until(self, condition: Callable[[], bool]) -> None:
        """Return once `condition` holds; fail after 20 seconds."""
        async with asyncio.timeout(20):
            while not condition():
                self._changed.clear()
                await self._changed.wait()
